import canonicalize from 'canonicalize';
import { NotTaken, valueOf } from '../commands/json.js';
import { Fault, inPointer, Refusal } from '../refusal.js';

/** How many faults of a line its sentence tells, and how many are named beside it: a line can be long. */
const MOST_TOLD = 10;
const MOST_NAMED = 1_000;

const sentence = (detail: string): string => (/[.?!]$/.test(detail) ? detail : `${detail}.`);

/** What is wrong beside the first fault, as its sentence goes on. */
const toldBeside = (others: readonly Fault[]): string => {
  const told = others.slice(0, MOST_TOLD - 1).map(({ pointer, detail }) => ` ${pointer} ${sentence(detail)}`);
  const left = others.length - told.length;
  return `${told.join('')}${left === 0 ? '' : ` (and ${left} more)`}`;
};

/**
 * A line that cannot be imported: which, what of it, and what to do. Nothing of the file was applied. `pointer` is where
 * in the line it is wrong first; a fault's pointer begins with the line's number.
 */
export class BadLine extends Refusal {
  readonly kind: 'invalid' | 'conflict' = 'invalid';
  readonly type: string = 'bad-line';
  override readonly faults: readonly Fault[];
  readonly detail: string;
  constructor(
    readonly line: number,
    readonly pointer: string,
    first: string,
    others: readonly Fault[] = [],
  ) {
    const detail = `${sentence(first)}${toldBeside(others)}`;
    super(`Line ${line}: ${pointer === '' ? '' : `${pointer} `}${detail} Nothing of the file was applied.`);
    this.detail = detail;
    this.faults = [{ pointer, detail: first }, ...others]
      .slice(0, MOST_NAMED)
      .map((fault) => ({ pointer: `/${line}${fault.pointer}`, detail: sentence(fault.detail) }));
  }
}

/**
 * Refuse a line for everything that is wrong with it, pointers being those in the line; nothing is done where nothing is.
 *
 * @throws BadLine
 */
export const refuseLine = (line: number, faults: readonly Fault[]): void => {
  const [first, ...others] = faults;
  if (first !== undefined) throw new BadLine(line, first.pointer, first.detail, others);
};

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

/** Whether a line is an event as a log gave it out: it has its id and its place there. */
export const isWhole = ({ given }: ImportLine): boolean => 'id' in given && 'sequence' in given;

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
    return valueOf(text);
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    throw new BadLine(number, '', `${error.message} Give one JSON object a line.`);
  }
};

const TEXTS: readonly string[] = MEMBERS.filter((member) => member !== 'data');

const UNUSABLE = /[\0\p{Surrogate}]/u;

/** Why no store could hold a member, or no reader read it. */
const whyUnusable = (key: string, value: unknown): string | undefined => {
  if (typeof value !== 'string') return 'must be a text.';
  if (value === '' || UNUSABLE.test(value)) return 'is empty, or holds a NUL or half a surrogate pair.';
  if (key === 'timebasis' && value !== 'reconstructed') return `“${value}” must be “reconstructed”, or be left out.`;
  return undefined;
};

/** Members that no store could hold are refused here, before anything of the file is written. */
const checkMembers = (number: number, value: Readonly<Record<string, unknown>>): void => {
  const given = TEXTS.filter((key) => value[key] !== undefined);
  refuseLine(
    number,
    given.flatMap((key) => {
      const detail = whyUnusable(key, value[key]);
      return detail === undefined ? [] : [{ pointer: `/${key}`, detail }];
    }),
  );
};

/** What makes a line an event: its type and its data. */
const checkEvent = (number: number, { type, data }: Readonly<Record<string, unknown>>): void =>
  refuseLine(number, [
    ...(type === undefined ? [{ pointer: '/type', detail: 'is required: which event is this?' }] : []),
    ...(isObject(data) ? [] : [{ pointer: '/data', detail: 'must be an object.' }]),
  ]);

/** How JSON writes one half of a character; only then can a value hold half of one. */
const HALF_CHARACTER = /\\u[dD][89a-fA-F]|\p{Surrogate}/u;

const checkWellFormed = (number: number, value: unknown): void => {
  try {
    canonicalize(value);
  } catch {
    throw new BadLine(number, '', 'holds half a character (a lone surrogate): give well-formed text.');
  }
};

/** A line that was given without words that are withheld is not the event that the log holds, and stands for no other. */
const checkWhole = (number: number, { withheld, leafhash }: Readonly<Record<string, unknown>>): void => {
  if (withheld === undefined && leafhash === undefined) return;
  const detail =
    `says that words (of ${String(withheld)}) are withheld from this line, so it is not the event that was recorded. ` +
    'Import an export that was made with `onrecord export --with-withheld`.';
  throw new BadLine(number, withheld === undefined ? '/leafhash' : '/withheld', detail);
};

/** What one line of a file says. */
export const parseLine = (number: number, text: string): ImportLine => {
  const value = parsed(number, text);
  if (!isObject(value)) throw new BadLine(number, '', 'is no JSON object. Give one event a line.');
  checkWhole(number, value);
  const stray = Object.keys(value).filter((key) => !MEMBERS.includes(key));
  const detail = 'is no member of an event: take it out.';
  refuseLine(
    number,
    stray.map((key) => ({ pointer: `/${inPointer(key)}`, detail })),
  );
  checkMembers(number, value);
  if (HALF_CHARACTER.test(text)) checkWellFormed(number, value);
  checkEvent(number, value);
  return { number, type: value['type'] as string, data: value['data'] as ImportLine['data'], given: value };
};

/** The longest line that is taken, in bytes: no event is nearly as long. */
const LONGEST_LINE = 32 * 1_048_576;
const LINE_FEED = 0x0a;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A line’s bytes as text: a carriage return at its end is part of the end, and the first may begin with a byte order mark. */
const lineText = (bytes: Buffer, number: number): string => {
  try {
    const text = UTF8.decode(bytes);
    const ended = text.endsWith('\r') ? text.slice(0, -1) : text;
    return number === 1 && ended.startsWith('\uFEFF') ? ended.slice(1) : ended;
  } catch {
    throw new BadLine(number, '', 'is no UTF-8.');
  }
};

/** How many lines a stream of bytes has; what follows the last line feed is one more. */
export const countLines = async (stream: AsyncIterable<Buffer>): Promise<number> => {
  let [lines, isOpen] = [0, false];
  for await (const chunk of stream) {
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, end + 1)) lines += 1;
    if (chunk.length > 0) isOpen = chunk.at(-1) !== LINE_FEED;
  }
  return isOpen ? lines + 1 : lines;
};

/** The lines of a stream of bytes as bytes, without the line feeds that end them. */
export const byteLines = async function* (
  stream: AsyncIterable<Buffer | string>,
  longest = Infinity,
): AsyncGenerator<Buffer, void, undefined> {
  let [rest, length, number] = [[] as Buffer[], 0, 1];
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      const last = bytes.subarray(from, end);
      yield rest.length === 0 ? last : Buffer.concat([...rest, last]);
      [rest, length, number, from] = [[], 0, number + 1, end + 1];
    }
    rest.push(bytes.subarray(from));
    length += bytes.length - from;
    if (length > longest) throw new BadLine(number, '', `is longer than ${longest} bytes.`);
  }
  if (length > 0) yield Buffer.concat(rest);
};

/**
 * The lines of a stream of bytes, without their ends. Only a line feed ends a line: JSON texts may hold every other separator.
 *
 * @throws BadLine where one is no UTF-8, or has no end in reach.
 */
export const linesOf = async function* (
  stream: AsyncIterable<Buffer | string>,
): AsyncGenerator<string, void, undefined> {
  let number = 0;
  for await (const line of byteLines(stream, LONGEST_LINE)) {
    number += 1;
    yield lineText(line, number);
  }
};
