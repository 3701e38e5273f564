/** Walks over what stood on a shelf at a log position, from a bound down or up. */

import { MARKED, STANDING, totalAt, WEIGHT } from './shelf-totals.js';
import { below, childFor, fromOf, Inner, Leaf, Node, Shelf, SPAN, untilOf } from './shelf.js';

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

/** Where a walk is that has not come to a leaf. */
const nothing: Leaf<never> = { leaf: true, keys: [], values: [], width: SPAN, cells: new Int32Array(0) };

/** A node that a walk is in: `at` is the child it is in. `isUnsure`: nobody looked yet whether the node holds what is sought. */
type Frame<Value> = {
  readonly node: Inner<Value>;
  at: number;
  isUnsure: boolean;
  readonly up: Frame<Value> | undefined;
};

/**
 * A walk over what stood on a shelf at a log position, from a bound down, one item at a time: after each `next` it is at the
 * item `at` of `leaf`. Whether a node holds any of what the walk is for is looked up before it is gone into; of where the
 * bound is, once its first child had none: most walks end there, and the look-up costs more than they do.
 */
export class WalkBack<Value> {
  leaf: Leaf<Value>;
  at: number;
  private frame: Frame<Value> | undefined;

  constructor(
    shelf: Shelf<Value>,
    private readonly bound: number,
    private readonly goal: Goal,
  ) {
    this.leaf = nothing;
    this.at = 0;
    let node = shelf.root;
    while (!node.leaf) {
      const at = childFor(node.first, bound);
      this.frame = { node, at, isUnsure: true, up: this.frame };
      if ((node.since[at] as number) > goal.position) return;
      node = node.children[at] as Node<Value>;
    }
    this.leaf = node;
    this.at = below(node.keys, bound, goal.orEqual);
  }

  /** Goes to the next item; false where there is none. */
  next(): boolean {
    const { position } = this.goal;
    do {
      while (this.at > 0) {
        this.at -= 1;
        if (stood(this.leaf, this.at, position)) return true;
      }
    } while (this.nextLeaf());
    return false;
  }

  private nextLeaf(): boolean {
    const { goal } = this;
    for (let { frame } = this; frame !== undefined;) {
      const isEmpty = frame.isUnsure && !holdsAny(frame.node, goal);
      frame.isUnsure = false;
      frame.at = isEmpty ? -1 : frame.at - 1;
      if (frame.at < 0) {
        frame = frame.up;
        continue;
      }
      const child = frame.node.children[frame.at] as Node<Value>;
      if ((frame.node.since[frame.at] as number) > goal.position || !holdsAny(child, goal)) continue;
      if (child.leaf) {
        this.leaf = child;
        this.at = goal.orEqual ? child.keys.length : below(child.keys, this.bound, false);
        this.frame = frame;
        return true;
      }
      frame = { node: child, at: child.children.length, isUnsure: false, up: frame };
    }
    this.frame = undefined;
    return false;
  }
}

/** Told of each item from a bound up, with what a node holds looked up as a walk back does. */
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

/** A walk over what stood on a shelf at a position, from a bound down, the bound included. */
export const walkBackOn = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  position: number,
  goal: For = 'any',
): WalkBack<Value> => new WalkBack(shelf, bound, goalOf(shelf, true, position, goal));

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

/** Walks what stood at a position from a bound down. */
export const backward: Walks = (shelf, bound, orEqual, position, visit, goal = 'any') => {
  const walk = new WalkBack(shelf, bound, goalOf(shelf, orEqual, position, goal));
  while (walk.next()) {
    const { leaf, at } = walk;
    if (visit(leaf.values[at] as (typeof leaf.values)[number], leaf.keys[at] as number)) return true;
  }
  return false;
};

/** Walks what stood at a position from a bound up. */
export const forward: Walks = (shelf, bound, orEqual, position, visit, goal = 'any') =>
  forwardIn(shelf.root, bound, goalOf(shelf, orEqual, position, goal), (leaf, at) =>
    visit(leaf.values[at] as (typeof leaf.values)[number], leaf.keys[at] as number),
  );

/** Walks the cells of what stood at a position, from a bound down. True where a look ended it. */
export const cellsBack = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  position: number,
  goal: For,
  look: Look<Value>,
): boolean => {
  const walk = walkBackOn(shelf, bound, position, goal);
  while (walk.next()) if (look(walk.leaf, walk.at)) return true;
  return false;
};

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

const itemAt = <Value>({ keys, values }: Leaf<Value>, at: number): Item<Value> => ({
  key: keys[at] as number,
  value: values[at] as Value,
});

/** The last item at or before a bound (before it, without `orEqual`) that stood at a position. */
export const lastAt = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  orEqual: boolean,
  position: number,
): Item<Value> | undefined => {
  const walk = new WalkBack(shelf, bound, goalOf(shelf, orEqual, position, 'any'));
  return walk.next() ? itemAt(walk.leaf, walk.at) : undefined;
};

/** The last marked item at or before a bound that stood at a position. Only of a shelf with a measure. */
export const lastMarkedAt = <Value>(shelf: Shelf<Value>, bound: number, position: number): Item<Value> | undefined => {
  const walk = walkBackOn(shelf, bound, position, 'marked');
  while (walk.next()) {
    if (shelf.measure?.isMarked(walk.leaf.values[walk.at] as Value) === true) return itemAt(walk.leaf, walk.at);
  }
  return undefined;
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
