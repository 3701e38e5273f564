import { jest } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { SqliteEventStore } from '../../src/store/sqlite/sqlite-event-store.js';
import { allOf, anEvent, eventStoreContract, someEvents } from '../contracts/event-store.contract.js';

const inNewDirectory = async () => {
  const directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
  const path = join(directory, 'store.db');
  let store = SqliteEventStore.open(path);
  return {
    store,
    reopen: async () => {
      await store.close();
      store = SqliteEventStore.open(path);
      return store;
    },
    close: async () => {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
};

eventStoreContract('SQLite in a file', inNewDirectory);

eventStoreContract('SQLite in memory', async () => {
  const store = SqliteEventStore.open(':memory:');
  return { store, close: () => store.close() };
});

describe('the embedded store', () => {
  let directory: string;
  let path: string;
  const opened: SqliteEventStore[] = [];

  /** Opens the store at the path, to be closed with the spec. */
  const open = (options?: Parameters<typeof SqliteEventStore.open>[1]): SqliteEventStore => {
    const store = SqliteEventStore.open(path, options);
    opened.push(store);
    return store;
  };

  /** What the file says when it is asked without the store. */
  const ask = (sql: string): unknown[] => {
    const database = new Libsql(path, {});
    try {
      return database
        .prepare(sql)
        .all()
        .map((row) => Object.values(row as object)[0]);
    } finally {
      database.close();
    }
  };

  const change = (sql: string): void => {
    const database = new Libsql(path, {});
    database.exec(sql);
    database.close();
  };

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
    path = join(directory, 'store.db');
  });

  afterEach(async () => {
    jest.restoreAllMocks();
    for (const store of opened.splice(0)) await store.close();
    rmSync(directory, { recursive: true });
  });

  it('syncs a write-ahead log before it acknowledges', () => {
    expect(open().durability).toEqual({ journal: 'wal', synchronous: 2 });
    expect(ask('PRAGMA journal_mode')).toEqual(['wal']);
  });

  it('commits appends that wait together in one transaction', async () => {
    const store = open();
    const before = store.transactions;
    const appends = Array.from({ length: 64 }, (_, index) =>
      store.append(`onrecord-actor-${index}`, 'no stream', [anEvent()]),
    );
    expect((await Promise.all(appends)).flat().map(({ position }) => position)).toHaveLength(64);
    expect(store.transactions - before).toBe(1);
  });

  it('commits no more than a thousand events at once, unless one append has more', async () => {
    const store = open();
    const before = store.transactions;
    await Promise.all(
      [700, 700, 1500].map((count, index) => store.append(`onrecord-actor-${index}`, 'no stream', someEvents(count))),
    );
    expect(store.transactions - before).toBe(3);
    expect(await store.head()).toBe(2900);
  });

  it('refuses one append of a batch without the others', async () => {
    const store = open();
    const outcomes = await Promise.allSettled([
      store.append('onrecord-actor-a', 'no stream', [anEvent()]),
      store.append('onrecord-actor-a', 7, [anEvent()]),
      store.append('onrecord-actor-b', 'no stream', [anEvent()], { time: '1999-01-01T00:00:00.000Z' }),
      store.append('onrecord-actor-a', 0, [anEvent()]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(store.transactions).toBe(1);
    expect(await store.head()).toBe(2);
  });

  it("gives the time of its clock in milliseconds, and the last event's where the clock was put back", async () => {
    let now = Date.UTC(2025, 10, 7, 12, 0, 0, 7);
    const store = open({ clock: () => now });
    const [first] = await store.append('onrecord-actor-a', 'no stream', [anEvent()]);
    now -= 60_000;
    const [second] = await store.append('onrecord-actor-a', 0, [anEvent()]);
    now += 61_000;
    const [third] = await store.append('onrecord-actor-a', 1, [anEvent()]);
    expect([first, second, third].map((stored) => stored!.event.time)).toEqual([
      '2025-11-07T12:00:00.007Z',
      '2025-11-07T12:00:00.007Z',
      '2025-11-07T12:00:01.007Z',
    ]);
  });

  it('says that it is full, keeps what it had and takes appends again when there is room', async () => {
    const exec = jest.spyOn(Libsql.prototype, 'exec');
    const store = open();
    const connection = exec.mock.contexts[0] as InstanceType<typeof Libsql>;
    const limit = (pages: number) => connection.exec(`PRAGMA max_page_count = ${pages}`);
    await store.append('onrecord-actor-a', 'no stream', someEvents(3));
    limit(20);
    const big = anEvent({ text: 'x'.repeat(200_000) });
    const both = await Promise.allSettled([
      store.append('onrecord-actor-b', 'no stream', [anEvent()]),
      store.append('onrecord-actor-a', 2, [big]),
    ]);
    for (const one of both) expect(one).toMatchObject({ status: 'rejected', reason: { kind: 'unreachable' } });
    expect(both[1]).toMatchObject({ reason: { message: expect.stringContaining('SQLITE_FULL') } });
    expect(await store.head()).toBe(3);
    await store.append('onrecord-actor-c', 'no stream', [anEvent()]);
    limit(100_000);
    const [stored] = await store.append('onrecord-actor-a', 2, [big]);
    expect(stored!.position).toBe(5);
  });

  it('is read by another connection while it is written, with each new event', async () => {
    const writer = open();
    await writer.append('onrecord-actor-a', 'no stream', someEvents(2));
    const reader = open({ readonly: true });
    const seen: number[] = [];
    const reading = (async () => {
      for await (const delivery of reader.subscribe(0)) {
        if (delivery.kind === 'event') seen.push(delivery.stored.position);
        if (seen.length === 5) return;
      }
    })();
    await writer.append('onrecord-actor-a', 1, someEvents(3));
    await reading;
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(await allOf(reader.readAll())).toEqual(await allOf(writer.readAll()));
    await expect(reader.append('onrecord-actor-a', 4, [anEvent()])).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('names the position of a line that is damaged', async () => {
    await open().append('onrecord-actor-a', 'no stream', someEvents(3));
    change(`UPDATE events SET line = '{"id":' WHERE position = 2`);
    await expect(allOf(open().readAll())).rejects.toMatchObject({ kind: 'integrity', position: 2 });
  });

  it('refuses the file of a newer version and says to upgrade', async () => {
    await open().close();
    change('PRAGMA user_version = 99');
    for (const readonly of [true, false]) expect(() => open({ readonly })).toThrow(/schema 99.*Upgrade onrecord/);
  });

  it('refuses to read the file of an older version, and brings it up to date when it may write', async () => {
    change('CREATE TABLE gone (a); DROP TABLE gone');
    expect(() => open({ readonly: true })).toThrow(/schema 0.*Open it for writing once/);
    open();
    expect(open({ readonly: true }).describe()).toContain(path);
  });

  it('refuses the database of another program, and a file that is none', () => {
    change('CREATE TABLE theirs (a)');
    expect(() => open()).toThrow(/another program/);
    writeFileSync(path, 'not a database at all, only text. '.repeat(100));
    expect(() => open()).toThrow(/SQLITE_NOTADB/);
  });

  it('says where there is no store to read', () => {
    expect(() => open({ readonly: true })).toThrow(
      /There is no store at .*store\.db; run `onrecord import` or `onrecord demo`/,
    );
  });

  it('ends a subscription that it is closed under, in the middle of a long log', async () => {
    const store = open();
    await store.append('onrecord-actor-a', 'no stream', someEvents(900));
    let seen = 0;
    for await (const delivery of store.subscribe(0)) {
      seen += delivery.kind === 'event' ? 1 : 0;
      if (seen === 31) await store.close();
    }
    expect(seen).toBe(31);
  });

  it('refuses what comes after its closing, and ends its subscriptions', async () => {
    const store = open();
    const reading = allOf(store.subscribe(0));
    const last = store.append('onrecord-actor-a', 'no stream', [anEvent()]);
    await store.close();
    expect(await last).toHaveLength(1);
    await expect(store.append('onrecord-actor-a', 0, [anEvent()])).rejects.toMatchObject({ kind: 'unreachable' });
    expect((await reading).length).toBeLessThanOrEqual(3);
  });
});
