import { createInterface } from 'node:readline';
import canonicalize from 'canonicalize';
import type { Readable } from 'node:stream';
import { Refusal } from '../refusal.js';

/** A line that cannot be imported: which, what of it, and what to do. Nothing of the file was applied. */
export class BadLine extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'bad-line';
  constructor(
    readonly line: number,
    readonly pointer: string,
    readonly detail: string,
  ) {
    super(`Line ${line}: ${pointer === '' ? '' : `${pointer} `}${detail} Nothing of the file was applied.`);
    Object.assign(this, { faults: [{ pointer: `/${line}${pointer}`, detail }] });
  }
}

/** An import that was cut short: which line went in last. */
export class ImportInterrupted extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'import-interrupted';
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(`The import stopped after line ${line}, the last that went in: ${reason} Run it again to complete it.`);
  }
}

/** A copy that is none: others wrote to the log while a file went in with its recorded times. */
export class NotACopy extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'not-a-copy';
  constructor(
    readonly line: number,
    readonly position: number,
    readonly planned: number,
  ) {
    super(
      `Line ${line} went in at log position ${position} and not at ${planned}: somebody else wrote to the log meanwhile, ` +
        'and it is no copy of the file. Import the file into an empty log that nobody else writes to.',
    );
  }
}

/** A line of a file in the import format: an event's envelope, or its type and data alone. */
export type ImportLine = Readonly<{
  number: number;
  type: string;
  data: Readonly<Record<string, unknown>>;
  given: Readonly<Record<string, unknown>>;
}>;

/** The members that a line may have: those of the envelope. */
const MEMBERS: readonly string[] = [
  'specversion',
  'id',
  'type',
  'source',
  'subject',
  'time',
  'sequence',
  'datacontenttype',
  'recordedby',
  'commandid',
  'timebasis',
  'data',
];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parsed = (number: number, text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BadLine(number, '', `is no JSON (${(error as Error).message}). Give one JSON object a line.`);
  }
};

const TEXTS: readonly string[] = MEMBERS.filter((member) => member !== 'data');

const UNUSABLE = /[\0\p{Surrogate}]/u;

/** Members that no store could hold are refused here, before anything of the file is written. */
const checkMembers = (number: number, value: Readonly<Record<string, unknown>>): void => {
  const given = TEXTS.filter((key) => value[key] !== undefined);
  const notText = given.find((key) => typeof value[key] !== 'string');
  if (notText !== undefined) throw new BadLine(number, `/${notText}`, 'must be a text.');
  const unusable = given.find((key) => value[key] === '' || UNUSABLE.test(value[key] as string));
  if (unusable !== undefined)
    throw new BadLine(number, `/${unusable}`, 'is empty, or holds a NUL or half a surrogate pair.');
  const { timebasis } = value;
  if (timebasis !== undefined && timebasis !== 'reconstructed')
    throw new BadLine(number, '/timebasis', `“${timebasis as string}” must be “reconstructed”, or be left out.`);
};

/** How JSON writes one half of a character; only then can a value hold half of one. */
const HALF_CHARACTER = /\\u[dD][89a-fA-F]|\p{Surrogate}/u;

const checkWellFormed = (number: number, value: unknown): void => {
  try {
    canonicalize(value);
  } catch {
    throw new BadLine(number, '', 'holds half a character (a lone surrogate): give well-formed text.');
  }
};

/** What one line of a file says. */
export const parseLine = (number: number, text: string): ImportLine => {
  const value = parsed(number, text);
  if (!isObject(value)) throw new BadLine(number, '', 'is no JSON object. Give one event a line.');
  const stray = Object.keys(value).find((key) => !MEMBERS.includes(key));
  if (stray !== undefined) throw new BadLine(number, `/${stray}`, 'is no member of an event: take it out.');
  checkMembers(number, value);
  if (HALF_CHARACTER.test(text)) checkWellFormed(number, value);
  if (value['type'] === undefined) throw new BadLine(number, '/type', 'is required: which event is this?');
  if (!isObject(value['data'])) throw new BadLine(number, '/data', 'must be an object.');
  return { number, type: value['type'] as string, data: value['data'], given: value };
};

/**
 * The lines of a stream of text, without their ends. Nothing is read before the first line is asked for: a line reader
 * that is made earlier gives its lines to nobody meanwhile.
 */
export const linesOf = async function* (stream: Readable): AsyncGenerator<string, void, undefined> {
  yield* createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
};
