import fc from 'fast-check';
import {
  allAt,
  backward,
  firstAfter,
  forward,
  lastAt,
  lastMarkedAt,
  weightBetween,
} from '../../projections/shelf-walks.js';
import { copiedShelf, journalOf } from '../../projections/shelf-copies.js';
import { close, emptyShelf, put, Shelf } from '../../projections/shelf.js';

type Item = { key: number; value: number; from: number; until: number };
type Kept = Readonly<{ shelf: Shelf<number>; items: Item[]; head: number }>;

const MEASURE = { isMarked: (value: number) => value % 3 === 0, weight: (value: number) => value % 5 };

/** Many things put in and ended at growing positions, on a shelf and in a plain list. */
const filled = (steps: readonly Readonly<{ key: number; ends: boolean; stays: boolean }>[]): Kept => {
  const shelf = emptyShelf<number>(undefined, MEASURE);
  const items: Item[] = [];
  let head = 1;
  steps.forEach(({ key, ends, stays }, value) => {
    if (!stays) head += 1;
    const name = key;
    const standing = items.filter((item) => item.until === Infinity);
    const ending = ends ? standing[(key * 7919) % Math.max(1, standing.length)] : undefined;
    if (ending === undefined) {
      put(shelf, name, value, head);
      items.push({ key: name, value, from: head, until: Infinity });
    } else {
      close(shelf, ending.key, ending.value, (kept) => kept === ending.value, head);
      ending.until = head;
    }
  });
  return { shelf, items, head };
};

const sorted = (items: readonly Item[], position: number): readonly Item[] =>
  items
    .filter(({ from, until }) => from <= position && position < until)
    .map((item, order) => ({ item, order }))
    .sort((a, b) => (a.item.key < b.item.key ? -1 : a.item.key > b.item.key ? 1 : a.order - b.order))
    .map(({ item }) => item);

const walked = (walk: typeof backward, shelf: Shelf<number>, bound: number, orEqual: boolean, at: number): number[] => {
  const found: number[] = [];
  walk(shelf, bound, orEqual, at, (value) => {
    found.push(value);
    return found.length >= 7;
  });
  return found;
};

const steps = (length: number, keys: number) =>
  fc.array(fc.record({ key: fc.nat(keys), ends: fc.boolean().map((is) => is), stays: fc.boolean() }), {
    minLength: length,
    maxLength: length,
    size: 'max',
  });

const compare = ({ shelf, items, head }: Kept, asked: readonly Readonly<{ key: number; part: number }>[]): void => {
  for (const { key, part } of asked) {
    const position = Math.floor((head * part) / 100);
    const bound = key;
    const all = sorted(items, position);
    const upTo = (orEqual: boolean): readonly Item[] =>
      all.filter((item) => item.key < bound || (orEqual && item.key === bound));
    const from = (orEqual: boolean): readonly Item[] =>
      all.filter((item) => item.key > bound || (orEqual && item.key === bound));
    const values = (list: readonly Item[]): readonly number[] => list.map(({ value }) => value);
    for (const orEqual of [true, false]) {
      expect(walked(backward, shelf, bound, orEqual, position)).toEqual(values(upTo(orEqual)).toReversed().slice(0, 7));
      expect(walked(forward, shelf, bound, orEqual, position)).toEqual(values(from(orEqual)).slice(0, 7));
      expect(lastAt(shelf, bound, orEqual, position)?.value).toBe(upTo(orEqual).at(-1)?.value);
    }
    const isMarked = ({ value }: Item): boolean => MEASURE.isMarked(value);
    expect(lastMarkedAt(shelf, bound, position)?.value).toBe(upTo(true).findLast(isMarked)?.value);
    const first = (key * 31) % 1000;
    const between = upTo(true).filter((item) => item.key >= first);
    const weight = between.reduce((sum, { value }) => sum + MEASURE.weight(value), 0);
    expect(weightBetween(shelf, first, bound, position)).toBe(weight);
    expect(firstAfter(shelf, bound, position)?.value).toBe(from(false)[0]?.value);
    expect(allAt(shelf, position)).toEqual(values(all));
  }
};

const questions = fc.array(fc.record({ key: fc.nat(1000), part: fc.nat(110) }), { minLength: 30, maxLength: 30 });

describe('a shelf', () => {
  it.each([
    ['of few items', 40, 20, 60],
    ['of many items under few keys', 3000, 12, 6],
    ['of many items under many keys', 6000, 900, 4],
  ])('%s gives at any position what a plain list gives', (_name, length, keys, numRuns) =>
    fc.assert(
      fc.property(steps(length, keys), questions, (made, asked) => compare(filled(made), asked)),
      { numRuns },
    ),
  );

  it('fills its leaves when things come in order, and gives them back', () => {
    const shelf = emptyShelf<number>();
    for (let value = 0; value < 5000; value += 1) put(shelf, value, value, value + 1);
    expect(allAt(shelf, 2500)).toHaveLength(2500);
    expect(journalOf(shelf).map(({ value }) => value)).toEqual(Array.from({ length: 5000 }, (_, value) => value));
  });

  it('is not touched by what is put into a copy of it', () => {
    const shelf = emptyShelf<number>(undefined, MEASURE);
    for (let value = 0; value < 200; value += 1) put(shelf, value % 10, value, 1);
    const copy = copiedShelf(shelf);
    put(copy, 5, 1000, 2);
    close(copy, 3, 3, (value) => value === 3, 2);
    expect(allAt(shelf, 2)).toHaveLength(200);
    expect(allAt(copy, 2)).toHaveLength(200);
    expect(weightBetween(shelf, 0, 9, 2)).toBe(weightBetween(copy, 0, 9, 1));
  });

  it('says so when it is to end what does not stand', () =>
    expect(() => close(emptyShelf<number>(), 1, 1, () => true, 1)).toThrow('the index and the log differ'));
});
