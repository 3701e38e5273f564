import { openForReading, pathOf, Store } from '../store/open-store.js';
import { readHolder } from '../store/sqlite/writer-lock.js';
import { ProjectionRunner } from './runner.js';
import { loadSnapshot } from './snapshot.js';

/** The store that is asked for where nothing is said. */
export const DEFAULT_STORE = 'sqlite:data/onrecord.db';

/** The store's URL: as given, else `ONRECORD_STORE`, else the embedded one in `data`. */
export const storeUrl = (given?: string): string => given ?? process.env['ONRECORD_STORE'] ?? DEFAULT_STORE;

/** What was read of a store, kept beside it, where it is a file. */
export const snapshotPath = (url: string): string | undefined => {
  const path = pathOf(url);
  return path === undefined ? undefined : `${path}.readings.json`;
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
