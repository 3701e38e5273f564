/** Stores on a tests' server, each with a replica of its own in a directory that goes with the test. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectOptions, KurrentEventStore } from '../../src/store/kurrentdb/kurrentdb-event-store.js';
import type { Delivery, EventStore, StoredEvent } from '../../src/store/event-store.js';
import { startTestServer, type TestServer, type TestServerOptions } from './kurrentdb/server.js';

/** Deadlines short enough for a test that waits for one; milliseconds. */
export const SHORT = {
  head: 400,
  read: 400,
  append: 400,
  appendTotal: 3_000,
  subscribe: 400,
  heartbeat: 200,
  firstPause: 5,
  longestPause: 100,
} as const;

/** The deadlines of every other test: its own machine may be slow. */
const PATIENT = { heartbeat: 200, firstPause: 5, longestPause: 100 } as const;

export type Bench = Readonly<{
  directory: string;
  server: (options?: TestServerOptions) => Promise<TestServer>;
  /** Opens a store on a server, or by a URL, with a new replica where none is named. */
  open: (on: TestServer | string, options?: ConnectOptions) => Promise<KurrentEventStore>;
  /** Closes all stores and stops all servers. */
  clear: () => Promise<void>;
}>;

/** What a test opens, to be closed together. */
export const bench = (): Bench => {
  const directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
  const stores: KurrentEventStore[] = [];
  const servers: TestServer[] = [];
  return {
    directory,
    server: async (options) => {
      const server = await startTestServer(options);
      servers.push(server);
      return server;
    },
    open: async (on, options = {}) => {
      const replica = join(directory, `replica-${stores.length}.db`);
      const limits = { ...PATIENT, ...options.limits };
      const store = await KurrentEventStore.connect(typeof on === 'string' ? on : on.url, {
        replica,
        ...options,
        limits,
      });
      stores.push(store);
      return store;
    },
    clear: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await Promise.all(servers.map((server) => server.stop()));
      rmSync(directory, { recursive: true });
    },
  };
};

export type Listener = Readonly<{
  seen: StoredEvent[];
  /** Resolves when so many events came; rejects after twenty seconds, and where the subscription ends with an error. */
  has: (count: number) => Promise<void>;
}>;

/** Listens to a store from a position on, until the store is closed. */
export const listen = (store: EventStore, after = 0): Listener => {
  const seen: StoredEvent[] = [];
  let wake: () => void = () => undefined;
  let failed: unknown;
  const take = (delivery: Delivery): void => {
    if (delivery.kind === 'event') seen.push(delivery.stored);
    wake();
  };
  void (async () => {
    try {
      for await (const delivery of store.subscribe(after)) take(delivery);
    } catch (error) {
      failed = error;
      wake();
    }
  })();
  return {
    seen,
    has: async (count) => {
      const until = Date.now() + 20_000;
      while (seen.length < count) {
        if (failed !== undefined) throw failed;
        if (Date.now() > until) throw new Error(`${seen.length} of ${count} events came`);
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, 1_000);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    },
  };
};
