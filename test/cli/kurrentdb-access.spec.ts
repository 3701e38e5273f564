import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { BUNDLED, type Run } from '../support/command-line.js';
import { bearing } from '../support/guarded.js';
import { startTestServer, type TestServer } from '../support/kurrentdb/server.js';
import { onrecordOn, serveOn } from '../support/on-a-cluster.js';

jest.setTimeout(90_000);

const folder = mkdtempSync(join(tmpdir(), 'onrecord-cluster-'));
const at = (name: string): string => join(folder, name);
const replica = at('replica.db');
const STATEMENT = 'saito-remarks-2025-11-25';
const NAMED = expect.stringContaining('ONRECORD_CHECKPOINTS');

let server: TestServer;
const run = (...args: readonly string[]): Promise<Run> => onrecordOn(server.url, replica, args);

/** What is done while some settings hold. */
const withSettings = async <Done>(
  settings: Readonly<Record<string, string>>,
  work: () => Promise<Done>,
): Promise<Done> => {
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
  }
};

beforeAll(async () => {
  server = await startTestServer();
  expect((await run('import', BUNDLED, '--trust-recorded-at')).code).toBe(0);
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the checkpoints of a log on a cluster', () => {
  beforeAll(async () => {
    expect((await run('checkpoint', '--new-key', at('key'))).code).toBe(0);
  });

  it('need a place that is named, which each command says before it does anything', async () => {
    await server.stop();
    await withSettings({ ONRECORD_SIGNING_KEY: at('key') }, async () => {
      for (const args of [['checkpoint'], ['cite', STATEMENT], ['verify'], ['serve', '--port', '0']])
        expect([args, await run(...args)]).toEqual([args, { code: 2, out: '', err: NAMED }]);
    });
    expect(await run('verify', '--key', at('key.pub'))).toEqual({ code: 2, out: '', err: NAMED });
    expect(await run('cite', STATEMENT)).toMatchObject({ code: 2, err: NAMED });
    await server.start();
    expect(readdirSync(folder).filter((name) => name.includes('checkpoints'))).toEqual([]);
  });

  it('are not asked for where nothing is signed, and that is said', async () => {
    const { code, out, err } = await run('verify');
    expect([code, out, err]).toEqual([0, expect.stringContaining('72 events read'), NAMED]);
  });

  it('are signed, told of by doctor, cited and verified in the place that is named', async () => {
    const settings = { ONRECORD_SIGNING_KEY: at('key'), ONRECORD_CHECKPOINTS: at('signed') };
    await withSettings(settings, async () => {
      expect((await run('checkpoint')).code).toBe(0);
      expect(readdirSync(at('signed'))).toContain('0000000072.checkpoint');
      expect((await run('cite', STATEMENT)).code).toBe(0);
      expect(await run('verify')).toMatchObject({ code: 0, out: expect.stringContaining('up to position 72') });
      const doctor = await run('--json', 'doctor');
      expect(JSON.parse(doctor.out)).toMatchObject({ checkpoints: { directory: at('signed'), latest: 72 } });
    });
    const without = await withSettings({ ONRECORD_SIGNING_KEY: at('key') }, () => run('doctor'));
    expect(without).toMatchObject({ code: 2, err: NAMED, out: expect.stringMatching(/^checkpoints +no place/m) });
  });
});

describe('keys on a cluster', () => {
  it('let their holder read and record until they are revoked, also after a restart, and are audited', async () => {
    const made = await run('key', 'create', '--name', 'Rico Recorder', '--scopes', 'read,record');
    expect(made.code).toBe(0);
    const key = made.out.trim();
    const file = `${replica}.keys.json`;
    expect(existsSync(file)).toBe(true);
    const send = (url: string, actorId: string): Promise<Response> =>
      fetch(`${url}/v1/actors`, {
        method: 'POST',
        headers: { ...bearing(key), 'content-type': 'application/json' },
        body: JSON.stringify({ actorId, kind: 'person', names: [{ language: 'en', text: actorId }] }),
      });
    const read = async (url: string, headers = bearing(key)): Promise<number> =>
      (await fetch(`${url}/v1/actors/japan`, { headers })).status;
    const service = await serveOn(server.url, replica);
    expect([await read(service.url), await read(service.url, {})]).toEqual([200, 401]);
    expect((await send(service.url, 'arvia')).status).toBe(201);
    const event = await fetch(`${service.url}/v1/events/73`, { headers: bearing(key) });
    expect(await event.json()).toMatchObject({ recordedby: 'Rico Recorder' });
    const imported = await fetch(`${service.url}/v1/import`, {
      method: 'POST',
      headers: { ...bearing(key), 'content-type': 'application/jsonl' },
      body: '\n',
    });
    expect(imported.status).toBe(403);
    const id = /^ork_([0-9a-f]{10})_/.exec(key)![1]!;
    expect((await run('key', 'revoke', id)).code).toBe(0);
    expect([await read(service.url), (await send(service.url, 'casey-example')).status]).toEqual([401, 401]);
    expect(await service.stop()).toBe(0);
    const again = await serveOn(server.url, replica);
    expect([await read(again.url), await read(again.url, {})]).toEqual([401, 401]);
    expect(await again.stop()).toBe(0);
    const text = readFileSync(`${file}.audit.jsonl`, 'utf8');
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { what: 'key create', outcome: 'done', about: { key: id } },
      { what: 'POST /v1/import', outcome: 'refused', who: 'Rico Recorder', keyId: id },
      { what: 'key revoke', outcome: 'done' },
    ]);
    expect(text).not.toContain(key.slice(15));
  });
});

describe('a copy of a cluster’s log', () => {
  it('is no file: backup and restore say so, change nothing, and print no password', async () => {
    const url = server.url.replace('//', '//reader:do-not-print-me@');
    for (const [args, own] of [
      [['backup', at('copy.db')], replica],
      [['restore', replica], at('fresh.db')],
    ] as const) {
      const { code, out, err } = await onrecordOn(url, own, args);
      expect([code, out, err]).toEqual([4, '', expect.stringContaining('is not kept in a file')]);
      expect(err).not.toMatch(/do-not-print-me|reader:/);
    }
    expect(existsSync(at('fresh.db'))).toBe(false);
    expect(existsSync(at('copy.db'))).toBe(false);
  });
});
