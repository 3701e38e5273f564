import type { AsOf, SaidDate } from '../events/index.js';

/** The point on both clocks that a question is asked of. `asOf` absent: everything said, whenever. */
export type Moment = Readonly<{ asOf?: AsOf; position: number }>;

/**
 * Whether something had certainly been said by then. A calendar date is compared with the calendar date where it was
 * said, inclusive; an instant with a time inclusive, and with a date alone once its day has ended there.
 */
export const saidBy = (said: SaidDate, asOf: AsOf | undefined): boolean => {
  if (asOf === undefined) return true;
  if ('date' in asOf) return said.lastDay <= asOf.date;
  return said.precision === 'time' ? said.latest <= asOf.instant : said.latest < asOf.instant;
};

/** Whether something can have been said by then. */
export const canHaveBeenSaidBy = (said: SaidDate, asOf: AsOf | undefined): boolean => {
  if (asOf === undefined) return true;
  return 'date' in asOf ? said.firstDay <= asOf.date : said.earliest <= asOf.instant;
};

/** The calendar date of a moment: its own, or that of its instant in UTC. */
export const dateOf = (asOf: AsOf): string => ('date' in asOf ? asOf.date : asOf.instant.slice(0, 10));

const DAY = 86_400_000;
/** An instant of a year with four digits; others have more. */
const ISO_LENGTH = 24;

/** Days that were reckoned before, by how far they are from which: the same few are asked for again and again. */
const reckoned = new Map<number, Map<string, string>>();
const MOST = 20_000;

const reckon = (date: string, days: number): string => {
  const text = new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString();
  return text.length === ISO_LENGTH ? text.slice(0, 10) : days > 0 ? '~' : '';
};

/** A calendar day later, or earlier; after every day or before every day where the calendar has no such day. */
export const dayFrom = (date: string, days: number): string => {
  const apart = reckoned.get(days) ?? new Map<string, string>();
  const known = apart.get(date);
  if (known !== undefined) return known;
  if (apart.size >= MOST) apart.clear();
  const day = reckon(date, days);
  reckoned.set(days, apart.set(date, day));
  return day;
};

/** How many days the calendar anywhere is apart from that of an instant in UTC, at most. */
export const APART = 2;

/** A calendar day after which nothing was said by a moment, wherever it was said. */
export const dayBound = (asOf: AsOf | undefined): string => {
  if (asOf === undefined) return '~';
  return 'date' in asOf ? asOf.date : dayFrom(asOf.instant.slice(0, 10), APART);
};
