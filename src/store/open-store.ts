/** A store by its URL, as `ONRECORD_STORE` gives it: `sqlite:PATH`, `memory:` or `kurrentdb://HOST:PORT`. */

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../refusal.js';
import type { EventStore, TextStore } from './event-store.js';
import { isKurrentUrl, replicaPathOf } from './kurrentdb/url.js';
import { unreachable } from './sqlite/database.js';
import { NoStore, SqliteEventStore } from './sqlite/sqlite-event-store.js';
import { acquireWriterLock, NO_LOCK, type WriterLock } from './sqlite/writer-lock.js';

export type Store = EventStore & TextStore;

/** A URL for people: a user and a password in it are left out. */
const withoutUser = (url: string): string => {
  const [begins, ends] = [url.indexOf('//'), url.lastIndexOf('@')];
  return begins < 0 || ends < begins ? url : `${url.slice(0, begins)}//${url.slice(ends + 1)}`;
};

/** The URL names no engine of this version. */
export class UnknownStore extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'unknown-store';
  constructor(url: string) {
    super(
      `No store is known by ${withoutUser(url)}. Name sqlite:PATH, as sqlite:data/onrecord.db; kurrentdb://HOST:PORT, for ` +
        'KurrentDB and EventStoreDB; or memory:, which goes when the process does.',
    );
  }
}

/** The file that a URL names, which is the replica's where the log is on a server; nothing for one in memory. */
export const pathOf = (url: string): string | undefined => {
  if (isKurrentUrl(url)) return replicaPathOf(url);
  if (url === 'memory:') return undefined;
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path === undefined) throw new UnknownStore(url);
  return path === ':memory:' ? undefined : realPath(resolve(path));
};

/** The file itself, whatever links lead to it: its lock lies beside it under its own name. */
const realPath = (path: string): string => (existsSync(path) ? realpathSync(path) : path);

const syncDirectory = (path: string): void => {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
};

/** Makes the directories down to the file's, so that they outlive a loss of power. */
const makeRoomFor = (path: string): void => {
  try {
    const first = mkdirSync(dirname(path), { recursive: true });
    if (first === undefined) return;
    for (let made = dirname(path); made.length >= first.length; made = dirname(made)) syncDirectory(dirname(made));
  } catch (error) {
    throw unreachable(path, error);
  }
};

/** The store on a server. Its client is loaded here and nowhere before. */
const openOnServer = async (url: string): Promise<Store> => {
  const { KurrentEventStore } = await import('./kurrentdb/kurrentdb-event-store.js');
  return KurrentEventStore.connect(url);
};

/**
 * The store to write to. A file is held for this process alone: close the store first, then release the lock. To one on a
 * server many may write.
 *
 * @throws UnknownStore, StoreHeld, StoreNotUsable, StoreUnreachable; and what `KurrentEventStore.connect` throws
 */
export const openForWriting = async (url: string): Promise<Readonly<{ store: Store; lock: WriterLock }>> => {
  if (isKurrentUrl(url)) return { store: await openOnServer(url), lock: NO_LOCK };
  const path = pathOf(url);
  if (path === undefined) return { store: SqliteEventStore.open(':memory:'), lock: NO_LOCK };
  makeRoomFor(path);
  const lock = acquireWriterLock(path);
  try {
    return { store: SqliteEventStore.open(path), lock };
  } catch (error) {
    lock.release();
    throw error;
  }
};

/**
 * The store to read from, beside whoever writes to it.
 *
 * @throws UnknownStore, NoStore, StoreNotUsable, StoreUnreachable; and what `KurrentEventStore.connect` throws
 */
export const openForReading = async (url: string): Promise<Store> => {
  if (isKurrentUrl(url)) return openOnServer(url);
  const path = pathOf(url);
  if (path === undefined || !existsSync(path)) throw new NoStore(path ?? url);
  return SqliteEventStore.open(path, { readonly: true });
};
