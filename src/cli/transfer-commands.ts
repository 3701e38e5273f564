import { createReadStream, existsSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import type { ImportReport } from '../record/import.js';
import { holderOf } from '../record/reader.js';
import { NoSuchFile } from '../record/question-refusals.js';
import { RefusalKind } from '../refusal.js';
import { Refused } from './exit.js';
import { globalsOf, reading } from './options.js';
import { line, print } from './output.js';
import { progress } from './progress.js';

type ImportFlags = Readonly<{ trustRecordedAt?: boolean; dryRun?: boolean; by?: string }>;

const opened = async (file: string): Promise<Readable> => {
  if (file === '-') return process.stdin;
  if (!existsSync(file) || !statSync(file).isFile()) throw new NoSuchFile(file);
  const stream = createReadStream(file);
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', () => reject(new NoSuchFile(file)));
  });
  return stream;
};

const KIND_OF_STATUS: Readonly<Record<number, RefusalKind>> = {
  400: 'malformed',
  404: 'missing',
  409: 'conflict',
  413: 'invalid',
  415: 'invalid',
  422: 'invalid',
  503: 'unreachable',
};

type Problem = Readonly<{ title?: string; detail?: string }>;

/** Import through the service that holds the store. */
const importThrough = async (service: string, input: Readable, flags: ImportFlags): Promise<ImportReport> => {
  const query = new URLSearchParams({
    ...(flags.trustRecordedAt === true ? { trustRecordedAt: 'true' } : {}),
    ...(flags.dryRun === true ? { dryRun: 'true' } : {}),
  });
  const response = await fetch(`${service}/v1/import?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/jsonl', ...(flags.by === undefined ? {} : { 'x-recorded-by': flags.by }) },
    body: input as unknown as ReadableStream,
    duplex: 'half',
  } as RequestInit).catch((error: unknown) => {
    throw new Refused('unreachable', `The service on ${service} holds the store and did not answer: ${String(error)}`);
  });
  const answer = (await response.json()) as Problem & ImportReport;
  if (response.ok) return answer;
  throw new Refused(KIND_OF_STATUS[response.status] ?? 'unreachable', answer.detail ?? answer.title ?? 'refused');
};

/** Import as the one writer. */
const importHere = async (store: string, input: Readable, flags: ImportFlags): Promise<ImportReport> => {
  const { openMachine } = await import('../record/machine.js');
  const { importLines } = await import('../record/import.js');
  const { linesOf } = await import('../record/lines.js');
  const machine = await openMachine(store);
  const bars = { checking: progress('checking'), writing: progress('writing') };
  try {
    return await importLines(machine, linesOf(input), {
      ...(flags.trustRecordedAt === true ? { trustRecordedAt: true } : {}),
      ...(flags.dryRun === true ? { dryRun: true } : {}),
      ...(flags.by === undefined ? {} : { recordedBy: flags.by }),
      onProgress: (done, total, phase) => bars[phase](done, total),
    });
  } finally {
    await machine.close();
  }
};

const reportText = (report: ImportReport): readonly string[] => {
  const known = report.repeated === 0 ? '' : `, ${report.repeated} in the log already`;
  const done = report.dryRun ? 'would be recorded' : 'recorded';
  const fresh = report.dryRun ? report.lines - report.repeated : report.recorded;
  return [`${report.lines} lines: ${fresh} ${done}${known}. The log ends at position ${report.position}.`];
};

const importFile = async (file: string, flags: ImportFlags, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  const input = await opened(file);
  const holder = holderOf(store);
  const report =
    holder?.url === undefined ? await importHere(store, input, flags) : await importThrough(holder.url, input, flags);
  await print(report, output, () => reportText(report));
};

const exportLog = async (_options: unknown, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ store }) => {
    const total = await store.head();
    const shown = process.stdout.isTTY ? (): void => undefined : progress('exporting');
    for await (const { line: text, position } of store.readAll()) {
      await line(text);
      if (position % 1000 === 0) shown(position, total);
    }
  });

/** Bringing events in and taking them out, in the same format. */
export const addTransferCommands = (program: Command): void => {
  program
    .command('import <file>')
    .description('record every event of a JSONL file, or of standard input (-); all of it is checked first')
    .option('--trust-recorded-at', 'take the recorded times from the file, into an empty log')
    .option('--dry-run', 'check the file and record nothing')
    .option('--by <who>', 'who records the lines that do not say')
    .action(importFile);
  program.command('export').description('every event of the log as JSONL, in the form it is stored').action(exportLog);
};
