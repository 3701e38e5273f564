import { readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import supertest from 'supertest';
import { createApp, listen } from '../../src/http/create-app.js';
import { importLines } from '../../src/record/import.js';
import type { Machine } from '../../src/record/machine.js';
import { startTestServer, type TestServer } from '../support/kurrentdb/server.js';
import { machineOn } from '../support/on-a-cluster.js';
import { bundledLines } from '../support/service.js';
import { readUntil, type Seen } from '../support/subscriber.js';

let server: TestServer;
let machine: Machine;
let app: NestFastifyApplication;
let url: string;
const following = new AbortController();
let followed: Promise<void>;

beforeAll(async () => {
  server = await startTestServer();
  machine = await machineOn(server.url);
  await importLines(machine, bundledLines(), { trustRecordedAt: true });
  app = await createApp(machine, { logger: false });
  url = await listen(app, { host: '127.0.0.1', port: 0 });
  followed = machine.follow(following.signal);
}, 60_000);
afterAll(async () => {
  following.abort();
  await followed;
  await app.close();
  await machine.close();
  await server.stop();
}, 30_000);

const ask = (): ReturnType<typeof supertest> => supertest(app.getHttpServer());
const PINNED = '/v1/positions/japan/taiwan?asOf=2025-11-25&knownAt=72';

const party = (actorId: string): object => ({ actorId, kind: 'party', names: [{ language: 'en', text: actorId }] });

/** What a service does while its store is gone, however it went. */
const isDegraded = async (pinned: string, since: number): Promise<void> => {
  const read = await ask().get(PINNED).expect(200);
  expect(read.text).toBe(pinned);
  const asOf = Date.parse(read.headers['x-on-record-as-of']!);
  expect(asOf).toBeLessThanOrEqual(since);
  expect(asOf).toBeGreaterThan(since - 60_000);
  expect(Number(read.headers['age'])).toBe(Math.floor(Number(read.headers['age'])));
  expect(Math.abs(Number(read.headers['age']) - (Date.now() - asOf) / 1000)).toBeLessThan(5);
  const missing = await ask().get('/v1/positions/nobody-at-all/taiwan').expect(404);
  expect(missing.headers).toMatchObject({ 'x-on-record-as-of': read.headers['x-on-record-as-of'] });
  const source = await ask().get('/v1/sources/article-2025-11-25').expect(200);
  expect(source.body).not.toHaveProperty('textKept');
  for (const write of [
    ask().post('/v1/actors').send(party('blues')),
    ask().post('/v1/actors?dryRun=true').send(party('blues')),
    ask().post('/v1/actors').send(party('japan')),
    ask().post('/v1/import').type('application/jsonl').send(`${bundledLines()[0]!}\n`),
  ]) {
    const refused = await write;
    expect([refused.status, refused.body]).toEqual([
      503,
      expect.objectContaining({ type: 'urn:onrecord:problem:store-unreachable', status: 503 }),
    ]);
    expect(refused.headers['retry-after']).toMatch(/^\d+$/);
  }
  const ready = await ask().get('/readyz').expect(503);
  expect(ready.headers['retry-after']).toMatch(/^\d+$/);
  expect(ready.body).toMatchObject({ type: 'urn:onrecord:problem:store-unreachable' });
  expect((ready.body as { detail: string }).detail).toMatch(/answered from log position \d+, as of 20/);
  await ask().get('/healthz').expect(200, { status: 'alive' });
  const ahead = await ask().get(PINNED).set('X-On-Record-Min-Position', '9999').expect(503);
  expect(ahead.body).toMatchObject({ type: 'urn:onrecord:problem:not-yet-read' });
  expect(ahead.headers['retry-after']).toMatch(/^\d+$/);
};

/** Waits until something holds, and says that it does not after ten seconds. */
const eventually = async (holds: () => Promise<boolean>): Promise<void> => {
  const until = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > until) throw new Error('It did not come to hold.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const isBack = async (actor: string): Promise<void> => {
  await eventually(async () => (await ask().get('/readyz')).status === 200);
  await ask().post('/v1/actors').send(party(actor)).expect(201);
  const read = await ask().get(`/v1/actors/${actor}`).expect(200);
  expect(read.headers['x-on-record-as-of']).toBeUndefined();
  expect(read.headers['age']).toBeUndefined();
};

const head = async (): Promise<number> => {
  const { headers } = await ask().get('/v1/actors?limit=1').expect(200);
  return Number(headers['x-on-record-position']);
};

/** The events that a stream gives after a position: so many, or those of the given time in which none came. */
const streamed = async (after: number, messages: number): Promise<readonly string[]> => {
  const { seen } = await readUntil(`${url}/v1/events/stream?after=${after}`, undefined, {
    messages,
    milliseconds: 15_000,
  });
  return seen.map(({ id }: Seen) => id);
};

describe('a service whose store can be reached', () => {
  it('says on what it runs, and up to where', async () => {
    const { body } = await ask().get('/readyz').expect(200);
    expect(body).toMatchObject({
      status: 'ready',
      engine: 'EventStoreDB',
      version: '24.10.0',
      head: 72,
      position: 72,
      lag: 0,
    });
    const { asOf } = body as { asOf: string };
    expect(Date.now() - Date.parse(asOf)).toBeLessThan(5_000);
  });

  it('gives no age', async () => {
    const { headers } = await ask().get(PINNED).expect(200);
    expect([headers['age'], headers['x-on-record-as-of']]).toEqual([undefined, undefined]);
  });
});

describe('a service whose store is gone', () => {
  it('answers with an age, records nothing, and goes on by itself when the store is back', async () => {
    const { text } = await ask().get(PINNED).expect(200);
    const since = Date.now();
    await server.stop();
    await isDegraded(text, since);
    await server.start();
    await isBack('reds');
  }, 60_000);

  it('does so where the store takes connections and says nothing', async () => {
    const { text } = await ask().get(PINNED).expect(200);
    const since = Date.now();
    const thaw = server.freeze();
    await isDegraded(text, since);
    thaw();
    await isBack('greens');
  }, 90_000);

  it('goes on with its streams, each event once', async () => {
    const start = await head();
    const events = streamed(start, 4);
    const { headers } = await ask().get('/v1/changes').expect(200);
    const changes = Number(headers['x-on-record-position']);
    await ask().post('/v1/actors').send(party('before-1')).expect(201);
    await ask().post('/v1/actors').send(party('before-2')).expect(201);
    await server.stop();
    await ask().post('/v1/actors').send(party('meanwhile')).expect(503);
    await server.start();
    await isBack('after-1');
    await ask().post('/v1/actors').send(party('after-2')).expect(201);
    expect(await events).toEqual([1, 2, 3, 4].map((more) => String(start + more)));
    expect(await head()).toBe(changes + 4);
  }, 60_000);

  it('goes on with the changes of positions too, each once', async () => {
    const { headers } = await ask().get('/v1/changes').expect(200);
    const after = headers['x-on-record-position']!;
    const streamed = readUntil(`${url}/v1/changes?after=${after}`, undefined, { messages: 3, milliseconds: 15_000 });
    const lines = readFileSync('examples/first-statement.jsonl', 'utf8').trimEnd().split('\n');
    const sent = (some: readonly string[]): supertest.Test =>
      ask()
        .post('/v1/import')
        .type('application/jsonl')
        .send(`${some.join('\n')}\n`);
    await sent(lines).expect(200);
    await server.stop();
    await sent(lines).expect(503);
    await server.start();
    await isBack('yellows');
    await ask()
      .post('/v1/statements/placeholder-speech-2026-01-14/voids')
      .send({ reason: 'Entered in error.' })
      .expect(201);
    const { seen } = await streamed;
    const { body } = await ask().get(`/v1/changes?after=${after}`).expect(200);
    const ids = (body as { changes: readonly { id: string }[] }).changes.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(seen.map(({ id }) => id)).toEqual(ids.slice(0, 3));
    expect(new Set(ids.map((id) => id.split('.')[0])).size).toBe(2);
  }, 60_000);

  it('gives a stream an age where it begins meanwhile', async () => {
    const position = await head();
    await server.stop();
    const response = await fetch(`${url}/v1/changes`, { headers: { accept: 'text/event-stream' } });
    expect(response.headers.get('x-on-record-position')).toBe(String(position));
    expect(Number(response.headers.get('age'))).toBeGreaterThanOrEqual(0);
    expect(response.headers.get('x-on-record-as-of')).toMatch(/^20/);
    await response.body?.cancel();
    await server.start();
    await eventually(async () => (await ask().get('/readyz')).status === 200);
  }, 60_000);
});
