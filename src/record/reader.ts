import type { EventStore } from '../store/event-store.js';
import { openForReading, pathOf, Store } from '../store/open-store.js';
import { isKurrentUrl, kurrentUrlOf } from '../store/kurrentdb/url.js';
import { readHolder } from '../store/sqlite/writer-lock.js';
import { type Base, emptyReadings, type Readings } from '../../projections/index.js';
import { readStoredBase } from './damaged.js';
import { knownEvents } from './known-events.js';
import { newRunner, ProjectionRunner } from './runner.js';
import { loadBase, loadSnapshot } from './snapshot.js';

/** The store that is asked for where nothing is said. */
export const DEFAULT_STORE = 'sqlite:data/onrecord.db';

/** The store's URL: as given, else `ONRECORD_STORE`, else the embedded one in `data`. */
export const storeUrl = (given?: string): string => given ?? process.env['ONRECORD_STORE'] ?? DEFAULT_STORE;

/** Whether several processes write to a store, each for itself: to a cluster, and to no file. */
export const isShared = (url: string): boolean => isKurrentUrl(url);

/** A store's URL as it may be shown: without the user and the password in it. */
export const shownUrl = (url: string): string => (isShared(url) ? kurrentUrlOf(url).shown : url);

/** What was read of a store, kept beside it, where there is a file to be beside. */
export const snapshotPath = (url: string): string | undefined => {
  const path = pathOf(url);
  return path === undefined ? undefined : `${path}.readings.json`;
};

/** A store to read from, beside whoever writes to it. */
export type Reader<View extends Base = Readings> = Readonly<{
  store: Store;
  runner: ProjectionRunner<View>;
  close: () => Promise<void>;
}>;

/** A store that cannot be read from there is let go, and the error thrown. */
const orLetGo = async <Result>(work: Promise<Result>, letGo: () => Promise<void>): Promise<Result> =>
  work.catch(async (error: unknown) => {
    await letGo();
    throw error;
  });

/** What reads a store on, from what was kept beside it. */
export const runnerOn = async (url: string, store: EventStore, letGo: () => Promise<void>): Promise<ProjectionRunner> =>
  newRunner(store, await orLetGo(loadSnapshot(snapshotPath(url), store), letGo));

/** Open a store to read all of it. */
export const openReader = async (url: string): Promise<Reader> => {
  const store = knownEvents(await openForReading(url));
  const close = (): Promise<void> => store.close();
  return { store, runner: await runnerOn(url, store, close), close };
};

/** Open a store to ask what is on record: without the changes that its history makes, which take most of the time. */
export const openAsker = async (url: string): Promise<Reader<Base>> => {
  const store = knownEvents(await openForReading(url));
  const close = (): Promise<void> => store.close();
  const kept = await orLetGo(loadBase(snapshotPath(url), store), close);
  return { store, runner: new ProjectionRunner<Base>(store, kept ?? emptyReadings(), readStoredBase), close };
};

/** A store read from where its log is, and from no copy: of a cluster, all of it, into memory. */
export const openAnew = async (url: string): Promise<Store> => {
  if (!isShared(url)) return openForReading(url);
  const { KurrentEventStore } = await import('../store/kurrentdb/kurrentdb-event-store.js');
  return KurrentEventStore.connect(url, { replica: ':memory:' });
};

/** Where the service that holds a store listens, if one does; nobody holds one that several write to. */
export const holderOf = (url: string): Readonly<{ pid: number; url?: string }> | undefined => {
  const path = isShared(url) ? undefined : pathOf(url);
  return path === undefined ? undefined : readHolder(path);
};
