import { Writable } from 'node:stream';
import { listen } from '../../src/http/create-app.js';
import { levelIn, newLog } from '../../src/http/logging.js';
import { folder, onrecord, serve } from '../support/command-line.js';
import { bearing, type Guarded, guarded, type KeysFolder, keysFolder } from '../support/guarded.js';
import { opened } from '../support/subscriber.js';

let keys: KeysFolder;
let service: Guarded;
let key: string;
let keyId: string;
beforeAll(async () => {
  keys = keysFolder();
  const issued = await keys.make('Rico Recorder', 'read,record');
  [key, keyId] = [issued.key, issued.entry.id];
  service = await guarded({ keys: keys.path });
});
afterAll(async () => {
  await service.close();
  keys.remove();
});

type Line = Readonly<Record<string, unknown>>;
const linesOf = (text: readonly string[]): readonly Line[] => text.map((line) => JSON.parse(line) as Line);
const lastLine = (): Line => linesOf(service.log).at(-1)!;

describe('the log', () => {
  it('has one line for a request: route, status, milliseconds, key id, and the request’s id', async () => {
    const before = service.log.length;
    const path = '/v1/positions/japan/taiwan?asOf=2025-11-25';
    const answer = await service.ask.get(path).set({ ...bearing(key), 'x-request-id': 'from-outside.1' });
    expect(answer.headers['x-request-id']).toBe('from-outside.1');
    expect(service.log.length).toBe(before + 1);
    expect(lastLine()).toMatchObject({
      level: 'info',
      service: 'onrecord',
      requestId: 'from-outside.1',
      method: 'GET',
      route: '/v1/positions/:actor/:issue',
      status: 200,
      ms: expect.any(Number),
      keyId,
    });
    expect(JSON.stringify(lastLine())).not.toMatch(/2025-11-25|address|authorization/);
  });

  it.each(['', 'with space', 'a'.repeat(129), 'ümlaut', '-x', '{"json":1}'])(
    'gives a request an id of its own where the one it brings will not do: %#',
    async (given) => {
      const answer = await service.ask.get('/healthz').set({ 'x-request-id': Buffer.from(given).toString('latin1') });
      expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('takes no key for a request’s id', async () => {
    const answer = await service.ask.get('/healthz').set({ 'x-request-id': key });
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(service.log.join('')).not.toContain(key.slice(15));
  });

  it('says what was refused, and from where whoever was not let in', async () => {
    await service.ask.get('/v1/issues');
    expect(lastLine()).toMatchObject({
      status: 401,
      problem: 'key-needed',
      address: expect.stringContaining('127.0.0.1'),
    });
    await service.ask.get('/v1/issues/none').set(bearing(key));
    expect(lastLine()).toMatchObject({ status: 404, problem: 'unknown-issue', keyId });
  });

  it('has a line for a stream when it ends', async () => {
    const url = await listen(service.app, { host: '127.0.0.1', port: 0 });
    const stream = await opened(`${url}/v1/changes`, undefined, bearing(key));
    const before = service.log.length;
    stream.destroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(linesOf(service.log.slice(before))).toMatchObject([{ msg: 'stream ended', route: '/v1/changes', keyId }]);
  });

  it('tells a bug with its stack, under the request’s id', async () => {
    const { store } = service.machine;
    const broken = await guarded({});
    Object.assign(broken.machine.runner, { caughtUp: () => Promise.reject(new Error(`a bug near ${key}`)) });
    const answer = await broken.ask.get('/v1/issues').set({ 'x-request-id': 'buggy' });
    expect([answer.status, answer.text]).toEqual([500, expect.not.stringContaining('a bug')]);
    const [bug] = linesOf(broken.log);
    expect(bug).toMatchObject({
      level: 'error',
      requestId: 'buggy',
      err: { message: expect.stringContaining('a bug near ork_') },
    });
    expect(broken.log.join('')).not.toContain(key.slice(15));
    await broken.close();
    expect(store).toBeDefined();
  });

  it('hides secrets that somebody comes to log, in fields and in words', () => {
    const lines: string[] = [];
    const sink = new Writable({ write: (line: Buffer, _encoding, done) => (lines.push(line.toString()), done()) });
    const log = newLog('info', sink);
    const token = `eyJhbGciOiJSUzI1NiJ9.${'a'.repeat(40)}.${'b'.repeat(40)}`;
    log.info(
      { headers: { authorization: `Bearer ${key}` }, deep: { token }, err: new Error(`of ${token}`) },
      `with ${key}`,
    );
    log.info(`Authorization: Bearer ${'x'.repeat(20)}`);
    expect(lines.join('')).not.toMatch(new RegExp(`${key.slice(15)}|aaaa|bbbb|xxxx`));
    expect(linesOf(lines)).toMatchObject([{ headers: { authorization: '[hidden]' }, deep: { token: '[hidden]' } }, {}]);
  });

  it('has the level that is set, and refuses one there is not', () => {
    expect([levelIn({}), levelIn({ ONRECORD_LOG: 'debug' }), levelIn({}, 'warn')]).toEqual(['info', 'debug', 'warn']);
    expect(() => levelIn({ ONRECORD_LOG: 'loud' })).toThrow('ONRECORD_LOG is “loud”');
  });
});

describe('a service’s output', () => {
  it('keeps what people are told on stderr beside the log on stdout, and writes through with a key', async () => {
    const place = folder();
    const store = place.store('logged');
    const made = onrecord(store, ['key', 'create', '--name', 'Rico Recorder', '--scopes', 'read,record']).out.trim();
    const admin = onrecord(store, ['key', 'create', '--name', 'Ada Admin', '--scopes', 'admin']).out.trim();
    const running = await serve(store);
    const bare = onrecord(store, ['import', 'examples/japan-china.jsonl', '--trust-recorded-at']);
    expect(bare).toMatchObject({ code: 4, err: expect.stringContaining('Authorization: Bearer KEY') });
    process.env['ONRECORD_KEY'] = admin;
    expect(onrecord(store, ['import', 'examples/japan-china.jsonl', '--trust-recorded-at']).code).toBe(0);
    process.env['ONRECORD_KEY'] = made;
    const named = onrecord(store, ['name', 'japan', '--text', 'Nihon', '--language', 'ja-Latn']);
    const forged = onrecord(store, ['name', 'japan', '--text', 'J', '--language', 'en', '--recorded-by', 'Ada Admin']);
    delete process.env['ONRECORD_KEY'];
    expect(named).toMatchObject({ code: 0, out: expect.stringContaining('by the name of your key') });
    expect(forged).toMatchObject({ code: 4, err: expect.stringContaining('records as “Rico Recorder”') });
    expect(onrecord(store, ['export']).out.trimEnd().split('\n').at(-1)).toContain('"recordedby":"Rico Recorder"');
    expect(await running.stop()).toBe(0);
    expect(running.told()).toMatch(/^On Record listens on http:\/\/127\.0\.0\.1:\d+; what it answers is at/m);
    expect(running.told()).toContain('"route":"/v1/actors/:actor/names","status":201');
    for (const secret of [made, admin]) expect(running.told()).not.toContain(secret.slice(15));
    place.remove();
  }, 30_000);
});
