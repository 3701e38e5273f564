import { createReadStream, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { type Command, Option } from 'commander';
import type { Base } from '../../projections/index.js';
import type { ImportReport } from '../record/import.js';
import { holderOf, type Reader } from '../record/reader.js';
import { NoSuchFile } from '../record/question-refusals.js';
import type { TextsImported } from '../record/kept-texts.js';
import { linesShown } from '../record/shown-line.js';
import { Refusal } from '../refusal.js';
import { globalsOf, isReadable, asking } from './options.js';
import { counted, line, print, remark } from './output.js';
import { progress } from './progress.js';
import { RecorderOptions, recorderIn, remarkNamed, withRecorder } from './recorder.js';
import { sendTo } from './service.js';

type ImportFlags = RecorderOptions &
  Readonly<{ trustRecordedAt?: boolean; dryRun?: boolean; by?: string; texts?: string }>;

/** A report on a file, and on the texts beside it where there were to be any. */
type Imported = ImportReport & Readonly<{ texts?: TextsImported }>;

/** `--by` is what `--recorded-by` was called on this command before there were others that record. */
const recorderOf = ({ by, recordedBy = by }: ImportFlags): string | undefined =>
  recorderIn(recordedBy === undefined ? {} : { recordedBy });

/** Texts go into a store itself, and a service holds it. */
class HeldByService extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'held-by-service';
  constructor(url: string) {
    super(
      `A service on ${url} holds this store: stop it to import texts, or give it each with \`onrecord capture SOURCE --text FILE\`.`,
    );
  }
}

const opened = async (file: string): Promise<Readable> => {
  if (file === '-') return process.stdin;
  if (!isReadable(file)) throw new NoSuchFile(file);
  const stream = createReadStream(file);
  await new Promise<void>((resolve, reject) => {
    stream.once('open', () => resolve());
    stream.once('error', () => reject(new NoSuchFile(file)));
  });
  return stream;
};

/** Import through the service that holds the store. */
const importThrough = async (service: string, input: Readable, flags: ImportFlags): Promise<ImportReport> => {
  const query = new URLSearchParams({
    ...(flags.trustRecordedAt === true ? { trustRecordedAt: 'true' } : {}),
    ...(flags.dryRun === true ? { dryRun: 'true' } : {}),
  });
  const recorder = recorderOf(flags);
  return sendTo(service, `/v1/import?${query}`, {
    headers: { 'content-type': 'application/jsonl', ...(recorder === undefined ? {} : { 'x-recorded-by': recorder }) },
    body: input as unknown as ReadableStream,
    duplex: 'half',
  } as RequestInit);
};

/** How many lines a file has that can be read twice; nothing is known of a pipe. */
const linesIn = async (file: string): Promise<Readonly<{ lines?: number }>> => {
  if (file === '-' || !statSync(file).isFile()) return {};
  const { countLines } = await import('../record/lines.js');
  return { lines: await countLines(createReadStream(file)) };
};

/** What an import is read from: what it is called, and its bytes. */
type Input = Readonly<{ file: string; bytes: Readable }>;

/** Import as the one writer. */
const importHere = async (store: string, { file, bytes }: Input, flags: ImportFlags): Promise<Imported> => {
  const { openMachine } = await import('../record/machine.js');
  const { importTexts, textsFound } = await import('../record/kept-texts.js');
  const { importLines } = await import('../record/import.js');
  const { linesOf } = await import('../record/lines.js');
  const recorder = recorderOf(flags);
  const { texts } = flags;
  const found = texts === undefined ? [] : textsFound(texts);
  const machine = await openMachine(store);
  const bars = { checking: progress('checking'), writing: progress('writing') };
  try {
    const report = await importLines(machine, linesOf(bytes), {
      ...(await linesIn(file)),
      ...(flags.trustRecordedAt === true ? { trustRecordedAt: true } : {}),
      ...(flags.dryRun === true ? { dryRun: true } : {}),
      ...(recorder === undefined ? {} : { recordedBy: recorder }),
      onProgress: (done, total, phase) => bars[phase](done, total),
    });
    if (texts === undefined || report.dryRun) return report;
    return { ...report, texts: await importTexts(machine.store, machine.runner.readings, texts, found) };
  } finally {
    await machine.close();
  }
};

const textsText = ({ kept, known, strange }: TextsImported): string =>
  `${counted(kept, 'text')} kept, ${known} kept already, ${strange} of no source on record or erased.`;

const reportText = (report: Imported): readonly string[] => {
  const known = report.repeated === 0 ? '' : `, ${report.repeated} in the log already`;
  const done = report.dryRun ? 'would be recorded' : 'recorded';
  const fresh = report.dryRun ? report.lines - report.repeated : report.recorded;
  const warned = report.warned === 0 ? '' : ` ${counted(report.warned, 'warning')}, listed beside.`;
  return [
    `${counted(report.lines, 'line')}: ${fresh} ${done}${known}. The log ends at position ${report.position}.${warned}`,
    ...(report.texts === undefined ? [] : [textsText(report.texts)]),
  ];
};

/** The warnings, beside the data. */
const warn = ({ warned, warnings }: ImportReport): void => {
  for (const { line: number, statement, warning } of warnings)
    remark(`warning: line ${number}${statement === undefined ? '' : `, statement ${statement}`}: ${warning}`);
  if (warned > warnings.length)
    remark(`and ${warned - warnings.length} more warnings; show a statement to see its own.`);
};

const importFile = async (file: string, flags: ImportFlags, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  const bytes = await opened(file);
  const holder = holderOf(store);
  if (holder?.url !== undefined && flags.texts !== undefined) throw new HeldByService(holder.url);
  const report: Imported =
    holder?.url === undefined
      ? await importHere(store, { file, bytes }, flags)
      : await importThrough(holder.url, bytes, flags);
  warn(report);
  await print(report, output, () => reportText(report));
  remarkNamed(report.named, report.dryRun);
};

type ExportFlags = Readonly<{ withWithheld?: boolean; texts?: string }>;

/** Write the texts to files, and say how many beside the data. */
const exportTextsOf = async (
  { store, runner }: Reader<Base>,
  directory: string,
  withWithheld: boolean,
): Promise<void> => {
  const { exportTexts } = await import('../record/kept-texts.js');
  const { written, withheld, absent } = await exportTexts(store, await runner.toHead(), directory, withWithheld);
  remark(
    `${counted(written, 'text')} written to ${directory}; ${withheld} withheld and left out, ${absent} not kept here.`,
  );
};

const exportLog = async ({ withWithheld, texts }: ExportFlags, command: Command): Promise<void> =>
  asking(globalsOf(command).store, async (reader) => {
    const { store, runner } = reader;
    const total = await store.head();
    const events = withWithheld === true ? store.readAll() : linesShown(await runner.toHead(), store.readAll());
    const shown = process.stdout.isTTY ? (): void => undefined : progress('exporting');
    for await (const { line: text, position } of events) {
      await line(text);
      if (position % 1000 === 0) shown(position, total);
    }
    if (texts !== undefined) await exportTextsOf(reader, texts, withWithheld === true);
  });

/** Bringing events in and taking them out, in the same format. */
export const addTransferCommands = (program: Command): void => {
  withRecorder(
    program.command('import <file>'),
    'who records the lines that do not say (default: $ONRECORD_RECORDED_BY)',
  )
    .description('record every event of a JSONL file, or of standard input (-); all of it is checked first')
    .option('--trust-recorded-at', 'take the recorded times from the file, into an empty log')
    .option('--dry-run', 'check the file and record nothing')
    .option('--texts <directory>', 'keep the texts of sources that an export wrote there')
    .addOption(new Option('--by <who>').hideHelp().conflicts('recordedBy'))
    .action(importFile);
  program
    .command('export')
    .description('every event of the log as JSONL, in the form it is stored, but for words that are withheld')
    .option('--with-withheld', 'with the words that are withheld, as the log holds them')
    .option('--texts <directory>', 'write the kept texts of sources there, too, each named by its SHA-256')
    .action(exportLog);
};
