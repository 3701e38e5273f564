/** The writing side of the embedded store: batches of appends, each one transaction. */

import type { Append, Log, Row } from './batch.js';
import { decide } from './batch.js';
import type { Database } from './database.js';
import type { Outcome } from './group-commit.js';

const END = 'SELECT position, CAST(time AS BLOB) FROM events ORDER BY position DESC LIMIT 1';
const LAST_REVISIONS = `SELECT value, (SELECT CAST(max(revision) AS INTEGER) FROM events WHERE stream = value) FROM json_each(?)`;
const TAKEN_IDS = `SELECT CAST(id AS BLOB), position, CAST(stream AS BLOB), CAST(revision AS INTEGER), CAST(line AS BLOB) FROM events
  WHERE id IN (SELECT value FROM json_each(?))`;
const INSERT = 'INSERT INTO events (position, stream, revision, id, type, time, line) VALUES (?, ?, ?, ?, ?, ?, ?)';

/** What is asked of a log: how far a stream goes, and who has which ids. */
export type Asked = Readonly<{ stream: string; drafts: readonly Readonly<{ id: string }>[] }>;

/** Texts as the bytes they are: libsql ends the process at one that is no UTF-8. */
type Taken = readonly [id: Buffer, position: number, stream: Buffer, revision: number, line: Buffer];

/** What the log holds of what these appends ask. */
export const logFor = (database: Database, appends: readonly Asked[]): Log => {
  const [end] = database.rows<[number, Buffer]>(END);
  const streams = JSON.stringify([...new Set(appends.map(({ stream }) => stream))]);
  const ids = JSON.stringify(appends.flatMap(({ drafts }) => drafts.map(({ id }) => id)));
  const revisions = database.rows<[string, number | null]>(LAST_REVISIONS, streams);
  const taken = database.rows<Taken>(TAKEN_IDS, ids);
  return {
    position: end?.[0] ?? 0,
    time: end?.[1].toString(),
    revisions: new Map(revisions.flatMap(([stream, last]) => (last === null ? [] : [[stream, last]]))),
    byId: new Map(
      taken.map(([id, position, stream, revision, line]) => [
        id.toString(),
        { position, stream: stream.toString(), revision, line: line.toString() },
      ]),
    ),
  };
};

/** Puts rows in, inside a transaction of the caller's. */
export const insert = (database: Database, rows: readonly Row[]): void => {
  for (const { position, stream, revision, id, type, time, line } of rows)
    database.run(INSERT, position, stream, revision, id, type, time, line);
};

const outcomeOf = (database: Database, log: Log, append: Append, now: string): Outcome => {
  if (append.chain?.broken !== undefined) return { refusal: append.chain.broken };
  let decision;
  try {
    decision = decide(log, append, now);
  } catch (refusal) {
    if (append.chain !== undefined) append.chain.broken = refusal;
    return { refusal };
  }
  insert(database, decision.rows);
  return { stored: decision.stored };
};

/** Commits a batch in one transaction. What fails on the way fails for all of it, and nothing of it is kept. */
export const commitBatch = (database: Database, appends: readonly Append[], clock: () => number): readonly Outcome[] =>
  database.transaction(() => {
    const log = logFor(database, appends);
    const now = new Date(clock()).toISOString();
    return appends.map((append) => outcomeOf(database, log, append, now));
  });
