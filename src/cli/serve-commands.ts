import { createReadStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, Option } from 'commander';
import { confirmedHead } from '../record/age.js';
import { askPosition } from '../record/ask.js';
import { pathOf } from '../store/open-store.js';
import { BadQuestion } from '../record/question-refusals.js';
import { globalsOf } from './options.js';
import { line, remark } from './output.js';
import { positionText } from './position-text.js';
import type { Machine } from '../record/machine.js';
import { isShared, shownUrl, snapshotPath } from '../record/reader.js';

const DEFAULT_PORT = '8360';
const LOOPBACK = '127.0.0.1';
const BUNDLED = new URL('../../../examples/japan-china.jsonl', import.meta.url);
const DEMO_STORE = 'sqlite:data/demo.db';

const portOf = (text: string): number => {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new BadQuestion('port', `“${text}” is no port: give a number from 0 (any that is free) to 65535.`);
};

type ServeOptions = Readonly<{ port: string; host: string }>;

const serve = async (options: ServeOptions, command: Command): Promise<void> => {
  const { serve: start } = await import('../http/serve.js');
  await start({ store: globalsOf(command).store, host: options.host, port: portOf(options.port) });
};

/** What a reader would want to see first: before, after, and what was known the day before it was learned. */
const WORKED: readonly Readonly<{ title: string; actor: string; issue: string; asOf: string; knownAt?: string }>[] = [
  { title: 'Japan on Taiwan the day before 7 November 2025', actor: 'japan', issue: 'taiwan', asOf: '2025-11-06' },
  { title: 'Japan on Taiwan on 7 November 2025', actor: 'japan', issue: 'taiwan', asOf: '2025-11-07' },
  {
    title: 'The same day, as this record knew it on 25 November, the day before it learned of the remark',
    actor: 'japan',
    issue: 'taiwan',
    asOf: '2025-11-07',
    knownAt: '2025-11-25',
  },
];

const show = async (machine: Machine): Promise<void> => {
  const readings = await machine.runner.toHead();
  for (const { title, actor, issue, ...clocks } of WORKED) {
    await line(`\n=== ${title}\n`);
    for (const text of positionText(askPosition(readings, actor, issue, clocks, machine.now()))) await line(text);
  }
};

/** A fresh file: whatever a demo left behind is removed, and nothing else. */
const clear = async (url: string, path: string): Promise<void> => {
  const { acquireWriterLock } = await import('../store/sqlite/writer-lock.js');
  mkdirSync(dirname(path), { recursive: true });
  const lock = acquireWriterLock(path);
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  rmSync(snapshotPath(url) ?? path, { force: true });
  for (const suffix of ['.leaves', '.checkpoints']) rmSync(`${path}${suffix}`, { recursive: true, force: true });
  lock.release();
};

/** The demo takes no store that anything is in: of a file that there is none yet, of a cluster that the log is empty. */
const freshMachine = async (url: string, isGiven: boolean): Promise<Machine> => {
  const refused = (what: string, todo: string): never => {
    throw new BadQuestion('store', `${what}, and the demo wants a fresh store: ${todo}.`);
  };
  const path = isShared(url) ? undefined : pathOf(url);
  if (isGiven && path !== undefined && existsSync(path))
    refused(`${path} is there already`, 'name a file that does not exist');
  if (path !== undefined) await clear(url, path);
  const { openMachine } = await import('../record/machine.js');
  const machine = await openMachine(url);
  try {
    const head = await confirmedHead(machine.store);
    if (head > 0) refused(`The log at ${shownUrl(url)} has ${head} events`, 'name a cluster where On Record has none');
    return machine;
  } catch (error) {
    await machine.close();
    throw error;
  }
};

const load = async (machine: Machine): Promise<void> => {
  const { importLines } = await import('../record/import.js');
  const { linesOf } = await import('../record/lines.js');
  const report = await importLines(machine, linesOf(createReadStream(fileURLToPath(BUNDLED))), {
    trustRecordedAt: true,
  });
  await line(`Loaded the bundled record: ${report.recorded} events. Its recorded times are reconstructed.`);
};

type DemoOptions = Readonly<{ port: string; serve: boolean }>;

const demo = async (options: DemoOptions, command: Command): Promise<void> => {
  const given = command.optsWithGlobals<{ store?: string }>().store;
  const url = given ?? DEMO_STORE;
  const machine = await freshMachine(url, given !== undefined);
  try {
    await load(machine);
    await show(machine);
  } finally {
    await machine.close();
  }
  if (!options.serve) return;
  await line('');
  const { serve: start } = await import('../http/serve.js');
  await start({ store: url, host: LOOPBACK, port: portOf(options.port), quiet: true });
  const store = isShared(url) ? '' : ` --store ${url}`;
  remark(`Try: onrecord${store} position japan taiwan --as-of 2025-11-25    (Ctrl-C stops the service)`);
};

/** Serving the record over HTTP, and the demo that does it on the bundled one. */
export const addServeCommands = (program: Command): void => {
  program
    .command('serve')
    .description('answer over HTTP: as the one writer of an embedded store, or as one of several on a cluster')
    .option('--port <n>', 'the port to listen on', DEFAULT_PORT)
    .option('--host <address>', 'the address to listen on; one that others reach needs keys or OIDC', LOOPBACK)
    .action(serve);
  program
    .command('demo')
    .description('load the bundled record into a fresh store, show the worked answers, and serve it')
    .option('--port <n>', 'the port to listen on', DEFAULT_PORT)
    .addOption(new Option('--no-serve', 'only load and show').conflicts('port'))
    .action(demo);
};
