/** What stands below a node of a shelf, and what it weighs, as running totals by log position. */

/** Running totals: rows of a position, what stands from it on, and, where it is measured, how many marked and what weight. */
export type Totals = { rows: Int32Array; length: number };

/** A column of a row of totals. */
export const STANDING = 1;
export const MARKED = 2;
export const WEIGHT = 3;

/** How many numbers a row of totals has. */
export const widthOf = (isMeasured: boolean): number => (isMeasured ? WEIGHT + 1 : STANDING + 1);

/** A total as it was at a position. */
export const totalAt = (totals: Totals, column: number, position: number, isMeasured: boolean): number => {
  const { rows, length } = totals;
  const width = widthOf(isMeasured);
  let low = 0;
  let high = length;
  if (high > 0 && (rows[(high - 1) * width] as number) <= position) low = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle * width] as number) <= position) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (rows[(low - 1) * width + column] as number);
};

/** What an item coming or going adds at a position. */
export type Step = Readonly<{
  position: number;
  standing: number;
  marked: number;
  weight: number;
}>;

const FIRST_ROWS = 8;

const room = (totals: Totals, width: number): Int32Array => {
  if ((totals.length + 1) * width > totals.rows.length) {
    const grown = new Int32Array(width * Math.ceil(FIRST_ROWS + totals.length * 1.3));
    grown.set(totals.rows);
    totals.rows = grown;
  }
  return totals.rows;
};

/** Adds a step at the last position there is, or after it. */
export const addStep = (totals: Totals, step: Step, isMeasured: boolean): void => {
  const width = widthOf(isMeasured);
  const rows = room(totals, width);
  const last = (totals.length - 1) * width;
  const isSame = last >= 0 && rows[last] === step.position;
  const to = isSame ? last : last + width;
  const before = (column: number): number => (last >= 0 ? (rows[last + column] as number) : 0);
  rows[to + STANDING] = before(STANDING) + step.standing;
  if (isMeasured) {
    rows[to + MARKED] = before(MARKED) + step.marked;
    rows[to + WEIGHT] = before(WEIGHT) + step.weight;
  }
  rows[to] = step.position;
  if (!isSame) totals.length += 1;
};
