/** Walks over what stood on a shelf at a log position, from a bound down or up. */

import { MARKED, STANDING, totalAt, WEIGHT } from './shelf-totals.js';
import { below, childFor, fromOf, Leaf, Measure, Node, Shelf, untilOf } from './shelf.js';

/** Told of each item of a walk; true ends it. */
export type Visit<Value> = (value: Value, key: number) => boolean;

/** What a walk can be for: it passes over nodes in which none of it stands. The items it meets can be others all the same. */
export type For = 'any' | 'marked' | 'weighty';

const COLUMNS: Readonly<Record<For, number>> = { any: STANDING, marked: MARKED, weighty: WEIGHT };

const holdsAny = <Value>(node: Node<Value>, { position, goal, isMeasured }: Walk<Value>): boolean =>
  node.leaf || totalAt(node.totals, isMeasured ? COLUMNS[goal] : STANDING, position, isMeasured) > 0;

type Walk<Value> = Readonly<{
  position: number;
  orEqual: boolean;
  isMeasured: boolean;
  goal: For;
  marked?: Measure<Value>;
  visit: Visit<Value>;
}>;

const visitLeaf = <Value>(leaf: Leaf<Value>, at: number, walk: Walk<Value>): boolean => {
  if (fromOf(leaf, at) > walk.position || untilOf(leaf, at) <= walk.position) return false;
  const value = leaf.values[at] as Value;
  if (walk.marked !== undefined && !walk.marked.isMarked(value)) return false;
  return walk.visit(value, leaf.keys[at] as number);
};

const backwardIn = <Value>(node: Node<Value>, bound: number | undefined, walk: Walk<Value>): boolean => {
  if (node.leaf) {
    const end = bound === undefined ? node.keys.length : below(node.keys, bound, walk.orEqual);
    for (let at = end - 1; at >= 0; at -= 1) if (visitLeaf(node, at, walk)) return true;
    return false;
  }
  const last = bound === undefined ? node.children.length - 1 : childFor(node.first, bound);
  for (let at = last; at >= 0; at -= 1) {
    const child = node.children[at] as Node<Value>;
    if (!holdsAny(child, walk)) continue;
    if (backwardIn(child, bound, walk)) return true;
  }
  return false;
};

const forwardIn = <Value>(node: Node<Value>, bound: number | undefined, walk: Walk<Value>): boolean => {
  if (node.leaf) {
    const start = bound === undefined ? 0 : below(node.keys, bound, !walk.orEqual);
    for (let at = start; at < node.keys.length; at += 1) if (visitLeaf(node, at, walk)) return true;
    return false;
  }
  const first = bound === undefined ? 0 : Math.max(0, below(node.first, bound, !walk.orEqual) - 1);
  for (let at = first; at < node.children.length; at += 1) {
    const child = node.children[at] as Node<Value>;
    if (!holdsAny(child, walk)) continue;
    if (forwardIn(child, at === first ? bound : undefined, walk)) return true;
  }
  return false;
};

/** Walks what stood at a position from a bound down; the bound itself included where `orEqual` is. */
export const backward = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  orEqual: boolean,
  position: number,
  visit: Visit<Value>,
  goal: For = 'any',
): boolean =>
  backwardIn(shelf.root, bound, {
    position,
    orEqual,
    visit,
    goal,
    isMeasured: shelf.measure !== undefined,
  });

/** Walks what stood at a position from a bound up. */
export const forward = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  orEqual: boolean,
  position: number,
  visit: Visit<Value>,
  goal: For = 'any',
): boolean =>
  forwardIn(shelf.root, bound, {
    position,
    orEqual,
    visit,
    goal,
    isMeasured: shelf.measure !== undefined,
  });

/** Everything that stood at a position, in order. */
export const allAt = <Value>(shelf: Shelf<Value>, position: number): readonly Value[] => {
  const found: Value[] = [];
  forwardIn(shelf.root, undefined, {
    position,
    orEqual: true,
    isMeasured: shelf.measure !== undefined,
    goal: 'any',
    visit: (value) => {
      found.push(value);
      return false;
    },
  });
  return found;
};

/** An item and its key. */
export type Item<Value> = Readonly<{ key: number; value: Value }>;

/** The last item at or before a bound (before it, without `orEqual`) that stood at a position; the last marked one where asked. */
export const lastAt = <Value>(
  shelf: Shelf<Value>,
  bound: number,
  orEqual: boolean,
  position: number,
  marked = false,
): Item<Value> | undefined => {
  let found: Item<Value> | undefined;
  const visit: Visit<Value> = (value, key) => {
    found = { key, value };
    return true;
  };
  const { measure } = shelf;
  backwardIn(shelf.root, bound, {
    position,
    orEqual,
    visit,
    isMeasured: measure !== undefined,
    goal: marked ? 'marked' : 'any',
    ...(marked && measure ? { marked: measure } : {}),
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
      if (fromOf(node, at) > position || untilOf(node, at) <= position) continue;
      total += shelf.measure?.weight(node.values[at] as Value) ?? 0;
    }
    return total;
  }
  const first = Math.max(0, below(node.first, from, false) - 1);
  const last = childFor(node.first, to);
  for (let at = first; at <= last; at += 1) {
    const child = node.children[at] as Node<Value>;
    total +=
      at > first && at < last && !child.leaf
        ? totalAt(child.totals, WEIGHT, position, true)
        : weightIn(shelf, child, { from, to, position });
  }
  return total;
};

/** The weight of what stood at a position from one bound to another, both included. Only of a shelf with a measure. */
export const weightBetween = <Value>(shelf: Shelf<Value>, from: number, to: number, position: number): number =>
  weightIn(shelf, shelf.root, { from, to, position });
