/** A store by its URL, as `ONRECORD_STORE` gives it: `sqlite:PATH` or `memory:`. */

import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Refusal } from '../refusal.js';
import type { EventStore, TextStore } from './event-store.js';
import { unreachable } from './sqlite/database.js';
import { NoStore, SqliteEventStore } from './sqlite/sqlite-event-store.js';
import { acquireWriterLock, NO_LOCK, type WriterLock } from './sqlite/writer-lock.js';

export type Store = EventStore & TextStore;

/** The URL names no engine of this version. */
export class UnknownStore extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'unknown-store';
  constructor(readonly url: string) {
    super(
      `No store is known by ${url}. This version has two engines: sqlite:PATH, as sqlite:data/onrecord.db, and memory:.`,
    );
  }
}

/** The file that a URL names; nothing for the store in memory. */
export const pathOf = (url: string): string | undefined => {
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

/**
 * The store to write to, held for this process alone. Close the store first, then release the lock.
 *
 * @throws UnknownStore, StoreHeld, StoreNotUsable, StoreUnreachable
 */
export const openForWriting = async (url: string): Promise<Readonly<{ store: Store; lock: WriterLock }>> => {
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
 * @throws UnknownStore, NoStore, StoreNotUsable, StoreUnreachable
 */
export const openForReading = async (url: string): Promise<Store> => {
  const path = pathOf(url);
  if (path === undefined || !existsSync(path)) throw new NoStore(path ?? url);
  return SqliteEventStore.open(path, { readonly: true });
};
