import { readFileSync, writeFileSync } from 'node:fs';
import { listen } from '../../src/http/create-app.js';
import { Streams } from '../../src/http/streams.js';
import { allOperations } from '../../src/http/operations.js';
import { auditPath } from '../../src/record/keys-audit.js';
import { readUsed } from '../../src/record/keys-file.js';
import { revokeKey, rotateKey } from '../../src/record/keys-changes.js';
import { bearing, type Guarded, guarded, type KeysFolder, keysFolder } from '../support/guarded.js';
import { opened } from '../support/subscriber.js';

let keys: KeysFolder;
let service: Guarded;
let reader: string;
let recorder: string;
let corrector: string;
let admin: string;
beforeAll(async () => {
  keys = keysFolder();
  reader = (await keys.make('Rita Reader', 'read')).key;
  recorder = (await keys.make('Rico Recorder', 'read,record')).key;
  corrector = (await keys.make('Cora Corrector', 'read,record,correct')).key;
  admin = (await keys.make('Ada Admin', 'admin')).key;
  service = await guarded({ keys: keys.path, rate: 0, writeRate: 0 });
});
afterAll(async () => {
  await service.close();
  keys.remove();
});

type Problem = Readonly<{ type: string; detail: string; instance: string }>;
type Answer = Readonly<{ status: number; body: Problem; headers: Record<string, string>; text: string }>;

const ask = async (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  (await service.ask.get(path).set(headers)) as unknown as Answer;

const post = async (path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> =>
  (await service.ask.post(path).set(headers).send(body)) as unknown as Answer;

const typeOf = ({ body }: Answer): string => body.type.replace('urn:onrecord:problem:', '');
const ACTOR = (actorId: string): object => ({ actorId, kind: 'person', names: [{ language: 'en', text: actorId }] });

const sampleOf = (path: string): string =>
  path
    .replace('{actor}', 'japan')
    .replace('{issue}', 'taiwan')
    .replaceAll(/\{\w+\}/g, '1');

describe('a service with keys', () => {
  it.each(allOperations().map(([id, operation]) => [id, operation] as const))(
    'asks for the key that %s needs, and for no more',
    async (_id, { method, path, scope }) => {
      const send = (headers: Record<string, string>): Promise<Answer> =>
        method === 'get' && path.includes('/stream')
          ? ask(`${sampleOf(path)}?after=x`, headers)
          : method === 'get'
            ? ask(sampleOf(path), headers)
            : post(sampleOf(path), {}, headers);
      const holders = { read: reader, record: recorder, correct: corrector, admin, none: undefined } as const;
      const bare = await send({});
      if (scope === 'none') return expect(bare.status).toBe(200);
      expect([bare.status, typeOf(bare)]).toEqual([401, 'key-needed']);
      expect(bare.headers['www-authenticate']).toBe('Bearer realm="onrecord"');
      const less = { read: undefined, record: reader, correct: recorder, admin: corrector }[scope];
      if (less !== undefined) {
        const short = await send(bearing(less));
        expect([short.status, typeOf(short)]).toEqual([403, 'scope-missing']);
        expect(short.headers['www-authenticate']).toContain(`error="insufficient_scope", scope="${scope}"`);
      }
      for (const key of [holders[scope], admin]) expect([401, 403]).not.toContain((await send(bearing(key!))).status);
    },
  );

  it('asks at every route under /v1, whoever adds one', async () => {
    const answers = [await ask('/v1'), await ask('/v1/nothing'), await ask('/v1/../v1/positions'), await ask('/v1//x')];
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect((await service.ask.head('/v1/positions')).status).toBe(401);
    for (const path of ['/V1/positions', '//v1/positions', '/v1%2Fpositions', '/;/v1/positions'])
      expect([400, 401, 404]).toContain((await ask(path)).status);
  });

  it('shows what holds nothing of the record to anybody', async () => {
    for (const path of ['/docs', '/openapi.json', '/healthz', '/readyz']) expect((await ask(path)).status).toBe(200);
  });

  it.each([
    ['another key of the same shape', (key: string) => `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`],
    ['a key that was cut short', (key: string) => key.slice(0, -1)],
    ['a key of an id that there is not', (key: string) => key.replace(/^ork_.{10}/, 'ork_0123456789')],
    ['a hash in the place of its key', () => /"sha256": "(\w+)"/.exec(readFileSync(keys.path, 'utf8'))![1]!],
  ])('lets nobody in with %s', async (_name, changed) => {
    const answer = await ask('/v1/positions', bearing(changed(reader)));
    expect([answer.status, typeOf(answer)]).toEqual([401, 'bad-key']);
    expect(answer.headers['www-authenticate']).toContain('invalid_token');
  });

  it.each(['Basic dXNlcjpwYXNzd29yZA==', 'Bearer', 'Bearer a b', 'ork_0123456789_x'])(
    'takes no Authorization but a bearer’s: %#',
    async (authorization) => {
      const answer = await ask('/v1/positions', { authorization });
      expect([answer.status, typeOf(answer)]).toEqual([401, 'bad-authorization']);
    },
  );

  it('ends a key when it is revoked, at once, and one that expired or was rotated at its hour', async () => {
    const desk = { path: keys.path, who: 'spec', now: new Date().toISOString() };
    const { key, entry } = await keys.make('Short Lived', 'read');
    expect((await ask('/v1/issues', bearing(key))).status).toBe(200);
    await revokeKey(desk, entry.id);
    expect((await ask('/v1/issues', bearing(key))).body.detail).toContain(`Key ${entry.id} (“Short Lived”) is revoked`);
    const late = await keys.make('Too Late', 'read', { expires: new Date(Date.now() - 1).toISOString() });
    expect((await ask('/v1/issues', bearing(late.key))).body.detail).toContain('is expired');
    const old = await keys.make('Turning', 'read');
    const next = await rotateKey(desk, old.entry.id, { until: new Date(Date.now() + 300).toISOString() });
    expect((await ask('/v1/issues', bearing(old.key))).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect((await ask('/v1/issues', bearing(old.key))).status).toBe(401);
    expect((await ask('/v1/issues', bearing(next.key))).status).toBe(200);
  });

  it('ends the streams of a key that is revoked', async () => {
    const other = await guarded({ keys: keys.path });
    other.app.get(Streams).limit({ beatMs: 50 });
    const url = await listen(other.app, { host: '127.0.0.1', port: 0 });
    const { key, entry } = await keys.make('Streaming', 'read');
    const [stream, kept] = [
      await opened(`${url}/v1/changes`, undefined, bearing(key)),
      await opened(`${url}/v1/changes`, undefined, bearing(reader)),
    ];
    const over = new Promise<string>((resolve) => stream.resume().on('end', () => resolve('ended')));
    await revokeKey({ path: keys.path, who: 'spec', now: new Date().toISOString() }, entry.id);
    expect(await over).toBe('ended');
    expect(kept.resume().destroyed).toBe(false);
    kept.destroy();
    await other.close();
  });

  it('refuses a key in an address, however it is written, and neither logs nor repeats it', async () => {
    const secret = reader.slice(15);
    for (const query of [`key=${reader}`, `access_token=x`, `q=${reader}`, `q=%6Frk_${reader.slice(4)}`, `api_key=1`]) {
      const answer = await ask(`/v1/search?${query}`, bearing(reader));
      expect([answer.status, typeOf(answer), answer.body.instance]).toEqual([400, 'key-in-address', '/']);
      expect(answer.text).not.toContain(secret);
    }
    expect((await ask(`/v1/actors/${reader}`)).text).not.toContain(secret);
    expect((await ask(`/%ZZ${reader}`)).text).not.toContain(secret);
    expect(service.log.join('')).not.toContain(secret);
  });

  it('keeps when a key was last used', async () => {
    const { key, entry } = await keys.make('Used Once', 'read');
    const other = await guarded({ keys: keys.path });
    await other.ask.get('/v1/issues').set(bearing(key)).expect(200);
    await other.close();
    expect(Date.now() - Date.parse(readUsed(keys.path)[entry.id]!)).toBeLessThan(30_000);
  });
});

describe('what is recorded with a key', () => {
  it('carries the key’s name, and no other that it is given', async () => {
    const answer = await post('/v1/actors', ACTOR('named-by-key'), bearing(recorder));
    expect(answer.status).toBe(201);
    const { position } = (await service.ask.get('/v1/projections').set(bearing(reader))).body as { position: number };
    expect((await ask(`/v1/events/${position}`, bearing(reader))).body).toMatchObject({ recordedby: 'Rico Recorder' });
    const same = { ...bearing(recorder), 'x-recorded-by': 'Rico Recorder' };
    expect((await post('/v1/actors', ACTOR('named-the-same'), same)).status).toBe(201);
    const forged = { ...bearing(recorder), 'x-recorded-by': 'Cora Corrector' };
    const refused = await post('/v1/actors', ACTOR('forged'), forged);
    expect([refused.status, typeOf(refused)]).toEqual([403, 'not-your-name']);
    expect((await ask('/v1/actors/forged', bearing(reader))).status).toBe(404);
  });

  it('is nothing where the key may only read, whatever stands in the body', async () => {
    const before = service.machine.runner.position;
    for (const [, { method, path, scope }] of allOperations())
      if (method === 'post' && scope !== 'none')
        expect((await post(sampleOf(path), { dryRun: true }, bearing(reader))).status).toBe(403);
    expect(service.machine.runner.position).toBe(before);
  });

  it('is audited where it takes an admin, let in or not, without the key', async () => {
    const line = { type: 'ActorRegistered', data: ACTOR('imported') };
    const send = (key: string) =>
      service.ask
        .post('/v1/import')
        .set({ ...bearing(key), 'x-request-id': 'audited-1' })
        .type('application/jsonl')
        .send(`${JSON.stringify(line)}\n`);
    expect((await send(admin)).status).toBe(200);
    expect((await send(corrector)).status).toBe(403);
    const text = readFileSync(auditPath(keys.path), 'utf8');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one) as Record<string, unknown>);
    const uses = lines.filter((one) => one['requestId'] === 'audited-1');
    expect(uses).toMatchObject([
      { who: 'Ada Admin', what: 'POST /v1/import', outcome: 'admitted' },
      { who: 'Cora Corrector', what: 'POST /v1/import', outcome: 'refused' },
    ]);
    for (const key of [admin, corrector]) expect(text).not.toContain(key.slice(15));
  });
});

describe('keys that cannot be read', () => {
  it('let nobody in, and say so', async () => {
    const folder = keysFolder();
    const { key } = await folder.make('Someone', 'read');
    const other = await guarded({ keys: folder.path });
    await other.ask.get('/v1/issues').set(bearing(key)).expect(200);
    writeFileSync(folder.path, '{"version":1,"keys":[{"id":"x"}]}');
    const broken = await other.ask.get('/v1/issues').set(bearing(key));
    expect([broken.status, (broken.body as Problem).type]).toEqual([503, 'urn:onrecord:problem:keys-unreadable']);
    expect(broken.text).not.toContain(folder.path);
    expect(other.log.join('')).toContain(`The keys in ${folder.path} cannot be used`);
    folder.remove();
    const gone = await other.ask.get('/v1/issues');
    expect(gone.status).toBe(401);
    await other.close();
  });
});

describe('a service without keys', () => {
  it('asks nobody on this computer, and asks as soon as there is one', async () => {
    const folder = keysFolder();
    const other = await guarded({ keys: folder.path });
    await other.ask.get('/v1/issues').expect(200);
    const { key } = await folder.make('First', 'read');
    await other.ask.get('/v1/issues').expect(401);
    await other.ask.get('/v1/issues').set(bearing(key)).expect(200);
    await other.close();
    folder.remove();
  });

  it('lets anybody ask where it is public, and nobody record', async () => {
    const other = await guarded({ keys: keys.path, publicRead: true });
    await other.ask.get('/v1/issues').expect(200);
    await other.ask.post('/v1/actors').send(ACTOR('somebody')).expect(401);
    const { key } = await keys.make('Recorder', 'record');
    await other.ask.get('/v1/issues').set(bearing(key)).expect(200);
    await other.ask
      .get('/v1/issues')
      .set(bearing(`${key}x`))
      .expect(401);
    await other.close();
  });

  it('does not listen where others reach it', async () => {
    const other = await guarded({});
    for (const host of ['0.0.0.0', '::', '192.0.2.1'])
      await expect(listen(other.app, { host, port: 0 })).rejects.toMatchObject({
        type: 'not-loopback',
        message: expect.stringContaining('onrecord key create'),
      });
    await other.close();
    const open = await guarded({ keys: keys.path, mustAsk: true });
    expect(await listen(open.app, { host: '0.0.0.0', port: 0 })).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await open.close();
  });
});

describe('what is sent to another name', () => {
  it('is refused unless the name is one of the service’s', async () => {
    const other = await guarded({ hosts: ['record.example.org'] });
    const status = async (host: string): Promise<number> => (await other.ask.get('/healthz').set({ host })).status;
    expect(await status('record.example.org')).toBe(200);
    expect(await status('RECORD.example.org.:443')).toBe(200);
    expect(await status('[::1]:8360')).toBe(200);
    expect(await status('evil.example')).toBe(421);
    expect(await status('record.example.org.evil.example')).toBe(421);
    const forwarded = { host: 'evil.example', 'x-forwarded-host': 'localhost' };
    expect((await other.ask.get('/healthz').set(forwarded)).status).toBe(421);
    await other.close();
  });
});

describe('a page elsewhere', () => {
  it('reads nothing, unless its origin was named', async () => {
    const closed = await ask('/v1/issues', { ...bearing(reader), origin: 'https://news.example' });
    expect(closed.headers['access-control-allow-origin']).toBeUndefined();
    const other = await guarded({ origins: ['https://news.example'] });
    const named = await other.ask.get('/v1/issues').set({ origin: 'https://news.example' });
    expect(named.headers['access-control-allow-origin']).toBe('https://news.example');
    expect(named.headers['access-control-allow-credentials']).toBeUndefined();
    const unnamed = await other.ask.get('/v1/issues').set({ origin: 'https://evil.example' });
    expect(unnamed.headers['access-control-allow-origin']).toBeUndefined();
    const preflight = await other.ask
      .options('/v1/actors')
      .set({ origin: 'https://evil.example', 'access-control-request-method': 'POST' });
    expect(preflight.headers['access-control-allow-origin']).toBeUndefined();
    await other.close();
  });

  it('cannot make a browser record with a form', async () => {
    const other = await guarded({});
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(
        (
          await other.ask
            .post('/v1/actors')
            .type(type)
            .send(JSON.stringify(ACTOR('by-form')))
        ).status,
      ).toBe(415);
    expect((await other.ask.get('/v1/actors/by-form')).status).toBe(404);
    await other.close();
  });

  it('is told what pages from here may do', async () => {
    const { headers } = await ask('/v1/issues', bearing(reader));
    const policy = headers['content-security-policy']!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|upgrade-insecure-requests/);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    const docs = await ask('/docs');
    expect(docs.headers['content-security-policy']).toContain("script-src 'self'");
    expect(docs.text).not.toMatch(/<script>(?!\s*<\/script>)/);
    expect(docs.text.match(/<script[^>]*>[^<\s]/)).toBeNull();
  });
});

describe('what one client may ask', () => {
  it('is bounded by key, reads and writes apart, and told', async () => {
    const other = await guarded({ keys: keys.path, rate: 3, writeRate: 1 });
    const first = await other.ask.get('/v1/issues').set(bearing(reader));
    expect(first.headers).toMatchObject({
      'ratelimit-limit': '3',
      'ratelimit-remaining': '2',
      'ratelimit-policy': '"reads";q=3;w=60',
    });
    expect(first.headers['ratelimit']).toMatch(/^"reads";r=2;t=\d+$/);
    for (let at = 0; at < 2; at += 1) await other.ask.get('/v1/issues').set(bearing(reader)).expect(200);
    const over = await other.ask.get('/v1/issues').set(bearing(reader));
    expect([over.status, (over.body as Problem).type]).toEqual([429, 'urn:onrecord:problem:too-many-requests']);
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
    await other.ask.get('/v1/issues').set(bearing(recorder)).expect(200);
    await other.ask.post('/v1/actors').set(bearing(recorder)).send(ACTOR('first')).expect(201);
    await other.ask.post('/v1/actors').set(bearing(recorder)).send(ACTOR('second')).expect(429);
    await other.ask.get('/healthz').expect(200);
    await other.close();
  });

  it('holds for addresses that try keys', async () => {
    const other = await guarded({ keys: keys.path, rate: 0, writeRate: 0 });
    const statuses: number[] = [];
    for (let at = 0; at < 62; at += 1)
      statuses.push((await other.ask.get('/v1/issues').set(bearing(`ork_${'0'.repeat(10)}_${'x'.repeat(43)}`))).status);
    expect([statuses.filter((status) => status === 401).length, statuses.at(-1)]).toEqual([60, 429]);
    await other.close();
  });

  it('holds for streams, for one client and for all', async () => {
    const other = await guarded({ streams: 3, streamsEach: 2, keys: keys.path });
    const url = await listen(other.app, { host: '127.0.0.1', port: 0 });
    const open = (key: string) => opened(`${url}/v1/changes`, undefined, bearing(key));
    const streams = [await open(reader), await open(reader)];
    const third = await open(reader);
    expect([third.statusCode, third.headers['retry-after']]).toEqual([429, '30']);
    streams.push(await open(recorder));
    expect((await open(corrector)).statusCode).toBe(503);
    streams[0]!.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const again = await open(reader);
    expect([again.statusCode, again.headers['x-request-id']]).toEqual([200, expect.stringMatching(/./)]);
    for (const stream of [...streams, third, again]) stream.destroy();
    await other.close();
  });

  it('is no longer than anything that can be asked', async () => {
    const long = await ask(`/v1/search?q=${'a'.repeat(9_000)}`, bearing(reader));
    expect([long.status, typeOf(long)]).toEqual([414, 'address-too-long']);
    const headers = await ask('/v1/issues', { ...bearing(reader), 'x-filler': 'a'.repeat(20_000) });
    expect(headers.status).toBe(431);
  });
});
