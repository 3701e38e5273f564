import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { settingsIn } from '../../src/http/access/settings.js';
import { holdsSecret, withoutSecrets } from '../../src/http/access/secrets.js';
import { readKeys } from '../../src/record/keys-file.js';
import { createKey, listKeys, revokeKey } from '../../src/record/keys-changes.js';
import { entryOf, newKey, SCOPES } from '../../src/record/keys.js';
import { folder, onrecord } from '../support/command-line.js';
import { keysFolder } from '../support/guarded.js';

const place = folder();
afterAll(() => place.remove());

describe('the command line’s keys', () => {
  const store = place.store('record');
  const file = join(place.path, 'record.db.keys.json');

  it('are told once, on stdout alone, and kept as hashes that only their owner reads', () => {
    const { code, out, err } = onrecord(store, ['key', 'create', '--name', 'Rita Reader']);
    expect([code, out]).toEqual([0, expect.stringMatching(/^ork_[0-9a-f]{10}_[\w-]{43}\n$/)]);
    expect(err).toContain('records as “Rita Reader”, may read');
    expect(err).not.toContain(out.trim());
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const kept = readdirSync(place.path).map((name) => readFileSync(join(place.path, name), 'latin1'));
    expect(kept.filter((text) => text.includes(out.trim().slice(15)))).toEqual([]);
    expect(entryOf(readKeys(file), out.trim())?.name).toBe('Rita Reader');
  });

  it('are listed without their hashes, rotated with an overlap, and revoked', () => {
    const [first] = JSON.parse(onrecord(store, ['--json', 'key', 'list']).out) as [{ id: string; state: string }];
    expect(Object.keys(first).sort()).toEqual(['created', 'expires', 'id', 'name', 'scopes', 'state']);
    const rotated = onrecord(store, ['--json', 'key', 'rotate', first.id, '--overlap', '1h']);
    const next = JSON.parse(rotated.out) as { id: string; key: string; name: string };
    expect([next.name, rotated.err]).toEqual(['Rita Reader', expect.stringContaining(`Key ${first.id} ends at`)]);
    expect(onrecord(store, ['key', 'revoke', next.id]).code).toBe(0);
    const listed = onrecord(store, ['key', 'list']).out;
    expect(listed).toMatch(new RegExp(`${next.id}.*revoked`));
    expect(onrecord(store, ['key', 'rotate', next.id])).toMatchObject({ code: 4 });
  });

  it('are refused in words where they cannot be made', () => {
    const made = (...args: readonly string[]) => onrecord(store, ['key', 'create', ...args]);
    expect(made('--name', 'Rita Reader')).toMatchObject({
      code: 5,
      err: expect.stringContaining('onrecord key rotate'),
    });
    expect(made('--name', 'x', '--scopes', 'write')).toMatchObject({
      code: 2,
      err: expect.stringContaining('correct'),
    });
    expect(made('--name', 'alice via sso')).toMatchObject({ code: 2 });
    expect(made('--name', 'x', '--expires-in', 'soon')).toMatchObject({ code: 2, err: expect.stringContaining('90d') });
    expect(onrecord(store, ['key', 'revoke', '0000000000'])).toMatchObject({ code: 3 });
    expect(onrecord('memory:', ['key', 'list'])).toMatchObject({ code: 4 });
  });

  it('leave an audit that only grows, with who and what and no secret', () => {
    const path = `${file}.audit.jsonl`;
    const lines = readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines.map((line) => (line as { what: string }).what)).toEqual([
      ...['key create', 'key list', 'key rotate', 'key revoke', 'key list'],
    ]);
    expect(lines[0]).toMatchObject({ who: expect.stringContaining('on this computer'), outcome: 'done' });
    expect(readFileSync(path, 'utf8')).not.toMatch(/sha256|ork_/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});

describe('a file of keys', () => {
  it('loses none of those that are made at once', async () => {
    const keys = keysFolder();
    const names = Array.from({ length: 12 }, (_, at) => `maker ${at}`);
    await Promise.all(names.map((name) => keys.make(name, 'read')));
    expect([...readKeys(keys.path).values()].map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(readdirSync(dirname(keys.path)).filter((name) => name.endsWith('.new'))).toEqual([]);
    keys.remove();
  });

  it('that others may write to is not used, nor one that is broken', async () => {
    const keys = keysFolder();
    await keys.make('one', 'read');
    chmodSync(keys.path, 0o620);
    expect(() => readKeys(keys.path)).toThrow(`chmod 600 ${keys.path}`);
    chmodSync(keys.path, 0o600);
    const whole = readFileSync(keys.path, 'utf8');
    for (const broken of [
      '',
      '{}',
      whole.slice(0, -9),
      whole.replace('"read"', '"root"'),
      whole.replace(/"id": "./, '"id": "'),
    ]) {
      writeFileSync(keys.path, broken);
      expect(() => readKeys(keys.path)).toThrow(/cannot be used/);
    }
    await expect(keys.make('two', 'read')).rejects.toThrow(/cannot be used/);
    expect(existsSync(`${keys.path}.lock`)).toBe(false);
    keys.remove();
  });

  it('keeps a revocation through later changes', async () => {
    const keys = keysFolder();
    const desk = { path: keys.path, who: 'spec', now: '2026-01-01T00:00:00.000Z' };
    const { entry } = await createKey(desk, { name: 'one', scopes: ['read'] });
    await revokeKey(desk, entry.id);
    await createKey(desk, { name: 'one', scopes: ['read'] });
    expect((await listKeys(desk)).map(({ state }) => state)).toEqual(['revoked', 'live']);
    keys.remove();
  });
});

describe('any key', () => {
  const { key, entry } = newKey({ name: 'any', scopes: SCOPES }, '2026-01-01T00:00:00.000Z');
  const kept = new Map([[entry.id, entry]]);

  it('lets in as it is, and changed in no character', () => {
    expect(entryOf(kept, key)).toBe(entry);
    fc.assert(
      fc.property(fc.nat(key.length - 1), fc.string({ minLength: 0, maxLength: 2 }), (at, put) => {
        const changed = key.slice(0, at) + put + key.slice(at + 1);
        return changed === key || entryOf(kept, changed) === undefined;
      }),
      { numRuns: 2_000 },
    );
  });

  it('is hidden wherever it stands in a line', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const told = withoutSecrets(`${before}${key}${after}`);
        return !told.includes(key.slice(15)) && holdsSecret(`/v1/search?q=${encodeURIComponent(key)}`);
      }),
    );
  });
});

describe('the settings of the door', () => {
  it.each([
    [{ ONRECORD_HOSTS: 'https://record.example' }, 'ONRECORD_HOSTS'],
    [{ ONRECORD_CORS_ORIGINS: '*' }, 'ONRECORD_CORS_ORIGINS'],
    [{ ONRECORD_CORS_ORIGINS: 'https://news.example/' }, 'ONRECORD_CORS_ORIGINS'],
    [{ ONRECORD_OIDC_ISSUER: 'http://sso.example', ONRECORD_OIDC_AUDIENCE: 'x' }, 'ONRECORD_OIDC_ISSUER'],
    [{ ONRECORD_OIDC_ISSUER: 'https://sso.example' }, 'ONRECORD_OIDC_AUDIENCE'],
    [{ ONRECORD_PUBLIC: 'write' }, 'ONRECORD_PUBLIC'],
    [{ ONRECORD_PROXIES: 'proxy.example' }, 'ONRECORD_PROXIES'],
    [{ ONRECORD_PROXIES: '10.0.0.0/33' }, 'ONRECORD_PROXIES'],
    [{ ONRECORD_RATE: '-1' }, 'ONRECORD_RATE'],
    [{ ONRECORD_STREAMS: 'many' }, 'ONRECORD_STREAMS'],
    [{ ONRECORD_DRAIN: '1.5' }, 'ONRECORD_DRAIN'],
  ])('refuse what cannot be meant: %j', (env, named) => {
    expect(() => settingsIn(env)).toThrow(new RegExp(`^${named} is “`));
  });
});
