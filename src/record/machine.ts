import { openForReading, openForWriting, pathOf, Store } from '../store/open-store.js';
import { readHolder } from '../store/sqlite/writer-lock.js';
import { Bell } from './bell.js';
import { Ledger } from './ledger.js';
import { ProjectionRunner } from './runner.js';
import { loadSnapshot, saveSnapshot } from './snapshot.js';

/** The record as one process holds it: the store, what was read of it, and, where it may write, the one writer. */
export type Machine = Readonly<{
  url: string;
  store: Store;
  runner: ProjectionRunner;
  ledger: Ledger;
  bell: Bell;
  now: () => string;
  /** Say where this process listens, so that the command line writes through it. */
  announce: (url: string) => void;
  /** Keep what was read, close the store, and let others write. */
  close: () => Promise<void>;
}>;

const clock = (): string => new Date().toISOString();

/** The store that is asked for where nothing is said. */
export const DEFAULT_STORE = 'sqlite:data/onrecord.db';

/** The store's URL: as given, else `ONRECORD_STORE`, else the embedded one in `data`. */
export const storeUrl = (given?: string): string => given ?? process.env['ONRECORD_STORE'] ?? DEFAULT_STORE;

/** What was read of a store, kept beside it, where it is a file. */
export const snapshotPath = (url: string): string | undefined => {
  const path = pathOf(url);
  return path === undefined ? undefined : `${path}.readings.json`;
};

/** Open a store to write to, as the only process that does. */
export const openMachine = async (url: string, now: () => string = clock): Promise<Machine> => {
  const { store, lock } = await openForWriting(url);
  const bell = new Bell();
  const runner = new ProjectionRunner(store, await loadSnapshot(snapshotPath(url), store));
  return {
    url,
    store,
    runner,
    bell,
    now,
    ledger: new Ledger(store, runner, now, bell.ring),
    announce: (at) => lock.announce(at),
    close: async () => {
      await saveSnapshot(snapshotPath(url), runner.readings);
      await store.close();
      lock.release();
    },
  };
};

/** A store to read from, beside whoever writes to it. */
export type Reader = Readonly<{ store: Store; runner: ProjectionRunner; close: () => Promise<void> }>;

/** Open a store to ask questions of. */
export const openReader = async (url: string): Promise<Reader> => {
  const store = await openForReading(url);
  const runner = new ProjectionRunner(store, await loadSnapshot(snapshotPath(url), store));
  return { store, runner, close: () => store.close() };
};

/** Where the service that holds a store listens, if one does. */
export const holderOf = (url: string): Readonly<{ pid: number; url?: string }> | undefined => {
  const path = pathOf(url);
  return path === undefined ? undefined : readHolder(path);
};
