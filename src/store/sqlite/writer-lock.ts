/**
 * One writer to a store. The lock is an exclusive transaction held open in a small database beside the store: the
 * operating system frees it with the process, however that ends. A JSON file says who holds it and where it listens.
 */

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { StoreHeld, StoreUnreachable } from '../refusals.js';
import { type Database, openDatabase, unreachable } from './database.js';

/** The process that holds a store for writing, and where its service listens. */
export type Holder = Readonly<{ pid: number; url?: string }>;

export type WriterLock = Readonly<{
  /** Says where this process serves the store that it holds. */
  announce: (url: string) => void;
  release: () => void;
}>;

/** What a store that no other process can see needs: nothing. */
export const NO_LOCK: WriterLock = { announce: () => undefined, release: () => undefined };

/** How long to wait for somebody who only looks whether the lock is held. */
const PATIENCE_MILLISECONDS = 300;

const lockPath = (path: string): string => `${path}-writer`;
const holderPath = (path: string): string => `${path}.lock`;

const isBusy = (error: unknown): boolean =>
  error instanceof StoreUnreachable &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'SQLITE_BUSY';

/** Does it with the lock's database; false where somebody else holds the lock. */
const attempt = (database: Database, sql: string): boolean => {
  try {
    database.exec(sql);
    return true;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
};

const isHolder = (said: unknown): said is Holder =>
  typeof said === 'object' && said !== null && 'pid' in said && typeof said.pid === 'number';

const readAnnouncement = (path: string): Holder | undefined => {
  try {
    const said: unknown = JSON.parse(readFileSync(holderPath(path), 'utf8'));
    return isHolder(said) ? said : undefined;
  } catch {
    return undefined;
  }
};

/** Whole or not at all: a reader never sees half of it. */
const writeAnnouncement = (path: string, holder: Holder): void => {
  const draft = `${holderPath(path)}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(holder)}\n`);
  renameSync(draft, holderPath(path));
};

const isHeld = (path: string): boolean => {
  if (!existsSync(lockPath(path))) return false;
  const database = openDatabase(lockPath(path));
  try {
    return !attempt(database, 'SELECT count(*) FROM sqlite_schema');
  } finally {
    database.close();
  }
};

/** Who holds the store for writing at this moment. What a dead process left behind is nobody. */
export const readHolder = (path: string): Holder | undefined => (isHeld(path) ? readAnnouncement(path) : undefined);

const announce = (database: Database, path: string, holder: Holder): void => {
  try {
    writeAnnouncement(path, holder);
  } catch (error) {
    database.close();
    throw unreachable(path, error);
  }
};

/**
 * Holds the store for writing until it is released or the process ends.
 *
 * @throws StoreHeld, StoreUnreachable
 */
export const acquireWriterLock = (path: string): WriterLock => {
  const database = openDatabase(lockPath(path));
  database.exec(`PRAGMA busy_timeout = ${PATIENCE_MILLISECONDS}`);
  if (!attempt(database, 'BEGIN EXCLUSIVE')) {
    database.close();
    throw new StoreHeld(path, readAnnouncement(path));
  }
  announce(database, path, { pid: process.pid });
  let held = true;
  return {
    announce: (url) => writeAnnouncement(path, { pid: process.pid, url }),
    release: () => {
      if (!held) return;
      held = false;
      rmSync(holderPath(path), { force: true });
      database.close();
    },
  };
};
