import type { RecordEvent } from '../../events/index.js';
import { answerShown } from '../../projections/index.js';
import { confirmedHead } from './age.js';
import { eraseTexts } from './erase.js';
import { type ImportWarning, Plan, type Planned } from './import-plan.js';
import { ImportInterrupted, NotACopy, parseLine } from './lines.js';
import type { Chain, StoredEvent } from '../store/event-store.js';
import type { Machine } from './machine.js';

export type ImportOptions = Readonly<{
  /** Take the recorded times from the file. Only into an empty log, or one that begins as the file does. */
  trustRecordedAt?: boolean;
  dryRun?: boolean;
  recordedBy?: string;
  /** How many lines there are, where that is known beforehand. */
  lines?: number;
  /** Told when a phase begins, as it goes on, and when it is over; without a total where nobody knows it yet. */
  onProgress?: (done: number, total: number | undefined, phase: 'checking' | 'writing') => void;
}>;

/** What became of a file. */
export type ImportReport = Readonly<{
  lines: number;
  recorded: number;
  /** Lines whose events were in the log already. */
  repeated: number;
  position: number;
  dryRun: boolean;
  /** What the log is called from now on, where it had no name before this and the file gives it none. */
  named?: string;
  /** How many warnings the lines gave, and the first of them. */
  warned: number;
  warnings: readonly ImportWarning[];
}>;

/** How many warnings a report lists. */
const WARNINGS_LISTED = 100;

/** How many appends are under way at once; they go in in order and share syncs. */
const BATCH = 256;

/** With recorded times from the file, what went in has to stand where the file has it. */
const checkPlaces = (planned: readonly Planned[], stored: readonly (readonly StoredEvent[])[]): void => {
  for (const [index, { line, position, trusted }] of planned.entries()) {
    const found = stored[index]?.[0]?.position;
    if (trusted !== undefined && found !== undefined && found !== position)
      throw new NotACopy(line.number, found, position);
  }
};

const write = async (machine: Machine, plan: Plan, options: ImportOptions): Promise<number> => {
  const { planned } = plan;
  const chain: Chain = {};
  let at = 0;
  options.onProgress?.(at, planned.length, 'writing');
  while (at < planned.length) {
    const batch = planned.slice(at, at + BATCH);
    const settled = await Promise.allSettled(
      batch.map(({ stream, expected, event, trusted }) =>
        machine.store.append(stream, expected, [event], trusted, chain),
      ),
    );
    machine.bell.ring();
    const failed = settled.findIndex((result) => result.status === 'rejected');
    const reason = settled[failed];
    if (reason?.status === 'rejected') {
      const last = failed === 0 ? planned[at - 1] : batch[failed - 1];
      throw new ImportInterrupted(last?.line.number ?? 0, (reason.reason as Error).message);
    }
    checkPlaces(
      batch,
      settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])),
    );
    at += batch.length;
    options.onProgress?.(at, planned.length, 'writing');
  }
  const readings = await machine.runner.toHead();
  await eraseTexts(
    machine.store,
    readings,
    planned.map(({ event }) => event as RecordEvent),
  );
  return machine.runner.position;
};

/** How many lines are checked between two reports. */
const REPORTED = 1000;

/** Checks every line. */
const check = async (
  plan: Plan,
  lines: AsyncIterable<string> | Iterable<string>,
  { lines: total, onProgress }: ImportOptions,
): Promise<void> => {
  let number = 0;
  onProgress?.(number, total, 'checking');
  for await (const text of lines) {
    number += 1;
    if (text.trim() !== '') await plan.add(parseLine(number, text));
    if (number % REPORTED === 0) onProgress?.(number, total, 'checking');
  }
  plan.finish();
  onProgress?.(number, number, 'checking');
};

/**
 * Import a file. Each line becomes its command, which must decide to that same event; the whole file is checked before
 * the first append; running it again passes over what went in.
 *
 * @throws BadLine or StoreUnreachable, with nothing applied; ImportInterrupted, with the last line that went in; NotACopy.
 */
export const importLines = async (
  machine: Machine,
  lines: AsyncIterable<string> | Iterable<string>,
  options: ImportOptions = {},
): Promise<ImportReport> => {
  await confirmedHead(machine.store);
  const plan = new Plan(machine, options, await machine.runner.toHead());
  await check(plan, lines, options);
  const dryRun = options.dryRun === true;
  const position = dryRun ? machine.runner.position : await write(machine, plan, options);
  return {
    lines: plan.lines,
    recorded: dryRun ? 0 : plan.lines - plan.repeated,
    repeated: plan.repeated,
    position,
    dryRun,
    ...(plan.named === undefined ? {} : { named: plan.named }),
    warned: plan.warnings.length,
    warnings: answerShown(machine.runner.readings, plan.warnings.slice(0, WARNINGS_LISTED)),
  };
};
