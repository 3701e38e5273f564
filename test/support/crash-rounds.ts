/** Rounds of recording under load, each ended by kill -9, with everything read and checked after each. */

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { originOf } from '../../src/proof/checkpoint.js';
import { makeKey } from '../../src/proof/settings.js';
import { type PublicKey, readPublicKey } from '../../src/proof/signed-note.js';
import { importLines } from '../../src/record/import.js';
import { openMachine } from '../../src/record/machine.js';
import { verify } from '../../src/record/verify.js';
import { openForReading } from '../../src/store/open-store.js';
import { compiled } from './compiled.js';

const RECORDERS = 8;

/** What a killed process had said: which commands it gave, and where those it acknowledged stand. */
type Said = Readonly<{
  given: ReadonlySet<string>;
  acknowledged: ReadonlyMap<string, number>;
  strange: readonly string[];
}>;

/** What rounds of it came to. */
export type Rounds = Readonly<{
  rounds: number;
  acknowledged: number;
  /** Acknowledged and not in the log, or not where it was said to be. */
  lost: number;
  /** In the log more than once. */
  duplicated: number;
  /** Given, not acknowledged, and in the log all the same when it was given again. */
  unsure: number;
  checkpoints: number;
  findings: readonly string[];
  strange: readonly string[];
}>;

const saidIn = (output: string): Said => {
  const lines = output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  const given = new Set<string>();
  const acknowledged = new Map<string, number>();
  const strange: string[] = [];
  for (const line of lines) {
    const [first = '', second = ''] = line.split(' ');
    if (first === 'given') given.add(second);
    else if (/^\d+$/.test(second)) acknowledged.set(first, Number(second));
    else if (line !== 'ready') strange.push(line);
  }
  return { given, acknowledged, strange };
};

type Load = Readonly<{
  url: string;
  prefix: string;
  unsure: readonly string[];
  milliseconds: number;
  env: NodeJS.ProcessEnv;
}>;

const killed = ({ url, prefix, unsure, milliseconds, env }: Load): Promise<Said> =>
  new Promise((resolve, reject) => {
    const program = join(compiled(), 'dist/test/programs/record-load.js');
    const child = spawn(process.execPath, [program, url, String(RECORDERS), prefix, ...unsure], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let [output, complaints] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output === '') setTimeout(() => child.kill('SIGKILL'), milliseconds);
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.on('close', (_, signal) =>
      signal === 'SIGKILL' ? resolve(saidIn(output)) : reject(new Error(`The load ended by itself: ${complaints}`)),
    );
  });

/** Which position each command has in the log, as often as it is there. */
const inLog = async (url: string): Promise<ReadonlyMap<string, readonly number[]>> => {
  const store = await openForReading(url);
  const found = new Map<string, number[]>();
  try {
    for await (const { event, position } of store.readAll())
      found.set(event.commandid, [...(found.get(event.commandid) ?? []), position]);
  } finally {
    await store.close();
  }
  return found;
};

const checked = async (url: string, places: string, key: PublicKey) => {
  const store = await openForReading(url);
  try {
    return await verify(store, { checkpoints: [places], keys: [key] });
  } finally {
    await store.close();
  }
};

const OPENING = '{"type":"RecordOpened","data":{"name":"A record that is killed"}}';

/** @param random numbers from 0 to 1. */
export const crashRounds = async (rounds: number, random: () => number): Promise<Rounds> => {
  const directory = mkdtempSync(join(tmpdir(), 'onrecord-crash-'));
  const [url, places, keyFile] = [
    `sqlite:${join(directory, 'store.db')}`,
    join(directory, 'signed'),
    join(directory, 'key'),
  ];
  try {
    const machine = await openMachine(url);
    await importLines(machine, [OPENING], {});
    const key = readPublicKey('key', makeKey(keyFile, originOf((await machine.proofs.tree()).leaf(0))));
    await machine.close();
    const env = { ONRECORD_SIGNING_KEY: keyFile, ONRECORD_CHECKPOINTS: places };
    const acknowledged = new Map<string, number>();
    const [findings, strange]: [string[], string[]] = [[], []];
    let [unsure, sure, checkpoints]: [string[], number, number] = [[], 0, 0];
    for (let round = 0; round < rounds; round += 1) {
      const before = await inLog(url);
      const milliseconds = 5 + Math.floor(random() * 250);
      const said = await killed({ url, prefix: `r${round}`, unsure, milliseconds, env });
      for (const [id, position] of said.acknowledged) acknowledged.set(id, position);
      strange.push(...said.strange);
      sure += unsure.filter((id) => before.has(id)).length;
      unsure = [...new Set([...unsure, ...said.given])].filter((id) => !acknowledged.has(id));
      const found = await checked(url, places, key);
      findings.push(...found.findings.map((finding) => `round ${round}: ${finding}`));
      checkpoints = found.checkpoints[0]?.checkpoints ?? 0;
    }
    const log = await inLog(url);
    return {
      rounds,
      acknowledged: acknowledged.size,
      lost: [...acknowledged].filter(([id, position]) => !log.get(id)?.includes(position)).length,
      duplicated: [...log.values()].filter((positions) => positions.length > 1).length,
      unsure: sure,
      checkpoints,
      findings,
      strange,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

/** A sequence of numbers from 0 to 1 that is the same each time. */
export const randomFrom = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
