/** Copies of a store as it is at one moment, while others write to it; and a store made of such a copy. */

import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { makeDirectory, syncDirectory } from '../proof/files.js';
import { Refusal } from '../refusal.js';
import { openForReading, pathOf, type Store } from '../store/open-store.js';
import { StoreUnreachable } from '../store/refusals.js';
import { unreachable } from '../store/sqlite/database.js';
import { acquireWriterLock } from '../store/sqlite/writer-lock.js';
import { isShared, shownUrl } from './reader.js';
import { NotWhole, verify } from './verify.js';

/** A copy that was made, and the position at which its log ends. */
export type Copied = Readonly<{ file: string; position: number; bytes: number }>;

/** The store is kept by an engine of its own, which copies it in its own way. */
export class NoCopyHere extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'no-copy-here';
  constructor(url: string) {
    super(`${url} is not kept in a file: copy it as its engine does, or take \`onrecord export\`.`);
  }
}

/** There is something where a copy was to be written. */
export class FileThere extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'file-there';
  constructor(readonly file: string) {
    super(`${file} is there already, and a backup takes the place of nothing. Name another file.`);
  }
}

/** There is a log, or what may be left of one, where a backup was to be restored. */
export class TargetNotEmpty extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'target-not-empty';
  constructor(path: string, holds: string) {
    super(`${path} ${holds}, and a backup is restored over nothing. Move it away, or name another store with --store.`);
  }
}

/** There is no file where a backup was to be read. */
export class NoBackup extends Refusal {
  readonly kind = 'missing';
  readonly type = 'no-backup';
  constructor(readonly file: string) {
    super(`There is no backup file at ${file}: name one that \`onrecord backup\` made.`);
  }
}

const syncFile = (path: string): void => {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

const headOf = async (url: string): Promise<number> => {
  const store = await openForReading(url);
  try {
    return await store.head();
  } finally {
    await store.close();
  }
};

/** Reads a copy as a whole and checks that it holds together: how far its log goes. */
const checkedCopy = async (
  file: string,
  from: string,
  onProgress: (done: number, total: number) => void,
): Promise<number> => {
  const copy = await openForReading(`sqlite:${file}`);
  try {
    const { findings, head } = await verify(copy, { onProgress });
    if (findings.length > 0) throw new NotWhole([`${from} is damaged, and was not copied.`, ...findings]);
    return head;
  } finally {
    await copy.close();
  }
};

/** What could not be written, told of the file that was to be written. */
const toldOf = (file: string, error: unknown): Refusal => {
  const refusal = unreachable(file, error);
  return refusal.kind === 'unreachable'
    ? new StoreUnreachable(`${file} was not written. ${refusal.message.replace(/\. .*$/s, '.')}`, { cause: error })
    : refusal;
};

/** Writes a copy beside where it is to be, checks it, and puts it there; what fails leaves nothing behind. */
const copied = async (
  { store, from }: Readonly<{ store: Store; from: string }>,
  file: string,
  place: (draft: string) => void,
  onProgress: (done: number, total: number) => void,
): Promise<Copied> => {
  const draft = `${file}.${process.pid}.new`;
  try {
    rmSync(draft, { force: true });
    await store.copyTo?.(draft);
    syncFile(draft);
    const position = await checkedCopy(draft, from, onProgress);
    place(draft);
    syncDirectory(dirname(file));
    return { file, position, bytes: statSync(file).size };
  } catch (error) {
    throw toldOf(file, error);
  } finally {
    for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${draft}${suffix}`, { force: true });
  }
};

/**
 * Copy a store into a file that is not there yet. It is durable and was read again as a whole when this returns.
 *
 * @throws NoCopyHere, FileThere, NotWhole, StoreUnreachable
 */
export const backup = async (
  url: string,
  to: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Copied> => {
  const [file, store] = [resolve(to), await openForReading(url)];
  try {
    if (store.copyTo === undefined) throw new NoCopyHere(shownUrl(url));
    if (existsSync(file)) throw new FileThere(file);
    return await copied({ store, from: shownUrl(url) }, file, (draft) => linkSync(draft, file), onProgress);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'EEXIST' ? new FileThere(file) : error;
  } finally {
    await store.close();
  }
};

/** Refuses a place where there is a log, or a write-ahead log that one may have left. An empty store is nothing. */
const refuseTaken = async (path: string): Promise<void> => {
  const left = ['-wal', '-journal'].find((suffix) => existsSync(`${path}${suffix}`));
  if (!existsSync(path)) {
    if (left !== undefined) throw new TargetNotEmpty(`${path}${left}`, 'is left of a store');
    return;
  }
  const head = await headOf(`sqlite:${path}`).catch(() => undefined);
  if (head === undefined) throw new TargetNotEmpty(path, 'is there, and cannot be read as a store');
  if (head > 0) throw new TargetNotEmpty(path, `holds a log of ${head} events`);
};

/**
 * Make a store of a backup, where there is none. The backup is read as a whole first, and so is what it becomes.
 *
 * @throws NoBackup, NoCopyHere, TargetNotEmpty, StoreHeld, NotWhole, StoreUnreachable
 */
export const restore = async (
  url: string,
  from: string,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Copied> => {
  const path = pathOf(url);
  if (path === undefined || isShared(url)) throw new NoCopyHere(shownUrl(url));
  const file = resolve(from);
  if (!existsSync(file)) throw new NoBackup(file);
  const source = await openForReading(`sqlite:${file}`);
  try {
    makeDirectory(dirname(path));
    const lock = acquireWriterLock(path);
    try {
      await refuseTaken(path);
      const place = (draft: string): void => {
        for (const suffix of ['-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
        renameSync(draft, path);
      };
      return await copied({ store: source, from }, path, place, onProgress);
    } finally {
      lock.release();
    }
  } finally {
    await source.close();
  }
};
