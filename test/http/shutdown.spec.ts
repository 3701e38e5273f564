import { request } from 'node:http';
import { folder, onrecord, type Service, serve } from '../support/command-line.js';
import { opened } from '../support/subscriber.js';

const place = folder();
afterAll(() => place.remove());

/** What came of a write: its status, or that no answer came. */
type Sent = Readonly<{ id: string; status: number | undefined; error?: string }>;

const send = (service: Service, id: string): Promise<Sent> =>
  new Promise((resolve) => {
    const body = JSON.stringify({ actorId: id, kind: 'person', names: [{ language: 'en', text: id }] });
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const sending = request(`${service.url}/v1/actors`, { method: 'POST', headers, agent: false }, (response) => {
      response.resume().on('end', () => resolve({ id, status: response.statusCode }));
    });
    sending.on('error', (error: NodeJS.ErrnoException) => resolve({ id, status: undefined, error: error.code ?? '' }));
    sending.end(body);
  });

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

const textOf = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  let text = '';
  for await (const chunk of stream) text += chunk.toString();
  return text;
};

describe('a service that is told to end', () => {
  it('finishes what it took, ends its streams with a hint, takes no more, and exits with 0', async () => {
    const store = place.store('drain');
    const service = await serve(store, undefined, { ONRECORD_LOG: 'warn' });
    const stream = await opened(`${service.url}/v1/events/stream`, '0');
    const streamed = textOf(stream);
    const sent: Sent[] = [];
    let isOver = false;
    const writer = async (name: string): Promise<void> => {
      for (let at = 0; !isOver; at += 1) {
        const one = await send(service, `${name}-${at}`);
        sent.push(one);
        if (one.status !== 201) return;
      }
    };
    const writers = Promise.all(Array.from({ length: 16 }, (_, at) => writer(`writer-${at}`)));
    while (sent.length < 60) await pause(20);
    const begun = Date.now();
    const code = await service.stop('SIGTERM');
    isOver = true;
    await writers;
    expect(code).toBe(0);
    expect(Date.now() - begun).toBeLessThan(8_000);
    expect(service.told()).toContain('SIGTERM: ending');
    const text = await streamed;
    expect(text).toMatch(/: the service is stopping, come back\nretry: \d{4,5}\n\n$/);
    const acknowledged = sent.filter(({ status }) => status === 201).map(({ id }) => id);
    const others = sent.filter(({ status }) => status !== 201);
    expect(acknowledged.length).toBeGreaterThan(50);
    expect(
      others
        .map(({ status, error }) => status ?? error)
        .filter((end) => end !== 503 && end !== 'ECONNREFUSED' && end !== 'ECONNRESET'),
    ).toEqual([]);
    const kept = onrecord(store, ['export']).out;
    const ids = [...kept.matchAll(/"actorId":"(writer-[\d-]+)"/g)].map((match) => match[1] as string);
    expect(acknowledged.filter((id) => !ids.includes(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    const refused = others.filter(({ status }) => status === 503).map(({ id }) => id);
    expect(ids.filter((id) => refused.includes(id))).toEqual([]);
    expect(onrecord(store, ['verify']).code).toBe(0);
  }, 60_000);

  it('waits no longer than it is told to, and says with its code that it cut a write', async () => {
    const service = await serve(place.store('cut'), undefined, { ONRECORD_DRAIN: '1', ONRECORD_LOG: 'silent' });
    const sending = request(`${service.url}/v1/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/jsonl', 'transfer-encoding': 'chunked' },
    });
    const cut = new Promise<string>((resolve) => sending.on('error', (error) => resolve(String(error))));
    sending.write('{"type":"RecordOpened","data":{"name":"Cut"}}\n');
    await pause(200);
    const begun = Date.now();
    expect(await service.stop('SIGTERM')).toBe(1);
    expect(Date.now() - begun).toBeLessThan(4_000);
    expect(await cut).toMatch(/ECONNRESET|hang up/);
    expect(service.told()).toContain('Cut 1 writes');
    expect(onrecord(place.store('cut'), ['verify']).code).toBe(0);
  }, 30_000);

  it('lets no reader that stopped reading hold it up', async () => {
    const store = place.store('slow');
    onrecord(store, ['import', 'examples/japan-china.jsonl', '--trust-recorded-at']);
    const service = await serve(store, undefined, { ONRECORD_DRAIN: '1', ONRECORD_LOG: 'silent' });
    const stream = await opened(`${service.url}/v1/events/stream`, '0');
    stream.pause().on('error', () => undefined);
    const begun = Date.now();
    expect(await service.stop('SIGINT')).toBe(0);
    expect(Date.now() - begun).toBeLessThan(4_000);
    stream.destroy();
  }, 30_000);
});
