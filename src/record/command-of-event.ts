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

/** The fields of the command that an event's data came from. */
export const commandData = (data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => ({
  ...data,
  ...('said' in data ? { said: givenOf(data['said']) } : {}),
  ...(isObject(data['corrected']) && 'said' in data['corrected']
    ? { corrected: { ...data['corrected'], said: givenOf(data['corrected']['said']) } }
    : {}),
});

/** The said date in an event’s data, bounds and all; nothing where it has none. */
export const saidIn = (data: unknown): unknown => {
  const { said, corrected } = data as Readonly<{ said?: unknown; corrected?: unknown }>;
  return said ?? (isObject(corrected) ? corrected['said'] : undefined);
};

/** The id of a command that was given none: made of its content, so that the same line again is nothing new. */
export const derivedCommandId = (line: ImportLine): string =>
  uuidV5(`${line.type} ${canonicalize(line.data) ?? ''}`, EVENT_ID_NAMESPACE);
