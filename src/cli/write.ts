/** The one way in which every command that records goes: body, wish, ledger or service, outcome. */

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { CommandMeta } from '../commands/command.js';
import { ANONYMOUS, printable } from '../commands/meta.js';
import type { Body } from '../commands/placed.js';
import type { Base } from '../../projections/index.js';
import { actorCalled } from '../record/ask.js';
import { nearestIds } from '../record/nearest.js';
import { NoSuchFile, NotOnRecord } from '../record/question-refusals.js';
import { holderOf, type Reader } from '../record/reader.js';
import { Refused } from './exit.js';
import { globalsOf, isReadable, asking } from './options.js';
import { outcomeText } from './outcome-text.js';
import { print } from './output.js';
import { recorderIn, RecorderOptions, remarkNamed, withRecorder } from './recorder.js';
import { Argument, bodyOf, inOptions, missingIn, optionOf, Options, placesGiven, Write } from './write-fields.js';
import { isNamedByKey } from './service.js';
import { send, Wish } from './write-send.js';

type WriteOptions = RecorderOptions & Readonly<{ commandId?: string; dryRun?: boolean; data?: string }>;
type Given = Readonly<{ args: readonly string[]; options: Options & WriteOptions; data: Body | undefined }>;

/** The body that a file holds, or standard input. */
const dataIn = async (file: string): Promise<Body> => {
  if (file !== '-' && !isReadable(file)) throw new NoSuchFile(file);
  const { buffer: bufferOf } = await import('node:stream/consumers');
  const { NotTaken, textOf, valueOf } = await import('../commands/json.js');
  const bytes = file === '-' ? await bufferOf(process.stdin) : readFileSync(file);
  const { isObject } = await import('../commands/placed.js');
  try {
    const body = valueOf(textOf(bytes));
    if (isObject(body)) return body;
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    throw new Refused('malformed', `--data ${file} ${error.message}`);
  }
  throw new Refused('invalid', `--data ${file} must hold a JSON object: the body as HTTP takes it.`);
};

const commandIdOf = ({ commandId }: WriteOptions, inBody: unknown): string => {
  if (commandId !== undefined && inBody !== undefined && commandId !== inBody)
    throw new Refused('malformed', '--command-id and the commandId of --data name two commands: give one.');
  if (commandId !== undefined) return printable('--command-id', commandId);
  return inBody === undefined ? randomUUID() : printable('commandId', inBody);
};

/** The id that an argument means, of what is on record. */
const idOf = (reader: Reader<Base>, { kind, at }: Argument, given: string): string => {
  const { readings, position } = reader.runner;
  if (kind === 'actor') return actorCalled(readings, given, position, at).actorId;
  if (kind === 'statement' && !readings.statements.rows.has(given))
    throw new NotOnRecord('statement', given, nearestIds(given, readings.statements.rows.keys()));
  if (kind === 'source' && !readings.sources.has(given))
    throw new NotOnRecord('source', given, nearestIds(given, readings.sources.keys()));
  return given;
};

/** The position up to which the record was known before a command: a command that is given again amounts to the same. */
const positionBefore = async ({ store, runner }: Reader<Base>, commandId: string): Promise<number> => {
  const { eventIdOf } = await import('../record/event-id.js');
  const earlier = await store.positionOf?.(eventIdOf(commandId, 0));
  return earlier === undefined ? runner.position : earlier - 1;
};

const wishOf = async (write: Write, { args, options, data }: Given, reader: Reader<Base>): Promise<Wish> => {
  const readings = await reader.runner.toHead();
  const { commandId: inBody, ...sent } = data ?? {};
  const meta: CommandMeta = { commandId: commandIdOf(options, inBody), recordedBy: recorderIn(options) ?? ANONYMOUS };
  const ids = write.arguments.map((argument, at) => idOf(reader, argument, args[at] ?? ''));
  const position = await positionBefore(reader, meta.commandId);
  const known = { readings, position, ids, recordedBy: meta.recordedBy, given: placesGiven(write, options) };
  const { placed } = await import('../commands/placed.js');
  const body = write.arguments.reduce(
    (fields, { name, at }, index) => placed(write.command, fields, at, ids[index] ?? '', name),
    data === undefined ? bodyOf(write, options, known) : sent,
  );
  const addressed = Object.fromEntries(write.arguments.map(({ at }, index) => [at, ids[index] ?? '']));
  return { name: write.command, body, addressed, meta, dryRun: options.dryRun === true };
};

const checkNeeded = (write: Write, given: Options, command: Command): void => {
  const missing = missingIn(write, given);
  if (missing.length === 0) return;
  const named = missing.map((flags) => `'${flags}'`).join(' and ');
  const options = `option${missing.length === 1 ? '' : 's'} ${named}`;
  command.error(`error: required ${options} not specified (or give the whole body with '--data')`);
};

const recorded = async (write: Write, given: Given, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  const wish = await asking(store, (reader) => wishOf(write, given, reader));
  const isByKey = isNamedByKey(wish.meta.recordedBy) && holderOf(store)?.url !== undefined;
  const meta = isByKey ? { ...wish.meta, recordedBy: 'the name of your key' } : wish.meta;
  const outcome = await send(store, wish);
  await print({ commandId: meta.commandId, ...outcome }, output, () => outcomeText(outcome, meta));
  remarkNamed(outcome.named, wish.dryRun);
};

/** Which of several commands was meant, by what was given. */
type Choice = (given: Body | Options) => Write;

const act = async (choice: Choice, args: readonly string[], options: Given['options'], command: Command) => {
  const data = options.data === undefined ? undefined : await dataIn(options.data);
  const write = choice({ ...options, ...data });
  if (data === undefined) checkNeeded(write, options, command);
  await recorded(write, { args, options, data }, command).catch((error: unknown) => {
    throw inOptions(write, error, data === undefined ? undefined : { file: options.data ?? '', body: data });
  });
};

const fieldsOf = ({ fields }: Write) => fields.filter(({ chooses }) => chooses !== true);

/** A command that records, with its options and those that all of them take. `choice` where it is one of several. */
export const addWrite = (program: Command, name: string, about: string, write: Write, choice?: Choice): void => {
  const command = program.command([name, ...write.arguments.map((one) => `<${one.name.toLowerCase()}>`)].join(' '));
  for (const field of write.fields) command.addOption(optionOf(field));
  const instead = new Option('--data <file>', 'the whole body as HTTP takes it, from a JSON file or stdin (-)');
  withRecorder(command.description(about))
    .option('--command-id <id>', 'the command’s id; the same again is no new event (default: a new UUID)')
    .option('--dry-run', 'say what would change, and record nothing')
    .addOption(instead.conflicts(fieldsOf(write).map((field) => optionOf(field).attributeName())))
    .action((...given: readonly unknown[]) => {
      const args = given.slice(0, write.arguments.length) as readonly string[];
      return act(choice ?? (() => write), args, given[write.arguments.length] as Given['options'], command);
    });
};
