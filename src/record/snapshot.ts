/**
 * What was read of a log, kept beside it so that a start need not read it all again. The first line says what it is of
 * (rules, position, last event); the readings follow in pieces, one a line; the last line holds the SHA-256 of those. It is
 * never the truth: one that does not fit its log, its rules or its own hash is left aside, and `rebuild --check` compares it
 * with a replay.
 */

import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { EVENT_TYPES, typeName, versionOf } from '../../events/index.js';
import { Base, forked, Readings, readPosition, RULES_VERSION } from '../../projections/index.js';
import type { EventStore } from '../store/event-store.js';
import { otherWork } from '../store/other-work.js';
import { storedAt } from '../store/stored-at.js';
import { byteLines } from './lines.js';
import { Gathering, piecesOf } from './readings-pieces.js';

/** The form of the file. One of another form is left aside. */
const FORM = 2;

export type SnapshotHead = Readonly<{
  form: number;
  rules: string;
  /** The shapes of events that whoever read it knew: one who knew fewer has passed over the rest. */
  shapes?: string;
  /** The identity of the store it is of. */
  store: string;
  position: number;
  lastId: string;
  lastTime: string;
}>;

/** The shapes of events that this version reads, in short. */
const SHAPES = createHash('sha256')
  .update(EVENT_TYPES.map((type) => typeName({ type, version: versionOf(type) })).join(' '), 'utf8')
  .digest('hex')
  .slice(0, 16);

const LINE_FEED = '\n';

/** The hash of readings: equal where the log and the rules are. */
export const readingsHash = (readings: Readings): string => {
  const hash = createHash('sha256');
  for (const piece of piecesOf(readings)) hash.update(piece, 'utf8').update(LINE_FEED);
  return hash.digest('hex');
};

/** A snapshot that is being read: what it says it is of, and the lines that follow. */
type Begun = Readonly<{ head: SnapshotHead; lines: AsyncGenerator<Buffer, void, undefined> }>;

/** How much is read at once, in bytes. */
const AT_ONCE = 1_048_576;

/** Begins to read a snapshot; nothing where there is none, or what is there is none of this form. */
const begun = async (path: string): Promise<Begun | undefined> => {
  const lines = byteLines(createReadStream(path, { highWaterMark: AT_ONCE }));
  try {
    const { value } = await lines.next();
    const head = JSON.parse((value as Buffer).toString('utf8')) as SnapshotHead | null;
    if (typeof head === 'object' && head?.form === FORM) return { head, lines };
  } catch {
    // It is no snapshot, or none that can be read: the log is.
  }
  await lines.return();
  return undefined;
};

/** What a snapshot says that its pieces hash to, and what they do; it says nothing where it was cut short. */
type Hashes = Readonly<{ sha256?: string; found: string }>;

const END = '{"sha256":';

/** Reads the pieces of a snapshot; nothing where that cannot be done. */
const takePieces = async ({ lines }: Begun, take: (piece: string) => void): Promise<Hashes | undefined> => {
  const hash = createHash('sha256');
  try {
    for await (const line of lines) {
      const text = line.toString('utf8');
      if (text.startsWith(END)) return { ...(JSON.parse(text) as { sha256: string }), found: hash.digest('hex') };
      hash.update(line).update(LINE_FEED);
      take(text);
    }
    return { found: hash.digest('hex') };
  } catch {
    return undefined;
  }
};

/** What a snapshot says it is of, and what it really holds, by its hash; nothing where it cannot be read as one. */
export const hashOfSnapshot = async (
  path: string,
): Promise<Readonly<{ head: SnapshotHead; sha256: string }> | undefined> => {
  const snapshot = await begun(path);
  const hashes = snapshot && (await takePieces(snapshot, () => undefined));
  return snapshot && hashes && { head: snapshot.head, sha256: hashes.found };
};

/** Whether a snapshot is of these rules, and of a log that has the event it ends with. */
const fits = async (head: SnapshotHead, store: EventStore): Promise<boolean> => {
  if (head.rules !== RULES_VERSION || head.shapes !== SHAPES) return false;
  if (head.store !== (await store.identity())) return false;
  if (!Number.isSafeInteger(head.position) || head.position < 1) return false;
  const last = (await storedAt(store, head.position))?.event;
  return last?.id === head.lastId && last.time === head.lastTime;
};

const load = async (
  path: string | undefined,
  store: EventStore,
  gathering: Gathering,
): Promise<Readings | undefined> => {
  const snapshot = path === undefined ? undefined : await begun(path);
  if (snapshot === undefined) return undefined;
  try {
    if (!(await fits(snapshot.head, store))) return undefined;
    const hashes = await takePieces(snapshot, (piece) => gathering.take(piece));
    return hashes !== undefined && hashes.sha256 === hashes.found ? gathering.readings : undefined;
  } finally {
    await snapshot.lines.return();
  }
};

/** The readings that a snapshot keeps, or nothing where there is none that fits. */
export const loadSnapshot = (path: string | undefined, store: EventStore): Promise<Readings | undefined> =>
  load(path, store, new Gathering());

/** The same without the changes, which are most of a snapshot: for whoever asks what is on record. */
export const loadBase = (path: string | undefined, store: EventStore): Promise<Base | undefined> =>
  load(path, store, new Gathering(['changes']));

/** Writes line by line, with room for other work between them. */
const write = async (file: number, head: SnapshotHead, readings: Readings): Promise<void> => {
  const hash = createHash('sha256');
  writeSync(file, `${JSON.stringify(head)}\n`);
  for (const piece of piecesOf(readings)) {
    const line = Buffer.from(`${piece}\n`, 'utf8');
    hash.update(line);
    writeSync(file, line);
    await otherWork();
  }
  writeSync(file, `${END}"${hash.digest('hex')}"}\n`);
  fsyncSync(file);
};

/**
 * Keep readings beside their log, as they are when this is called: written whole and synced before they take the place of the
 * ones before, whoever else does. They may be read on meanwhile.
 */
export const saveSnapshot = async (path: string | undefined, readings: Readings, store: EventStore): Promise<void> => {
  const position = readPosition(readings);
  if (path === undefined || position === 0) return;
  const still = forked(readings);
  const { times, lastId } = still.log;
  const head: SnapshotHead = {
    form: FORM,
    rules: RULES_VERSION,
    shapes: SHAPES,
    store: await store.identity(),
    position,
    lastId,
    lastTime: times.at(-1) ?? '',
  };
  const draft = `${path}.${process.pid}.new`;
  const file = openSync(draft, 'w');
  try {
    await write(file, head, still).finally(() => closeSync(file));
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
};
