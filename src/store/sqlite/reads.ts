/** The reading side of the embedded store: dense ordinals, read a page at a time by kept statements. */

import type { Filter, ReadOptions, StoredEvent } from '../event-store.js';
import { eventOf, LogDamaged } from '../envelope.js';
import { StoreDamaged } from '../refusals.js';
import { otherWork } from '../other-work.js';
import type { Database } from './database.js';

/** The most events of a page, about how many characters it holds, and the most ordinals that it looks through. */
const MOST_ROWS = 1000;
const PAGE_CHARACTERS = 4_000_000;
const MOST_SCANNED = 20_000;
const FIRST_PAGE = 32;

/** Texts are read as the bytes they are: libsql ends the process at one that is no UTF-8, and cuts one at a NUL. */
type Row = readonly [position: number, stream: Buffer, revision: number, line: Buffer];

/** Which ordinals are read, both ends inclusive, and in which direction. */
type Span = Readonly<{ low: number; high: number; backwards: boolean; limit: number }>;

/** Rows of a page, in order of reading: at most `rows` of those from `low` to `high`. */
type PageQuery = (low: number, high: number, rows: number) => readonly Row[];

const COLUMNS = 'SELECT position, CAST(stream AS BLOB), CAST(revision AS INTEGER), CAST(line AS BLOB) FROM events';
const FILTERED = `position BETWEEN ? AND ?
  AND (? IS NULL OR type IN (SELECT value FROM json_each(?))) AND (? IS NULL OR substr(stream, 1, length(?)) = ?)`;

/** The next page's length: as many as fit by the last page's average, and not much more than last time. */
const nextLength = (page: readonly Row[], length: number): number => {
  if (page.length === 0) return length;
  const characters = page.reduce((sum, [, , , line]) => sum + line.length, 0);
  const fitting = Math.floor((PAGE_CHARACTERS * page.length) / Math.max(characters, 1));
  return Math.max(1, Math.min(MOST_ROWS, fitting, length * 8));
};

const windowOf = ({ low, high, backwards }: Span, scanned: number): readonly [number, number] =>
  backwards ? [Math.max(low, high - scanned + 1), high] : [low, Math.min(high, low + scanned - 1)];

const shrunk = (span: Span, reached: number, taken: number): Span => ({
  ...span,
  ...(span.backwards ? { high: reached - 1 } : { low: reached + 1 }),
  limit: span.limit - taken,
});

/** The first row of a page that does not come after the one before it, or that nobody asked for; -1 where all do. */
const strayIn = (
  page: readonly Row[],
  [low, high]: readonly [number, number],
  backwards: boolean,
  ordinalOf: (row: Row) => number,
): number =>
  page.findIndex((row, at) => {
    const ordinal = ordinalOf(row);
    if (ordinal < low || ordinal > high) return true;
    if (at === 0) return false;
    const before = ordinalOf(page[at - 1] as Row);
    return backwards ? ordinal >= before : ordinal <= before;
  });

/** The pages of a damaged file can lead from one to another for ever. */
const leadsAstray = (ordinal: number): StoreDamaged =>
  new StoreDamaged(
    `The file leads to ${ordinal} where that cannot come: its pages are damaged. ` +
      'Restore the store from a copy or an export; `onrecord verify` names all that is damaged.',
  );

/**
 * A span's pages, each read when it is asked for.
 *
 * @param scanned how many ordinals a page looks through: all there are, where every row is wanted, so that a hole in a damaged
 *   file, however wide, is passed at once.
 */
const pagesOf = function* (
  whole: Span,
  query: PageQuery,
  ordinalOf: (row: Row) => number,
  scanned = Number.POSITIVE_INFINITY,
): Generator<readonly Row[]> {
  let span = whole;
  let length = FIRST_PAGE;
  while (span.low <= span.high && span.limit > 0) {
    const [low, high] = windowOf(span, scanned);
    const asked = Math.min(length, span.limit);
    const read = query(low, high, asked);
    const astray = strayIn(read, [low, high], span.backwards, ordinalOf);
    const page = astray < 0 ? read : read.slice(0, astray);
    yield page;
    if (astray >= 0) throw leadsAstray(ordinalOf(read[astray] as Row));
    const last = page.at(-1);
    const cut = page.length === asked && last !== undefined;
    span = shrunk(span, cut ? ordinalOf(last) : span.backwards ? low : high, page.length);
    length = nextLength(page, length);
  }
};

const spanOf = ({ from, direction, limit }: ReadOptions, first: number, last: number): Span =>
  direction === 'backwards'
    ? { low: first, high: Math.min(from ?? last, last), backwards: true, limit: limit ?? Infinity }
    : { low: Math.max(from ?? first, first), high: last, backwards: false, limit: limit ?? Infinity };

const orderOf = ({ backwards }: Span): string => (backwards ? 'DESC' : 'ASC');

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const textOf = (bytes: Buffer, position: number): string => {
  try {
    return UTF8.decode(bytes);
  } catch (error) {
    throw new LogDamaged(position, { cause: error });
  }
};

const storedOf = ([position, stream, revision, bytes]: Row): StoredEvent => {
  const line = textOf(bytes, position);
  return { position, stream: textOf(stream, position), revision, event: eventOf(line, position), line };
};

/** The position of the last event; 0 where there is none. */
export const headOf = (database: Database): number =>
  database.rows<[number | null]>('SELECT max(position) FROM events')[0]?.[0] ?? 0;

const lastRevisionOf = (database: Database, stream: string): number =>
  database.rows<[number | null]>(
    'SELECT CAST(max(revision) AS INTEGER) FROM events WHERE stream = ?',
    stream,
  )[0]?.[0] ?? -1;

/** A stream's pages, up to the revision it is at when the first is asked for. */
export const streamPages = function* (
  database: Database,
  stream: string,
  options: ReadOptions,
): Generator<readonly Row[]> {
  const span = spanOf(options, 0, lastRevisionOf(database, stream));
  const sql = `${COLUMNS} WHERE stream = ? AND revision BETWEEN ? AND ? ORDER BY revision ${orderOf(span)} LIMIT ?`;
  yield* pagesOf(
    span,
    (low, high, rows) => database.rows<Row>(sql, stream, low, high, rows),
    ([, , revision]) => revision,
  );
};

/** The log's pages, up to a position or where it ends when the first is asked for. */
export const logPages = function* (
  database: Database,
  options: ReadOptions & Readonly<{ filter?: Filter | undefined; until?: number }>,
): Generator<readonly Row[]> {
  const span = spanOf(options, 1, options.until ?? headOf(database));
  const types = options.filter?.types === undefined ? null : JSON.stringify(options.filter.types);
  const prefix = options.filter?.streamPrefix ?? null;
  const filtered = types !== null || prefix !== null;
  const values = filtered ? [types, types, prefix, prefix, prefix] : [];
  const where = filtered ? FILTERED : 'position BETWEEN ? AND ?';
  const sql = `${COLUMNS} WHERE ${where} ORDER BY position ${orderOf(span)} LIMIT ?`;
  yield* pagesOf(
    span,
    (low, high, rows) => database.rows<Row>(sql, low, high, ...values, rows),
    ([position]) => position,
    filtered ? MOST_SCANNED : undefined,
  );
};

/** The longest that reading keeps other work waiting, about. */
const BREATH_MILLISECONDS = 5;

/** Pages as events, one at a time, with room for other work; it ends early, after a page, where `over` says so. */
export const eventsOf = async function* (
  pages: Iterable<readonly Row[]>,
  over: () => boolean = () => false,
): AsyncGenerator<StoredEvent, void, undefined> {
  let since = performance.now();
  for (const page of pages) {
    for (const row of page) {
      yield storedOf(row);
      if (performance.now() - since <= BREATH_MILLISECONDS) continue;
      await otherWork();
      since = performance.now();
    }
    if (over()) return;
  }
};
