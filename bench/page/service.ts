/** The service as a process of its own, over a store in a temporary directory, and the system's Chromium. */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';

const { chromium } = createRequire(import.meta.url)('playwright-core') as typeof import('playwright-core');

const PROGRAM = fileURLToPath(new URL('../../bin/onrecord.js', import.meta.url));
const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export type Served = Readonly<{ url: string; stop: () => Promise<void> }>;

const imported = (store: string, file: string): void => {
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, '--store', store, 'import', file], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`The import exited with ${String(status)}: ${stderr.slice(0, 2000)}`);
};

/** Import some lines into a new store and serve it; `stop` ends the service and removes the store. */
export const served = async (lines: readonly string[]): Promise<Served> => {
  const directory = mkdtempSync(join(tmpdir(), 'onrecord-page-'));
  const remove = (): void => rmSync(directory, { recursive: true, force: true });
  const store = `sqlite:${join(directory, 'page.db')}`;
  try {
    writeFileSync(join(directory, 'record.jsonl'), `${lines.join('\n')}\n`);
    imported(store, join(directory, 'record.jsonl'));
  } catch (error) {
    remove();
    throw error;
  }
  const child = spawn(process.execPath, [PROGRAM, '--store', store, 'serve', '--port', '0']);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const url = await new Promise<string>((found, failed) => {
    let told = '';
    const listen = (chunk: Buffer): void => {
      told += chunk.toString();
      const [where] = /http:\/\/127\.0\.0\.1:\d+/.exec(told) ?? [];
      if (where !== undefined) found(where);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => failed(new Error(`The service ended: ${told}`)));
  });
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    remove();
  };
  return { url, stop };
};

/** The Chromium that CHROMIUM names, else the first on the path. */
export const launched = (): Promise<Browser> => {
  const named = (process.env['PATH'] ?? '').split(delimiter).flatMap((at) => CHROMIUMS.map((name) => join(at, name)));
  const executablePath = [process.env['CHROMIUM'] ?? '', ...named].find((path) => path !== '' && existsSync(path));
  if (executablePath === undefined) throw new Error('No Chromium here: install it, or name it in CHROMIUM.');
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
};
