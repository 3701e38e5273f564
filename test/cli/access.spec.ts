import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { createKey, revokeKey } from '../../src/record/keys-changes.js';
import { BUNDLED, folder, onrecord, type Run, serve } from '../support/command-line.js';

jest.setTimeout(90_000);

const place = folder();
afterAll(() => place.remove());

/** What is done while some settings hold. */
const withSettings = <Done>(settings: Readonly<Record<string, string>>, work: () => Done): Done => {
  Object.assign(process.env, settings);
  try {
    return work();
  } finally {
    for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
  }
};

const keysOf = (name: string): string => join(place.path, `${name}.db.keys.json`);
const make = (name: string, who: string, scopes: string, expires?: string) =>
  createKey(
    { path: keysOf(name), who: 'spec', now: new Date().toISOString() },
    { name: who, scopes: scopes.split(','), ...(expires === undefined ? {} : { expires }) },
  );

type Found = Readonly<{ access: object; checkpoints: object; problems: readonly string[] }>;

describe('doctor', () => {
  const store = place.store('doctor');
  const file = keysOf('doctor');
  const doctor = (settings: Readonly<Record<string, string>> = {}): Run & Readonly<{ found: Found }> => {
    const run = withSettings(settings, () => onrecord(store, ['--json', 'doctor']));
    return { ...run, found: JSON.parse(run.out) as Found };
  };
  const table = (): string => onrecord(store, ['doctor']).out;
  beforeAll(() => expect(onrecord(store, ['import', BUNDLED, '--trust-recorded-at']).code).toBe(0));
  beforeEach(() => rmSync(file, { recursive: true, force: true }));

  it('says that nobody is asked, where there are no keys, and makes nothing to find out', () => {
    const { code, found } = doctor();
    expect(code).toBe(0);
    expect(found).toMatchObject({
      access: {
        on: false,
        keysFile: file,
        keys: { live: 0, expired: 0, revoked: 0 },
        oidc: null,
        publicRead: false,
        audit: { file: `${file}.audit.jsonl`, writable: true },
      },
      checkpoints: { directory: join(place.path, 'doctor.db.checkpoints'), latest: null },
      problems: [],
    });
    expect(table()).toMatch(/^access +off: nobody on this computer is asked for a key$/m);
    expect(existsSync(`${file}.audit.jsonl`)).toBe(false);
  });

  it('counts the keys by what they may do, and shows none', async () => {
    const keys = [await make('doctor', 'Rita', 'read'), await make('doctor', 'Rico', 'read,record')];
    keys.push(await make('doctor', 'Late', 'admin', new Date(Date.now() - 1).toISOString()));
    const gone = await make('doctor', 'Gone', 'correct');
    await revokeKey({ path: file, who: 'spec', now: new Date().toISOString() }, gone.entry.id);
    const { code, out, found } = doctor({ ONRECORD_PUBLIC: 'read' });
    const byScope = { read: 2, record: 1, correct: 0, admin: 0 };
    expect([code, found.access]).toMatchObject([
      0,
      { on: true, publicRead: true, keys: { live: 2, byScope, expired: 1, revoked: 1 } },
    ]);
    const shown = table();
    expect(shown).toContain(`2 live (read 2, record 1, correct 0, admin 0), 1 expired, 1 revoked, in ${file}`);
    for (const { key, entry } of [...keys, gone])
      for (const secret of [key.slice(15), entry.sha256]) expect(out + shown).not.toContain(secret);
  });

  it('says whose tokens are taken', () => {
    const { code, found } = doctor({
      ONRECORD_OIDC_ISSUER: 'https://sso.example.org',
      ONRECORD_OIDC_AUDIENCE: 'onrecord',
    });
    expect([code, found.access]).toMatchObject([
      0,
      { on: true, oidc: { issuer: 'https://sso.example.org', audience: 'onrecord' } },
    ]);
  });

  it.each<readonly [string, Readonly<Record<string, string>>, number, RegExp]>([
    ['half of OIDC', { ONRECORD_OIDC_ISSUER: 'https://sso.example.org' }, 4, /ONRECORD_OIDC_AUDIENCE is “”/],
    ['the other half', { ONRECORD_OIDC_AUDIENCE: 'onrecord' }, 4, /ONRECORD_OIDC_ISSUER is “”/],
    ['a public that is more than reading', { ONRECORD_PUBLIC: 'write' }, 4, /ONRECORD_PUBLIC is “write”/],
    ['a log of no level', { ONRECORD_LOG: 'loud' }, 4, /ONRECORD_LOG is “loud”/],
    ['a key to sign with that is not there', { ONRECORD_SIGNING_KEY: '/nowhere/key' }, 4, /nowhere\/key is no key/],
  ])('finds what serve refuses, and exits as it: %s', async (_name, settings, code, sentence) => {
    const found = doctor(settings);
    expect([found.code, found.err, found.found.problems]).toEqual([
      code,
      expect.stringMatching(sentence),
      [expect.stringMatching(sentence)],
    ]);
    await expect(serve(place.store('doctor'), ['serve', '--port', '0'], settings)).rejects.toThrow(sentence);
  });

  it('finds keys that serve refuses, and exits as it', async () => {
    for (const [spoil, sentence] of [
      [() => writeFileSync(file, '{', { mode: 0o600 }), /cannot be used: it is no JSON/],
      [() => chmodSync(file, 0o622), /others may write to it\. Run: chmod 600/],
      [() => mkdirSync(file, { mode: 0o755 }), /it cannot be read \(EISDIR/],
    ] as const) {
      if (sentence.source.includes('EISDIR')) rmSync(file);
      spoil();
      const { code, err, found } = doctor();
      expect([code, err, found.access]).toEqual([
        6,
        expect.stringMatching(sentence),
        expect.not.objectContaining({ on: expect.anything() }),
      ]);
      await expect(serve(store)).rejects.toThrow(sentence);
    }
  });

  it('finds an audit that cannot be written', () => {
    rmSync(`${file}.audit.jsonl`, { force: true });
    mkdirSync(`${file}.audit.jsonl`);
    const { code, err, found } = doctor();
    expect([code, err, found.access]).toMatchObject([
      7,
      expect.stringContaining('what needs admin is refused'),
      { audit: { writable: false } },
    ]);
    rmSync(`${file}.audit.jsonl`, { recursive: true });
  });

  it('says up to where the log was signed, and where that cannot be read', () => {
    const key = join(place.path, 'signing');
    expect(onrecord(store, ['checkpoint', '--new-key', key]).code).toBe(0);
    const settings = { ONRECORD_SIGNING_KEY: key, ONRECORD_CHECKPOINTS: join(place.path, 'signed') };
    expect(withSettings(settings, () => onrecord(store, ['checkpoint'])).code).toBe(0);
    expect(doctor(settings).found.checkpoints).toEqual({ directory: settings.ONRECORD_CHECKPOINTS, latest: 72 });
    writeFileSync(join(place.path, 'signed', '0000000073.checkpoint'), 'nonsense');
    expect(doctor(settings)).toMatchObject({ code: 6, err: expect.stringContaining('last checkpoint cannot be read') });
    const inFile = doctor({ ONRECORD_CHECKPOINTS: key });
    expect([inFile.code, inFile.found.problems]).toEqual([7, [expect.stringContaining('ENOTDIR')]]);
  });
});

describe('rebuild --check of a store that a guarded service holds', () => {
  const store = place.store('guarded');
  const check = (key = ''): Run =>
    withSettings({ ONRECORD_KEY: key }, () => onrecord(store, ['--json', 'rebuild', '--check']));

  it('says that the service was not compared without a key that may read, and compares with one', async () => {
    expect(onrecord(store, ['import', BUNDLED, '--trust-recorded-at']).code).toBe(0);
    const [reader, recorder] = [await make('guarded', 'Rita', 'read'), await make('guarded', 'Rico', 'record')];
    const service = await serve(store);
    for (const [key, why] of [
      ['', 'This needs a key that may read'],
      [recorder.key, 'this needs read'],
      [`${reader.key.slice(0, -4)}AAAA`, 'No such key'],
    ]) {
      const { code, out, err } = check(key);
      expect([code, err]).toEqual([4, expect.stringMatching(`The service on ${service.url} was not compared: .*`)]);
      expect(err).toContain(why);
      expect(err).toContain('ONRECORD_KEY');
      expect(JSON.parse(out)).toMatchObject({
        compared: [{ what: 'snapshot', same: true }],
        notCompared: [{ what: 'service', on: service.url, why: expect.stringContaining(why!) }],
      });
    }
    expect(onrecord(store, ['rebuild', '--check']).out).toMatch(/^NOT COMPARED: the service on http/m);
    const { code, out } = check(reader.key);
    expect([code, JSON.parse(out)]).toMatchObject([0, { notCompared: [] }]);
    expect(out).toContain('"what": "service"');
    expect(await service.stop()).toBe(0);
  });
});

describe('a backup of a store with keys beside it', () => {
  it('holds no key; the files of keys are copied, and go on where they are', async () => {
    const [from, to] = [place.store('keyed'), place.store('brought-back')];
    expect(onrecord(from, ['import', BUNDLED, '--trust-recorded-at']).code).toBe(0);
    const { key, entry } = await make('keyed', 'Rita', 'read');
    const copy = join(place.path, 'copy.db');
    expect(onrecord(from, ['backup', copy]).code).toBe(0);
    const bytes = readFileSync(copy, 'latin1');
    for (const secret of [key.slice(15), entry.sha256, entry.id]) expect(bytes).not.toContain(secret);
    expect(onrecord(to, ['restore', copy]).code).toBe(0);
    expect(existsSync(keysOf('brought-back'))).toBe(false);
    writeFileSync(keysOf('brought-back'), readFileSync(keysOf('keyed')), { mode: 0o600 });
    const service = await serve(to);
    const ask = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${service.url}/v1/issues`, { headers })).status;
    expect([await ask({}), await ask({ authorization: `Bearer ${key}` })]).toEqual([401, 200]);
    expect(await service.stop()).toBe(0);
  });
});
