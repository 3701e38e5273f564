/** The tests' server holds what a real one does, as the official client sees it over the wire, and misbehaves when told. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  type AppendToStreamOptions,
  type AllStreamSubscription,
  binaryEvent,
  type EventData,
  EventStoreDBClient,
  eventTypeFilter,
  jsonEvent,
  type Position,
  streamNameFilter,
  type StreamSubscription,
  type SubscribeToAllOptions,
} from '@eventstore/db-client';
import { credentials, status } from '@grpc/grpc-js';
import { makeCertificate } from '../support/kurrentdb/certificate.js';
import { shared, streams, StreamsClient, type StreamsMessages } from '../support/kurrentdb/definitions.js';
import { startTestServer, type TestServer, type TestServerOptions } from '../support/kurrentdb/server.js';

const opened: { server: TestServer; clients: EventStoreDBClient[] }[] = [];

/** A client of a server, through its connection string. */
const connect = (server: TestServer, parameters = '', userInfo = ''): EventStoreDBClient => {
  const url = `${server.url.replace('kurrentdb://', `esdb://${userInfo}`)}${parameters}`;
  const client = EventStoreDBClient.connectionString(url);
  opened.find((entry) => entry.server === server)!.clients.push(client);
  return client;
};

/** The server's version as the client found it, which its types keep to itself. */
const versionOf = async (client: EventStoreDBClient): Promise<string> =>
  (await (client as unknown as { capabilities: Promise<{ serverVersion: string }> }).capabilities).serverVersion;

const startServer = async (options?: TestServerOptions): Promise<TestServer> => {
  const server = await startTestServer(options);
  opened.push({ server, clients: [] });
  return server;
};

const start = async (options?: TestServerOptions): Promise<{ server: TestServer; client: EventStoreDBClient }> => {
  const server = await startServer(options);
  return { server, client: connect(server) };
};

/** Whether a promise settles, either way, within a time. */
const settled = (promise: Promise<unknown>, ms: number): Promise<boolean> =>
  Promise.race([promise.then(...[() => true, () => true]), wait(ms).then(() => false)]);

afterEach(async () => {
  for (const { server, clients } of opened.splice(0)) {
    await server.stop();
    for (const client of clients) await settled(client.dispose(), 100);
  }
});

const event = (data: object = { name: 'A' }, type = 'ActorRegistered') =>
  jsonEvent({ type, data: data as Record<string, unknown>, metadata: { recordedby: 'test' } });

const some = (count: number) => Array.from({ length: count }, (_, index) => event({ index }));

const idsOf = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id);

const gather = async <T>(stream: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of stream) all.push(item);
  return all;
};

const readIds = async (stream: AsyncIterable<{ event?: { id: string } }>): Promise<string[]> =>
  (await gather(stream)).map((one) => one.event!.id);

/** What a promise was refused with. */
const refusal = (promise: Promise<unknown>): Promise<Record<string, unknown>> =>
  promise.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => error as Record<string, unknown>,
  );

/** Everything that a subscription says, as it says it. */
const listen = (subscription: AllStreamSubscription | StreamSubscription) => {
  const heard = { ids: [] as string[], caughtUp: 0, over: undefined as unknown };
  const waiting: (() => void)[] = [];
  const tell = (): void => waiting.splice(0).forEach((wake) => wake());
  subscription
    .on('data', (one) => {
      heard.ids.push(one.event!.id);
      tell();
    })
    .on('caughtUp', () => {
      heard.caughtUp += 1;
      tell();
    })
    .on('error', (error) => {
      heard.over ??= error;
      tell();
    })
    .on('end', () => {
      heard.over ??= 'ended';
      tell();
    });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return { heard, until, subscription };
};

const OURS = { prefixes: ['onrecord-'] };

const follow = (client: EventStoreDBClient, options: SubscribeToAllOptions = { filter: streamNameFilter(OURS) }) =>
  listen(client.subscribeToAll(options));

const append = (
  client: EventStoreDBClient,
  stream: string,
  events: EventData | EventData[],
  expectedRevision: AppendToStreamOptions['expectedRevision'],
) => client.appendToStream(stream, events, { expectedRevision });

describe.each([
  ['BatchAppend', true],
  ['Append', false],
])('an append by %s', (_, batches) => {
  it('goes in where the stream is at the revision expected, and says where it went', async () => {
    const { client, server } = await start({ batches });
    const [first, second, third] = [event(), event(), event()];
    const one = await append(client, 'onrecord-a', [first, second], 'no_stream');
    const two = await append(client, 'onrecord-a', third, 1n);
    expect([one.nextExpectedRevision, two.nextExpectedRevision]).toEqual([1n, 2n]);
    const read = await gather(client.readStream('onrecord-a'));
    expect(read.map(({ event: held }) => [held!.id, held!.revision])).toEqual([
      [first.id, 0n],
      [second.id, 1n],
      [third.id, 2n],
    ]);
    expect(one.position).toEqual(read[1]!.event!.position);
    expect(two.position).toEqual(read[2]!.event!.position);
    expect(server.appends).toEqual([
      { stream: 'onrecord-a', expected: 'no stream', ids: [first.id, second.id] },
      { stream: 'onrecord-a', expected: 1, ids: [third.id] },
    ]);
  });

  it('is refused where the stream is elsewhere, with where it is', async () => {
    const { client, server } = await start({ batches });
    await append(client, 'onrecord-a', some(3), 'no_stream');
    const type = 'wrong-expected-version';
    expect(await refusal(append(client, 'onrecord-a', event(), 'no_stream'))).toMatchObject({
      type,
      streamName: 'onrecord-a',
      expectedVersion: 'no_stream',
      actualVersion: 2n,
    });
    expect(await refusal(append(client, 'onrecord-a', event(), 1n))).toMatchObject({ type, actualVersion: 2n });
    expect(await refusal(append(client, 'onrecord-a', event(), 7n))).toMatchObject({ type, expectedVersion: 7n });
    expect(await refusal(append(client, 'onrecord-b', event(), 0n))).toMatchObject({
      type,
      actualVersion: 'no_stream',
    });
    expect(await refusal(append(client, 'onrecord-b', event(), 'stream_exists'))).toMatchObject({ type });
    expect(server.appended).toBe(3);
  });

  it('takes any revision, or any stream that exists, where that is what is expected', async () => {
    const { client } = await start({ batches });
    expect(await append(client, 'onrecord-a', event(), 'any')).toMatchObject({ nextExpectedRevision: 0n });
    expect(await append(client, 'onrecord-a', event(), 'any')).toMatchObject({ nextExpectedRevision: 1n });
    expect(await append(client, 'onrecord-a', event(), 'stream_exists')).toMatchObject({ nextExpectedRevision: 2n });
  });

  it('is no second append when it is repeated with the same ids from the same revision', async () => {
    const { client, server } = await start({ batches });
    const events = some(3);
    const first = await append(client, 'onrecord-a', events, 'no_stream');
    await append(client, 'onrecord-a', event(), 2n);
    server.forgetIds();
    expect(await append(client, 'onrecord-a', events, 'no_stream')).toEqual(first);
    const part = await append(client, 'onrecord-a', events.slice(0, 2), 'no_stream');
    expect(part).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(server.appended).toBe(4);
  });

  it('is a conflict where some of it is there and some is not', async () => {
    const { client, server } = await start({ batches });
    const events = some(2);
    await append(client, 'onrecord-a', events, 'no_stream');
    const type = 'wrong-expected-version';
    expect(await refusal(append(client, 'onrecord-a', [...events, event()], 'no_stream'))).toMatchObject({ type });
    expect(await refusal(append(client, 'onrecord-a', [events[0]!, event()], 'no_stream'))).toMatchObject({ type });
    expect(await refusal(append(client, 'onrecord-a', [event(), events[1]!], 'no_stream'))).toMatchObject({ type });
    expect(await refusal(append(client, 'onrecord-a', [...events].reverse(), 'no_stream'))).toMatchObject({ type });
    expect(server.appended).toBe(2);
  });

  it('that expects any revision is a repeat only while its ids are remembered, and of the same stream', async () => {
    const { client, server } = await start({ batches });
    const one = event();
    await append(client, 'onrecord-a', one, 'any');
    await append(client, 'onrecord-a', one, 'any');
    expect(server.appended).toBe(1);
    await append(client, 'onrecord-b', one, 'any');
    expect(server.appended).toBe(2);
    server.forgetIds();
    await append(client, 'onrecord-a', one, 'any');
    expect(server.appended).toBe(3);
  });

  it('is refused where it is larger than the server takes', async () => {
    const { client, server } = await start({ batches });
    const large = event({ text: 'x'.repeat(2 ** 20) });
    expect(await refusal(append(client, 'onrecord-a', large, 'no_stream'))).toMatchObject({
      type: 'maximum-append-size-exceeded',
      maxAppendSize: 2 ** 20,
    });
    const half = (): EventData => event({ text: 'x'.repeat(2 ** 19) });
    expect(await refusal(append(client, 'onrecord-a', [half(), half()], 'no_stream'))).toMatchObject({
      type: 'maximum-append-size-exceeded',
    });
    await append(client, 'onrecord-a', half(), 'no_stream');
    expect(server.appended).toBe(1);
  });

  it('may hold an event of 16 MiB from 25.1 on; what is larger is refused with an error of no kind', async () => {
    const { client } = await start({ batches, version: '25.1.0', sizes: { append: 2 ** 26, event: 2 ** 21 } });
    await append(client, 'onrecord-a', event({ text: 'x'.repeat(2 ** 20 + 2 ** 19) }), 'no_stream');
    const refused = await refusal(append(client, 'onrecord-a', event({ text: 'x'.repeat(2 ** 21) }), 0n));
    expect(refused).toMatchObject({ type: 'unknown' });
    expect(String(refused['message'])).toContain(batches ? 'MaximumAppendEventSizeExceeded' : 'exceeds');
  });
});

describe('a batch', () => {
  it('that comes in pieces goes in as one, and answers find their appends', async () => {
    const { client, server } = await start();
    const events = some(50);
    const write = (stream: string) =>
      client.appendToStream(stream, some(1), { expectedRevision: 'no_stream', deadline: 2_000 });
    const [whole, ...others] = await Promise.all([
      client.appendToStream('onrecord-a', events, { expectedRevision: 'no_stream', batchAppendSize: 300 }),
      ...['b', 'c', 'd'].map((name) => write(`onrecord-${name}`)),
    ]);
    expect(whole).toMatchObject({ nextExpectedRevision: 49n });
    expect(others.map((one) => one.nextExpectedRevision)).toEqual([0n, 0n, 0n]);
    expect(server.appends.find(({ stream }) => stream === 'onrecord-a')!.ids).toEqual(idsOf(events));
  });
});

describe('a read', () => {
  it('of a stream goes both ways, from a revision on, as far as wanted', async () => {
    const { client } = await start();
    const events = some(70);
    await append(client, 'onrecord-a', events, 'no_stream');
    const ids = idsOf(events);
    expect(await readIds(client.readStream('onrecord-a'))).toEqual(ids);
    expect(await readIds(client.readStream('onrecord-a', { fromRevision: 60n }))).toEqual(ids.slice(60));
    expect(await readIds(client.readStream('onrecord-a', { fromRevision: 60n, maxCount: 3 }))).toEqual(
      ids.slice(60, 63),
    );
    const backwards = { direction: 'backwards', fromRevision: 'end' } as const;
    expect(await readIds(client.readStream('onrecord-a', backwards))).toEqual([...ids].reverse());
    expect(await readIds(client.readStream('onrecord-a', { ...backwards, maxCount: 1 }))).toEqual(ids.slice(-1));
    expect(await readIds(client.readStream('onrecord-a', { ...backwards, fromRevision: 1n }))).toEqual([
      ids[1],
      ids[0],
    ]);
    expect(await readIds(client.readStream('onrecord-a', { fromRevision: 70n }))).toEqual([]);
  });

  it('of a stream that is not there says so', async () => {
    const { client } = await start();
    const refused = await refusal(gather(client.readStream('onrecord-none')));
    expect(refused).toMatchObject({ type: 'stream-not-found' });
  });

  it('gives what was appended, and when, in milliseconds and less', async () => {
    const { client, server } = await start({ clock: () => Date.UTC(2025, 10, 7, 3, 4, 5, 678) + 0.25 });
    const text = binaryEvent({ type: 'Chunk', data: Buffer.from('総理'), metadata: { part: 1 } });
    await append(client, 'onrecord-a', [event({ name: '高市' }), text], 'no_stream');
    server.clock = () => Date.UTC(2025, 0, 1);
    await append(client, 'onrecord-a', event(), 1n);
    const read = (await gather(client.readStream('onrecord-a'))).map((one) => one.event!);
    expect(read.map(({ data }) => data)).toMatchObject([
      { name: '高市' },
      Uint8Array.from(Buffer.from('総理')),
      { name: 'A' },
    ]);
    expect(read.map(({ metadata }) => metadata)).toEqual([{ recordedby: 'test' }, { part: 1 }, { recordedby: 'test' }]);
    expect(read.map(({ created }) => created.toISOString())).toEqual([
      '2025-11-07T03:04:05.678Z',
      '2025-11-07T03:04:05.678Z',
      '2025-01-01T00:00:00.000Z',
    ]);
    expect(server.log.records.at(-2)!.ticks % 10_000n).toBe(2_500n);
  });

  it('of the whole log goes both ways: forwards from a place, backwards from before it', async () => {
    const { client, server } = await start();
    server.foreign(2);
    const events = some(3);
    for (const [index, one] of events.entries()) await append(client, `onrecord-${index}`, one, 'no_stream');
    const all = await gather(client.readAll());
    expect(all.map((one) => one.event!.streamId).slice(0, 3)).toEqual(['$users', '$user-admin', '$user-ops']);
    expect(idsOf(all.map((one) => one.event!)).slice(-3)).toEqual(idsOf(events));
    const places = all.map((one) => one.event!.position!);
    expect(places.every((place, index) => index === 0 || place.commit > places[index - 1]!.commit)).toBe(true);
    const fromPosition = places.at(-2)!;
    expect(await readIds(client.readAll({ fromPosition }))).toEqual(idsOf(events).slice(1));
    expect(await readIds(client.readAll({ fromPosition, direction: 'backwards', maxCount: 1 }))).toEqual([
      events[0]!.id,
    ]);
    const newest = client.readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 2 });
    expect(await readIds(newest)).toEqual([events[2]!.id, events[1]!.id]);
    expect(await readIds(client.readAll({ direction: 'backwards' }))).toEqual([]);
  });

  it('from where no record begins is refused, from after the end it is empty', async () => {
    const { client } = await start();
    const { position } = await append(client, 'onrecord-a', event(), 'no_stream');
    const off: Position = { commit: position!.commit + 1n, prepare: position!.commit + 1n };
    expect(await refusal(gather(client.readAll({ fromPosition: { commit: 65n, prepare: 65n } })))).toMatchObject({
      type: 'unknown',
    });
    expect(await gather(client.readAll({ fromPosition: off }))).toEqual([]);
    const { heard, until } = follow(client, { fromPosition: { commit: 65n, prepare: 65n } });
    await until(() => heard.over !== undefined);
    expect(String((heard.over as Error).message)).toContain('invalid position');
  });

  it('of the whole log may be filtered, though this client has no word for it', async () => {
    const { client, server } = await start();
    const ours = event();
    await append(client, 'onrecord-a', [ours, event({}, 'IssueOpened')], 'no_stream');
    server.foreign(2);
    const raw = new StreamsClient(`127.0.0.1:${server.port}`, credentials.createInsecure());
    const read = async (fill: (filter: StreamsMessages.ReadReq.Options.FilterOptions) => void): Promise<string[]> => {
      const filter = new streams.ReadReq.Options.FilterOptions().setCount(new shared.Empty());
      fill(filter);
      const options = new streams.ReadReq.Options()
        .setAll(new streams.ReadReq.Options.AllOptions().setStart(new shared.Empty()))
        .setCount('10')
        .setUuidOption(new streams.ReadReq.Options.UUIDOption().setStructured(new shared.Empty()))
        .setFilter(filter);
      const messages = (await gather(
        raw.read(new streams.ReadReq().setOptions(options)),
      )) as StreamsMessages.ReadResp[];
      return messages.map((message) => message.getEvent()!.getEvent()!.getMetadataMap().get('type')!);
    };
    const expression = () => new streams.ReadReq.Options.FilterOptions.Expression();
    expect(await read((filter) => filter.setStreamIdentifier(expression().setPrefixList(['onrecord-'])))).toEqual([
      'ActorRegistered',
      'IssueOpened',
    ]);
    expect(await read((filter) => filter.setEventType(expression().setPrefixList(['Issue', 'Order'])))).toEqual([
      'IssueOpened',
      'OrderPlaced',
      'OrderPlaced',
    ]);
    expect(await read((filter) => filter.setStreamIdentifier(expression().setRegex('^order-\\d')))).toHaveLength(2);
    raw.close();
  });
});

describe('a subscription to the whole log', () => {
  it('gives what is there, says that it caught up, and gives what comes, each once and in order', async () => {
    const { client, server } = await start();
    server.foreign(40);
    const before = some(70);
    await append(client, 'onrecord-a', before, 'no_stream');
    const { heard, until } = follow(client);
    await until(() => heard.caughtUp === 1);
    expect(heard.ids).toEqual(idsOf(before));
    const after = some(20);
    for (const [index, one] of after.entries()) {
      server.foreign(1);
      await append(client, 'onrecord-a', one, BigInt(69 + index));
    }
    await until(() => heard.ids.length === 90);
    expect(heard.ids).toEqual(idsOf([...before, ...after]));
    expect(heard.caughtUp).toBe(1);
  });

  it('begins after the place it is given, or at the end', async () => {
    const { client } = await start();
    const events = some(4);
    await append(client, 'onrecord-a', events, 'no_stream');
    const [, second] = await gather(client.readStream('onrecord-a'));
    const later = follow(client, { filter: streamNameFilter(OURS), fromPosition: second!.event!.position! });
    const ended = follow(client, { filter: streamNameFilter(OURS), fromPosition: 'end' });
    await Promise.all([later, ended].map(({ heard, until }) => until(() => heard.caughtUp === 1)));
    expect(later.heard.ids).toEqual(idsOf(events.slice(2)));
    expect(ended.heard.ids).toEqual([]);
    const next = event();
    await append(client, 'onrecord-a', next, 3n);
    await Promise.all([later, ended].map(({ heard, until }) => until(() => heard.ids.at(-1) === next.id)));
    expect(ended.heard.ids).toEqual([next.id]);
  });

  it.each([
    ['stream prefixes', streamNameFilter({ prefixes: ['onrecord-i', 'onrecord-s'] }), [1, 2]],
    ['a pattern of streams', streamNameFilter({ regex: '^onrecord-[ai]' }), [0, 1]],
    ['prefixes of types', eventTypeFilter({ prefixes: ['Issue'] }), [1]],
    ['a pattern of types', eventTypeFilter({ regex: '^(Actor|Statement)' }), [0, 2]],
  ])('is filtered by %s', async (_, filter, expected) => {
    const { client } = await start();
    const events = ['ActorRegistered', 'IssueOpened', 'StatementRecorded'].map((type) => event({}, type));
    for (const one of events) await append(client, `onrecord-${one.type[0]!.toLowerCase()}`, one, 'no_stream');
    const { heard, until } = follow(client, { filter });
    await until(() => heard.caughtUp === 1);
    expect(heard.ids).toEqual(expected.map((index) => events[index]!.id));
  });

  it('without a filter gives everything', async () => {
    const { client, server } = await start();
    server.foreign(5);
    const { heard, until } = follow(client, {});
    await until(() => heard.caughtUp === 1);
    expect(heard.ids).toEqual(server.log.records.map(({ id }) => id));
    server.foreign(1);
    await until(() => heard.ids.length === 9);
  });

  it('says how far it has looked, at intervals, while it finds nothing', async () => {
    const { client, server } = await start();
    server.foreign(100);
    const reached: Position[] = [];
    const filter = streamNameFilter({
      ...OURS,
      maxSearchWindow: 10,
      checkpointInterval: 2,
      checkpointReached: (_, position) => void reached.push(position),
    });
    const { heard, until } = follow(client, { filter });
    await until(() => heard.caughtUp === 1);
    const whileCatchingUp = reached.length;
    expect(whileCatchingUp).toBe(6);
    server.foreign(40);
    while (reached.length < whileCatchingUp + 2) await wait(5);
    const places = reached.map(({ commit, prepare }) => [commit, prepare] as const);
    expect(places.every(([commit], index) => index === 0 || commit > places[index - 1]![0])).toBe(true);
    expect(heard.ids).toEqual([]);
  });

  it('resumed from a checkpoint loses nothing, and from its commit position alone it loses the next event', async () => {
    const { client, server } = await start();
    server.foreign(29);
    const reached: Position[] = [];
    const filter = streamNameFilter({ ...OURS, checkpointReached: (_, position) => void reached.push(position) });
    const first = follow(client, { filter });
    await first.until(() => first.heard.caughtUp === 1);
    const one = event();
    await append(client, 'onrecord-a', one, 'no_stream');
    const place = reached.at(-1)!;
    expect(place.commit).not.toBe(place.prepare);
    const whole = follow(client, { filter: streamNameFilter(OURS), fromPosition: place });
    const half = follow(client, {
      filter: streamNameFilter(OURS),
      fromPosition: { commit: place.commit, prepare: place.commit },
    });
    await Promise.all([whole, half].map(({ heard, until }) => until(() => heard.caughtUp === 1)));
    expect(whole.heard.ids).toEqual([one.id]);
    expect(half.heard.ids).toEqual([]);
  });

  it('tells events of one commit position apart by their prepare positions', async () => {
    const { client, server } = await start({ transactions: true });
    const events = some(5);
    await append(client, 'onrecord-a', events, 'no_stream');
    const places = (await gather(client.readStream('onrecord-a'))).map((one) => one.event!.position!);
    expect(new Set(places.map(({ commit }) => commit)).size).toBe(1);
    const { heard, until } = follow(client, { filter: streamNameFilter(OURS), fromPosition: places[2]! });
    await until(() => heard.caughtUp === 1);
    expect(heard.ids).toEqual(idsOf(events.slice(3)));
    expect(await readIds(client.readAll({ fromPosition: places[3]! }))).toEqual(idsOf(events.slice(3)));
    expect(server.appended).toBe(5);
  });

  it('that falls behind says again that it caught up, and misses nothing', async () => {
    const { client } = await start();
    const { heard, until } = follow(client);
    await until(() => heard.caughtUp === 1);
    const events = some(100);
    await append(client, 'onrecord-a', events, 'no_stream');
    await until(() => heard.caughtUp === 2);
    expect(heard.ids).toEqual(idsOf(events));
  });

  it('stops when it is unsubscribed, and a slow reader is waited for', async () => {
    const { client, server } = await start();
    const events = Array.from({ length: 300 }, (_, index) => event({ index, text: 'x'.repeat(2_000) }));
    await append(client, 'onrecord-a', events, 'no_stream');
    const subscription = client.subscribeToAll({ filter: streamNameFilter(OURS) });
    const ids: string[] = [];
    for await (const one of subscription) {
      ids.push(one.event!.id);
      if (ids.length % 100 === 0) await wait(20);
      if (ids.length === 300) break;
    }
    expect(ids).toEqual(idsOf(events));
    await subscription.unsubscribe();
    while (server.log.watchers.size > 0) await wait(5);
  });
});

describe('a subscription to a stream', () => {
  it('gives what is there and what comes, after a revision or from the end', async () => {
    const { client } = await start();
    const events = some(40);
    await append(client, 'onrecord-a', events, 'no_stream');
    const all = listen(client.subscribeToStream('onrecord-a'));
    const later = listen(client.subscribeToStream('onrecord-a', { fromRevision: 37n }));
    const ended = listen(client.subscribeToStream('onrecord-a', { fromRevision: 'end' }));
    const early = listen(client.subscribeToStream('onrecord-b'));
    const every = [all, later, ended, early];
    await Promise.all(every.map(({ heard, until }) => until(() => heard.caughtUp === 1)));
    const [next, other] = [event(), event()];
    await append(client, 'onrecord-b', other, 'no_stream');
    await append(client, 'onrecord-a', next, 39n);
    await Promise.all([all, later, ended].map(({ heard, until }) => until(() => heard.ids.at(-1) === next.id)));
    expect(all.heard.ids).toEqual(idsOf([...events, next]));
    expect(later.heard.ids).toEqual(idsOf([...events.slice(38), next]));
    expect(ended.heard.ids).toEqual([next.id]);
    expect(early.heard.ids).toEqual([other.id]);
  });
});

describe('a stream', () => {
  it('that was soft-deleted is not found, stays in the whole log, and can begin again where it stopped', async () => {
    const { client, server } = await start();
    const events = some(3);
    await append(client, 'onrecord-a', events, 'no_stream');
    expect(await refusal(client.deleteStream('onrecord-a', { expectedRevision: 0n }))).toMatchObject({
      type: 'wrong-expected-version',
      expectedVersion: 0n,
      actualVersion: 2n,
    });
    await client.deleteStream('onrecord-a', { expectedRevision: 2n });
    expect(await refusal(gather(client.readStream('onrecord-a')))).toMatchObject({ type: 'stream-not-found' });
    expect(await readIds(client.readAll())).toEqual(expect.arrayContaining(idsOf(events)));
    expect(await refusal(append(client, 'onrecord-a', event(), 'stream_exists'))).toMatchObject({
      type: 'stream-deleted',
      streamName: 'onrecord-a',
    });
    const again = event();
    expect(await append(client, 'onrecord-a', again, 'no_stream')).toMatchObject({ nextExpectedRevision: 3n });
    expect(await readIds(client.readStream('onrecord-a'))).toEqual([again.id]);
    server.scavenge();
    expect((await readIds(client.readAll())).filter((id) => idsOf(events).includes(id))).toEqual([]);
  });

  it('keeps its newest event in the whole log when it was soft-deleted and scavenged', async () => {
    const { client, server } = await start();
    const events = some(3);
    await append(client, 'onrecord-a', events, 'no_stream');
    server.softDelete('onrecord-a');
    server.scavenge();
    const left = (await readIds(client.readAll())).filter((id) => idsOf(events).includes(id));
    expect(left).toEqual([events[2]!.id]);
    expect(await append(client, 'onrecord-a', event(), 2n)).toMatchObject({ nextExpectedRevision: 3n });
  });

  it('that has a tombstone is gone for good', async () => {
    const { client } = await start();
    await append(client, 'onrecord-a', event(), 'no_stream');
    await client.tombstoneStream('onrecord-a');
    const gone = { type: 'stream-deleted', streamName: 'onrecord-a' };
    expect(await refusal(gather(client.readStream('onrecord-a')))).toMatchObject(gone);
    expect(await refusal(append(client, 'onrecord-a', event(), 'any'))).toMatchObject(gone);
    expect(await refusal(client.deleteStream('onrecord-a'))).toMatchObject(gone);
  });

  it('that was truncated begins later, and its hidden events leave the whole log by a scavenge', async () => {
    const { client, server } = await start();
    const events = some(5);
    await append(client, 'onrecord-a', events, 'no_stream');
    server.truncate('onrecord-a', 2);
    expect(await readIds(client.readStream('onrecord-a'))).toEqual(idsOf(events.slice(2)));
    expect(await client.getStreamMetadata('onrecord-a')).toMatchObject({ metadata: { truncateBefore: 2 } });
    expect(await readIds(client.readAll())).toEqual(expect.arrayContaining(idsOf(events)));
    await client.setStreamMetadata('onrecord-a', { maxCount: 1 });
    expect(await readIds(client.readStream('onrecord-a'))).toEqual([events[4]!.id]);
    server.scavenge();
    const { heard, until } = follow(client);
    await until(() => heard.caughtUp === 1);
    expect(heard.ids).toEqual([events[4]!.id]);
  });
});

describe.each([
  ['BatchAppend', true],
  ['Append', false],
])('told to misbehave with an append by %s, the server', (_, batches) => {
  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('is silent %s it went in', async (when, written) => {
    const { client, server } = await start({ batches });
    await append(client, 'onrecord-first', event(), 'no_stream');
    server.misbehave({ kind: 'silent', methods: ['append'], when, times: 1 });
    const one = event();
    const silenced = client.appendToStream('onrecord-a', one, { expectedRevision: 'no_stream', deadline: 100 });
    silenced.catch(() => undefined);
    expect(await settled(silenced, 300)).toBe(!batches);
    expect(server.appended).toBe(1 + written);
    expect(await append(client, 'onrecord-a', one, 'no_stream')).toMatchObject({ nextExpectedRevision: 0n });
    expect(server.appended).toBe(2);
  });

  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('cuts the connection %s it went in', async (when, written) => {
    const { client, server } = await start({ batches });
    server.misbehave({ kind: 'cut', when, times: 1 });
    const one = event();
    expect(await refusal(append(client, 'onrecord-a', one, 'no_stream'))).toMatchObject({ type: 'unavailable' });
    expect(server.appended).toBe(written);
    expect(await append(client, 'onrecord-a', one, 'no_stream')).toMatchObject({ nextExpectedRevision: 0n });
    expect(server.appended).toBe(1);
  });

  it('is slow', async () => {
    const { client, server } = await start({ batches });
    await append(client, 'onrecord-first', event(), 'no_stream');
    const stop = server.misbehave({ kind: 'slow', ms: 150, methods: ['append'] });
    const write = append(client, 'onrecord-a', event(), 'no_stream');
    expect(await settled(write, 100)).toBe(false);
    expect(server.appended).toBe(1);
    expect(await write).toMatchObject({ success: true });
    stop();
    expect(await settled(append(client, 'onrecord-a', event(), 0n), 100)).toBe(true);
  });

  it('says that another node leads, and the client goes there', async () => {
    const { client, server } = await start({ batches });
    const other = await startServer({ batches });
    server.misbehave({ kind: 'not-leader', host: '127.0.0.1', port: other.port });
    expect(await refusal(append(client, 'onrecord-a', event(), 'no_stream'))).toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: other.port },
    });
    await append(client, 'onrecord-a', event(), 'no_stream');
    expect([server.appended, other.appended]).toEqual([0, 1]);
  });

  it('says that no node leads', async () => {
    const { client, server } = await start({ batches });
    server.misbehave({ kind: 'not-leader', times: 1 });
    const refused = await refusal(append(client, 'onrecord-a', event(), 'no_stream'));
    expect(refused).toMatchObject({ type: 'unknown' });
    expect(String(refused['message'])).toContain('No leader info available');
    await append(client, 'onrecord-a', event(), 'no_stream');
  });

  it('says that it is busy', async () => {
    const { client, server } = await start({ batches });
    server.misbehave({ kind: 'busy', times: 1 });
    const refused = await refusal(append(client, 'onrecord-a', event(), 'no_stream'));
    expect(refused).toMatchObject({ type: batches ? 'unknown' : 'unavailable' });
    expect(String(refused['message'])).toMatch(/Server Is (Too )?Busy/);
    await append(client, 'onrecord-a', event(), 'no_stream');
    expect(server.appended).toBe(1);
  });

  it('says that it timed out, though it went in', async () => {
    const { client, server } = await start({ batches });
    server.misbehave({ kind: 'timeout', when: 'after', times: 1 });
    const refused = await refusal(append(client, 'onrecord-a', event(), 'no_stream'));
    expect(refused).toMatchObject({ type: batches ? 'deadline-exceeded' : 'timeout' });
    expect(server.appended).toBe(1);
  });
});

describe('told to misbehave, the server', () => {
  it('ends a stream of batches gracefully; that client settles no append any more, and another one goes on', async () => {
    const { client, server } = await start();
    server.misbehave({ kind: 'end', methods: ['append'], when: 'after', times: 1 });
    expect(await settled(append(client, 'onrecord-a', event(), 'no_stream'), 150)).toBe(false);
    expect(await settled(append(client, 'onrecord-a', event(), 0n), 150)).toBe(false);
    expect(server.appended).toBe(1);
    expect(await append(connect(server), 'onrecord-a', event(), 0n)).toMatchObject({ nextExpectedRevision: 1n });
  });

  it('ends subscriptions under way gracefully, and those that come after so many events', async () => {
    const { client, server } = await start();
    await append(client, 'onrecord-a', some(5), 'no_stream');
    const first = follow(client);
    await first.until(() => first.heard.caughtUp === 1);
    server.misbehave({ kind: 'end', times: 1 });
    await first.until(() => first.heard.over !== undefined);
    expect(first.heard.over).toBe('ended');
    server.misbehave({ kind: 'end', times: 1, events: 3 });
    const second = follow(client);
    await second.until(() => second.heard.over !== undefined);
    expect(second.heard).toMatchObject({ over: 'ended', caughtUp: 0 });
    expect(second.heard.ids).toHaveLength(3);
    const third = follow(client);
    await third.until(() => third.heard.caughtUp === 1);
    expect(third.heard.ids).toHaveLength(5);
  });

  it('cuts the connection in the middle of a subscription, or of a read', async () => {
    const { client, server } = await start();
    await append(client, 'onrecord-a', some(5), 'no_stream');
    server.misbehave({ kind: 'cut', methods: ['subscribe'], times: 1, events: 2 });
    const { heard, until } = follow(client);
    await until(() => heard.over !== undefined);
    expect(heard).toMatchObject({ over: { type: 'unavailable' }, caughtUp: 0 });
    expect(heard.ids.length).toBeLessThanOrEqual(2);
    server.misbehave({ kind: 'cut', methods: ['read'], times: 1, events: 2 });
    expect(await refusal(gather(client.readStream('onrecord-a')))).toMatchObject({ type: 'unavailable' });
    expect(await gather(client.readStream('onrecord-a'))).toHaveLength(5);
  });

  it('falls silent in the middle of a subscription, with the connection standing', async () => {
    const { client, server } = await start();
    await append(client, 'onrecord-a', some(5), 'no_stream');
    server.misbehave({ kind: 'silent', methods: ['subscribe'], times: 1, events: 2 });
    const { heard, until } = follow(client);
    await until(() => heard.ids.length === 2);
    await wait(100);
    expect(heard).toMatchObject({ caughtUp: 0, over: undefined });
    expect(heard.ids).toHaveLength(2);
    expect(await gather(client.readStream('onrecord-a'))).toHaveLength(5);
  });

  it('does not answer reads, or answers slowly, or with an error', async () => {
    const { client, server } = await start();
    await append(client, 'onrecord-a', event(), 'no_stream');
    const read = () => gather(client.readStream('onrecord-a'));
    server.misbehave({ kind: 'silent', methods: ['read'], times: 1 });
    expect(await settled(read(), 150)).toBe(false);
    server.misbehave({ kind: 'slow', methods: ['read'], times: 1, ms: 150 });
    const slow = read();
    expect(await settled(slow, 100)).toBe(false);
    expect(await slow).toHaveLength(1);
    server.misbehave({ kind: 'busy', methods: ['read'], times: 1 });
    expect(await refusal(read())).toMatchObject({ type: 'unavailable' });
    expect(await read()).toHaveLength(1);
  });

  it('does not say which version it has', async () => {
    const { client, server } = await start();
    server.misbehave({ kind: 'silent', methods: ['features'], times: 1 });
    expect(await settled(versionOf(client), 150)).toBe(false);
    expect(await versionOf(connect(server))).toBe('24.10.0');
  });

  it('delivers events of a subscription twice, until it is stopped', async () => {
    const { client, server } = await start();
    const [a, b, c, d, e] = some(5);
    await append(client, 'onrecord-a', [a!, b!, c!, d!], 'no_stream');
    const stop = server.misbehave({ kind: 'duplicate', every: 2, back: 2 });
    const { heard, until } = follow(client);
    await until(() => heard.caughtUp === 1);
    expect(heard.ids).toEqual(idsOf([a!, b!, a!, b!, c!, d!, c!, d!]));
    stop();
    await append(client, 'onrecord-a', [e!, event()], 3n);
    await until(() => heard.ids.length === 10);
    expect(heard.ids.slice(8, 9)).toEqual([e!.id]);
  });

  it('is slow with each message of a subscription', async () => {
    const { client, server } = await start();
    await append(client, 'onrecord-a', some(3), 'no_stream');
    server.misbehave({ kind: 'slow', ms: 40, methods: ['subscribe'] });
    const began = Date.now();
    const { heard, until } = follow(client);
    await until(() => heard.caughtUp === 1);
    expect(Date.now() - began).toBeGreaterThanOrEqual(150);
  });
});

describe('a network', () => {
  it('that cuts every connection is found again by appends, reads and new subscriptions', async () => {
    const { client, server } = await start();
    const one = event();
    await append(client, 'onrecord-a', one, 'no_stream');
    const first = follow(client);
    await first.until(() => first.heard.caughtUp === 1);
    expect(server.connections).toBe(1);
    server.cutAll();
    await first.until(() => first.heard.over !== undefined);
    expect(first.heard.over).toMatchObject({ type: 'unavailable' });
    await append(client, 'onrecord-a', event(), 0n);
    const second = follow(client);
    await second.until(() => second.heard.caughtUp === 1);
    expect(second.heard.ids).toHaveLength(2);
    expect(second.heard.ids[0]).toBe(one.id);
  });

  it('that lets nothing through holds everything back, and what was held back comes when it thaws', async () => {
    const { client, server } = await start();
    await append(client, 'onrecord-a', event(), 'no_stream');
    const { heard, until } = follow(client);
    await until(() => heard.caughtUp === 1);
    const thaw = server.freeze();
    const read = gather(client.readStream('onrecord-a'));
    const late = connect(server);
    const version = versionOf(late);
    server.foreign(1);
    expect(await settled(Promise.race([read, version]), 200)).toBe(false);
    expect(heard.over).toBeUndefined();
    thaw();
    expect(await read).toHaveLength(1);
    expect(await version).toBe('24.10.0');
    await append(client, 'onrecord-a', event(), 0n);
    await until(() => heard.ids.length === 2);
  });
});

describe('a server', () => {
  it('that went away refuses connections, and comes back with the same log on the same port', async () => {
    const { client, server } = await start();
    const one = event();
    await append(client, 'onrecord-a', one, 'no_stream');
    const { heard, until } = follow(client);
    await until(() => heard.caughtUp === 1);
    await server.stop();
    await until(() => heard.over !== undefined);
    const { port } = server;
    expect(await refusal(append(client, 'onrecord-a', event(), 0n))).toMatchObject({ code: status.UNAVAILABLE });
    expect(await refusal(gather(client.readStream('onrecord-a')))).toMatchObject({ type: 'unavailable' });
    await server.start();
    expect(server.port).toBe(port);
    expect(await readIds(connect(server).readStream('onrecord-a'))).toEqual([one.id]);
    expect(await append(client, 'onrecord-a', event(), 0n)).toMatchObject({ nextExpectedRevision: 1n });
  });

  it.each(['22.10.4', '23.10.0', '25.1.0', '26.0.0'])('says that it is %s', async (version) => {
    const { client } = await start({ version });
    expect(await versionOf(client)).toBe(version);
  });

  it('restored from a backup lacks its newest events; a subscription from beyond them hears nothing of new ones', async () => {
    const { client, server } = await start();
    await append(client, 'onrecord-a', some(5), 'no_stream');
    const places = (await gather(client.readStream('onrecord-a'))).map((one) => one.event!.position!);
    const before = follow(client);
    await before.until(() => before.heard.caughtUp === 1);
    server.rollBack(3);
    await before.until(() => before.heard.over !== undefined);
    expect(server.appended).toBe(2);
    const again = connect(server);
    expect(await gather(again.readStream('onrecord-a'))).toHaveLength(2);
    const { heard, until } = follow(again, { filter: streamNameFilter(OURS), fromPosition: places[4]! });
    await until(() => heard.caughtUp === 1);
    const [one] = some(1);
    expect(await append(again, 'onrecord-a', one!, 1n)).toMatchObject({
      nextExpectedRevision: 2n,
      position: places[2],
    });
    await wait(50);
    expect(heard.ids).toEqual([]);
  });

  it('with TLS is reached with its certificate, with a certificate of the user where it wants one', async () => {
    const [own, user] = [makeCertificate('server'), makeCertificate('user')];
    const folder = mkdtempSync(join(tmpdir(), 'onrecord-tls-'));
    const fileOf = (name: string, content: Buffer): string => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const trusted = `&tlsCAFile=${fileOf('ca.pem', own.cert)}`;
    const named = `&userCertFile=${fileOf('user.pem', user.cert)}&userKeyFile=${fileOf('user.key', user.key)}`;
    const server = await startServer({ tls: { ...own, ca: user.cert } });
    expect(await append(connect(server, `${trusted}${named}`), 'onrecord-a', event(), 'any')).toMatchObject({
      success: true,
    });
    const unnamed = await refusal(append(connect(server, trusted), 'onrecord-a', event(), 'any'));
    const trusting = await refusal(append(connect(server), 'onrecord-a', event(), 'any'));
    expect([unnamed, trusting]).toMatchObject([{ code: status.UNAVAILABLE }, { code: status.UNAVAILABLE }]);
  });

  it('with users refuses those it does not know', async () => {
    const own = makeCertificate('server');
    const folder = mkdtempSync(join(tmpdir(), 'onrecord-tls-'));
    writeFileSync(join(folder, 'ca.pem'), own.cert);
    const trusted = `&tlsCAFile=${join(folder, 'ca.pem')}`;
    const server = await startServer({ tls: own, users: { admin: 'changeit' } });
    const known = connect(server, trusted, 'admin:changeit@');
    const unknown = connect(server, trusted, 'admin:guess@');
    await append(known, 'onrecord-a', event(), 'any');
    expect(await gather(known.readStream('onrecord-a'))).toHaveLength(1);
    expect(await refusal(append(unknown, 'onrecord-a', event(), 'any'))).toMatchObject({ type: 'access-denied' });
    expect(await refusal(gather(unknown.readStream('onrecord-a')))).toMatchObject({ type: 'access-denied' });
  });
});

describe('two nodes on one log', () => {
  const startTwo = async () => {
    const leader = await startServer();
    const follower = await startServer({ log: leader.log });
    return { leader, follower };
  };

  it('serve each what was written through the other', async () => {
    const { leader, follower } = await startTwo();
    const [one, two] = [connect(leader), connect(follower)];
    expect([leader.role, follower.role]).toEqual(['leader', 'follower']);
    const { heard, until } = follow(two);
    await until(() => heard.caughtUp === 1);
    const [first, second] = some(2);
    await append(one, 'onrecord-a', first!, 'no_stream');
    await append(two, 'onrecord-a', second!, 0n);
    await until(() => heard.ids.length === 2);
    expect(await readIds(one.readStream('onrecord-a'))).toEqual(idsOf([first!, second!]));
    await leader.stop();
    expect(await readIds(two.readStream('onrecord-a'))).toEqual(idsOf([first!, second!]));
  });

  it('are found by gossip, the leader first, and the other when the leader has gone', async () => {
    const { leader, follower } = await startTwo();
    const hosts = `esdb://127.0.0.1:${follower.port},127.0.0.1:${leader.port}?tls=false`;
    const cluster = EventStoreDBClient.connectionString(hosts);
    opened[0]!.clients.push(cluster);
    await append(cluster, 'onrecord-a', event(), 'no_stream');
    expect([leader.appends.length, follower.appends.length]).toEqual([1, 0]);
    await leader.stop();
    follower.role = 'leader';
    expect(await refusal(append(cluster, 'onrecord-a', event(), 0n))).toMatchObject({ type: 'unavailable' });
    await append(cluster, 'onrecord-a', event(), 0n);
    expect(follower.appends).toHaveLength(1);
  });

  it('of which the follower takes no writes that want the leader, and none when there is no leader', async () => {
    const { leader, follower } = await startTwo();
    const two = connect(follower);
    const wanting = { expectedRevision: 'any', requiresLeader: true } as const;
    expect(await refusal(two.appendToStream('onrecord-a', event(), wanting))).toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: leader.port },
    });
    await two.appendToStream('onrecord-a', event(), wanting);
    expect(leader.appends).toHaveLength(1);
    await leader.stop();
    const three = connect(follower);
    const refused = await refusal(append(three, 'onrecord-a', event(), 'any'));
    expect(String(refused['message'])).toContain('No leader info available');
    expect(await gather(three.readStream('onrecord-a'))).toHaveLength(1);
  });

  it('of which the follower may be behind', async () => {
    const { leader, follower } = await startTwo();
    const [one, two] = [connect(leader), connect(follower)];
    const events = some(3);
    await append(one, 'onrecord-a', events, 'no_stream');
    follower.behind = 1;
    expect(await readIds(two.readStream('onrecord-a'))).toEqual(idsOf(events.slice(0, 2)));
    const { heard, until } = follow(two);
    await until(() => heard.caughtUp === 1);
    expect(heard.ids).toEqual(idsOf(events.slice(0, 2)));
    expect((await readIds(two.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 })))[0]).toBe(
      events[1]!.id,
    );
    follower.behind = 0;
    await until(() => heard.ids.length === 3);
    expect(heard.ids).toEqual(idsOf(events));
  });
});

describe('what it is asked for and does not have', () => {
  it('is refused as not implemented', async () => {
    const { client } = await start();
    const refused = await refusal(client.listPersistentSubscriptionsToAll());
    expect(refused).toMatchObject({ type: 'unsupported' });
    expect(await refusal(client.getProjectionStatus('$by_category'))).toMatchObject({ code: status.UNIMPLEMENTED });
  });
});
