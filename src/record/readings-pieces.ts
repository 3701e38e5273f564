/**
 * Readings as lines of text, each a piece of about a mebibyte, and readings from such lines: a text of them all would be longer
 * than a string can be. The same log under the same rules gives the same lines.
 */

import { emptyReadings, type Readings } from '../../projections/index.js';

/** Readings without what is made from them when it is asked for. */
type Kept = Omit<Readings, 'indexes'>;

/** What holds many of something. */
type Many = Map<unknown, unknown> | Set<unknown> | unknown[];

/** Where something stands in the readings: a view, or a field of one. */
type Place = readonly [view: string, field?: string];

/** A line: what stands at a place, or some of the many that do. */
type Piece = Readonly<{ of: Place; value: unknown } | { of: Place; some: readonly unknown[] }>;

const LONGEST = 1_048_576;

const isMany = (value: unknown): value is Many => value instanceof Map || value instanceof Set || Array.isArray(value);

const VIEWS = Object.keys(emptyReadings()).filter((name) => name !== 'indexes') as readonly (keyof Kept)[];

const startOf = (of: Place): string => `{"of":${JSON.stringify(of)},"some":[`;

/** The lines of what holds many: as many of them in each as make it long enough. */
const linesOfMany = function* (of: Place, many: Many): Generator<string> {
  const start = startOf(of);
  let [texts, length] = [[] as string[], 0];
  const line = (): string => `${start}${texts.join(',')}]}`;
  for (const one of many) {
    const text = JSON.stringify(one);
    texts.push(text);
    length += text.length;
    if (length < LONGEST) continue;
    yield line();
    [texts, length] = [[], 0];
  }
  if (texts.length > 0) yield line();
};

const linesAt = function* (of: Place, value: unknown): Generator<string> {
  if (isMany(value)) yield* linesOfMany(of, value);
  else yield JSON.stringify({ of, value });
};

/** The readings, line by line. They may not be read on meanwhile. */
export const piecesOf = function* (readings: Readings): Generator<string> {
  for (const name of VIEWS) {
    const view: unknown = readings[name];
    if (isMany(view)) yield* linesOfMany([name], view);
    else for (const [field, value] of Object.entries(view as object)) yield* linesAt([name, field], value);
  }
};

const add = (many: Many, one: unknown): void => {
  if (many instanceof Map) many.set(...(one as [unknown, unknown]));
  else if (many instanceof Set) many.add(one);
  else many.push(one);
};

/** Puts readings together from their lines. */
export class Gathering {
  readonly readings: Readings = emptyReadings();
  private readonly passedOver: readonly string[];

  /** @param without the views that are left as they are of an empty log. */
  constructor(without: readonly (keyof Kept)[] = []) {
    this.passedOver = without.map((view) => startOf([view]));
  }

  /** Takes the next line. What it throws at a line that is none of readings is of no kind of its own. */
  take(line: string): void {
    if (this.passedOver.some((start) => line.startsWith(start))) return;
    const piece = JSON.parse(line) as Piece;
    const [view, field] = piece.of;
    const views = this.readings as unknown as Record<string, Record<string, unknown>>;
    if ('value' in piece) (views[view] as Record<string, unknown>)[field as string] = piece.value;
    else for (const one of piece.some) add((field === undefined ? views[view] : views[view]?.[field]) as Many, one);
  }
}
