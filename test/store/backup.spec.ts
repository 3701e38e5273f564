import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { originOf } from '../../src/proof/checkpoint.js';
import { makeKey } from '../../src/proof/settings.js';
import { readPublicKey } from '../../src/proof/signed-note.js';
import { backup, restore } from '../../src/record/backup.js';
import { importLines } from '../../src/record/import.js';
import { openMachine } from '../../src/record/machine.js';
import { verify } from '../../src/record/verify.js';
import { openForReading } from '../../src/store/open-store.js';
import { bundledLines } from '../support/service.js';
import { BUNDLED, onrecord } from '../support/command-line.js';
import { compiled } from '../support/compiled.js';

/** SHA-256 of `Hello`. */
const HELLO = '185f8db32271fe25f561a6fc938b2e264306ec304eda518007d1764826381969';

let directory: string;
let url: string;
const at = (name: string): string => join(directory, name);

/** Made by a process that has ended: all of it is in the one file. */
const made = mkdtempSync(join(tmpdir(), 'onrecord-backup-'));
beforeAll(() => {
  const { code } = onrecord(`sqlite:${join(made, 'store.db')}`, ['import', '--trust-recorded-at', BUNDLED]);
  expect([code, existsSync(join(made, 'store.db-wal'))]).toEqual([0, false]);
});
afterAll(() => rmSync(made, { recursive: true }));

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'onrecord-backup-'));
  url = `sqlite:${at('store.db')}`;
  copyFileSync(join(made, 'store.db'), at('store.db'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const linesIn = async (store: string): Promise<readonly string[]> => {
  const opened = await openForReading(store);
  const lines: string[] = [];
  for await (const { line } of opened.readAll()) lines.push(line);
  await opened.close();
  return lines;
};

describe('a backup', () => {
  it('is the log, byte for byte, with its texts, and brings both back', async () => {
    const keeping = await openMachine(url);
    await keeping.store.putText(HELLO, 'Hello');
    await keeping.close();
    expect(await backup(url, at('copy'))).toMatchObject({ file: at('copy'), position: 72 });
    expect(await restore(`sqlite:${at('new/store.db')}`, at('copy'))).toMatchObject({ position: 72 });
    expect(await linesIn(`sqlite:${at('new/store.db')}`)).toEqual(bundledLines());
    const store = await openForReading(`sqlite:${at('new/store.db')}`);
    expect(await store.getText(HELLO)).toBe('Hello');
    await store.close();
    const machine = await openMachine(`sqlite:${at('new/store.db')}`);
    await importLines(machine, [
      '{"type":"ActorRegistered","data":{"actorId":"x","kind":"person","names":[{"language":"en","text":"X"}]}}',
    ]);
    expect(await machine.store.head()).toBe(73);
    await machine.close();
  });

  it('takes the place of no file, and leaves nothing where it fails', async () => {
    writeFileSync(at('copy'), 'mine');
    await expect(backup(url, at('copy'))).rejects.toMatchObject({ kind: 'conflict', type: 'file-there' });
    expect(readFileSync(at('copy'), 'utf8')).toBe('mine');
    const before = readdirSync(directory).sort();
    await expect(backup(url, at('nowhere/copy'))).rejects.toMatchObject({ kind: 'unreachable' });
    await expect(backup('memory:', at('other'))).rejects.toMatchObject({ kind: 'missing' });
    expect(readdirSync(directory).sort()).toEqual(before);
  });

  it('of a damaged store is refused, and none is kept', async () => {
    const bytes = readFileSync(at('store.db'));
    const place = bytes.indexOf('"RecordOpened"');
    bytes[place + 1] = 'X'.charCodeAt(0);
    writeFileSync(at('store.db'), bytes);
    await expect(backup(url, at('copy'))).rejects.toMatchObject({ kind: 'integrity' });
    expect(existsSync(at('copy'))).toBe(false);
  });

  it('that was cut short, or is something else, is not restored', async () => {
    await backup(url, at('copy'));
    const damaged: readonly (readonly [string, () => void])[] = [
      ['invalid', () => writeFileSync(at('copy'), '')],
      ['unreachable', () => writeFileSync(at('copy'), 'only text. '.repeat(100))],
      ['integrity', () => truncateSync(at('copy'), 40_000)],
      ['integrity', () => writeFileSync(at('copy'), whole.fill(0, 8192, 16384))],
    ];
    const whole = readFileSync(at('copy'));
    for (const [kind, damage] of damaged) {
      copyFileSync(at('store.db'), at('copy'));
      damage();
      await expect(restore(`sqlite:${at('new.db')}`, at('copy'))).rejects.toMatchObject({ kind });
      expect(existsSync(at('new.db'))).toBe(false);
    }
    await expect(restore(`sqlite:${at('new.db')}`, at('nothing'))).rejects.toMatchObject({ kind: 'missing' });
  });

  it('is restored over nothing: no log, no other file, nothing that a log may have left', async () => {
    await backup(url, at('copy'));
    const refused = (name: string): Promise<unknown> =>
      restore(`sqlite:${at(name)}`, at('copy')).then(
        () => 'restored',
        (error: Error) => error.message,
      );
    expect(await refused('store.db')).toMatch(/holds a log of 72 events/);
    writeFileSync(at('text.db'), 'mine '.repeat(200));
    expect(await refused('text.db')).toMatch(/cannot be read as a store/);
    writeFileSync(at('gone.db-wal'), 'left');
    expect(await refused('gone.db')).toMatch(/gone\.db-wal is left of a store/);
    await (await openMachine(`sqlite:${at('empty.db')}`)).close();
    expect(await refused('empty.db')).toBe('restored');
    expect(await linesIn(`sqlite:${at('empty.db')}`)).toHaveLength(72);
    const machine = await openMachine(`sqlite:${at('held.db')}`);
    expect(await refused('held.db')).toMatch(/is held by process/);
    await machine.close();
  });
});

/** A process that records until it is stopped, and what it acknowledged. */
const recording = async (env: NodeJS.ProcessEnv) => {
  const program = join(compiled(), 'dist/test/programs/record-load.js');
  const child = spawn(process.execPath, [program, url, '4', 'drill'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    acknowledged: (): readonly (readonly [string, number])[] =>
      [...output.slice(0, output.lastIndexOf('\n') + 1).matchAll(/^(\S+) (\d+)$/gm)].map(([, id = '', position]) => [
        id,
        Number(position),
      ]),
    stop: () => new Promise((resolve) => child.once('close', resolve) && child.kill('SIGKILL')),
  };
};

describe('a restore drill', () => {
  it('brings back everything acknowledged before each backup, while others record and sign', async () => {
    const machine = await openMachine(url);
    const key = makeKey(at('key'), originOf((await machine.proofs.tree()).leaf(0)));
    await machine.close();
    const load = await recording({ ONRECORD_SIGNING_KEY: at('key'), ONRECORD_CHECKPOINTS: at('signed') });
    const drills = [];
    for (let round = 0; round < 5; round += 1) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const before = load.acknowledged();
      drills.push({ before, ...(await backup(url, at(`copy-${round}`))) });
    }
    const last = load.acknowledged();
    await load.stop();
    const whole = await linesIn(url);
    expect(last.length).toBeGreaterThan(drills[0]!.before.length);
    for (const [round, { before, position }] of drills.entries()) {
      const target = `sqlite:${at(`restored-${round}.db`)}`;
      await restore(target, at(`copy-${round}`));
      const lines = await linesIn(target);
      expect(lines).toHaveLength(position);
      expect(lines).toEqual(whole.slice(0, position));
      expect(before.filter(([id, place]) => !lines[place - 1]?.includes(`"commandid":"${id}"`))).toEqual([]);
      const store = await openForReading(target);
      const { findings, checkpoints } = await verify(store, {
        checkpoints: [at('signed')],
        keys: [readPublicKey('k', key)],
      });
      await store.close();
      expect(findings.filter((said) => !/covers|disagrees with/.test(said))).toEqual([]);
      expect(checkpoints[0]!.covered).toBeGreaterThan(0);
    }
  }, 60_000);

  it('by the commands, says how far the backup goes by what was signed', async () => {
    process.env['ONRECORD_SIGNING_KEY'] = at('key');
    expect(onrecord(url, ['checkpoint', '--new-key', at('key')]).code).toBe(0);
    expect(onrecord(url, ['backup', at('copy')]).out).toMatch(/copy: 72 events, .* read again as a whole/);
    onrecord(url, ['import', 'examples/first-statement.jsonl']);
    expect(onrecord(url, ['checkpoint', '--to', at('signed')]).code).toBe(0);
    process.env['ONRECORD_CHECKPOINTS'] = at('signed');
    const restored = onrecord(`sqlite:${at('new.db')}`, ['restore', at('copy')]);
    delete process.env['ONRECORD_SIGNING_KEY'];
    delete process.env['ONRECORD_CHECKPOINTS'];
    expect([restored.code, restored.out]).toEqual([0, expect.stringContaining('restored, 72 events')]);
    expect(restored.err).toMatch(/The log ends at position 72, and .* covers 79: what came after 72 is missing/);
  });
});

/** The command line under a user to whom a file’s mode means something, and limits of the shell. */
const limited = (limit: string, args: readonly string[], uid?: number) => {
  const program = join(compiled(), 'bin/onrecord.js');
  if (uid !== undefined) chmodSync(compiled(), 0o755);
  const line = [process.execPath, program, ...args].map((part) => `'${part}'`).join(' ');
  return spawnSync('bash', ['-c', `${limit}exec ${line}`], {
    encoding: 'utf8',
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
};
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;

describe('a disk that takes no more', () => {
  it('ends a backup with a clear error, and leaves nothing of it', async () => {
    const { status, stderr } = limited('ulimit -f 60; ', ['--store', url, 'backup', at('copy')]);
    expect([status, stderr]).toEqual([7, expect.stringMatching(/copy was not written\. .*SQLITE_(IOERR_WRITE|FULL)/)]);
    expect(readdirSync(directory).filter((name) => name.startsWith('copy'))).toEqual([]);
  });

  it('ends an import with a clear error, and the same import again completes it', async () => {
    const full = `sqlite:${at('full.db')}`;
    const importing = ['--store', full, 'import', '--trust-recorded-at', 'examples/japan-china.jsonl'];
    const { status, stderr } = limited('ulimit -f 60; ', importing);
    expect([status, stderr]).toEqual([
      7,
      expect.stringMatching(/stopped after line \d+.*Run it again to complete it/s),
    ]);
    expect(limited('', importing).status).toBe(0);
    expect(await linesIn(full)).toEqual(bundledLines());
  });
});

describe('a file system that is read-only', () => {
  it('is read and verified, and refuses to be written to with a clear error', () => {
    const place = at('read-only');
    mkdirSync(place);
    copyFileSync(at('store.db'), join(place, 'store.db'));
    for (const [path, mode] of [
      [directory, '755'],
      [join(place, 'store.db'), '444'],
      [place, '555'],
    ] as const)
      spawnSync('chmod', [mode, path]);
    const store = `sqlite:${join(place, 'store.db')}`;
    const verified = limited('', ['--store', store, 'verify'], NOBODY);
    const imported = limited('', ['--store', store, 'import', 'examples/first-statement.jsonl'], NOBODY);
    const asked = limited('', ['--store', store, 'position', 'japan', 'taiwan'], NOBODY);
    spawnSync('chmod', ['755', place]);
    expect([verified.status, verified.stdout]).toEqual([
      0,
      expect.stringContaining('72 events read. They hold together.'),
    ]);
    expect(asked.status).toBe(0);
    expect([imported.status, imported.stderr]).toEqual([
      7,
      expect.stringMatching(/cannot be opened .*may read and write it/),
    ]);
    expect(readdirSync(place)).toEqual(['store.db']);
    expect(statSync(join(place, 'store.db')).size).toBe(statSync(at('store.db')).size);
  });
});

describe('a file that is torn, cut short or something else', () => {
  const commands = [['verify'], ['position', 'japan', 'taiwan'], ['import', 'examples/first-statement.jsonl']] as const;
  const cases: readonly (readonly [string, (path: string) => void, number, RegExp])[] = [
    ['is cut short', (path) => truncateSync(path, 50_000), 6, /SQLITE_CORRUPT.*Restore a backup/],
    ['has its first page torn', (path) => truncateSync(path, 100), 6, /SQLITE_CORRUPT.*Restore a backup/],
    ['is text', (path) => writeFileSync(path, 'only text. '.repeat(400)), 7, /SQLITE_NOTADB.*restore it from a backup/],
  ];
  it.each(cases)('says so where it %s', (_what, damage, code, said) => {
    const path = at('damaged.db');
    copyFileSync(at('store.db'), path);
    damage(path);
    for (const command of commands) {
      const run = onrecord(`sqlite:${path}`, command);
      expect([command, run.code, run.err]).toEqual([command, code, expect.stringMatching(said)]);
    }
  });

  it('has everything named that can still be read', () => {
    const bytes = readFileSync(at('store.db'));
    writeFileSync(at('store.db'), bytes.fill(0, 5 * 4096, 8 * 4096));
    const { code, out } = onrecord(url, ['verify']);
    expect([code, out]).toEqual([6, expect.stringMatching(/^\d+ events read/)]);
    expect(out).toMatch(/Event \d+ lies where the file is damaged/);
    expect(out).toMatch(/A check of the file cannot be made|SQLite finds the file damaged/);
  });
});
