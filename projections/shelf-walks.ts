/** Walks over what stood on a shelf at a log position, from a bound down or up. */

import { MARKED, STANDING, totalAt, WEIGHT } from './shelf-totals.js';
import { below, childFor, fromOf, Leaf, Node, Shelf, untilOf } from './shelf.js';

/** Told of each item of a walk; true ends it. */
export type Visit<Value> = (value: Value, key: number) => boolean;

/** What a walk can be for: it passes over nodes in which none of it stands. The items it meets can be others all the same. */
export type For = 'any' | 'marked' | 'weighty';

const COLUMNS: Readonly<Record<For, number>> = { any: STANDING, marked: MARKED, weighty: WEIGHT };

type Goal = Readonly<{
  position: number;
  /** Whether the bound itself is included. */
  orEqual: boolean;
  /** The column of the totals that says whether a node holds any of what the walk is for. */
  column: number;
  isMeasured: boolean;
}>;

/** Told of where each item of a walk is; true ends it. */
type Look<Value> = (leaf: Leaf<Value>, at: number) => boolean;

const holdsAny = (node: Node<unknown>, { position, column, isMeasured }: Goal): boolean =>
  node.leaf || node.totals === undefined || totalAt(node.totals, column, position, isMeasured) > 0;

const stood = (leaf: Leaf<unknown>, at: number, position: number): boolean =>
  fromOf(leaf, at) <= position && untilOf(leaf, at) > position;

/**
 * Walks below a node. Whether it holds any of what the walk is for is looked up before it is gone into; of where the bound is
 * (`isAtBound`), once its first child had none: most walks end there, and the look-up costs more than they do.
 */
const backwardIn = <Value>(
  node: Node<Value>,
  bound: number,
  goal: Goal,
  look: Look<Value>,
  isAtBound = true,
): boolean => {
  if (node.leaf) {
    for (let at = below(node.keys, bound, goal.orEqual) - 1; at >= 0; at -= 1) {
      if (stood(node, at, goal.position) && look(node, at)) return true;
    }
    return false;
  }
  const last = childFor(node.first, bound);
  for (let at = last; at >= 0; at -= 1) {
    const isFirst = isAtBound && at === last;
    if (isAtBound && at === last - 1 && !holdsAny(node, goal)) return false;
    if ((node.since[at] as number) > goal.position) continue;
    const child = node.children[at] as Node<Value>;
    if ((isFirst || holdsAny(child, goal)) && backwardIn(child, bound, goal, look, isFirst)) return true;
  }
  return false;
};

const forwardIn = <Value>(
  node: Node<Value>,
  bound: number,
  goal: Goal,
  look: Look<Value>,
  isAtBound = true,
): boolean => {
  if (node.leaf) {
    for (let at = below(node.keys, bound, !goal.orEqual); at < node.keys.length; at += 1) {
      if (stood(node, at, goal.position) && look(node, at)) return true;
    }
    return false;
  }
  const first = Math.max(0, below(node.first, bound, !goal.orEqual) - 1);
  for (let at = first; at < node.children.length; at += 1) {
    const isFirst = isAtBound && at === first;
    if (isAtBound && at === first + 1 && !holdsAny(node, goal)) return false;
    if ((node.since[at] as number) > goal.position) continue;
    const child = node.children[at] as Node<Value>;
    if ((isFirst || holdsAny(child, goal)) && forwardIn(child, bound, goal, look, isFirst)) return true;
  }
  return false;
};

const goalOf = <Value>(shelf: Shelf<Value>, orEqual: boolean, position: number, goal: For): Goal => {
  const isMeasured = shelf.measure !== undefined;
  return { position, orEqual, column: isMeasured ? COLUMNS[goal] : STANDING, isMeasured };
};

/** A walk over what stood at a position, from a bound; true where a visit ended it. */
type Walks = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  /** Whether the bound itself is included. */
  orEqual: boolean,
  position: number,
  visit: Visit<Value>,
  goal?: For,
) => boolean;

const walking =
  (walkIn: <Value>(node: Node<Value>, bound: number, goal: Goal, look: Look<Value>) => boolean): Walks =>
  (shelf, bound, orEqual, position, visit, goal = 'any') =>
    walkIn(shelf.root, bound, goalOf(shelf, orEqual, position, goal), (leaf, at) =>
      visit(leaf.values[at] as (typeof leaf.values)[number], leaf.keys[at] as number),
    );

/** Walks what stood at a position from a bound down. */
export const backward = walking(backwardIn);

/** Walks what stood at a position from a bound up. */
export const forward = walking(forwardIn);

/** Walks the cells of what stood at a position, from a bound down. True where a look ended it. */
export const cellsBack = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  position: number,
  goal: For,
  look: Look<Value>,
): boolean => backwardIn(shelf.root, bound, goalOf(shelf, true, position, goal), look);

/** Everything that stood at a position, in order. */
export const allAt = <Value>(shelf: Shelf<Value>, position: number): readonly Value[] => {
  const found: Value[] = [];
  forward(shelf, -Infinity, true, position, (value) => {
    found.push(value);
    return false;
  });
  return found;
};

/** An item and its key. */
export type Item<Value> = Readonly<{ key: number; value: Value }>;

/** The last item at or before a bound (before it, without `orEqual`) that stood at a position. */
export const lastAt = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  orEqual: boolean,
  position: number,
): Item<Value> | undefined => {
  let found: Item<Value> | undefined;
  backward(shelf, bound, orEqual, position, (value, key) => {
    found = { key, value };
    return true;
  });
  return found;
};

/** The last marked item at or before a bound that stood at a position. Only of a shelf with a measure. */
export const lastMarkedAt = <Value>(shelf: Shelf<Value>, bound: number, position: number): Item<Value> | undefined => {
  let found: Item<Value> | undefined;
  cellsBack(shelf, bound, position, 'marked', ({ keys, values }, at) => {
    const value = values[at] as Value;
    if (shelf.measure?.isMarked(value) !== true) return false;
    found = { key: keys[at] as number, value };
    return true;
  });
  return found;
};

/** The first item after a bound that stood at a position. */
export const firstAfter = <Value>(shelf: Shelf<Value>, bound: number, position: number): Item<Value> | undefined => {
  let found: Item<Value> | undefined;
  forward(shelf, bound, false, position, (value, key) => {
    found = { key, value };
    return true;
  });
  return found;
};

/** Two bounds: what lies at or after the one and at or before the other. */
type Between = Readonly<{ from: number; to: number; position: number }>;

const weightIn = <Value>(shelf: Shelf<Value>, node: Node<Value>, { from, to, position }: Between): number => {
  let total = 0;
  if (node.leaf) {
    const end = below(node.keys, to, true);
    for (let at = below(node.keys, from, false); at < end; at += 1) {
      if (!stood(node, at, position)) continue;
      total += shelf.measure?.weight(node.values[at] as Value) ?? 0;
    }
    return total;
  }
  const first = Math.max(0, below(node.first, from, false) - 1);
  const last = childFor(node.first, to);
  for (let at = first; at <= last; at += 1) {
    if ((node.since[at] as number) > position) continue;
    const child = node.children[at] as Node<Value>;
    total +=
      at > first && at < last && !child.leaf && child.totals !== undefined
        ? totalAt(child.totals, WEIGHT, position, true)
        : weightIn(shelf, child, { from, to, position });
  }
  return total;
};

/** The weight of what stood at a position from one bound to another, both included. Only of a shelf with a measure. */
export const weightBetween = <Value>(shelf: Shelf<Value>, from: number, to: number, position: number): number =>
  weightIn(shelf, shelf.root, { from, to, position });
