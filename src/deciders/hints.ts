import type { World } from './world.js';

/** How many hints one command gets: each is a search through the record or a text, and a body can hold thousands of faults. */
const MOST_HINTS = 10;

const given = new WeakMap<World, number>();

/** Whether what is said of a fault may still name what is nearest to it. */
export const mayHint = (world: World): boolean => {
  const count = (given.get(world) ?? 0) + 1;
  given.set(world, count);
  return count <= MOST_HINTS;
};
