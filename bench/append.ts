/**
 * Durable appends of 1 KB events, one at a time and 64 at once, against bare libsql on the same disk in the same run,
 * one transaction for each event or for each 64: once into a table of two columns, which is the most the disk gives, and
 * once into a table with the store's columns and indexes. `npm run bench:append`, or `-- SECONDS` for longer rounds.
 */

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import type { NewEvent } from '../src/store/event-store.js';
import { SqliteEventStore } from '../src/store/sqlite/sqlite-event-store.js';

const ROUNDS = 9;
const AT_ONCE = 64;
const MILLISECONDS = Number(process.argv[2] ?? 0.7) * 1000;
const NOTE = 'x'.repeat(640);
const STREAMS = Array.from({ length: AT_ONCE }, () => `onrecord-actor-${randomUUID()}`);

/** Does some appends and says how many. */
type Step = () => Promise<number>;

const event = (): NewEvent => ({
  id: randomUUID(),
  type: 'ActorNamed',
  data: { actorId: 'japan', note: NOTE },
  recordedby: 'bench',
  commandid: randomUUID(),
});

const appender = (store: SqliteEventStore): Step => {
  const stream = `onrecord-actor-${randomUUID()}`;
  let revision = -1;
  return async () => {
    await store.append(stream, revision < 0 ? 'no stream' : revision, [event()]);
    revision += 1;
    return 1;
  };
};

/** A bare database: what makes its table, and how one event goes into it. */
type Rival = Readonly<{
  name: string;
  table: string;
  insert: string;
  values: (line: string, index: number) => unknown[];
}>;

const RIVALS: readonly Rival[] = [
  {
    name: 'two columns',
    table: 'CREATE TABLE lines (position INTEGER PRIMARY KEY, line TEXT)',
    insert: 'INSERT INTO lines (line) VALUES (?)',
    values: (line) => [line],
  },
  {
    name: 'same table',
    table: `CREATE TABLE lines (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, revision INTEGER NOT NULL,
      id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, time TEXT NOT NULL, line TEXT NOT NULL, UNIQUE (stream, revision)) STRICT`,
    insert: 'INSERT INTO lines (stream, revision, id, type, time, line) VALUES (?, ?, ?, ?, ?, ?)',
    values: (line, index) => [
      STREAMS[index % AT_ONCE],
      index,
      randomUUID(),
      'ActorNamed',
      '2025-11-07T00:00:00.000Z',
      line,
    ],
  },
];

const bare = (rival: Rival, directory: string, line: string, together: number): Step => {
  const database = new Libsql(join(directory, `bare-${together}-${rival.name}.db`), {});
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${rival.table}`);
  const insert = database.prepare(rival.insert);
  let inserted = 0;
  return async () => {
    database.exec('BEGIN IMMEDIATE');
    for (let index = 0; index < together; index += 1) insert.run(rival.values(line, (inserted += 1)));
    database.exec('COMMIT');
    return together;
  };
};

const perSecond = async (step: Step): Promise<number> => {
  const began = performance.now();
  let [done, passed] = [0, 0];
  while (passed < MILLISECONDS) {
    done += await step();
    passed = performance.now() - began;
  }
  return (done * 1000) / passed;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

const directory = mkdtempSync(join(process.env['BENCH_DIR'] ?? tmpdir(), 'onrecord-bench-'));
const store = SqliteEventStore.open(join(directory, 'store.db'));

const [first] = await store.append('onrecord-actor-sample', 'no stream', [event()]);
const line = first?.line ?? '';
const appenders = Array.from({ length: AT_ONCE }, () => appender(store));

const rivals = (together: number): readonly Step[] => RIVALS.map((rival) => bare(rival, directory, line, together));

/** Ours first, then the rivals in their order. */
const LOADS: Readonly<Record<string, readonly Step[]>> = {
  'one at a time': [appender(store), ...rivals(1)],
  '64 at once': [async () => (await Promise.all(appenders.map((append) => append()))).length, ...rivals(AT_ONCE)],
};

const measure = async (steps: readonly Step[]): Promise<readonly number[][]> => {
  const rounds: number[][] = [];
  for (const step of steps) await step();
  for (let round = 0; round < ROUNDS; round += 1) {
    const rates: number[] = [];
    for (const step of steps) rates.push(await perSecond(step));
    rounds.push(rates);
  }
  return rounds;
};

const medianOf = (rounds: readonly number[][], value: (rates: number[]) => number): number => median(rounds.map(value));

process.stdout.write(
  `${store.describe()}; events of ${Buffer.byteLength(line)} bytes; medians of ${ROUNDS} interleaved rounds\n`,
);
for (const [load, steps] of Object.entries(LOADS)) {
  const rounds = await measure(steps);
  process.stdout.write(`${load}: onrecord ${medianOf(rounds, ([own]) => own ?? 0).toFixed(0)}/s\n`);
  RIVALS.forEach(({ name }, index) => {
    const rate = medianOf(rounds, (rates) => rates[index + 1] ?? 0).toFixed(0);
    const ratio = medianOf(rounds, (rates) => (rates[0] ?? 0) / (rates[index + 1] ?? 0)).toFixed(2);
    process.stdout.write(`  libsql, ${name.padEnd(12)} ${rate.padStart(7)}/s   onrecord / libsql ${ratio}\n`);
  });
}
await store.close();
rmSync(directory, { recursive: true });
