/**
 * The contract over the wire, by the official client: against the tests' own server, or against a real one where
 * KURRENTDB_TEST_URL names it. On a real one, which is never empty, each test has streams of its own.
 */

import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KurrentEventStore } from '../../src/store/kurrentdb/kurrentdb-event-store.js';
import { kurrentUrlOf, replicaPathOf } from '../../src/store/kurrentdb/url.js';
import { allOf, eventStoreContract, someEvents } from '../contracts/event-store.contract.js';
import { startTestServer } from '../support/kurrentdb/server.js';
import { aLog, REAL } from '../support/kurrentdb-log.js';

jest.setTimeout(30_000);

const onServer = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
  const { url, stop } = await aLog();
  const open = (replica: string) => KurrentEventStore.connect(url, { replica: join(directory, replica) });
  let store = await open('replica.db');
  return {
    store,
    // With a new replica, so that all of it comes from the server again.
    reopen: async () => {
      await store.close();
      store = await open('another-replica.db');
      return store;
    },
    close: async () => {
      await store.close();
      await stop();
      rmSync(directory, { recursive: true });
    },
  };
};

eventStoreContract(
  `KurrentDB, on ${REAL === undefined ? 'the tests’ server over the wire' : 'a real server'}`,
  onServer,
);

describe('the server of these tests', () => {
  it('says what it is', async () => {
    const { store, close } = await onServer();
    expect((await store.standing()).reachable).toBe(true);
    const met =
      REAL === undefined ? 'NOT MET: a real KurrentDB (KURRENTDB_TEST_URL names none).' : 'Met a real server.';
    process.stderr.write(`${met} These suites ran on ${store.describe().replace(/, replica .*/, '')}.\n`);
    await close();
  });
});

describe('several records on one cluster', () => {
  const prefixed = (url: string, prefix: string): string =>
    `${url}${url.includes('?') ? '&' : '?'}streamPrefix=${prefix}`;

  it('do not see each other', async () => {
    const server = await startTestServer();
    const urls = [server.url, prefixed(server.url, 'onrecordtrial-')];
    const stores = await Promise.all(urls.map((url) => KurrentEventStore.connect(url, { replica: ':memory:' })));
    for (const [at, store] of stores.entries()) {
      await store.append('onrecord-actor-a', 'no stream', someEvents(at + 2));
    }
    expect(await Promise.all(stores.map((store) => store.head()))).toEqual([2, 3]);
    expect(await Promise.all(stores.map(async (store) => (await allOf(store.readAll())).length))).toEqual([2, 3]);
    for (const store of stores) await store.close();
    await server.stop();
  });

  it('have replicas of their own', () => {
    const url = 'kurrentdb://node1:2113';
    expect(replicaPathOf(prefixed(url, 'onrecordtrial-'))).not.toBe(replicaPathOf(url));
    expect(replicaPathOf(prefixed(url, 'onrecord-'))).toBe(replicaPathOf(url));
  });

  it.each(['onrecordtext-', 'trial-', 'onrecord', 'onrecord_a-', 'onrecord-a%2D', ''])(
    'are not named by the prefix “%s”',
    (prefix) => expect(() => kurrentUrlOf(prefixed('kurrentdb://node1', prefix))).toThrow(/streamPrefix/),
  );
});
