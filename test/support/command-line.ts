import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compiled } from './compiled.js';

/** The bundled record’s file. */
export const BUNDLED = resolve('examples/japan-china.jsonl');

/** What a run of the command line left. */
export type Run = Readonly<{ code: number | null; out: string; err: string }>;

/** A folder of its own for a suite’s stores. */
export const folder = (): Readonly<{ path: string; store: (name: string) => string; remove: () => void }> => {
  const path = mkdtempSync(join(tmpdir(), 'onrecord-'));
  return {
    path,
    store: (name) => `sqlite:${join(path, `${name}.db`)}`,
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
};

const program = (): string => join(compiled(), 'bin/onrecord.js');

/** Run the command line as a process of its own. */
export const onrecord = (store: string, args: readonly string[], input?: string): Run => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program(), '--store', store, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: process.env,
    ...(input === undefined ? {} : { input }),
  });
  return { code: status, out: stdout, err: stderr };
};

/** Run it and read the JSON it prints. */
export const asked = <Answer>(store: string, ...args: readonly string[]): Answer => {
  const { code, out, err } = onrecord(store, ['--json', ...args]);
  if (code !== 0) throw new Error(`exited with ${code}: ${err}`);
  return JSON.parse(out) as Answer;
};

/** A service as a process of its own. */
export type Service = Readonly<{
  url: string;
  pid: number;
  /** What it has said so far, on stdout and stderr. */
  told: () => string;
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}>;

/** Start the service on a free port, and wait until it says where it listens. */
export const serve = async (
  store: string,
  command: readonly string[] = ['serve', '--port', '0'],
  env: Readonly<Record<string, string>> = {},
): Promise<Service> => {
  const child = spawn(process.execPath, [program(), '--store', store, ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  let told = '';
  const url = await new Promise<string>((found, failed) => {
    const listen = (chunk: Buffer): void => {
      told += chunk.toString();
      const match = /http:\/\/(127\.0\.0\.1|\[::1\]|localhost):\d+/.exec(told);
      if (match !== null) found(match[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then((code) => failed(new Error(`exited with ${code}: ${told}`)));
  });
  return {
    url,
    pid: child.pid as number,
    told: () => told,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
};
