/**
 * A sorted list that answers as of any log position: a B-tree whose items carry the positions from which and until which
 * they stand. Nothing is ever taken out, so what stood at a position can be walked at any later time. Inner nodes count
 * what stands in them at each position, and a walk passes over what holds nothing: neither the length of the log nor what
 * was put in after the position asked for makes it longer.
 *
 * Positions only grow. Items of one key keep the order in which they were put in.
 */

/** What inner nodes add up besides the number of items: how many are marked, and their weight. */
export type Measure<Value> = Readonly<{ isMarked: (value: Value) => boolean; weight: (value: Value) => number }>;

export type Leaf<Value> = { leaf: true; keys: string[]; values: Value[]; from: number[]; until: number[] };

/** Running totals, one entry for each position at which they changed. */
type Totals = { at: number[]; standing: number[]; marked: number[]; weight: number[] };

type Inner<Value> = { leaf: false; first: string[]; children: Node<Value>[]; totals: Totals };
export type Node<Value> = Leaf<Value> | Inner<Value>;

export type Shelf<Value> = { root: Node<Value>; readonly measure?: Measure<Value>; size: number };

const LEAF_SIZE = 64;
const FANOUT = 32;
export const STILL = 0x3fff_ffff;

const emptyLeaf = <Value>(): Leaf<Value> => ({ leaf: true, keys: [], values: [], from: [], until: [] });

export const emptyShelf = <Value>(measure?: Measure<Value>): Shelf<Value> =>
  measure === undefined ? { root: emptyLeaf(), size: 0 } : { root: emptyLeaf(), size: 0, measure };

/** How many of some sorted keys are less than a key; with `orEqual`, not greater. */
export const below = (keys: readonly string[], key: string, orEqual: boolean): number => {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = keys[middle] as string;
    if (at < key || (orEqual && at === key)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The last child of those with these first keys that can hold a key. */
export const childFor = (first: readonly string[], key: string): number => Math.max(0, below(first, key, true) - 1);

export const totalAt = ({ at }: Totals, amounts: readonly number[], position: number): number => {
  let low = 0;
  let high = at.length;
  if (high > 0 && (at[high - 1] as number) <= position) return amounts[high - 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((at[middle] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (amounts[low - 1] as number);
};

type Step = Readonly<{ position: number; standing: number; marked: number; weight: number }>;

const stepOf = <Value>(shelf: Shelf<Value>, value: Value, position: number, sign: 1 | -1): Step => ({
  position,
  standing: sign,
  marked: shelf.measure?.isMarked(value) === true ? sign : 0,
  weight: shelf.measure === undefined ? 0 : sign * shelf.measure.weight(value),
});

const addStep = (totals: Totals, step: Step, isMeasured: boolean): void => {
  const last = totals.at.length - 1;
  const isSame = totals.at[last] === step.position;
  const to = isSame ? last : last + 1;
  const add = (amounts: number[], amount: number): void => {
    amounts[to] = (amounts[isSame ? to : last] ?? 0) + amount;
  };
  totals.at[to] = step.position;
  add(totals.standing, step.standing);
  if (!isMeasured) return;
  add(totals.marked, step.marked);
  add(totals.weight, step.weight);
};

/** The steps of everything below a node, in no order. */
const stepsIn = <Value>(shelf: Shelf<Value>, node: Node<Value>): readonly Step[] => {
  if (node.leaf) {
    return node.values.flatMap((value, at) => {
      const until = node.until[at] as number;
      const put = stepOf(shelf, value, node.from[at] as number, 1);
      return until === STILL ? [put] : [put, stepOf(shelf, value, until, -1)];
    });
  }
  const { at, standing, marked, weight } = node.totals;
  const grown = (amounts: readonly number[], index: number): number =>
    (amounts[index] ?? 0) - (index === 0 ? 0 : (amounts[index - 1] ?? 0));
  return at.map((position, index) => ({
    position,
    standing: grown(standing, index),
    marked: grown(marked, index),
    weight: grown(weight, index),
  }));
};

const innerOf = <Value>(shelf: Shelf<Value>, children: Node<Value>[], first: string[]): Inner<Value> => {
  const totals: Totals = { at: [], standing: [], marked: [], weight: [] };
  const steps = children.flatMap((child) => stepsIn(shelf, child)).sort((a, b) => a.position - b.position);
  for (const step of steps) addStep(totals, step, shelf.measure !== undefined);
  return { leaf: false, first, children, totals };
};

const firstKey = <Value>(node: Node<Value>): string => (node.leaf ? node.keys[0] : node.first[0]) as string;

const splitLeaf = <Value>(leaf: Leaf<Value>): Leaf<Value> => {
  const half = leaf.keys.length >>> 1;
  return {
    leaf: true,
    keys: leaf.keys.splice(half),
    values: leaf.values.splice(half),
    from: leaf.from.splice(half),
    until: leaf.until.splice(half),
  };
};

const splitInner = <Value>(shelf: Shelf<Value>, inner: Inner<Value>): Inner<Value> => {
  const half = inner.children.length >>> 1;
  const right = innerOf(shelf, inner.children.splice(half), inner.first.splice(half));
  inner.totals = innerOf(shelf, inner.children, inner.first).totals;
  return right;
};

/** Puts an item in below a node; what comes back is a new node to the right of it, where it became two. */
const putIn = <Value>(
  shelf: Shelf<Value>,
  node: Node<Value>,
  key: string,
  value: Value,
  step: Step,
): Node<Value> | undefined => {
  if (node.leaf) {
    const at = below(node.keys, key, true);
    node.keys.splice(at, 0, key);
    node.values.splice(at, 0, value);
    node.from.splice(at, 0, step.position);
    node.until.splice(at, 0, STILL);
    return node.keys.length > LEAF_SIZE ? splitLeaf(node) : undefined;
  }
  const at = childFor(node.first, key);
  if (key < (node.first[at] as string)) node.first[at] = key;
  addStep(node.totals, step, shelf.measure !== undefined);
  const added = putIn(shelf, node.children[at] as Node<Value>, key, value, step);
  if (added === undefined) return undefined;
  node.children.splice(at + 1, 0, added);
  node.first.splice(at + 1, 0, firstKey(added));
  return node.children.length > FANOUT ? splitInner(shelf, node) : undefined;
};

/** Puts an item in: it stands from a position on. */
export const put = <Value>(shelf: Shelf<Value>, key: string, value: Value, position: number): void => {
  const added = putIn(shelf, shelf.root, key, value, stepOf(shelf, value, position, 1));
  shelf.size += 1;
  if (added === undefined) return;
  shelf.root = innerOf(shelf, [shelf.root, added], [firstKey(shelf.root), firstKey(added)]);
};

const closeIn = <Value>(
  shelf: Shelf<Value>,
  node: Node<Value>,
  key: string,
  is: (value: Value) => boolean,
  position: number,
): Step | undefined => {
  if (node.leaf) {
    for (let at = below(node.keys, key, true) - 1; at >= 0 && node.keys[at] === key; at -= 1) {
      if (node.until[at] !== STILL || !is(node.values[at] as Value)) continue;
      node.until[at] = position;
      return stepOf(shelf, node.values[at] as Value, position, -1);
    }
    return undefined;
  }
  for (let at = childFor(node.first, key); at >= 0; at -= 1) {
    const step = closeIn(shelf, node.children[at] as Node<Value>, key, is, position);
    if (step !== undefined) {
      addStep(node.totals, step, shelf.measure !== undefined);
      return step;
    }
    if ((node.first[at] as string) < key) return undefined;
  }
  return undefined;
};

/** Ends the item of a key that a test finds: it stands until a position and not from it. */
export const close = <Value>(
  shelf: Shelf<Value>,
  key: string,
  is: (value: Value) => boolean,
  position: number,
): void => {
  if (closeIn(shelf, shelf.root, key, is, position) === undefined) {
    throw new Error(`Nothing that stands is kept under ${key}: the index and the log differ.`);
  }
};

/** Every item that ever stood, with the positions from which and until which it did: what a second index is made of. */
export const journalOf = <Value>(
  shelf: Shelf<Value>,
): readonly Readonly<{ position: number; value: Value; stands: boolean }>[] => {
  const found: { position: number; value: Value; stands: boolean }[] = [];
  const gather = (node: Node<Value>): void => {
    if (!node.leaf) return node.children.forEach(gather);
    node.values.forEach((value, at) => {
      found.push({ position: node.from[at] as number, value, stands: true });
      if (node.until[at] !== STILL) found.push({ position: node.until[at] as number, value, stands: false });
    });
  };
  gather(shelf.root);
  return found.sort((a, b) => a.position - b.position);
};

const copyOf = <Value>(node: Node<Value>): Node<Value> =>
  node.leaf
    ? {
        leaf: true,
        keys: [...node.keys],
        values: [...node.values],
        from: [...node.from],
        until: [...node.until],
      }
    : {
        leaf: false,
        first: [...node.first],
        children: node.children.map(copyOf),
        totals: {
          at: [...node.totals.at],
          standing: [...node.totals.standing],
          marked: [...node.totals.marked],
          weight: [...node.totals.weight],
        },
      };

/** A shelf of its own with the same items. */
export const copiedShelf = <Value>(shelf: Shelf<Value>): Shelf<Value> => ({ ...shelf, root: copyOf(shelf.root) });
