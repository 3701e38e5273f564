/** The two clocks as a question states them: a calendar date, an instant, or a log position. */

import { addDays, isDate } from './calendar.js';

/** `asOf`: a calendar date, compared where each thing was said, or an instant (UTC milliseconds). */
export type AsOf = Readonly<{ date: string }> | Readonly<{ instant: string }>;

/** `knownAt`: a log position, or the last instant (UTC milliseconds, exclusive where a day was given) to know of. */
export type KnownAt = Readonly<{ position: number }> | Readonly<{ instant: string; inclusive: boolean }>;

const LAST_INSTANT = '9999-12-31T23:59:59.999Z';
const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

const instantIn = (text: string): string | undefined => {
  if (!INSTANT.test(text) || !isDate(text.slice(0, 10))) return undefined;
  const instant = new Date(text).toISOString();
  return instant.startsWith('+') ? undefined : instant;
};

/** A day up to the next midnight; the last day there is, up to its last instant. */
const dayIn = (text: string): KnownAt => {
  const next = addDays(text, 1);
  if (!isDate(next)) return { instant: LAST_INSTANT, inclusive: true };
  return { instant: `${next}T00:00:00.000Z`, inclusive: false };
};

/** What an `asOf` text means, or nothing where it is neither a calendar date nor an instant with an offset. */
export const parseAsOf = (text: string): AsOf | undefined => {
  if (isDate(text)) return { date: text };
  const instant = instantIn(text);
  return instant === undefined ? undefined : { instant };
};

/** What a `knownAt` text means. A day runs up to, and not including, the next midnight UTC. */
export const parseKnownAt = (text: string): KnownAt | undefined => {
  if (/^\d{1,10}$/.test(text)) return { position: Number(text) };
  if (isDate(text)) return dayIn(text);
  const instant = instantIn(text);
  return instant === undefined ? undefined : { instant, inclusive: true };
};
