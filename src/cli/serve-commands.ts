import { createReadStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { askPosition } from '../record/ask.js';
import { BadQuestion } from '../record/question-refusals.js';
import { pathOf } from '../store/open-store.js';
import { globalsOf } from './options.js';
import { line, remark } from './output.js';
import { positionText } from './position-text.js';
import type { Machine } from '../record/machine.js';
import { snapshotPath } from '../record/reader.js';

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

/** A fresh store: whatever a demo left behind is removed, and nothing else. */
const cleared = (url: string): void => {
  const path = pathOf(url);
  if (path === undefined) return;
  mkdirSync(dirname(path), { recursive: true });
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  rmSync(snapshotPath(url) ?? path, { force: true });
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
  const path = pathOf(url);
  if (given !== undefined && path !== undefined && existsSync(path)) {
    throw new BadQuestion(
      'store',
      `${path} is there already, and the demo wants a fresh one: name a file that does not exist.`,
    );
  }
  const { openMachine } = await import('../record/machine.js');
  const { acquireWriterLock } = await import('../store/sqlite/writer-lock.js');
  if (path !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    const lock = acquireWriterLock(path);
    cleared(url);
    lock.release();
  }
  const machine = await openMachine(url);
  await load(machine);
  await show(machine);
  await machine.close();
  if (!options.serve) return;
  await line('');
  const { serve: start } = await import('../http/serve.js');
  await start({ store: url, host: LOOPBACK, port: portOf(options.port) });
  remark(`Try: onrecord --store ${url} position japan taiwan --as-of 2025-11-25    (Ctrl-C stops the service)`);
};

/** Serving the record over HTTP, and the demo that does it on the bundled one. */
export const addServeCommands = (program: Command): void => {
  program
    .command('serve')
    .description('answer over HTTP, as the one writer of the store')
    .option('--port <n>', 'the port to listen on', DEFAULT_PORT)
    .option('--host <address>', 'the address to listen on', LOOPBACK)
    .action(serve);
  program
    .command('demo')
    .description('load the bundled record into a fresh store, show the worked answers, and serve it')
    .option('--port <n>', 'the port to listen on', DEFAULT_PORT)
    .option('--no-serve', 'only load and show')
    .action(demo);
};
