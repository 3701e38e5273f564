import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { ageOfStore } from '../record/age.js';
import type { Base } from '../../projections/index.js';
import { openAsker, openReader, Reader, storeUrl } from '../record/reader.js';
import { Output, remark } from './output.js';

/** The options of questions: the two clocks, and whose accounts may move a position. */
export type ClockOptions = Readonly<{ asOf?: string; knownAt?: string; evidence?: string }>;

/** The options of the whole program. */
export type GlobalOptions = Readonly<{ store?: string; json?: boolean }>;

/** The program’s options as a command sees them. */
export const globalsOf = (command: Command): Output & Readonly<{ store: string }> => {
  const { store, json } = command.optsWithGlobals<GlobalOptions>();
  return { store: storeUrl(store), json: json === true };
};

/** The two clocks, on a command that asks for what was said. */
export const withClocks = (command: Command): Command =>
  command
    .option('--as-of <date>', 'when it was said: a day, or an instant with an offset (default: now)')
    .option('--known-at <time>', 'when the record knew of it: a log position, a day or an instant (default: now)');

/** The two clocks and the policy, on a command that asks for a position. */
export const withPolicy = (command: Command): Command =>
  withClocks(command).option(
    '--evidence <policy>',
    'whose accounts may move a position: own, press or all (default: press)',
  );

/** The recorded clock alone, on a command that looks things up. */
export const withKnownAt = (command: Command): Command =>
  command.option('--known-at <time>', 'as the record knew it: at a log position, a day or an instant (default: now)');

/** The clocks that were given. */
export const clocksOf = ({ asOf, knownAt, evidence }: ClockOptions): ClockOptions => ({
  ...(asOf === undefined ? {} : { asOf }),
  ...(knownAt === undefined ? {} : { knownAt }),
  ...(evidence === undefined ? {} : { evidence }),
});

/** Say beside the data how old it is, where it could not be confirmed that it rests on the head of the log. */
const remarkAge = async ({ store }: Pick<Reader, 'store'>): Promise<void> => {
  const age = await ageOfStore(store);
  if (age !== undefined) remark(`As of ${age.asOf}, ${age.seconds} s ago: ${age.problem}`);
};

const closedAfter = async <View extends Base, Answer>(
  reader: Reader<View>,
  ask: (reader: Reader<View>) => Promise<Answer>,
): Promise<Answer> => {
  try {
    return await ask(reader).finally(() => remarkAge(reader));
  } finally {
    await reader.close();
  }
};

/** Read a store, its changes too, that is closed again however it goes. What comes of an old copy says so. */
export const reading = async <Answer>(url: string, ask: (reader: Reader) => Promise<Answer>): Promise<Answer> =>
  closedAfter(await openReader(url), ask);

/** Ask a store what is on record: the same, without the changes. */
export const asking = async <Answer>(url: string, ask: (reader: Reader<Base>) => Promise<Answer>): Promise<Answer> =>
  closedAfter(await openAsker(url), ask);

/** Whether something can be read there: a file, or a pipe, as a shell’s `<(…)` gives. */
export const isReadable = (file: string): boolean => statSync(file, { throwIfNoEntry: false })?.isDirectory() === false;

/** The clock of the command line. */
export const now = (): string => new Date().toISOString();
