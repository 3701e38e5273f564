/**
 * A sorted list that answers as of any log position: a B-tree whose items carry the positions from which and until which
 * they stand. Nothing is ever taken out, so what stood at a position can be walked at any later time. Inner nodes count
 * what stands in them at each position, and a walk passes over what holds nothing: neither the length of the log nor what
 * was put in after the position asked for makes it longer.
 *
 * Keys are numbers, so that a search reads a row of them and nothing else; items of one key have an order of their own, or
 * keep that in which they were put in. Positions only grow.
 */

import { addStep, MARKED, STANDING, Step, Totals, WEIGHT, widthOf } from './shelf-totals.js';

/** What inner nodes add up besides the number of items: how many are marked, and their weight. */
export type Measure<Value> = Readonly<{
  isMarked: (value: Value) => boolean;
  weight: (value: Value) => number;
}>;

/** What is kept of each item beside it, as whole numbers of 32 bits, so that a walk need not look at the items themselves. */
export type Facts<Value> = Readonly<{ count: number; of: (value: Value) => readonly number[] }>;

/**
 * `cells` holds `width` numbers of each item in turn: the position from which and that until which it stands, and the
 * facts of it.
 */
export type Leaf<Value> = {
  leaf: true;
  keys: number[];
  values: Value[];
  width: number;
  cells: Int32Array;
};

/** The numbers of an item in the cells of a leaf that come before its facts. */
export const SPAN = 2;

/**
 * `first` and `since` are of each child: its first key, and the position from which the earliest put of its items stood. The
 * root has no totals: nobody asks whether to go into it.
 */
export type Inner<Value> = {
  leaf: false;
  first: number[];
  since: number[];
  children: Node<Value>[];
  totals?: Totals;
};
export type Node<Value> = Leaf<Value> | Inner<Value>;

/** The order of items of one key: negative, zero or positive. */
export type Order<Value> = (one: Value, other: Value) => number;

export type Shelf<Value> = {
  root: Node<Value>;
  size: number;
  readonly order: Order<Value>;
  readonly measure?: Measure<Value>;
  readonly facts?: Facts<Value>;
};

const LEAF_SIZE = 128;
const FANOUT = 128;
export const STILL = 0x3fff_ffff;

const emptyLeaf = <Value>(facts?: Facts<Value>): Leaf<Value> => ({
  leaf: true,
  keys: [],
  values: [],
  width: SPAN + (facts?.count ?? 0),
  cells: new Int32Array(0),
});

/** The position until which an item of a leaf stands. */
export const untilOf = ({ cells, width }: Leaf<unknown>, at: number): number => cells[width * at + 1] as number;

/** The position from which an item of a leaf stands. */
export const fromOf = ({ cells, width }: Leaf<unknown>, at: number): number => cells[width * at] as number;

const asPutIn = (): number => 0;

export const emptyShelf = <Value>(
  order: Order<Value> = asPutIn,
  measure?: Measure<Value>,
  facts?: Facts<Value>,
): Shelf<Value> => ({
  root: emptyLeaf(facts),
  size: 0,
  order,
  ...(measure === undefined ? {} : { measure }),
  ...(facts === undefined ? {} : { facts }),
});

/** How many of some sorted keys are less than a key; with `orEqual`, not greater. */
export const below = (keys: readonly number[], key: number, orEqual: boolean): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = keys[middle] as number;
    if (at < key || (orEqual && at === key)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The last child of those with these first keys that can hold a key. */
export const childFor = (first: readonly number[], key: number): number => Math.max(0, below(first, key, true) - 1);

const stepOf = <Value>(shelf: Shelf<Value>, value: Value, position: number, sign: 1 | -1): Step => ({
  position,
  standing: sign,
  marked: shelf.measure?.isMarked(value) === true ? sign : 0,
  weight: shelf.measure === undefined ? 0 : sign * shelf.measure.weight(value),
});

/** The steps of everything below a node, in no order. */
const stepsIn = <Value>(shelf: Shelf<Value>, node: Node<Value>): readonly Step[] => {
  if (node.leaf) {
    return node.values.flatMap((value, at) => {
      const until = untilOf(node, at);
      const put = stepOf(shelf, value, fromOf(node, at), 1);
      return until === STILL ? [put] : [put, stepOf(shelf, value, until, -1)];
    });
  }
  const { rows, length } = node.totals ?? totalsOf(shelf, node.children);
  const isMeasured = shelf.measure !== undefined;
  const width = widthOf(isMeasured);
  const grown = (row: number, column: number): number =>
    (rows[row * width + column] as number) - (row === 0 ? 0 : (rows[(row - 1) * width + column] as number));
  return Array.from({ length }, (_, row) => ({
    position: rows[row * width] as number,
    standing: grown(row, STANDING),
    marked: isMeasured ? grown(row, MARKED) : 0,
    weight: isMeasured ? grown(row, WEIGHT) : 0,
  }));
};

/** What stands below some children of a node, at each position. */
const totalsOf = <Value>(shelf: Shelf<Value>, children: readonly Node<Value>[]): Totals => {
  const totals: Totals = { rows: new Int32Array(0), length: 0 };
  const steps = children.flatMap((child) => stepsIn(shelf, child)).sort((a, b) => a.position - b.position);
  for (const step of steps) addStep(totals, step, shelf.measure !== undefined);
  return totals;
};

const firstKey = <Value>(node: Node<Value>): number => (node.leaf ? node.keys[0] : node.first[0]) as number;

/** The position from which the earliest put of a node’s items stood. */
const sinceOf = (node: Node<unknown>): number => {
  if (!node.leaf) return node.since.reduce((least, since) => Math.min(least, since));
  let least = STILL;
  for (let at = 0; at < node.keys.length; at += 1) least = Math.min(least, fromOf(node, at));
  return least;
};

const firstValue = <Value>(node: Node<Value>): Value =>
  node.leaf ? (node.values[0] as Value) : firstValue(node.children[0] as Node<Value>);

/** Where in a leaf an item goes: after those before it, and after those that are its equals. */
const placeIn = <Value>({ order }: Shelf<Value>, leaf: Leaf<Value>, key: number, value: Value): number => {
  let at = below(leaf.keys, key, true);
  while (at > 0 && leaf.keys[at - 1] === key && order(value, leaf.values[at - 1] as Value) < 0) at -= 1;
  return at;
};

/** The child an item goes to. */
const childOf = <Value>({ order }: Shelf<Value>, inner: Inner<Value>, key: number, value: Value): number => {
  let at = childFor(inner.first, key);
  while (at > 0 && inner.first[at] === key && order(value, firstValue(inner.children[at] as Node<Value>)) < 0) at -= 1;
  return at;
};

/** Cuts a leaf in two: in half, or, where it grew at its end, before its last item, as what comes in order fills leaves. */
const splitLeaf = <Value>(leaf: Leaf<Value>, at: number): Leaf<Value> => {
  const cut = at === leaf.keys.length - 1 ? at : leaf.keys.length >>> 1;
  const right: Leaf<Value> = {
    leaf: true,
    keys: leaf.keys.slice(cut),
    values: leaf.values.slice(cut),
    width: leaf.width,
    cells: leaf.cells.slice(leaf.width * cut, leaf.width * leaf.keys.length),
  };
  leaf.keys = leaf.keys.slice(0, cut);
  leaf.values = leaf.values.slice(0, cut);
  leaf.cells = leaf.cells.slice(0, leaf.width * cut);
  return right;
};

const splitInner = <Value>(shelf: Shelf<Value>, inner: Inner<Value>): Inner<Value> => {
  const half = inner.children.length >>> 1;
  const [children, first, since] = [inner.children.splice(half), inner.first.splice(half), inner.since.splice(half)];
  inner.totals = totalsOf(shelf, inner.children);
  return { leaf: false, first, since, children, totals: totalsOf(shelf, children) };
};

/** Lists shorter than this are copied to put something in: one that grows in place takes room for many more. */
const SHORT = 16;

const inserted = <Thing>(list: Thing[], at: number, thing: Thing): Thing[] => {
  if (list.length < SHORT) return list.toSpliced(at, 0, thing);
  list.splice(at, 0, thing);
  return list;
};

/** Room for the numbers of one more item: exactly that in a short list, a full leaf's in a long one. */
const roomFor = ({ cells, width }: Leaf<unknown>, items: number): Int32Array => {
  if (cells.length >= width * (items + 1)) return cells;
  const wider = new Int32Array(width * (items < SHORT ? items + 1 : Math.min(LEAF_SIZE + 1, items + SHORT)));
  wider.set(cells);
  return wider;
};

type Item<Value> = Readonly<{ key: number; value: Value; step: Step; facts: readonly number[] }>;

const putInLeaf = <Value>(leaf: Leaf<Value>, at: number, { key, value, step, facts }: Item<Value>): void => {
  const { width } = leaf;
  leaf.cells = roomFor(leaf, leaf.keys.length);
  leaf.cells.copyWithin(width * (at + 1), width * at, width * leaf.keys.length);
  leaf.cells[width * at] = step.position;
  leaf.cells[width * at + 1] = STILL;
  leaf.cells.set(facts, width * at + SPAN);
  leaf.keys = inserted(leaf.keys, at, key);
  leaf.values = inserted(leaf.values, at, value);
};

/** Puts an item in below a node; what comes back is a new node to the right of it, where it became two. */
const putIn = <Value>(shelf: Shelf<Value>, node: Node<Value>, item: Item<Value>): Node<Value> | undefined => {
  const { key, value, step } = item;
  if (node.leaf) {
    const at = placeIn(shelf, node, key, value);
    putInLeaf(node, at, item);
    return node.keys.length > LEAF_SIZE ? splitLeaf(node, at) : undefined;
  }
  const at = childOf(shelf, node, key, value);
  if (key < (node.first[at] as number)) node.first[at] = key;
  if (node.totals !== undefined) addStep(node.totals, step, shelf.measure !== undefined);
  const added = putIn(shelf, node.children[at] as Node<Value>, item);
  if (added === undefined) return undefined;
  node.children.splice(at + 1, 0, added);
  node.first.splice(at + 1, 0, firstKey(added));
  node.since.splice(at, 1, sinceOf(node.children[at] as Node<Value>), sinceOf(added));
  return node.children.length > FANOUT ? splitInner(shelf, node) : undefined;
};

/** Puts an item in: it stands from a position on. */
export const put = <Value>(shelf: Shelf<Value>, key: number, value: Value, position: number): void => {
  const facts = shelf.facts?.of(value) ?? [];
  const added = putIn(shelf, shelf.root, { key, value, step: stepOf(shelf, value, position, 1), facts });
  shelf.size += 1;
  if (added === undefined) return;
  const children = [shelf.root, added];
  shelf.root = { leaf: false, first: children.map(firstKey), since: children.map(sinceOf), children };
};

/** An item to be ended: under which key, like which in order, and the test that knows it. */
type Ended<Value> = Readonly<{
  key: number;
  like: Value;
  is: (value: Value) => boolean;
  position: number;
}>;

const closeInLeaf = <Value>(shelf: Shelf<Value>, leaf: Leaf<Value>, ended: Ended<Value>): Step | undefined => {
  const { key, like, is, position } = ended;
  for (let at = placeIn(shelf, leaf, key, like) - 1; at >= 0 && leaf.keys[at] === key; at -= 1) {
    const value = leaf.values[at] as Value;
    if (untilOf(leaf, at) === STILL && is(value)) {
      leaf.cells[leaf.width * at + 1] = position;
      return stepOf(shelf, value, position, -1);
    }
    if (shelf.order(value, like) !== 0) return undefined;
  }
  return undefined;
};

const closeIn = <Value>(shelf: Shelf<Value>, node: Node<Value>, ended: Ended<Value>): Step | undefined => {
  if (node.leaf) return closeInLeaf(shelf, node, ended);
  for (let at = childOf(shelf, node, ended.key, ended.like); at >= 0; at -= 1) {
    const child = node.children[at] as Node<Value>;
    const step = closeIn(shelf, child, ended);
    if (step !== undefined) {
      if (node.totals !== undefined) addStep(node.totals, step, shelf.measure !== undefined);
      return step;
    }
    if ((node.first[at] as number) < ended.key || shelf.order(firstValue(child), ended.like) !== 0) return undefined;
  }
  return undefined;
};

/** Ends the item of a key that is like another in order and that a test knows: it stands until a position and not from it. */
export const close = <Value>(
  shelf: Shelf<Value>,
  key: number,
  like: Value,
  is: (value: Value) => boolean,
  position: number,
): void => {
  if (closeIn(shelf, shelf.root, { key, like, is, position }) === undefined) {
    throw new Error(`Nothing that stands is kept under ${key}: the index and the log differ.`);
  }
};
