import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compiled } from '../support/compiled.js';
import { BUNDLED, onrecord, type Run } from '../support/command-line.js';
import { madeUpActorLines } from '../support/made-up-actors.js';
import { startTestServer, type TestServer } from '../support/kurrentdb/server.js';

const folder = mkdtempSync(join(tmpdir(), 'onrecord-moving-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let server: TestServer;
beforeAll(async () => (server = await startTestServer()));
afterAll(() => server.stop());

/** The commands that docs/operations.md gives for a move, with the test server in the cluster's place. */
const commands = (): string => {
  const [, after = ''] = readFileSync('docs/operations.md', 'utf8').split('### From SQLite to KurrentDB and back');
  const [, block = ''] = /```sh\n(.*?)```/s.exec(after) ?? [];
  return block.replaceAll(/'kurrentdb:[^']*'/g, `'${server.url}'`);
};

/** A folder with `onrecord` in its bin, as an installed package has it. */
const installed = (): string => {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const program = join(compiled(), 'bin/onrecord.js');
  writeFileSync(join(bin, 'onrecord'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(join(bin, 'onrecord'), 0o755);
  return bin;
};

const shell = (script: string): Promise<Run> =>
  new Promise((resolve) => {
    const env = { ...process.env, PATH: `${installed()}:${process.env['PATH']}` };
    const child = spawn('bash', ['-euc', script], { cwd: folder, env });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.once('close', (code) => resolve({ code, out, err }));
  });

describe('the way from SQLite to a cluster and back, as it is documented', () => {
  const text = 'A made-up text, as the source has it.';

  beforeAll(() => {
    mkdirSync(join(folder, 'data'));
    const store = `sqlite:${join(folder, 'data/onrecord.db')}`;
    const { code, err } = onrecord(store, ['import', BUNDLED, '--trust-recorded-at']);
    expect([code, err]).toEqual([0, expect.any(String)]);
    expect(onrecord(store, ['import', '-'], madeUpActorLines.join('\n')).code).toBe(0);
    expect(onrecord(store, ['capture', 'arvia-gazette', '--text', '-'], text).code).toBe(0);
  }, 60_000);

  const textsIn = (directory: string): readonly string[] =>
    readdirSync(join(folder, directory)).map((name) => readFileSync(join(folder, directory, name), 'utf8'));

  it('moves the record, and shows that the answers are the same', async () => {
    expect(commands()).toContain('import --trust-recorded-at');
    const { code, out, err } = await shell(commands());
    expect([code, err]).toEqual([0, expect.any(String)]);
    expect(out.trim().split('\n').at(-1)).toBe('the same answers');
    expect(readFileSync(join(folder, 'after.jsonl'), 'utf8').startsWith(readFileSync(BUNDLED, 'utf8'))).toBe(true);
    expect([textsIn('texts'), textsIn('texts-after')]).toEqual([[text], [text]]);
  }, 60_000);

  it('shows that they are not where they are not', async () => {
    const last = commands().trim().split('\n').at(-1)!;
    const before = JSON.parse(readFileSync(join(folder, 'before.json'), 'utf8')) as { replayed: object };
    writeFileSync(join(folder, 'after.json'), JSON.stringify({ replayed: { ...before.replayed, sha256: 'another' } }));
    expect((await shell(last)).out.trim()).toBe('DIFFERENT');
  }, 30_000);

  it('leads back into a file', async () => {
    const script = `export ONRECORD_STORE='${server.url}'; onrecord export --texts back > back.jsonl
      export ONRECORD_STORE=sqlite:data/back.db; onrecord import --trust-recorded-at back.jsonl --texts back
      onrecord export --texts again > again.jsonl; onrecord --json rebuild --check > again.json; cmp before.jsonl again.jsonl`;
    const { code, err } = await shell(script);
    expect([code, err]).toEqual([0, expect.any(String)]);
    const hashOf = (file: string): unknown =>
      (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { replayed: { sha256: string } }).replayed.sha256;
    expect(hashOf('again.json')).toBe(hashOf('before.json'));
    expect(textsIn('again')).toEqual([text]);
  }, 60_000);
});
