/**
 * The replica: a copy of the record's events in an SQLite file, each with its position in the log. It is made of the
 * server's log alone and in its order, so every replica of one log is equal; what is lost of it is read again.
 */

import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { lineOf } from '../envelope.js';
import type { StoredEvent } from '../event-store.js';
import { type Append, decide, type Log, type Row } from '../sqlite/batch.js';
import { Bell } from '../bell.js';
import { type Database, openDatabase, unreachable } from '../sqlite/database.js';
import { type LogFile, logFile } from '../sqlite/log-file.js';
import { EVENTS_TABLE, migrate, type Schema } from '../sqlite/schema.js';
import { insert, logFor } from '../sqlite/writes.js';
import { isAfter, type NativeEvent, type Place, placeOf, placeText, recordedIn, type Seen } from './native.js';
import { LogNotOurs } from './refusals.js';

/** `OnRr` in ASCII. */
const APPLICATION_ID = 0x4f6e5272;

/**
 * `checkpoint` is how far the server's log was read, `last` where the last event stands in it. `passed_over` names events
 * whose id stood in the log already, on another place: two writers gave one id at the same moment. The first has it.
 */
const SCHEMA: Schema = {
  applicationId: APPLICATION_ID,
  migrations: [
    `${EVENTS_TABLE}
   CREATE TABLE replica (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     checkpoint TEXT, last TEXT, last_id TEXT, identity TEXT, as_of TEXT
   ) STRICT;
   INSERT INTO replica (one) VALUES (1);
   CREATE TABLE passed_over (
     stream TEXT NOT NULL, revision INTEGER NOT NULL, id TEXT NOT NULL,
     PRIMARY KEY (stream, revision)
   ) STRICT;`,
  ],
};

const PRAGMAS = ['PRAGMA busy_timeout = 5000', 'PRAGMA journal_mode = WAL', 'PRAGMA synchronous = NORMAL'];

/** How often a subscription looks whether another process put something into the file. */
const POLL_MILLISECONDS = 250;

/** How often the file is told that it is still up to date, in milliseconds. */
const AS_OF_MILLISECONDS = 1_000;

/** The last event of the replica, and where the server has it. */
export type LastEvent = Readonly<{ place: Place; id: string }>;

export type Replica = Readonly<{
  log: LogFile;
  /** How far the server's log was read; nothing at its beginning. */
  checkpoint: () => Place | undefined;
  last: () => LastEvent | undefined;
  /**
   * Takes over what was seen of the server's log, in its order; what is there already is passed over.
   *
   * @throws LogNotOurs: what came before is kept, and nothing after it
   */
  take: (seen: readonly Seen[]) => void;
  /** Goes back to the last event: what lies after it in the server's log is read again. */
  rewind: () => void;
  /** What an append comes to by what is here: its events where it was made before, nothing where it may be made. */
  judge: (append: Append) => readonly StoredEvent[] | undefined;
  /** How many of a stream's events on the server are none of the log's, because their ids were taken. */
  passedOver: (stream: string) => number;
  /** When this was last known to be the whole log, ISO 8601; nothing where it never was. */
  asOf: () => string | undefined;
  wasWhole: (at: Date) => void;
  identity: () => string;
  close: () => void;
}>;

type State = { checkpoint: Place | undefined; last: LastEvent | undefined; identity: string | null };

const stateIn = (database: Database): State => {
  const [row] = database.rows<[string | null, string | null, string | null, string | null]>(
    'SELECT checkpoint, last, last_id, identity FROM replica',
  );
  const [checkpoint, last, id, identity] = row ?? [null, null, null, null];
  return {
    checkpoint: checkpoint === null ? undefined : placeOf(checkpoint),
    last: last === null || id === null ? undefined : { place: placeOf(last), id },
    identity,
  };
};

const saveState = (database: Database, { checkpoint, last, identity }: State): void =>
  database.run(
    'UPDATE replica SET checkpoint = ?, last = ?, last_id = ?, identity = ?',
    checkpoint === undefined ? null : placeText(checkpoint),
    last === undefined ? null : placeText(last.place),
    last?.id ?? null,
    identity,
  );

const identityOf = (place: Place, { id, created }: NativeEvent): string =>
  createHash('sha256')
    .update(`${id} ${created} ${placeText(place)}`)
    .digest('hex')
    .slice(0, 32);

const passedOverIn = (database: Database): Map<string, number> =>
  new Map(database.rows<[string, number]>('SELECT stream, count(*) FROM passed_over GROUP BY stream'));

/** Refuses an event that does not follow the last one of its stream. */
const checkRevision = ({ stream, revision }: NativeEvent, next: number): void => {
  if (revision === next) return;
  throw new LogNotOurs(
    stream,
    revision,
    revision < next
      ? `the stream had an event of that revision before, and a log has each once`
      : `revisions ${next} to ${revision - 1} are missing. Somebody deleted, truncated or scavenged the stream, which On ` +
          'Record never does: restore the server from a backup',
  );
};

/** The row of an event that follows what the log holds; nothing where its id is taken. */
const rowOf = (log: Log, event: NativeEvent, passed: Map<string, number>): Row | undefined => {
  const { stream, id, type, created } = event;
  const revision = (log.revisions.get(stream) ?? -1) + 1;
  const { draft, told } = recordedIn(event);
  checkRevision(event, revision + (passed.get(stream) ?? 0));
  if (log.byId.has(id)) return undefined;
  const given = told.recorded ?? created;
  const time = log.time !== undefined && log.time > given ? log.time : given;
  const position = log.position + 1;
  const line = lineOf(draft, { stream, position, time, ...(told.timebasis && { timebasis: told.timebasis }) });
  return { position, stream, revision, id, type, time, line };
};

const advance = (log: Log, row: Row): void => {
  log.position = row.position;
  log.time = row.time;
  log.revisions.set(row.stream, row.revision);
  log.byId.set(row.id, row);
};

/** Puts in what follows the checkpoint, in the caller's transaction; gives what stopped it, if something did. */
const takeInto = (database: Database, seen: readonly Seen[]): Readonly<{ taken: number; stopped?: unknown }> => {
  const state = stateIn(database);
  const asked = seen.flatMap(({ event }) => (event === undefined ? [] : [{ stream: event.stream, drafts: [event] }]));
  const log = logFor(database, asked);
  const passed = passedOverIn(database);
  const rows: Row[] = [];
  let stopped: unknown;
  for (const { place, event } of seen) {
    if (!isAfter(place, state.checkpoint)) continue;
    if (event !== undefined) {
      try {
        const row = rowOf(log, event, passed);
        if (row === undefined) {
          database.run('INSERT INTO passed_over VALUES (?, ?, ?)', event.stream, event.revision, event.id);
          passed.set(event.stream, (passed.get(event.stream) ?? 0) + 1);
        } else {
          rows.push(row);
          advance(log, row);
          state.identity ??= identityOf(place, event);
          state.last = { place, id: event.id };
        }
      } catch (error) {
        stopped = error;
        break;
      }
    }
    state.checkpoint = place;
  }
  insert(database, rows);
  saveState(database, state);
  return { taken: rows.length, ...(stopped !== undefined && { stopped }) };
};

const opened = (path: string | undefined): Database => {
  if (path !== undefined)
    try {
      mkdirSync(dirname(path), { recursive: true });
    } catch (error) {
      throw unreachable(path, error);
    }
  const database = openDatabase(path ?? ':memory:');
  try {
    for (const pragma of PRAGMAS) database.exec(pragma);
    migrate(database, path ?? ':memory:', SCHEMA);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/**
 * Opens a replica, making it where there is none; it is in memory where no file is named.
 *
 * @param check throws where subscriptions have to end with an error
 * @throws StoreNotUsable, StoreUnreachable
 */
export const openReplica = (path: string | undefined, check: () => void): Replica => {
  const database = opened(path);
  const bell = new Bell();
  let closed = false;
  let [whole, toldAt] = ['', 0];
  const pollMilliseconds = path === undefined ? undefined : POLL_MILLISECONDS;
  const take = (seen: readonly Seen[]): void => {
    const { checkpoint } = stateIn(database);
    const news = seen.filter(({ place }) => isAfter(place, checkpoint));
    if (news.length === 0) return;
    const { taken, stopped } = database.transaction(() => takeInto(database, news));
    if (taken > 0) bell.ring();
    if (stopped !== undefined) throw stopped;
  };
  return {
    log: logFile(database, { bell, closed: () => closed, pollMilliseconds, check }),
    checkpoint: () => stateIn(database).checkpoint,
    last: () => stateIn(database).last,
    take,
    rewind: () => database.run('UPDATE replica SET checkpoint = last'),
    judge: (append) => {
      const { stored, rows } = decide(logFor(database, [append]), append, new Date().toISOString());
      return rows.length === 0 ? stored : undefined;
    },
    passedOver: (stream) => passedOverIn(database).get(stream) ?? 0,
    asOf: () => {
      const kept = database.rows<[string | null]>('SELECT as_of FROM replica')[0]?.[0] ?? '';
      return (kept > whole ? kept : whole) || undefined;
    },
    wasWhole: (at) => {
      whole = at.toISOString();
      if (at.getTime() - toldAt < AS_OF_MILLISECONDS) return;
      toldAt = at.getTime();
      database.run('UPDATE replica SET as_of = ? WHERE as_of IS NULL OR as_of < ?', whole, whole);
    },
    identity: () => stateIn(database).identity ?? '',
    close: () => {
      if (closed) return;
      closed = true;
      bell.ring();
      database.close();
    },
  };
};
