import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '../../src/store/sqlite/sqlite-event-store.js';
import { allOf, anEvent } from '../contracts/event-store.contract.js';
import { compiled } from '../support/compiled.js';
import * as power from '../support/power-loss.js';

const APPENDERS = 8;

/** Events that the store acknowledged, with the positions it gave. */
type Acknowledged = Map<string, number>;

type Load = Readonly<{
  path: string;
  /** How long a file may get, in KiB (RLIMIT_FSIZE): the system writes nothing past that. */
  most?: number;
  kill: Readonly<{ after: 'start' | 'ready'; milliseconds: number }>;
  synchronous?: string;
  heard?: (text: string) => void;
  env?: NodeJS.ProcessEnv;
}>;

/** A sequence of numbers from 0 to 1 that is the same each time. */
const randomFrom = (seed: number) => () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

const acknowledgedIn = (output: string): Acknowledged => {
  const whole = output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  return new Map(
    whole
      .filter((line) => !/^(ready|refused .*)$/.test(line))
      .map((line) => [line.split(' ')[0]!, Number(line.split(' ')[1])]),
  );
};

/** Appends in a process of its own, ended by kill -9 in the middle; gives what it was told was kept. */
const killedLoad = ({ path, kill, synchronous, env, heard, most }: Load): Promise<Acknowledged> =>
  new Promise((resolve, reject) => {
    const program = join(compiled(), 'dist/test/programs/append-load.js');
    const values = [program, path, String(APPENDERS), ...(synchronous === undefined ? [] : [synchronous])];
    const limited = ['-c', `ulimit -f ${(most ?? 0) * 2}; exec "$0" "$@"`, process.execPath, ...values];
    const [command, given] = most === undefined ? [process.execPath, values] : ['/bin/sh', limited];
    const child = spawn(command, given, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let [output, complaints] = ['', ''];
    const end = (): unknown => setTimeout(() => child.kill('SIGKILL'), kill.milliseconds);
    if (kill.after === 'start') end();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output === '' && kill.after === 'ready') end();
      output += text;
      heard?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.on('close', (_, signal) =>
      signal === 'SIGKILL'
        ? resolve(acknowledgedIn(output))
        : reject(new Error(`The load ended by itself: ${complaints}`)),
    );
  });

type Found = Readonly<{ positions: ReadonlyMap<string, number>; count: number; dense: boolean }>;

/** What the store holds when it is opened again, and that it still takes an append. */
const openedAgain = async (path: string): Promise<Found> => {
  const store = SqliteEventStore.open(path);
  try {
    const all = await allOf(store.readAll());
    const [added] = await store.append(`onrecord-issue-${all.length}`, 'no stream', [anEvent()]);
    return {
      positions: new Map(all.map(({ event, position }) => [event.id, position])),
      count: all.length,
      dense: all.every(({ position }, index) => position === index + 1) && added?.position === all.length + 1,
    };
  } finally {
    await store.close();
  }
};

const lostFrom = (acknowledged: Acknowledged, { positions }: Found): number =>
  [...acknowledged].filter(([id, position]) => positions.get(id) !== position).length;

const hashesOf = (files: power.Files) =>
  [...files].map(([suffix, bytes]) => [suffix, bytes.length, createHash('sha256').update(bytes).digest('hex')]).sort();

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'onrecord-crash-'));
  path = join(directory, 'store.db');
});

afterEach(() => rmSync(directory, { recursive: true }));

/** Looks at a copy, so that the next load meets the files as the last one left them. */
const copyOpenedAgain = (): Promise<Found> => {
  const copy = join(directory, 'copy.db');
  power.writeFiles(copy, power.readFiles(path));
  return openedAgain(copy);
};

describe('a store whose process is killed', () => {
  it('has every event that it acknowledged, once and in order, twenty times over', async () => {
    const acknowledged: Acknowledged = new Map();
    for (let round = 0; round < 20; round += 1) {
      const kill = { after: round % 4 === 3 ? 'start' : 'ready', milliseconds: 5 + ((round * 67) % 180) } as const;
      for (const [id, position] of await killedLoad({ path, kill })) acknowledged.set(id, position);
      const found = await copyOpenedAgain();
      expect({ round, lost: lostFrom(acknowledged, found), dense: found.dense }).toEqual({
        round,
        lost: 0,
        dense: true,
      });
      expect(found.positions.size).toBe(found.count);
    }
    expect(acknowledged.size).toBeGreaterThan(500);
  }, 60_000);
});

describe('a store whose disk takes no more, as the system itself says it', () => {
  it('refuses appends, lost nothing that it acknowledged, and goes on where there is room', async () => {
    let output = '';
    const heard = (text: string): void => void (output += text);
    const kill = { after: 'ready', milliseconds: 1_000 } as const;
    const acknowledged = await killedLoad({ path, kill, most: 512, heard });
    expect(acknowledged.size).toBeGreaterThan(20);
    const refused = output.split('\n').filter((line) => line.startsWith('refused'));
    expect(refused.length).toBeGreaterThan(5);
    expect(refused.filter((line) => line !== 'refused unreachable')).toEqual([]);
    const found = await openedAgain(path);
    expect({ lost: lostFrom(acknowledged, found), dense: found.dense }).toEqual({ lost: 0, dense: true });
    expect(found.positions.size).toBe(found.count);
  });
});

describe('the library that makes a disk fail', () => {
  it('is never left out: where there is no compiler for it, whoever asks for it fails and is told what to install', () => {
    const without = (): string => power.compileShim(directory, join(directory, 'no-compiler'));
    expect(without).toThrow(
      /there is no C compiler .*: install one and its headers \(`apt-get install gcc libc6-dev`\)/,
    );
  });
});

const shimDirectory = mkdtempSync(join(tmpdir(), 'onrecord-shim-'));
let shim: string;

afterAll(() => rmSync(shimDirectory, { recursive: true }));

/** A load under the shim, killed; what it acknowledged, and what happened to the files. */
const journalledLoad = async (milliseconds: number, synchronous?: string) => {
  const journal = join(directory, 'journal');
  rmSync(journal, { force: true });
  const before = power.readFiles(path);
  const env = { LD_PRELOAD: shim, ONRECORD_FILES: path, ONRECORD_JOURNAL: journal };
  const kill = { after: 'ready', milliseconds } as const;
  const acknowledged = await killedLoad({ path, kill, env, ...(synchronous && { synchronous }) });
  return { acknowledged, before, journal: readFileSync(journal) };
};

describe('a store that loses its power', () => {
  beforeAll(() => {
    shim = power.compileShim(shimDirectory);
  });

  it('has every event that it acknowledged, whatever became of what was not synced', async () => {
    const random = randomFrom(7);
    const acknowledged: Acknowledged = new Map();
    for (let round = 0; round < 6; round += 1) {
      const load = await journalledLoad(10 + round * 60);
      for (const [id, position] of load.acknowledged) acknowledged.set(id, position);
      // Nothing is acknowledged that was not synced; a load that was killed at once had no time for either.
      if (load.acknowledged.size > 0) expect(power.syncsIn(load.journal)).toBeGreaterThan(0);
      const fates = [
        power.someLost(random),
        power.someLost(random),
        power.onlyFirstKept(random),
        power.EVERYTHING_LOST,
      ];
      for (const [index, fate] of fates.entries()) {
        power.writeFiles(path, power.afterPowerLoss(load.before, load.journal, fate));
        const found = await copyOpenedAgain();
        expect({ round, index, lost: lostFrom(acknowledged, found), dense: found.dense }).toEqual({
          round,
          index,
          lost: 0,
          dense: true,
        });
      }
    }
    expect(acknowledged.size).toBeGreaterThan(300);
  }, 60_000);

  it('has what the shim says it has where every change survives', async () => {
    const load = await journalledLoad(100);
    const left = power.afterPowerLoss(load.before, load.journal, { change: (change) => change, names: 'as they were' });
    expect(hashesOf(left)).toEqual(hashesOf(power.readFiles(path)));
  });

  /** A load under which the disk fails in one way for a while; what it printed, what it was told was kept, its journal. */
  const failingLoad = async (setting: string) => {
    const [flag, journal] = [join(directory, 'fail'), join(directory, 'journal')];
    const env = { LD_PRELOAD: shim, ONRECORD_FILES: path, ONRECORD_JOURNAL: journal, [setting]: flag };
    let output = '';
    const heard = (text: string): void => {
      if (output === '') setTimeout(() => writeFileSync(flag, ''), 100);
      if (output === '') setTimeout(() => rmSync(flag), 300);
      output += text;
    };
    const acknowledged = await killedLoad({ path, kill: { after: 'ready', milliseconds: 600 }, env, heard });
    return { acknowledged, lines: output.split('\n'), journal: readFileSync(journal) };
  };

  for (const [setting, what] of [
    ['ONRECORD_FAIL_SYNC', 'cannot sync'],
    ['ONRECORD_DISK_FULL', 'is full'],
  ] as const)
    it(`refuses appends while the disk ${what}, and goes on when it can`, async () => {
      const { acknowledged, lines, journal } = await failingLoad(setting);
      expect(lines.filter((line) => line === 'refused unreachable').length).toBeGreaterThan(5);
      expect(lines.filter((line) => /^refused (?!unreachable)/.test(line))).toEqual([]);
      expect(lines.length - lines.lastIndexOf('refused unreachable')).toBeGreaterThan(20);
      const found = await copyOpenedAgain();
      expect({ lost: lostFrom(acknowledged, found), dense: found.dense }).toEqual({ lost: 0, dense: true });
      expect(found.positions.size).toBe(found.count);
      power.writeFiles(path, power.afterPowerLoss(new Map(), journal, power.EVERYTHING_LOST));
      expect(lostFrom(acknowledged, await openedAgain(path))).toBe(0);
    });

  for (const synchronous of ['OFF', 'NORMAL'])
    it(`loses acknowledged events with synchronous=${synchronous}, so the loss is a real one`, async () => {
      let lost = 0;
      for (let round = 0; round < 5 && lost === 0; round += 1) {
        const { acknowledged, before, journal } = await journalledLoad(150 + round * 50, synchronous);
        power.writeFiles(path, power.afterPowerLoss(before, journal, power.EVERYTHING_LOST));
        lost = lostFrom(acknowledged, await openedAgain(path));
      }
      expect(lost).toBeGreaterThan(0);
    });
});
