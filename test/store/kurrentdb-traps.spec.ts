/** What goes wrong between On Record and KurrentDB, each brought about on purpose, over the wire. */

import { jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { v4 as uuid } from 'uuid';
import type { EventStore, StoredEvent } from '../../src/store/event-store.js';
import type { KurrentEventStore } from '../../src/store/kurrentdb/kurrentdb-event-store.js';
import type { Limits } from '../../src/store/kurrentdb/limits.js';
import { openForReading, openForWriting, pathOf } from '../../src/store/open-store.js';
import { EventIdTaken, StoreUnreachable, WrongExpectedRevision } from '../../src/store/refusals.js';
import { allOf, anEvent, appendRetrying, someEvents } from '../contracts/event-store.contract.js';
import { compiled } from '../support/compiled.js';
import { makeCertificate } from '../support/kurrentdb/certificate.js';
import * as logs from '../support/kurrentdb/log.js';
import type { TestServer } from '../support/kurrentdb/server.js';
import { type Bench, bench, listen, SHORT } from '../support/kurrentdb-store.js';

jest.setTimeout(30_000);

const A = 'onrecord-actor-a';
const B = 'onrecord-actor-b';

let at: Bench;
let server: TestServer;
let store: KurrentEventStore;

const start = async (options?: Parameters<Bench['server']>[0]): Promise<void> => {
  server = await at.server(options);
  store = await at.open(server);
};

/** A store that does not wait long. */
const impatient = (): Promise<KurrentEventStore> => at.open(server, { limits: SHORT });

const shortly = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const idsOf = (stored: readonly StoredEvent[]): readonly string[] => stored.map(({ event }) => event.id);
const positionsOf = (stored: readonly StoredEvent[]): readonly number[] => stored.map(({ position }) => position);
const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index + 1);
const all = (one: EventStore): Promise<StoredEvent[]> => allOf(one.readAll());
const idsSent = (): readonly string[] => server.appends.map(({ ids }) => ids.join());
const head = async (one: EventStore): Promise<number | undefined> => (await one.standing()).position;

/** Puts something into the server's log as another program would. */
const intrude = (stream: string, data: string, metadata: object | string = {}, type = 'ActorNamed'): void => {
  const bytes = (value: object | string) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const event = { id: uuid(), type, json: true, data: bytes(data), metadata: bytes(metadata) };
  logs.append(server.log, stream, 'any', [event]);
};

beforeEach(() => {
  at = bench();
});

afterEach(() => at.clear());

describe('an append to KurrentDB', () => {
  beforeEach(() => start());

  it.each(['before', 'after'] as const)(
    'that is met with silence %s it took effect is sent again with the same ids at the same revision, and is there once',
    async (when) => {
      const hasty = await impatient();
      await hasty.append(A, 'no stream', [anEvent()]);
      server.misbehave({ kind: 'silent', methods: ['append'], when, times: 1 });
      const [stored] = await hasty.append(A, 0, [anEvent()]);
      expect(stored).toMatchObject({ position: 2, revision: 1 });
      const [, first, second] = server.appends;
      expect(server.appends).toHaveLength(3);
      expect(second).toEqual(first);
      expect(first).toMatchObject({ expected: 0 });
      expect(server.appended).toBe(2);
    },
  );

  it.each(['before', 'after'] as const)('that is cut off %s it took effect is there once', async (when) => {
    server.misbehave({ kind: 'cut', when, times: 2 });
    const stored = await store.append(A, 'no stream', someEvents(3));
    expect(positionsOf(stored)).toEqual([1, 2, 3]);
    expect(server.appended).toBe(3);
  });

  it('that is repeated to a server which has forgotten all ids is there once, since its revision is exact', async () => {
    const forgetting = setInterval(() => server.forgetIds(), 1);
    server.misbehave({ kind: 'cut', when: 'after', times: 3 });
    await store.append(A, 'no stream', [anEvent()]);
    clearInterval(forgetting);
    expect(server.appends.length).toBeGreaterThan(1);
    expect(server.appended).toBe(1);
  });

  it.each([
    ['busy', { kind: 'busy', times: 3 }],
    ['without a leader', { kind: 'not-leader', times: 3 }],
    ['too slow by its own clock', { kind: 'timeout', times: 2 }],
    ['too slow by its own clock, though it did it', { kind: 'timeout', when: 'after', times: 2 }],
    ['ending the call without an answer', { kind: 'end', methods: ['append'], times: 2 }],
  ] as const)('is tried again while the server is %s', async (_, how) => {
    const hasty = await impatient();
    const stop = server.misbehave(how);
    expect(await hasty.append(A, 'no stream', [anEvent()])).toHaveLength(1);
    stop();
    expect(server.appends.length).toBeGreaterThan(1);
    expect(server.appended).toBe(1);
  });

  it('whose outcome stays unknown says so, and that it may be sent again; then it is recorded once', async () => {
    const [event, hasty] = [anEvent(), await impatient()];
    server.misbehave({ kind: 'silent', methods: ['append'], when: 'after', times: 1 });
    const append = hasty.append(A, 'no stream', [event]);
    while (server.appended === 0) await shortly(1);
    await server.stop();
    await expect(append).rejects.toThrow(/cannot be reached.*unknown: send the same command again/);
    await server.start();
    expect(await hasty.append(A, 'no stream', [event])).toHaveLength(1);
    expect(server.appended).toBe(1);
  });

  it('that is never answered is given up in bounded time', async () => {
    const hasty = await impatient();
    server.misbehave({ kind: 'silent', methods: ['append'] });
    const began = Date.now();
    const append = hasty.append(A, 'no stream', [anEvent()]);
    await expect(append).rejects.toMatchObject({ kind: 'unreachable', message: expect.stringContaining('is unknown') });
    expect(Date.now() - began).toBeLessThan(SHORT.appendTotal + 2 * SHORT.append + 1_500);
  });

  it('at a wrong revision says where the stream is, even if the URL asks the client not to throw', async () => {
    const one = await at.open(`${server.url}&throwOnAppendFailure=false`);
    const other = await at.open(server);
    await one.append(A, 'no stream', someEvents(3));
    const stop = server.misbehave({ kind: 'silent', methods: ['read'] });
    const late = other.append(A, 'no stream', [anEvent()]);
    stop();
    await expect(late).rejects.toMatchObject({ expected: 'no stream', actual: 2 });
    const both = await Promise.allSettled([one, other].map((each) => each.append(A, 2, [anEvent()])));
    const lost = both.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toBeInstanceOf(WrongExpectedRevision);
    expect(lost?.reason).toMatchObject({ expected: 2, actual: 3 });
    expect(server.appended).toBe(4);
  });

  it('is not disturbed by another store of the process whose connection is cut', async () => {
    // Under another name, since stores of one process share the connection to one name.
    const other = await at.open(server.url.replace('127.0.0.1', 'localhost'));
    await other.append(B, 'no stream', [anEvent()]);
    server.misbehave({ kind: 'slow', ms: 200, methods: ['append'], times: 1 });
    const slow = store.append(A, 'no stream', [anEvent()]);
    while (server.appends.length < 2) await shortly(5);
    server.misbehave({ kind: 'cut', times: 1 });
    await other.append(B, 0, [anEvent()]);
    const [stored] = await slow;
    expect(server.appends.filter(({ ids }) => ids[0] === stored!.event.id)).toHaveLength(1);
  });

  it('whose id another store gives to another stream at the same moment is refused to one of the two', async () => {
    const stores = await Promise.all([at.open(server), at.open(server)]);
    const rounds = 20;
    for (let round = 0; round < rounds; round += 1) {
      const id = uuid();
      const outcomes = await Promise.allSettled(
        stores.map((one, index) => one.append(`onrecord-actor-${round}-${index}`, 'no stream', [anEvent({}, { id })])),
      );
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      const lost = outcomes.findIndex(({ status }) => status === 'rejected');
      expect((outcomes[lost] as PromiseRejectedResult).reason).toBeInstanceOf(EventIdTaken);
      const [next] = await stores[lost]!.append(`onrecord-actor-${round}-${lost}`, 'no stream', [anEvent()]);
      expect(next!.revision).toBe(0);
    }
    expect(server.appended).toBeGreaterThan(2 * rounds);
    expect(await all(stores[0]!)).toEqual(await all(stores[1]!));
    expect(positionsOf(await all(await at.open(server)))).toEqual(upTo(2 * rounds));
  });

  it('that is too large is refused before it is sent, and what fits is not', async () => {
    const large = anEvent({ text: 'x'.repeat(1_100_000) });
    const append = store.append(A, 'no stream', [large]);
    await expect(append).rejects.toMatchObject({ kind: 'invalid', type: 'event-too-large' });
    await expect(append).rejects.toThrow(/1048576 at most. Nothing was written/);
    const [half, other] = [anEvent({ text: 'x'.repeat(600_000) }), anEvent({ text: 'y'.repeat(600_000) })];
    await expect(store.append(A, 'no stream', [half, other])).rejects.toThrow(/in one append/);
    expect(server.appends).toHaveLength(0);
    await store.append(A, 'no stream', [half]);
    await store.append(A, 0, [other]);
  });

  it('of an id that is no UUID is refused before it is sent', async () => {
    const append = store.append(A, 'no stream', [anEvent({}, { id: 'japan-1' })]);
    await expect(append).rejects.toMatchObject({
      type: 'event-not-storable',
      message: expect.stringContaining('UUID'),
    });
  });
});

describe('sizes', () => {
  it('are by event and larger from KurrentDB 25.1', async () => {
    await start({ version: '25.1.0' });
    const [half, other] = [anEvent({ text: 'x'.repeat(3_000_000) }), anEvent({ text: 'y'.repeat(3_000_000) })];
    await store.append(A, 'no stream', [half, other]);
    const append = store.append(A, 1, [anEvent({ text: 'x'.repeat(17 * 2 ** 20) })]);
    await expect(append).rejects.toThrow(/in an event, and the server takes 16777216 at most/);
    expect(server.appends).toHaveLength(1);
  });

  it.each([
    ['24.10.0', 'one append'],
    ['25.1.0', 'an event'],
  ])('that a server %s was given smaller are told by its refusal', async (version) => {
    await start({ version, sizes: { append: 2_000, event: 2_000 } });
    const append = store.append(A, 'no stream', [anEvent({ text: 'x'.repeat(3_000) })]);
    await expect(append).rejects.toMatchObject({
      type: 'event-too-large',
      message: expect.stringContaining('takes 2000'),
    });
    expect(server.appended).toBe(0);
  });
});

describe('following KurrentDB', () => {
  beforeEach(() => start());

  /** Two stores: one writes, the other only listens, and looks for itself only at its heartbeat. */
  const listening = async (limits: Partial<Limits> = {}, count = 5) => {
    const writer = await at.open(server, { limits });
    const reader = await at.open(server, { limits });
    const listener = listen(reader);
    const events = someEvents(200);
    let revision = -1;
    const write = async (some: number): Promise<void> => {
      for (const event of events.slice(revision + 1, revision + 1 + some)) {
        await writer.append(A, revision < 0 ? 'no stream' : revision, [event]);
        revision += 1;
      }
    };
    await write(count);
    await listener.has(count);
    return { listener, write, events, writer, reader };
  };

  it.each([
    ['ends gracefully', { kind: 'end', times: 1 }],
    ['ends gracefully again and again', { kind: 'end', times: 6, events: 2 }],
    ['is cut', { kind: 'cut', methods: ['subscribe'], times: 3 }],
    ['is cut in the middle', { kind: 'cut', methods: ['subscribe'], times: 3, events: 3 }],
    ['is refused by a busy server', { kind: 'busy', methods: ['subscribe'], times: 4 }],
    ['is on a node that does not lead', { kind: 'not-leader', methods: ['subscribe'], times: 4 }],
    ['falls silent though it stands', { kind: 'silent', methods: ['subscribe'], times: 1 }],
    ['gives each event twice', { kind: 'duplicate', every: 1 }],
    ['gives the last five again and again', { kind: 'duplicate', every: 3, back: 5 }],
  ] as const)('gives each event once and in order when the subscription %s', async (_, how) => {
    const { listener, write, events } = await listening(how.kind === 'silent' ? SHORT : { heartbeat: 60_000 });
    const stop = server.misbehave(how);
    await write(20);
    await listener.has(25);
    await write(5);
    await listener.has(30);
    stop();
    expect(idsOf(listener.seen)).toEqual(idsOf(listener.seen.slice(0, 30)));
    expect(idsOf(listener.seen)).toEqual(events.slice(0, 30).map(({ id }) => id));
    expect(positionsOf(listener.seen)).toEqual(upTo(30));
  });

  it('tries again a subscription that is never confirmed', async () => {
    const { listener, write } = await listening({ ...SHORT, heartbeat: 60_000 });
    server.misbehave({ kind: 'silent', methods: ['subscribe'], times: 3 });
    server.cutAll();
    await write(5);
    await listener.has(10);
    expect(positionsOf(listener.seen)).toEqual(upTo(10));
  });

  it('goes on when the server was gone and came back, and so do appends', async () => {
    const { listener, write, writer, reader } = await listening(SHORT);
    await server.stop();
    const began = Date.now();
    expect(positionsOf(await all(reader))).toEqual(upTo(5));
    expect(await reader.head()).toBe(5);
    expect(Date.now() - began).toBeLessThan(2 * SHORT.head + 1_000);
    await expect(writer.append(A, 4, [anEvent()])).rejects.toThrow(/cannot be reached.*Nothing of it was written/);
    await expect(reader.putText('0'.repeat(64), 'x')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(reader.getText('0'.repeat(64))).rejects.toThrow(StoreUnreachable);
    expect(await reader.standing()).toMatchObject({
      engine: 'EventStoreDB',
      version: '24.10.0',
      reachable: false,
      problem: expect.stringMatching(/cannot be reached/),
      position: 5,
    });
    await server.start();
    await write(5);
    await listener.has(10);
    expect(positionsOf(listener.seen)).toEqual(upTo(10));
    expect(await reader.standing()).toMatchObject({ reachable: true, position: 10 });
  });

  it('goes on when the network let nothing through for a while', async () => {
    const { listener, write, writer, reader } = await listening(SHORT);
    const thaw = server.freeze();
    await expect(writer.append(A, 4, [anEvent()])).rejects.toThrow(StoreUnreachable);
    expect(await head(reader)).toBe(5);
    thaw();
    await write(5);
    await listener.has(10);
    expect(positionsOf(listener.seen)).toEqual(upTo(10));
  });

  it('answers from what is here when reads are met with silence, and says since when it knows', async () => {
    const { reader } = await listening(SHORT);
    const before = (await reader.standing()).asOf;
    server.misbehave({ kind: 'silent', methods: ['read'] });
    expect(await all(reader)).toHaveLength(5);
    const standing = await reader.standing();
    expect(standing).toMatchObject({ reachable: false, position: 5 });
    expect(standing.asOf >= before).toBe(true);
    expect(Date.parse(standing.asOf)).toBeLessThan(Date.now() - SHORT.head / 2);
  });

  it('loses nothing of an append whose events share a commit position', async () => {
    const other = await at.server({ transactions: true });
    const [writer, reader] = [await at.open(other), await at.open(other)];
    const listener = listen(reader);
    await writer.append(B, 'no stream', someEvents(2));
    await listener.has(2);
    for (let round = 0; round < 100; round += 1) {
      other.misbehave({ kind: 'cut', methods: ['subscribe'], events: 2, times: 1 });
      other.cutAll();
      await writer.append(`onrecord-actor-${round}`, 'no stream', someEvents(5));
    }
    await listener.has(502);
    expect(positionsOf(listener.seen)).toEqual(upTo(502));
    expect(listener.seen).toEqual(await all(await at.open(other)));
  });

  it('does not read another application’s events again and again', async () => {
    const { reader } = await listening();
    server.foreign(5_000);
    await shortly(100);
    await all(reader);
    await reader.close();
    server.foreign(100);
    const replica = join(at.directory, 'replica-2.db');
    const again = await at.open(server, { replica });
    expect(await again.head()).toBe(5);
    server.misbehave({ kind: 'cut', methods: ['read'], events: 200 });
    expect((await again.standing()).reachable).toBe(true);
  });

  it('of a long log among other applications’ events is complete from the beginning', async () => {
    const { write, reader } = await listening({}, 1);
    for (let round = 0; round < 10; round += 1) {
      server.foreign(300);
      await write(2);
    }
    const fresh = await at.open(server);
    expect(await all(fresh)).toEqual(await all(reader));
    expect(await fresh.head()).toBe(21);
  });
});

describe('recorded times on KurrentDB', () => {
  it('are the server’s in milliseconds, the same by every path, and never before the event before', async () => {
    await start();
    let now = Date.UTC(2025, 10, 7, 12, 0, 0, 7) + 0.987;
    server.clock = () => now;
    const listener = listen(store);
    const writer = await at.open(server);
    await writer.append(A, 'no stream', [anEvent()]);
    now -= 60_000;
    await writer.append(A, 0, [anEvent()]);
    await writer.append(A, 1, [anEvent()], { time: '2026-02-01T00:00:00.000Z', timebasis: 'reconstructed' });
    now += 61_000;
    await writer.append(A, 2, [anEvent()]);
    await listener.has(4);
    expect(listener.seen.map(({ event }) => event.time)).toEqual([
      '2025-11-07T12:00:00.007Z',
      '2025-11-07T12:00:00.007Z',
      '2026-02-01T00:00:00.000Z',
      '2026-02-01T00:00:00.000Z',
    ]);
    const fresh = await at.open(server);
    for (const one of [writer, store, fresh]) expect(await all(one)).toEqual(listener.seen);
  });
});

describe('the replica', () => {
  beforeEach(() => start());

  it('answers while the server is away, also to who opens it then; without one nothing is opened', async () => {
    const stored = await store.append(A, 'no stream', someEvents(3));
    await store.close();
    await server.stop();
    const again = await at.open(server, { limits: SHORT, replica: join(at.directory, 'replica-0.db') });
    expect(await all(again)).toEqual(stored);
    expect(await again.standing()).toMatchObject({ reachable: false, position: 3, version: 'unknown' });
    await expect(impatient()).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('no copy of it here'),
    });
    await server.start();
    expect(await again.append(A, 2, [anEvent()])).toMatchObject([{ position: 4 }]);
  });

  it('is refused for another log, and neither is mixed with the other', async () => {
    const stored = await store.append(A, 'no stream', someEvents(3));
    await store.close();
    const other = await at.server();
    await (await at.open(other)).append(A, 'no stream', someEvents(7));
    const replica = join(at.directory, 'replica-0.db');
    const opening = at.open(other, { replica });
    await expect(opening).rejects.toMatchObject({ kind: 'integrity', type: 'replica-of-another-log' });
    await expect(opening).rejects.toThrow(/replica-0\.db holds 3 events.*delete the replica/);
    expect(await all(await at.open(server, { replica }))).toEqual(stored);
  });

  it('is refused when the server was restored to an earlier state, while it is in use too', async () => {
    await store.append(A, 'no stream', someEvents(3));
    server.rollBack(1);
    await expect(all(store)).rejects.toMatchObject({ type: 'replica-of-another-log' });
    await expect(store.append(A, 2, [anEvent()])).rejects.toMatchObject({ kind: 'integrity' });
    expect(await store.standing()).toMatchObject({ reachable: true, problem: expect.stringContaining('restored') });
    const fresh = await at.open(server);
    await fresh.append(A, 1, someEvents(3));
    await expect(all(store)).rejects.toMatchObject({ type: 'replica-of-another-log' });
  });

  it('goes on when only another application’s events were lost in a restore', async () => {
    await store.append(A, 'no stream', someEvents(3));
    server.foreign(50);
    expect(await store.head()).toBe(3);
    server.rollBack(30);
    const other = await at.open(server);
    await other.append(B, 'no stream', someEvents(2));
    expect(await all(store)).toEqual(await all(other));
    expect(await store.head()).toBe(5);
  });

  it('is shared by stores of several processes on one machine', async () => {
    const replica = join(at.directory, 'shared.db');
    const stores = await Promise.all(Array.from({ length: 3 }, () => at.open(server, { replica })));
    const listeners = stores.map((one) => listen(one));
    await Promise.all(
      stores.map(async (one, index) => {
        for (let revision = 0; revision < 20; revision += 1)
          await one.append(`onrecord-actor-${index}`, revision === 0 ? 'no stream' : revision - 1, [anEvent()]);
      }),
    );
    for (const listener of listeners) {
      await listener.has(60);
      expect(positionsOf(listener.seen)).toEqual(upTo(60));
    }
    expect(await all(stores[0]!)).toEqual(await all(await at.open(server)));
  });

  it('is told apart by the log it is of, and equal ones are not', async () => {
    await store.append(A, 'no stream', [anEvent()]);
    const other = await at.server();
    const elsewhere = await at.open(other);
    await elsewhere.append(A, 'no stream', [anEvent()]);
    const fresh = await at.open(server);
    expect(await fresh.identity()).toBe(await store.identity());
    expect(await elsewhere.identity()).not.toBe(await store.identity());
  });

  it('is no store to be opened by its path', async () => {
    await expect(openForWriting(`sqlite:${join(at.directory, 'replica-0.db')}`)).rejects.toThrow(/another program/);
  });
});

describe('a log that somebody else touched', () => {
  beforeEach(async () => {
    await start();
    await store.append(A, 'no stream', someEvents(3));
  });

  const ours = { recordedby: 'a-clerk', commandid: 'c' };

  it.each([
    ['holds no JSON', '{"half":', ours],
    ['holds no object', '"text"', ours],
    ['says nothing of who recorded it', '{}', {}],
    ['has metadata that is none', '{}', 'not json'],
    ['claims a time that is none', '{}', { ...ours, recorded: 'yesterday' }],
  ])('is refused at an event that %s, by stream and revision', async (_, data, metadata) => {
    intrude(A, data, metadata);
    await expect(all(store)).rejects.toMatchObject({ kind: 'integrity', stream: A, revision: 3 });
    await expect(store.append(B, 'no stream', [anEvent()])).rejects.toMatchObject({ kind: 'integrity' });
    await expect(at.open(server)).rejects.toThrow(/onrecord-actor-a cannot be read on at revision 3/);
    expect(await store.standing()).toMatchObject({ reachable: true, position: 3, problem: expect.stringContaining(A) });
  });

  it('ends subscriptions with the refusal', async () => {
    const listener = listen(store);
    await listener.has(3);
    intrude(A, '{"half":', ours);
    await expect(listener.has(4)).rejects.toMatchObject({ kind: 'integrity', revision: 3 });
  });

  it('is not disturbed by events beside the record’s streams', async () => {
    intrude('onrecordings-x', '{"half":');
    intrude('$$onrecord-actor-zz', '{"$maxAge":10}', '', '$metadata');
    await store.append(A, 2, [anEvent()]);
    expect(await (await at.open(server)).head()).toBe(4);
  });

  it('goes on with a stream that was soft-deleted, until it was scavenged: then nothing is skipped', async () => {
    server.softDelete(A);
    const [fourth] = await store.append(A, 2, [anEvent()]);
    expect(fourth).toMatchObject({ revision: 3, position: 4 });
    expect(await all(await at.open(server))).toEqual(await all(store));
    server.scavenge();
    await expect(at.open(server)).rejects.toThrow(/revisions 0 to 2 are missing.*restore the server from a backup/);
  });

  it('is refused where a stream was truncated and scavenged', async () => {
    await store.append(B, 'no stream', someEvents(2));
    server.truncate(A, 2);
    server.scavenge();
    await expect(at.open(server)).rejects.toMatchObject({ kind: 'integrity', stream: A, revision: 2 });
  });

  it('is refused where a stream was deleted for good', async () => {
    server.tombstone(A);
    await expect(store.append(A, 2, [anEvent()])).rejects.toThrow(/deleted the stream for good/);
    await expect(all(store)).rejects.toMatchObject({ kind: 'integrity', stream: A });
  });
});

describe('the server', () => {
  it.each(['22.10.0', '23.6.0', '21.10.9', 'unknown'])('of version %s is refused by name', async (version) => {
    const old = await at.server({ version });
    const opening = at.open(old);
    await expect(opening).rejects.toMatchObject({ kind: 'invalid', type: 'server-too-old', version });
    await expect(opening).rejects.toThrow(/works with EventStoreDB 23\.10 to KurrentDB 26/);
    expect(old.appended).toBe(0);
  });

  it.each([
    ['23.10.1', 'EventStoreDB', /^EventStoreDB 23\.10\.1 at/],
    ['25.0.0', 'KurrentDB', /^KurrentDB 25\.0\.0 at/],
    ['26.0.1', 'KurrentDB', /^KurrentDB 26\.0\.1 at/],
    ['27.1.0', 'KurrentDB', /^KurrentDB 27\.1\.0 \(newer than/],
  ])('of version %s is %s', async (version, engine, described) => {
    await start({ version });
    expect(await store.append(A, 'no stream', [anEvent()])).toHaveLength(1);
    expect(await store.standing()).toMatchObject({ engine, version, reachable: true });
    expect(store.describe()).toMatch(described);
  });

  it('that does not say it has batches is appended to all the same', async () => {
    await start({ batches: false });
    expect(await store.append(A, 'no stream', someEvents(3))).toHaveLength(3);
  });

  it('that leads no longer says who does, and the append goes there', async () => {
    await start();
    const leader = await at.server({ log: server.log });
    server.misbehave({ kind: 'not-leader', host: '127.0.0.1', port: leader.port });
    await store.append(A, 'no stream', someEvents(2));
    expect(leader.appends).toHaveLength(1);
    expect(await all(store)).toHaveLength(2);
  });

  it('that is a cluster is written to and read when its leader goes', async () => {
    const [one, two] = [await at.server(), undefined];
    const other = two ?? (await at.server({ log: one.log }));
    server = one;
    const url = `kurrentdb://127.0.0.1:${one.port},127.0.0.1:${other.port}?tls=false&discoveryInterval=20&gossipTimeout=1`;
    store = await at.open(url);
    const listener = listen(store);
    await store.append(A, 'no stream', someEvents(2));
    await one.stop();
    one.role = 'follower';
    other.role = 'leader';
    await store.append(A, 1, someEvents(2));
    await listener.has(4);
    expect(other.appends.length).toBeGreaterThan(0);
    expect(positionsOf(listener.seen)).toEqual(upTo(4));
  });

  it('that reads from a follower which is behind shows a writer its own events', async () => {
    await start();
    const follower = await at.server({ log: server.log });
    const one = await at.open(follower);
    follower.behind = 2;
    setTimeout(() => (follower.behind = 0), 150);
    expect(await one.append(A, 'no stream', someEvents(2))).toHaveLength(2);
    expect(await one.head()).toBe(2);
  });

  it('is reached over TLS by user and password, or by a certificate of the user', async () => {
    const [own, user] = [makeCertificate('server'), makeCertificate('user')];
    const file = (name: string, content: Buffer): string => {
      writeFileSync(join(at.directory, name), content);
      return encodeURIComponent(join(at.directory, name));
    };
    const trusted = `tls=true&tlsCAFile=${file('ca.pem', own.cert)}`;
    const named = await at.server({ tls: own, users: { admin: 's3 cret' } });
    const url = (password: string, options = trusted): string =>
      `kurrentdb://admin:${password}@127.0.0.1:${named.port}?${options}`;
    store = await at.open(url('s3%20cret'));
    expect(await store.append(A, 'no stream', [anEvent()])).toHaveLength(1);
    await expect(at.open(url('wrong'))).rejects.toThrow(/does not let this user in\. Check the user and password/);
    await expect(at.open(url('s3%20cret', 'tls=true'), { limits: SHORT })).rejects.toMatchObject({
      kind: 'unreachable',
    });
    const certified = await at.server({ tls: { ...own, ca: user.cert } });
    const byFile = `userCertFile=${file('user.pem', user.cert)}&userKeyFile=${file('user.key', user.key)}`;
    const byCertificate = await at.open(`kurrentdb://127.0.0.1:${certified.port}?${trusted}&${byFile}`);
    expect(await byCertificate.append(A, 'no stream', [anEvent()])).toHaveLength(1);
    const without = at.open(`kurrentdb://127.0.0.1:${certified.port}?${trusted}`, { limits: SHORT });
    await expect(without).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('that leaves its first caller without an answer, or with an error, is asked anew', async () => {
    for (const how of [{ kind: 'silent' }, { kind: 'cut' }] as const) {
      server = await at.server();
      server.misbehave({ ...how, methods: ['features'], times: 1 });
      store = await at.open(server, { limits: { read: 300 } });
      expect((await store.standing()).reachable).toBe(true);
    }
  });

  it('that is gone is named without the user and the password', async () => {
    await start();
    const url = `kurrentdb://admin:s3cret@127.0.0.1:${server.port}?tls=false`;
    const open = await at.open(url, { limits: SHORT });
    const shown = [open.describe(), JSON.stringify(await open.standing())];
    await server.stop();
    const refusal = await open.append(A, 'no stream', [anEvent()]).catch((error: unknown) => error);
    shown.push(String(refusal), JSON.stringify(refusal), JSON.stringify(await open.standing()));
    expect(shown.join()).toContain(`kurrentdb://127.0.0.1:${server.port}`);
    expect(shown.join()).not.toMatch(/s3cret|admin/);
  });
});

describe('a URL of KurrentDB', () => {
  it.each([
    ['kurrentdb://admin:s3cret@host:2113?tsl=false', /option tsl/],
    ['kurrentdb://admin:s3cret@host:2113?tlsVerifyCert=false', /tlsCAFile/],
    ['kurrentdb://admin:s3cret@host:21x3', /HOST:PORT/],
    ['kurrentdb://admin:s3cr@et@host:2113', /percent-encode/],
    ['kurrentdb://admin:s3cret@', /percent-encode/],
    ['kurentdb://admin:s3cret@host', /kurrentdb:\/\/HOST:PORT/],
  ])('that cannot be used is refused before anything is printed: %s', async (url, why) => {
    const printed: unknown[] = [];
    jest.spyOn(console, 'warn').mockImplementation((...words: unknown[]) => void printed.push(...words));
    const refusal = await openForWriting(url).catch((error: unknown) => error);
    jest.restoreAllMocks();
    expect(refusal).toMatchObject({ kind: 'invalid', message: expect.stringMatching(why) });
    expect(JSON.stringify([String(refusal), refusal, ...printed])).not.toMatch(/s3cr/);
  });

  it('opens the store for reading and for writing by any of its schemes, with the replica where it is told', async () => {
    const replica = join(at.directory, 'told', 'replica.db');
    process.env['ONRECORD_REPLICA'] = replica;
    try {
      await start();
      const { store: writer, lock } = await openForWriting(server.url.replace('kurrentdb:', 'esdb:'));
      await writer.append(A, 'no stream', [anEvent()]);
      const reader = await openForReading(server.url);
      expect(await reader.head()).toBe(1);
      expect(pathOf(server.url)).toBe(replica);
      expect(existsSync(replica)).toBe(true);
      await Promise.all([writer.close(), reader.close()]);
      lock.release();
      process.env['ONRECORD_REPLICA'] = ':memory:';
      expect(pathOf(server.url)).toBeUndefined();
    } finally {
      delete process.env['ONRECORD_REPLICA'];
    }
    expect(pathOf('kurrentdb://b:1,a?tls=false')).toMatch(/data\/kurrentdb-[0-9a-f]{12}\.db$/);
    expect(pathOf('esdb://u:p@a:2113,b:1')).toBe(pathOf('kurrentdb://b:1,a'));
  });
});

describe('the client of KurrentDB', () => {
  it('is not loaded before a store of this engine is opened', () => {
    const loadedWith = (what: string): number => {
      const program =
        `await import(${JSON.stringify(what)}); const { createRequire } = await import('node:module');` +
        `console.log(Object.keys(createRequire(import.meta.url).cache).filter((name) => /db-client/.test(name)).length);`;
      const options = { cwd: compiled(), encoding: 'utf8' } as const;
      return Number(execFileSync(process.execPath, ['--input-type=module', '-e', program], options));
    };
    expect(loadedWith('./dist/src/store/open-store.js')).toBe(0);
    expect(loadedWith('./dist/src/store/kurrentdb/kurrentdb-event-store.js')).toBe(0);
    expect(loadedWith('@eventstore/db-client')).toBeGreaterThan(10);
  });
});

describe('16 writers and a network that is cut 50 times', () => {
  it('leave each acknowledged event exactly once, in revision order, and a subscriber sees each once', async () => {
    await start();
    const [appends, writers, cuts] = [10_000, 16, 50];
    // What is cut is told at once. A machine that is slow to answer 16 writers is no network that was cut.
    const limits = { head: 20_000, read: 20_000, append: 20_000, appendTotal: 60_000 };
    const writing = await Promise.all(Array.from({ length: 4 }, () => at.open(server, { limits })));
    const listener = listen(store);
    const acknowledged = new Map<string, StoredEvent>();
    let given = 0;
    let over = false;
    const write = async (writer: number): Promise<void> => {
      const mine = writing[writer % writing.length]!;
      for (let revision = 0; given < appends; revision += 1) {
        given += 1;
        const event = anEvent({ writer, revision });
        const contended = revision % 10 === 9;
        const stored = contended
          ? await appendRetrying(mine, 'onrecord-actor-shared', event)
          : (
              await mine.append(
                `onrecord-actor-${writer}-${Math.floor(revision / 10)}`,
                revision % 10 === 0 ? 'no stream' : (revision % 10) - 1,
                [event],
              )
            )[0];
        acknowledged.set(event.id, stored!);
      }
    };
    const cutting = (async () => {
      for (let cut = 1; cut <= cuts; cut += 1) {
        const from = (cut * appends) / (cuts + 1);
        while (acknowledged.size < from && !over) await shortly(5);
        await shortly(Math.random() * 30);
        server.cutAll();
      }
    })();
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
    over = true;
    await cutting;
    expect(acknowledged.size).toBe(appends);
    expect(server.appended).toBe(appends);
    await listener.has(appends);
    const log = await all(await at.open(server));
    expect(positionsOf(log)).toEqual(upTo(appends));
    expect(log.map(({ event }) => acknowledged.get(event.id)?.line)).toEqual(log.map(({ line }) => line));
    const revisions = new Map<string, number>();
    for (const { stream, revision } of log) {
      expect(revision).toBe((revisions.get(stream) ?? -1) + 1);
      revisions.set(stream, revision);
    }
    expect(listener.seen.map(({ line }) => line)).toEqual(log.map(({ line }) => line));
    expect(new Set(idsSent()).size).toBeLessThan(server.appends.length);
  }, 240_000);
});
