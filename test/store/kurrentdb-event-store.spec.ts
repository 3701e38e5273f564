/**
 * The contract over the wire, by the official client: against the tests' own server, or against a real one where
 * KURRENTDB_TEST_URL names it. On a real one, which is never empty, each test has streams of its own.
 */

import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import { KurrentEventStore } from '../../src/store/kurrentdb/kurrentdb-event-store.js';
import { eventStoreContract } from '../contracts/event-store.contract.js';
import { startTestServer } from '../support/kurrentdb/server.js';

jest.setTimeout(30_000);

const REAL = process.env['KURRENTDB_TEST_URL'];

type Reached = Readonly<{ url: string; prefix?: string; stop: () => Promise<void> }>;

const reached = async (): Promise<Reached> => {
  if (REAL !== undefined) return { url: REAL, prefix: `onrecordtest-${uuid()}-`, stop: () => Promise.resolve() };
  const server = await startTestServer();
  return { url: server.url, stop: () => server.stop() };
};

const onServer = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
  const { url, prefix, stop } = await reached();
  const open = (replica: string) =>
    KurrentEventStore.connect(url, { replica: join(directory, replica), ...(prefix !== undefined && { prefix }) });
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
    if (REAL !== undefined) process.stderr.write(`Met ${store.describe().replace(/, replica .*/, '')}\n`);
    await close();
  });
});
