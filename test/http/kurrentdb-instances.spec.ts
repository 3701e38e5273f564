import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledLines } from '../support/service.js';
import { startTestServer, type TestServer } from '../support/kurrentdb/server.js';
import { onrecordOn, type ServiceOn, serveOn } from '../support/on-a-cluster.js';
import { readUntil } from '../support/subscriber.js';

const folder = mkdtempSync(join(tmpdir(), 'onrecord-instances-'));
const replica = (name: string): string => join(folder, `${name}.db`);

let server: TestServer;
let [one, two]: readonly ServiceOn[] = [];
beforeAll(async () => {
  server = await startTestServer();
  const bundled = `${bundledLines().join('\n')}\n`;
  const { code, err } = await onrecordOn(server.url, replica('cli'), ['import', '-', '--trust-recorded-at'], bundled);
  expect([code, err]).toEqual([0, expect.any(String)]);
  [one, two] = await Promise.all([serveOn(server.url, replica('one')), serveOn(server.url, replica('two'))]);
}, 60_000);
afterAll(async () => {
  await Promise.all([one?.stop(), two?.stop()]);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

type Answer = Readonly<{ status: number; position: number; body: Readonly<Record<string, unknown>> }>;

const answerOf = async (response: Response): Promise<Answer> => ({
  status: response.status,
  position: Number(response.headers.get('x-on-record-position')),
  body: (await response.json()) as Answer['body'],
});

const get = async (service: ServiceOn, path: string, minimum = 0): Promise<Answer> =>
  answerOf(
    await fetch(
      `${service.url}${path}`,
      minimum === 0 ? {} : { headers: { 'x-on-record-min-position': `${minimum}` } },
    ),
  );

const post = async (service: ServiceOn, path: string, body: unknown, minimum = 0): Promise<Answer> => {
  const headers = {
    'content-type': 'application/json',
    ...(minimum === 0 ? {} : { 'x-on-record-min-position': `${minimum}` }),
  };
  return answerOf(await fetch(`${service.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
};

const party = (actorId: string): object => ({ actorId, kind: 'party', names: [{ language: 'en', text: actorId }] });

/** What a client of several services does: it sends back the greatest position that it has seen. */
const client = (): Readonly<{
  get: (service: ServiceOn, path: string) => Promise<Answer>;
  post: (service: ServiceOn, path: string, body: unknown) => Promise<Answer>;
}> => {
  let seen = 0;
  const noted = async (asked: Promise<Answer>): Promise<Answer> => {
    const answer = await asked;
    seen = Math.max(seen, answer.position);
    return answer;
  };
  return {
    get: (service, path) => noted(get(service, path, seen)),
    post: (service, path, body) => noted(post(service, path, body, seen)),
  };
};

describe('two services on one cluster', () => {
  it('both stand on the same log', async () => {
    for (const service of [one!, two!]) {
      const { body } = await get(service, '/readyz');
      expect(body).toMatchObject({ status: 'ready', head: 72, position: 72 });
    }
    const [first, second] = [await get(one!, '/v1/projections'), await get(two!, '/v1/projections')];
    expect(second.body).toEqual(first.body);
  });

  it('answer for each other’s writes at once, to a client that sends its position back', async () => {
    const asked = client();
    for (let index = 0; index < 20; index += 1) {
      const [writes, reads] = index % 2 === 0 ? [one!, two!] : [two!, one!];
      const written = await asked.post(writes, '/v1/actors', party(`party-${index}`));
      expect(written.status).toBe(201);
      const read = await asked.get(reads, `/v1/actors/party-${index}`);
      expect([read.status, read.body['id']]).toEqual([200, `party-${index}`]);
      expect(read.position).toBeGreaterThanOrEqual(written.position);
    }
  });

  it('decide on what was recorded through the other', async () => {
    const asked = client();
    expect((await asked.post(one!, '/v1/issues', issue('harbour'))).status).toBe(201);
    const wording = {
      propositionId: 'reopen',
      kind: 'claim',
      wording: [{ language: 'en', text: 'It should reopen.' }],
    };
    expect(await asked.post(two!, '/v1/issues/harbour/propositions', wording)).toMatchObject({ status: 201 });
    const again = await asked.post(two!, '/v1/issues', issue('harbour'));
    expect(again.status).toBe(409);
  });

  it('record a command that both are sent at once a single time', async () => {
    const key = 'the-same-command';
    const sent = await Promise.all(
      [one!, two!].map(async ({ url }) => {
        const headers = { 'content-type': 'application/json', 'idempotency-key': key };
        const body = JSON.stringify(party('both-at-once'));
        return answerOf(await fetch(`${url}/v1/actors`, { method: 'POST', headers, body }));
      }),
    );
    expect(sent.every(({ status }) => status === 200 || status === 201)).toBe(true);
    expect(new Set(sent.map(({ position }) => position)).size).toBe(1);
    const { position } = await get(one!, '/v1/actors/both-at-once', sent[0]!.position);
    expect(position).toBe(sent[0]!.position);
  });

  it('refuse to answer below a position that was not reached', async () => {
    const { status, body } = await get(two!, '/v1/actors', 100_000);
    expect([status, body['type']]).toEqual([503, 'urn:onrecord:problem:not-yet-read']);
    expect((await post(two!, '/v1/actors', party('too-early'), 100_000)).status).toBe(503);
    expect((await get(two!, '/v1/actors/too-early')).status).toBe(404);
  });

  it('stream what was recorded through the other, each once and in order, and soon', async () => {
    const { position } = await get(two!, '/v1/actors?limit=1');
    const streamed = readUntil(`${two!.url}/v1/events/stream?after=${position}`, undefined, {
      messages: 10,
      milliseconds: 5_000,
    });
    const positions: number[] = [];
    for (let index = 0; index < 10; index += 1)
      positions.push((await post(one!, '/v1/actors', party(`streamed-${index}`))).position);
    const { seen } = await streamed;
    expect(seen.map(({ id }) => Number(id))).toEqual(positions);
    expect(positions).toEqual(Array.from({ length: 10 }, (_, index) => position + index + 1));
  });

  it('take an import through one while the other answers', async () => {
    const before = await get(one!, '/v1/actors?limit=1');
    const lines = Array.from({ length: 300 }, (_, index) =>
      JSON.stringify({ type: 'ActorRegistered', data: party(`imported-${index}`) }),
    );
    const imported = await onrecordOn(server.url, replica('cli'), ['--json', 'import', '-'], `${lines.join('\n')}\n`);
    expect([imported.code, imported.err]).toEqual([0, expect.any(String)]);
    const report = JSON.parse(imported.out) as { recorded: number; position: number };
    expect(report).toMatchObject({ recorded: 300, position: before.position + 300 });
    const last = await get(two!, '/v1/actors/imported-299', report.position);
    expect(last.status).toBe(200);
  }, 30_000);

  it('go on, one without the other, when one is killed in the middle of its work', async () => {
    const { position } = await get(two!, '/v1/actors?limit=1');
    const streamed = readUntil(`${two!.url}/v1/events/stream?after=${position}`, undefined, {
      messages: 100_000,
      milliseconds: 3_000,
    });
    const acknowledged: string[] = [];
    const writing = (async (): Promise<void> => {
      for (let index = 0; index < 1_000; index += 1) {
        const { status } = await post(one!, '/v1/actors', party(`killed-${index}`));
        if (status === 201) acknowledged.push(`killed-${index}`);
      }
    })().catch(() => undefined);
    while (acknowledged.length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    await one!.stop('SIGKILL');
    await writing;
    for (let index = 0; index < 5; index += 1)
      expect((await post(two!, '/v1/actors', party(`survivor-${index}`))).status).toBe(201);
    const { seen } = await streamed;
    const told = seen.map(({ data }) => (JSON.parse(data) as { data: { actorId: string } }).data.actorId);
    expect(acknowledged.length).toBeLessThan(1_000);
    expect(told.filter((id) => acknowledged.includes(id))).toEqual(acknowledged);
    expect(new Set(told).size).toBe(told.length);
    expect(seen.map(({ id }) => Number(id))).toEqual(seen.map((_, index) => position + index + 1));
    expect(told.slice(-5)).toEqual([0, 1, 2, 3, 4].map((index) => `survivor-${index}`));
  }, 60_000);

  it('start and stop while others write, and nothing that was acknowledged is lost', async () => {
    const { position } = await get(two!, '/v1/actors?limit=1');
    let over = false;
    const acknowledged: string[] = [];
    const writing = (async (): Promise<void> => {
      for (let index = 0; !over; index += 1)
        if ((await post(two!, '/v1/actors', party(`load-${index}`))).status === 201) acknowledged.push(`load-${index}`);
    })();
    const three = await serveOn(server.url, replica('three'));
    expect((await get(three, '/readyz')).status).toBe(200);
    for (let index = 0; index < 5; index += 1)
      expect((await post(three, '/v1/actors', party(`third-${index}`))).status).toBe(201);
    const began = Date.now();
    expect(await three.stop()).toBe(0);
    expect(Date.now() - began).toBeLessThan(5_000);
    over = true;
    await writing;
    const log = await (await fetch(`${two!.url}/v1/events?after=${position}&limit=1000`)).text();
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { data: { actorId: string } });
    const told = lines.map(({ data }) => data.actorId);
    expect(told.filter((id) => id.startsWith('load-'))).toEqual(acknowledged);
    expect(told.filter((id) => id.startsWith('third-'))).toHaveLength(5);
    expect(acknowledged.length).toBeGreaterThan(10);
  }, 60_000);

  it('start again beside the one that went on, on the replica that was left', async () => {
    one = await serveOn(server.url, replica('one'));
    const { position } = await get(two!, '/v1/actors?limit=1');
    const there = await get(one, '/v1/projections', position);
    expect(there.body).toEqual((await get(two!, '/v1/projections')).body);
    const checked = await onrecordOn(server.url, replica('one'), ['verify']);
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('They hold together.')]);
  }, 60_000);
});

const issue = (issueId: string): object => ({ issueId, title: [{ language: 'en', text: issueId }] });
