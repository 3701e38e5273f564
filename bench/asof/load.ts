/** A made-up log being read, and what that takes in time and memory. */

import type { RecordedEvent } from '../../events/index.js';
import { Base, emptyReadings, readBase, Readings } from '../../projections/index.js';
import { BODIES, HOT_BODY, HOT_ISSUE, ISSUES } from './cast.js';
import { LogOptions, logOf, MadeUpLog } from './log.js';
import { answered } from './questions.js';
import { duration, megabytes, Report, whole } from './report.js';

const AT_ONCE = 1000;

/** What is held in memory, in bytes, once what is no longer held has been cleared away: the heap, and arrays beside it. */
export const memory = (): number => {
  for (let time = 0; time < 3; time += 1) globalThis.gc!();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

/** Runs something with its time in milliseconds. */
export const timed = <T>(run: () => T): readonly [T, number] => {
  const began = performance.now();
  const result = run();
  return [result, performance.now() - began];
};

/** A few events at a time, so that making them is not timed with reading them. */
export const batches = function* <T>(items: Iterable<T>, size = AT_ONCE): Generator<readonly T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
};

/** Readings, how long reading took in milliseconds, and the bytes they are held in. */
export type Loaded<T> = Readonly<{
  readings: T;
  milliseconds: number;
  /** What was held before, and what the readings are held in. */
  before: number;
  bytes: number;
  log: MadeUpLog;
  head: number;
  /** Of the twenty years, how much it covers. */
  part: number;
}>;

/** What a log comes to, read event by event. */
export const loaded = <T>(
  log: MadeUpLog,
  initial: T,
  evolve: (readings: T, event: RecordedEvent) => T,
  part = 1,
): Loaded<T> => {
  const before = memory();
  let [readings, milliseconds] = [initial, 0];
  for (const batch of batches(log.events)) {
    const [next, taken] = timed(() => batch.reduce(evolve, readings));
    readings = next;
    milliseconds += taken;
  }
  return { readings, milliseconds, before, bytes: memory() - before, log, head: log.writer.head(), part };
};

/** Readings as questions take them, of a base that was read without its changes. */
export const asking = (base: Base): Readings => ({ ...emptyReadings(), ...base });

/** The first answers on each issue, under each policy and by each clock: for them everything is made that is made once. */
const firstAnswers = (readings: Readings): void => {
  for (const issue of [HOT_ISSUE, ...ISSUES.keys()]) {
    const actor = issue === HOT_ISSUE ? HOT_BODY : BODIES.find(({ issues }) => issues.includes(issue))!.id;
    for (const evidence of ['own', 'press', 'all']) {
      for (const asOf of ['2024-12-31', '2024-12-31T12:00:00Z']) {
        answered(readings, { actor, issue, clocks: { asOf, evidence } });
      }
    }
  }
};

/** Reads without changes, prints what it took, and gives what questions are asked of. */
export const loadedBase = (options: LogOptions, { line }: Report): Loaded<Readings> => {
  const found = loaded(logOf(options), emptyReadings() as Base, readBase, options.part);
  const { tally } = found.log;
  line(
    `  ${whole(tally.codings)} codings in ${whole(tally.statements)} statements and ${whole(found.head)} events: ` +
      `${whole(tally.hot)} on the hot issue, ${whole(tally.main)} of them on one claim, ${whole(tally.heavy)} by one delegate`,
  );
  line(
    `  read in ${(found.milliseconds / 1000).toFixed(1)} s, ${whole((found.head * 1000) / found.milliseconds)} events/s; ` +
      `held in ${megabytes(found.bytes)}, ${whole(found.bytes / tally.codings)} bytes a coding; ` +
      `resident ${megabytes(process.memoryUsage().rss)}`,
  );
  const readings = asking(found.readings);
  const [, milliseconds] = timed(() => firstAnswers(readings));
  const bytes = memory() - found.before;
  line(`  first answers on every issue in ${duration(milliseconds)}; held in ${megabytes(bytes)} from then on`);
  return { ...found, readings, bytes };
};

/** Reads on where a log ended. */
export const readOn = (readings: Readings, events: Iterable<RecordedEvent>): Readings => {
  let base: Base = readings;
  for (const event of events) base = readBase(base, event);
  return asking(base);
};
