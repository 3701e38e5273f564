import { readFileSync } from 'node:fs';
import { listen } from '../../src/http/create-app.js';
import type { Settings } from '../../src/http/access/settings.js';
import { auditPath } from '../../src/record/keys-audit.js';
import { bearing, type Guarded, guarded, type KeysFolder, keysFolder } from '../support/guarded.js';

let keys: KeysFolder;
let key: string;
let services: Guarded[];
beforeAll(async () => {
  keys = keysFolder();
  ({ key } = await keys.make('Ada Admin', 'admin'));
});
beforeEach(() => (services = []));
afterEach(async () => {
  for (const service of services) await service.close();
});
afterAll(() => keys.remove());

type Ask = (chain: string, more?: Record<string, string>, path?: string) => Promise<Response>;

/** A service that counts three requests, asked over real connections from this computer. */
const asked = async (settings: Partial<Settings>): Promise<Ask> => {
  const service = await guarded({ keys: keys.path, publicRead: true, rate: 3, writeRate: 3, ...settings });
  services.push(service);
  const url = await listen(service.app, { host: '127.0.0.1', port: 0 });
  return async (chain, more = {}, path = '/v1/issues') => {
    const response = await fetch(`${url}${path}`, { headers: { 'x-forwarded-for': chain, ...more } });
    await response.arrayBuffer();
    return response;
  };
};

const statuses = async (ask: Ask, chains: readonly string[], more: Record<string, string> = {}): Promise<number[]> => {
  const found: number[] = [];
  for (const chain of chains) found.push((await ask(chain, more)).status);
  return found;
};

const five = (of: (at: number) => string): readonly string[] => Array.from({ length: 5 }, (_, at) => of(at + 1));

/** The address that the audit holds of a request that came through a chain. */
const auditedOf = async (settings: Partial<Settings>, chain: string): Promise<unknown> => {
  await asked(settings);
  const { ask } = services.at(-1)!;
  const id = `audited-${Math.random().toString(36).slice(2)}`;
  const request = ask.post('/v1/import').set({ ...bearing(key), 'x-forwarded-for': chain, 'x-request-id': id });
  await request.type('application/jsonl').send('\n');
  const lines = readFileSync(auditPath(keys.path), 'utf8').trimEnd().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
  return entries.find(({ requestId }) => requestId === id)?.['address'];
};

const HERE = /^(::ffff:)?127\.0\.0\.1$/;

describe('a peer that is no believed proxy', () => {
  it.each<readonly [string, Partial<Settings>]>([
    ['where none is believed', {}],
    ['where others are', { proxies: ['192.0.2.0/24', '2001:db8::1'] }],
  ])('is counted as itself, whatever it says of others, %s', async (_name, settings) => {
    const ask = await asked(settings);
    expect(
      await statuses(
        ask,
        five((at) => `203.0.113.${at}`),
      ),
    ).toEqual([200, 200, 200, 429, 429]);
    expect(await auditedOf(settings, '203.0.113.9')).toMatch(HERE);
  });

  it('does not get around the limit of bad keys by other names', async () => {
    const ask = await asked({ rate: 0 });
    const bad = bearing(`ork_${'0'.repeat(10)}_${'x'.repeat(43)}`);
    const found = await statuses(
      ask,
      Array.from({ length: 62 }, (_, at) => `198.51.100.${at}`),
      bad,
    );
    expect([found.filter((status) => status === 401).length, found.at(-1)]).toEqual([60, 429]);
  });

  it('does not pass for this computer at /metrics, nor does what it leads on', async () => {
    const ask = await asked({ proxies: ['192.0.2.1'] });
    expect((await ask('127.0.0.1', {}, '/metrics')).status).toBe(401);
  });
});

describe('a believed proxy', () => {
  const settings = { proxies: ['127.0.0.1', '10.0.0.0/8'] };

  it('says whose request it is', async () => {
    const ask = await asked(settings);
    expect(
      await statuses(
        ask,
        five((at) => `203.0.113.${at}`),
      ),
    ).toEqual([200, 200, 200, 200, 200]);
    expect(
      await statuses(
        ask,
        five(() => '203.0.113.1'),
      ),
    ).toEqual([200, 200, 429, 429, 429]);
    expect(await auditedOf(settings, '203.0.113.9')).toBe('203.0.113.9');
  });

  it('is asked for the address that it saw itself, not for what a client put before it', async () => {
    const ask = await asked(settings);
    expect(
      await statuses(
        ask,
        five((at) => `127.0.0.1, 198.51.100.${at}, 203.0.113.1`),
      ),
    ).toEqual([200, 200, 200, 429, 429]);
    expect(await auditedOf(settings, '10.0.0.7, 198.51.100.1, 203.0.113.9, 10.0.0.7')).toBe('203.0.113.9');
    expect(await auditedOf(settings, 'no address, 203.0.113.9')).toBe('203.0.113.9');
  });

  it('makes nobody into this computer at /metrics', async () => {
    const ask = await asked(settings);
    expect((await ask('127.0.0.1', {}, '/metrics')).status).toBe(401);
  });
});
