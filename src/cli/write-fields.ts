/** What a command that records is made of, and the body that its options amount to: the body that HTTP takes. */

import { Option } from 'commander';
import { Base, readPosition } from '../../projections/index.js';
import type { CommandName } from '../commands/list.js';
import type { Body } from '../commands/placed.js';
import { actorCalled } from '../record/ask.js';
import type { Fault } from '../refusal.js';
import { Refusal } from '../refusal.js';
import { Refused } from './exit.js';

/** An option that is a field of the body. `at` is its place there, with dots between. */
export type Field = Readonly<{
  flags: string;
  at: string;
  about: string;
  /** Whether the command cannot do without it. */
  needed?: boolean;
  /** Whether its value names actors, by any of their names. */
  actor?: true;
  /** What it stands for, where it takes no value. */
  is?: unknown;
  conflicts?: string;
  /** Whether it is no field of the body, but says which of several commands is meant: it goes with `--data`, too. */
  chooses?: true;
  /** What stands there where the option is given as `--no-…`. */
  none?: null;
}>;

/** What a command is about: a statement, an actor or a source of the record, or an id inside it. */
export type Argument = Readonly<{ name: string; at: string; kind: 'statement' | 'actor' | 'source' | 'id' }>;

/** What the command line knows when it makes a body. `ids` are the arguments, in order. */
export type Known = Readonly<{
  readings: Base;
  /** The record before the command: its head, or what it was where the same command was recorded already. */
  position: number;
  ids: readonly string[];
  recordedBy: string;
  /** The places in the body that options were given for. */
  given: readonly string[];
}>;

/** A command of the command line that records. */
export type Write = Readonly<{
  command: CommandName;
  arguments: readonly Argument[];
  fields: readonly Field[];
  /** What the body holds of itself, or of the record, where no option says otherwise. */
  base?: (known: Known) => Body;
  /** The body in the form that HTTP takes, where the options’ form is another. */
  complete?: (body: Body) => Body;
}>;

export type Options = Readonly<Record<string, unknown>>;

export const optionOf = ({ flags, about, conflicts }: Field): Option => {
  const option = new Option(flags, about);
  return conflicts === undefined ? option : option.conflicts(conflicts);
};

/** The option as people write it. */
const nameOf = (field: Field): string => optionOf(field).long ?? field.flags;

const isNegated = ({ flags }: Field): boolean => flags.startsWith('--no-');
const takesValue = ({ flags }: Field): boolean => flags.includes('<');

const valueIn = (field: Field, options: Options): unknown => options[optionOf(field).attributeName()];

/** The options that a command cannot do without and was not given. */
export const missingIn = (write: Write, options: Options): readonly string[] =>
  write.fields
    .filter((field) => field.needed === true && valueIn(field, options) === undefined)
    .map((field) => field.flags);

const isNotGiven = (field: Field, options: Options): boolean =>
  isNegated(field) || valueIn(field, options) === undefined;

/** The places in the body that options were given for. */
export const placesGiven = (write: Write, options: Options): readonly string[] =>
  write.fields.filter((field) => !isNotGiven(field, options)).map((field) => field.at);

/** Whether options were given for something inside a part of the body. */
export const touches = (given: readonly string[], part: string): boolean =>
  given.some((place) => place === part || place.startsWith(`${part}.`));

const withKey = (inside: unknown, key: string, value: unknown): unknown => {
  if (/^\d+$/.test(key))
    return Object.assign([...((inside as readonly unknown[] | undefined) ?? [])], { [key]: value });
  const others = Object.entries((inside ?? {}) as Body).filter(([known]) => known !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
};

const set = (inside: unknown, [key = '', ...deeper]: readonly string[], value: unknown): unknown => {
  if (deeper.length === 0) return withKey(inside, key, value);
  const next = (inside as Readonly<Record<string, unknown>> | undefined)?.[key];
  return withKey(inside, key, set(next, deeper, value));
};

/** The id of an actor that an option names. */
const actorIn = (field: Field, name: string, { readings }: Known): string => {
  try {
    return actorCalled(readings, name, readPosition(readings), field.at).actorId;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refused(error.kind === 'missing' ? 'invalid' : error.kind, `${nameOf(field)}: ${error.message}`);
  }
};

const fieldValue = (field: Field, options: Options, known: Known): unknown => {
  const value = valueIn(field, options);
  if (value === false && takesValue(field)) return field.none;
  if (value === true && field.is !== undefined) return field.is;
  if (field.actor !== true) return value;
  return Array.isArray(value)
    ? value.map((name) => actorIn(field, String(name), known))
    : actorIn(field, String(value), known);
};

/** The body that options amount to, as HTTP takes it. */
export const bodyOf = (write: Write, options: Options, known: Known): Body => {
  const filled = write.fields
    .filter((field) => !isNotGiven(field, options))
    .reduce<unknown>(
      (body, field) => set(body, field.at.split('.'), fieldValue(field, options, known)),
      write.base?.(known) ?? {},
    ) as Body;
  return write.complete?.(filled) ?? filled;
};

const pointerOf = (at: string): string => `/${at.replaceAll('.', '/')}`;

const holds = (pointer: string, inner: string): boolean => inner === pointer || inner.startsWith(`${pointer}/`);

/** A body that was given whole, and the file it came from. */
export type Sent = Readonly<{ file: string; body: Body }>;

const valueAt = (body: unknown, at: string): unknown =>
  at.split('.').reduce((inside, key) => (inside as Readonly<Record<string, unknown>> | undefined)?.[key], body);

/** What a place in the body is called on the command line: its option, its argument, or its place in the file given. */
const calledAt = (write: Write, pointer: string, sent: Sent | undefined): string => {
  const named = [
    ...write.arguments.filter(({ at }) => valueAt(sent?.body, at) === undefined),
    ...(sent === undefined ? write.fields.map((field) => ({ name: nameOf(field), at: field.at })) : []),
  ].map(({ name, at }) => ({ name, at: pointerOf(at) }));
  const [nearest] = named.filter(({ at }) => holds(at, pointer)).sort((a, b) => b.at.length - a.at.length);
  if (nearest !== undefined) return nearest.name;
  return sent === undefined ? 'What is given' : `${pointer} of ${sent.file}`;
};

const unlike = (faults: readonly Fault[]): readonly Fault[] => [
  ...new Map(faults.map((fault) => [`${fault.pointer} ${fault.detail}`, fault])).values(),
];

/** The refusals whose faults are of the body. */
const OF_THE_BODY: readonly string[] = ['invalid-command', 'does-not-hold', 'refused'];

/** A refusal in the words of the command line: each fault under the option, argument or file that it is of. */
export const inOptions = (write: Write, error: unknown, sent: Sent | undefined): unknown => {
  if (!(error instanceof Refusal) || error.faults.length === 0 || !OF_THE_BODY.includes(error.type)) return error;
  const faults = unlike(
    error.faults.map(({ pointer, detail }) => ({ pointer: calledAt(write, pointer, sent), detail })),
  );
  const [first, ...others] = faults;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return new Refused(error.kind, `${first?.pointer} ${first?.detail}${more}`, faults);
};
