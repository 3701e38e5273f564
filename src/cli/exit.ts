import type { Command } from 'commander';
import { FieldRefused, withPlaces } from '../record/question-refusals.js';
import { Fault, Refusal, RefusalKind } from '../refusal.js';
import { remark } from './output.js';

/** What a command exits with: 0 fine, 1 unexpected, then one for each way of being refused. */
export const EXIT: Readonly<Record<RefusalKind, number>> = {
  malformed: 2,
  missing: 3,
  invalid: 4,
  conflict: 5,
  integrity: 6,
  unreachable: 7,
};

/** A refusal as the command line tells of it: one that a service gave, or one said in the words of a command’s options. */
export class Refused extends Refusal {
  readonly type = 'refused';
  constructor(
    readonly kind: RefusalKind,
    message: string,
    override readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }
}

/** Whether a sentence tells a fault already: one of a file's line is told there by its place in the line. */
const isTold = (sentence: string, { pointer, detail }: Fault): boolean =>
  [pointer, pointer.replace(/^\/\d+/, '')].some((place) => ` ${sentence}`.includes(` ${place} ${detail}`));

/** The faults of a refusal that its sentence leaves untold. */
const untold = ({ message, faults }: Refusal): readonly Fault[] =>
  faults.length === 1 ? [] : faults.filter((fault) => !isTold(message, fault));

/** A question's refusal in the words of a command: its fields by their options, the one at fault where it was given. */
export const inOptionsOf = (command: Command, error: FieldRefused): Refused => {
  const optionOf = (field: string): string | undefined =>
    command.options.find((option) => option.attributeName() === field)?.long ?? undefined;
  const told = error.told((field) => optionOf(field) ?? `“${field}”`);
  const option = command.getOptionValueSource(error.field) === 'cli' ? optionOf(error.field) : undefined;
  return new Refused(error.kind, option === undefined || told.includes(option) ? told : `${option}: ${told}`);
};

/** The commands that list what there is, by the paths that do so over HTTP. */
const LISTS: Readonly<Record<string, string>> = { '/v1/actors': 'actors', '/v1/issues': 'issues' };

/** A refusal's sentence with the commands that list what there is; `replay` shows what has no list of its own. */
const inCommands = (sentence: string): string =>
  withPlaces(sentence, (path) => `\`onrecord ${LISTS[path] ?? 'replay'}\``);

const isBrokenPipe = (error: unknown): boolean => (error as { code?: unknown }).code === 'EPIPE';

/** Say what went wrong with a command, and set the exit code. */
export const fail = (error: unknown, command?: Command): void => {
  if (isBrokenPipe(error)) return;
  if (command !== undefined && error instanceof FieldRefused) return fail(inOptionsOf(command, error));
  if (error instanceof Refusal) {
    remark(`onrecord: ${inCommands(error.message)}`);
    for (const { pointer, detail } of untold(error)) remark(`  ${pointer} ${inCommands(detail)}`);
    process.exitCode = EXIT[error.kind];
    return;
  }
  remark(
    `onrecord: something went wrong that should not have: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exitCode = 1;
};
