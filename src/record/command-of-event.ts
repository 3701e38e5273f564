import canonicalize from 'canonicalize';
import { v5 as uuidV5 } from 'uuid';
import { EVENT_ID_NAMESPACE } from './event-id.js';
import type { ImportLine } from './lines.js';

const BOUNDS: readonly string[] = ['edtf', 'zone'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A said date as a person gives it: the text and the zone, without the bounds that the door works out. */
const givenOf = (said: unknown): unknown =>
  isObject(said) ? Object.fromEntries(Object.entries(said).filter(([key]) => BOUNDS.includes(key))) : said;

/** A part of an event, which is whole, as a correction gives it, in which what is left out would stay: null where it has none. */
const wholeIn = (part: unknown, optional: string): unknown => (isObject(part) ? { [optional]: null, ...part } : part);

const correctedOf = (corrected: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ...corrected,
  ...('said' in corrected ? { said: wholeIn(givenOf(corrected['said']), 'zone') } : {}),
  ...('channel' in corrected ? { channel: wholeIn(corrected['channel'], 'venue') } : {}),
});

/** The fields of the command that an event's data came from. */
export const commandData = (data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ...data,
  ...('said' in data ? { said: givenOf(data['said']) } : {}),
  ...(isObject(data['corrected']) ? { corrected: correctedOf(data['corrected']) } : {}),
});

/** The said date in an event’s data, bounds and all; nothing where it has none. */
export const saidIn = (data: unknown): unknown => {
  const { said, corrected } = data as Readonly<{ said?: unknown; corrected?: unknown }>;
  return said ?? (isObject(corrected) ? corrected['said'] : undefined);
};

/** The id of a command that was given none: made of its content, so that the same line again is nothing new. */
export const derivedCommandId = (line: ImportLine): string =>
  uuidV5(`${line.type} ${canonicalize(line.data) ?? ''}`, EVENT_ID_NAMESPACE);
