import type { RecordedEvent } from '../events/index.js';

/**
 * A reading of the log: a view and how an event changes it.
 *
 * `evolve` is deterministic and looks at nothing but its arguments. Rows are never edited, only replaced; the maps that
 * hold them belong to the fold and are updated in place, because copying a whole view for each event is quadratic.
 * `version` is raised whenever the same log would give another view.
 */
export type Projection<View> = Readonly<{
  name: string;
  version: number;
  initial: () => View;
  evolve: (view: View, event: RecordedEvent) => View;
}>;

/** What was so from a log position on. */
export type Version<Value> = Readonly<{ position: number; value: Value }>;

/** How many of some sorted things come before where they begin to fail a test: the one search by halving. */
export const countWhile = (length: number, holds: (at: number) => boolean): number => {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The version in force at a log position, or nothing where the first came later. Versions are in log order. */
export const versionAt = <V extends Readonly<{ position: number }>>(
  versions: readonly V[],
  position: number,
): V | undefined => versions[countWhile(versions.length, (at) => (versions[at] as V).position <= position) - 1];
