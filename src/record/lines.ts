import canonicalize from 'canonicalize';
import { NotTaken, valueOf } from '../commands/json.js';
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
    return valueOf(text);
  } catch (error) {
    if (!(error instanceof NotTaken)) throw error;
    throw new BadLine(number, '', `${error.message} Give one JSON object a line.`);
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
  const stray = Object.keys(value).find((key) => !MEMBERS.includes(key));
  if (stray !== undefined) throw new BadLine(number, `/${stray}`, 'is no member of an event: take it out.');
  checkMembers(number, value);
  if (HALF_CHARACTER.test(text)) checkWellFormed(number, value);
  if (value['type'] === undefined) throw new BadLine(number, '/type', 'is required: which event is this?');
  if (!isObject(value['data'])) throw new BadLine(number, '/data', 'must be an object.');
  return { number, type: value['type'] as string, data: value['data'], given: value };
};

/** The longest line that is taken, in bytes: no event is nearly as long. */
const LONGEST_LINE = 32 * 1_048_576;
const LINE_FEED = 0x0a;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A line’s bytes as text: a carriage return at its end is part of the end, and the first may begin with a byte order mark. */
const lineText = (pieces: readonly Buffer[], number: number): string => {
  try {
    const text = UTF8.decode(Buffer.concat(pieces));
    const ended = text.endsWith('\r') ? text.slice(0, -1) : text;
    return number === 1 && ended.startsWith('\uFEFF') ? ended.slice(1) : ended;
  } catch {
    throw new BadLine(number, '', 'is no UTF-8.');
  }
};

/**
 * The lines of a stream of bytes, without their ends. Only a line feed ends a line: JSON texts may hold every other separator.
 *
 * @throws BadLine where one is no UTF-8, or has no end in reach.
 */
export const linesOf = async function* (
  stream: AsyncIterable<Buffer | string>,
): AsyncGenerator<string, void, undefined> {
  let [rest, length, number] = [[] as Buffer[], 0, 1];
  for await (const chunk of stream) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
      yield lineText([...rest, bytes.subarray(from, end)], number);
      [rest, length, number, from] = [[], 0, number + 1, end + 1];
    }
    rest.push(bytes.subarray(from));
    length += bytes.length - from;
    if (length > LONGEST_LINE) throw new BadLine(number, '', `is longer than ${LONGEST_LINE} bytes.`);
  }
  if (length > 0) yield lineText(rest, number);
};
