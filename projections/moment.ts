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

/** A day in milliseconds. */
export const DAY = 86_400_000;

/** Days that were counted before: the same few are asked for again and again. */
const counted = new Map<string, number>();
const MOST = 20_000;

/** A calendar day as the number of days from 1970-01-01. */
export const dayNumber = (date: string): number => {
  const known = counted.get(date);
  if (known !== undefined) return known;
  if (counted.size >= MOST) counted.clear();
  const days = Date.parse(`${date}T00:00:00Z`) / DAY;
  counted.set(date, days);
  return days;
};

/** Texts of days that were asked for before. */
const told = new Map<number, string>();

/** The calendar day that a number of days from 1970-01-01 is. */
export const dayText = (days: number): string => {
  const known = told.get(days);
  if (known !== undefined) return known;
  if (told.size >= MOST) told.clear();
  const text = new Date(days * DAY).toISOString().slice(0, 10);
  told.set(days, text);
  return text;
};

/** The last instant that was read: everything in one answer is asked of the same. */
let lastRead = { text: '', milliseconds: 0 };

/** An instant in milliseconds from 1970. */
export const milliseconds = (instant: string): number => {
  if (lastRead.text !== instant) lastRead = { text: instant, milliseconds: Date.parse(instant) };
  return lastRead.milliseconds;
};

/** How many days the calendar anywhere is apart from that of an instant in UTC, at most. */
export const APART = 2;

/** The calendar day, as a number, of a date, or of an instant in UTC. */
export const dayOf = (asOf: AsOf): number =>
  'date' in asOf ? dayNumber(asOf.date) : Math.floor(milliseconds(asOf.instant) / DAY);

/** A calendar day, as a number, after which nothing was said by a moment, wherever it was said. */
export const dayBound = (asOf: AsOf | undefined): number => {
  if (asOf === undefined) return Infinity;
  return 'date' in asOf ? dayOf(asOf) : dayOf(asOf) + APART;
};

/** How long after a calendar day began in UTC it can still be that day somewhere, in milliseconds. */
const DAY_ANYWHERE = 36 * 3_600_000;

/** The last calendar day, as a number, that was over everywhere before an instant in milliseconds from 1970. */
export const lastDayOver = (instant: number): number => Math.floor((instant - DAY_ANYWHERE) / DAY);
