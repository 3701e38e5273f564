import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Libsql from 'libsql';
import { BUNDLED, folder, onrecord, serve } from '../support/command-line.js';

const STATEMENT = 'saito-remarks-2025-11-25';
const place = folder();
const store = place.store('store');
const at = (name: string): string => join(place.path, name);

const SETTINGS = ['ONRECORD_SIGNING_KEY', 'ONRECORD_CHECKPOINTS'] as const;
const withSettings = <Result>(key: string, work: () => Result): Result => {
  process.env['ONRECORD_SIGNING_KEY'] = key;
  process.env['ONRECORD_CHECKPOINTS'] = at('elsewhere/signed');
  try {
    return work();
  } finally {
    for (const name of SETTINGS) Reflect.deleteProperty(process.env, name);
  }
};
const signing = (args: readonly string[]): ReturnType<typeof onrecord> =>
  withSettings(at('key'), () => onrecord(store, args));

let key: string;
beforeAll(() => {
  expect(onrecord(store, ['import', '--trust-recorded-at', BUNDLED]).code).toBe(0);
});
afterAll(() => place.remove());

describe('the commands that prove', () => {
  it('say that there is no checkpoint, and no key', () => {
    const { code, out } = onrecord(store, ['verify']);
    expect([code, out]).toEqual([0, expect.stringContaining('that nothing was changed cannot be told')]);
    for (const args of [['checkpoint'], ['cite', STATEMENT]])
      expect(onrecord(store, args)).toMatchObject({
        code: 3,
        err: expect.stringMatching(/no signing key is set here/),
      });
  });

  it('make a key once, for its owner alone, and sign in the place that is named', () => {
    const made = onrecord(store, ['checkpoint', '--new-key', at('key')]);
    key = made.out.split('\n')[0]!;
    expect([made.code, key]).toEqual([0, expect.stringMatching(/^onrecord\/[0-9a-f]{32}\+[0-9a-f]{8}\+\S+$/)]);
    expect([statSync(at('key')).mode & 0o777, readFileSync(at('key.pub'), 'utf8')]).toEqual([0o600, `${key}\n`]);
    const again = onrecord(store, ['checkpoint', '--new-key', at('key')]);
    expect([again.code, again.err]).toEqual([7, expect.stringMatching(/file already exists/)]);
    expect(signing(['checkpoint']).out).toMatch(/^onrecord\/[0-9a-f]{32}\n72\n\S+=\n\n— onrecord/);
    expect(signing(['checkpoint']).err).toMatch(/Nothing was recorded since/);
    expect(readdirSync(at('elsewhere/signed'))).toEqual(['0000000001-0000000072.leaves', '0000000072.checkpoint']);
    expect(existsSync(at('store.db.checkpoints'))).toBe(false);
  });

  it('verify against what was signed, and say what is out of its reach', () => {
    expect(signing(['verify']).out).toMatch(
      /1 checkpoint in .*1 of them signed by a key that was given\. .*up to position 72\.\n/,
    );
    onrecord(store, ['import', 'examples/first-statement.jsonl']);
    const args = ['verify', '--checkpoints', at('elsewhere/signed'), '--key', at('key.pub')];
    expect(onrecord(store, args).out).toMatch(
      /up to position 72\. 7 events after that are out of their reach until the next/,
    );
    expect(onrecord(store, args.slice(0, 3)).out).toMatch(/their signatures were not checked \(--key\)/);
    expect(onrecord(store, ['verify', '--checkpoints', at('nowhere')])).toMatchObject({ code: 2 });
    expect(onrecord(store, ['verify', '--key', 'nonsense'])).toMatchObject({
      code: 4,
      err: expect.stringMatching(/no key that can be used/),
    });
  });

  it('warn of a place beside the store', () => {
    expect(onrecord(store, ['verify', '--checkpoints', at('elsewhere/signed')]).out).not.toMatch(
      /lies beside the store/,
    );
    mkdirSync(at('beside'));
    const made = withSettings(at('key'), () => onrecord(store, ['checkpoint', '--to', at('beside')]));
    expect(made.err).toMatch(/It lies beside the store/);
    expect(onrecord(store, ['verify', '--checkpoints', at('beside')]).out).toMatch(
      /who can change one can change both/,
    );
    rmSync(at('beside'), { recursive: true });
  });

  it('prove an event and a growth, and refuse what they cannot prove', () => {
    expect(onrecord(store, ['prove', '63']).out).toMatch(
      /^Event 63 is in the log of 79 events with the root [0-9a-f]{64}/,
    );
    expect(JSON.parse(signing(['--json', 'prove', '63']).out)).toMatchObject({ position: 63, leafIndex: 62, size: 72 });
    expect(onrecord(store, ['prove', '--from', '60', '--to', '72']).out).toMatch(
      /^The log of 72 events begins as that of 60/,
    );
    for (const [args, code] of [
      [['prove'], 2],
      [['prove', '1', '--from', '2'], 2],
      [['prove', '1', '--to', '2'], 2],
      [['prove', '--from', '2', '--size', '3'], 2],
      [['prove', 'x'], 2],
      [['prove', '99'], 3],
      [['prove', '--from', '9', '--to', '3'], 3],
    ] as const)
      expect([args, onrecord(store, args).code]).toEqual([args, code]);
  });

  it('cite a statement, and check a citation where there is no store', () => {
    const { code, out } = signing(['cite', STATEMENT]);
    writeFileSync(at('citation.json'), out);
    expect(code).toBe(0);
    const alone = (args: readonly string[], input?: string) => onrecord('sqlite:/nowhere/store.db', args, input);
    const checked = alone(['verify', '--citation', at('citation.json'), '--key', key]);
    expect([checked.code, checked.out]).toEqual([
      0,
      expect.stringMatching(/signed by the key that was given[\s\S]*72 .*stands, word for word/),
    ]);
    expect(alone(['verify', '--citation', '-'], out).out).toMatch(/the key that the citation itself names: give --key/);
    const forged = alone(
      ['verify', '--citation', '-', '--key', key],
      out.replace('misunderstandings', 'understandings'),
    );
    expect([forged.code, forged.err]).toEqual([
      6,
      expect.stringMatching(/The citation does not hold: Event 72 is not what its leaf hash is of/),
    ]);
    expect(alone(['verify', '--citation', '-'], 'hello').code).toBe(4);
    expect(alone(['verify', '--citation', at('nothing.json')]).code).toBe(3);
    expect(signing(['cite', 'nobody-said-this']).code).toBe(3);
  });

  it('name the first event that differs, with exit code 6', () => {
    const database = new Libsql(at('store.db'));
    database.exec(
      `UPDATE events SET line = replace(line, 'onrecord-examples', 'somebody-else-xx') WHERE position = 70`,
    );
    database.close();
    const found = signing(['verify']);
    expect([found.code, found.out]).toEqual([
      6,
      expect.stringMatching(/Event 70 is not what it was when .*0000000072\.checkpoint was signed\./),
    ]);
    expect(onrecord(store, ['verify']).code).toBe(0);
  });
});

describe('a service that has a key', () => {
  it('signs when it begins and when it ends, and refuses to start with a key that cannot be used', async () => {
    const fresh = place.store('served');
    expect(onrecord(fresh, ['import', '--trust-recorded-at', BUNDLED]).code).toBe(0);
    const started = withSettings(at('key'), () => serve(fresh));
    const service = await started;
    const response = await fetch(`${service.url}/v1/log/checkpoint`);
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ size: 72, key })]);
    const body = JSON.stringify({ issueId: 'harbour', title: [{ language: 'en', text: 'The harbour' }] });
    await fetch(`${service.url}/v1/issues`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
    expect(await service.stop()).toBe(0);
    expect(readdirSync(at('elsewhere/signed'))).toContain('0000000073.checkpoint');
    writeFileSync(at('bad'), 'nonsense');
    await expect(withSettings(at('bad'), () => serve(fresh))).rejects.toThrow(/bad is no key that can be used/);
  }, 30_000);
});
