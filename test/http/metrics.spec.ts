import { readFileSync } from 'node:fs';
import { listen } from '../../src/http/create-app.js';
import { bearing, type Guarded, guarded, type KeysFolder, keysFolder } from '../support/guarded.js';
import { opened } from '../support/subscriber.js';

let keys: KeysFolder;
let service: Guarded;
let reader: string;
let admin: string;
beforeAll(async () => {
  keys = keysFolder();
  reader = (await keys.make('Rita Reader', 'read')).key;
  admin = (await keys.make('Ada Admin', 'admin')).key;
  service = await guarded({ keys: keys.path });
});
afterAll(async () => {
  await service.close();
  keys.remove();
});

const scraped = async (headers: Record<string, string> = {}): Promise<string> =>
  (await service.ask.get('/metrics').set(headers).expect(200)).text;

/** The value of one line of the text that Prometheus reads. */
const valueOf = (text: string, line: string): number => {
  const found = text.split('\n').find((one) => one.startsWith(`${line} `));
  return found === undefined ? Number.NaN : Number(found.slice(line.length + 1));
};

describe('the metrics', () => {
  it('are told of in the documents, each of this service’s', async () => {
    const names = [...(await scraped()).matchAll(/^# TYPE (onrecord_\w+)/gm)].map((match) => match[1] as string);
    expect(names.length).toBeGreaterThan(6);
    const documents = readFileSync('docs/operations.md', 'utf8');
    expect(names.filter((name) => !documents.includes(`\`${name}\``))).toEqual([]);
  });

  it('count appends until they are durable, by what became of them', async () => {
    const before = valueOf(await scraped(), 'onrecord_append_seconds_count{outcome="recorded"}') || 0;
    const actor = { actorId: 'measured', kind: 'person', names: [{ language: 'en', text: 'Measured' }] };
    await service.ask.post('/v1/actors').set(bearing(admin)).send(actor).expect(201);
    const after = await scraped();
    expect(valueOf(after, 'onrecord_append_seconds_count{outcome="recorded"}')).toBe(before + 1);
    expect(valueOf(after, 'onrecord_append_seconds_sum{outcome="recorded"}')).toBeGreaterThan(0);
  });

  it('say how far the log was read', async () => {
    const event = { id: 'b0000000-0000-4000-8000-000000000000', type: 'ActorNamed', recordedby: 'x', commandid: 'x' };
    const data = { actorId: 'japan', name: { language: 'fr', text: 'Japon' } };
    const { store, runner } = service.machine;
    await store.append('onrecord-other', 'no stream', [{ ...event, data }]);
    const behind = await scraped();
    expect(valueOf(behind, 'onrecord_log_position')).toBe(runner.position + 1);
    expect(valueOf(behind, 'onrecord_projection_lag_events')).toBe(1);
    expect(valueOf(behind, 'onrecord_projection_position')).toBe(runner.position);
  });

  it('count open streams and what was refused, by its type', async () => {
    const url = await listen(service.app, { host: '127.0.0.1', port: 0 });
    const stream = await opened(`${url}/v1/events/stream`, '0', bearing(reader));
    const before = await scraped();
    expect(valueOf(before, 'onrecord_sse_clients')).toBe(1);
    const refused = (text: string, type: string): number =>
      valueOf(text, `onrecord_refused_requests_total{type="${type}"}`) || 0;
    await service.ask.get('/v1/issues');
    await service.ask.post('/v1/actors').set(bearing(reader)).send({});
    await service.ask.get('/v1/issues/nothing-such').set(bearing(reader));
    stream.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const after = await scraped();
    expect(valueOf(after, 'onrecord_sse_clients')).toBe(0);
    for (const type of ['key-needed', 'scope-missing', 'unknown-issue'])
      expect([type, refused(after, type)]).toEqual([type, refused(before, type) + 1]);
    const line = 'onrecord_request_seconds_count{method="GET",route="/v1/issues/:issue",status="4xx"}';
    expect(valueOf(after, line)).toBe(1);
  });

  it('are an admin’s, or this computer’s where no proxy stands between', async () => {
    const through = { 'x-forwarded-for': '192.0.2.1' };
    await service.ask.get('/metrics').set(through).expect(401);
    await service.ask
      .get('/metrics')
      .set({ ...through, ...bearing(reader) })
      .expect(403);
    expect(await scraped({ ...through, ...bearing(admin) })).toContain('process_resident_memory_bytes');
  });
});
