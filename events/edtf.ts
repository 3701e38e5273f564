/** The dates that people state, read as ISO 8601-2 (EDTF) levels 0 and 1: days, months, years, `?`, `~`, `%`, `X`, ranges, times. */

import { addDays, addMonths, addYears, isDate, lastDayOfMonth } from './calendar.js';
import { whyNoDay, whyNoMonth, YEARS } from './why-no-date.js';

export const DATE_PRECISIONS = ['time', 'day', 'month', 'year', 'range'] as const;
export type DatePrecision = (typeof DATE_PRECISIONS)[number];

/** The first and last calendar day that a date may mean; `lastDay` is absent where the range is open at its end. */
export type DateRange = Readonly<{ precision: DatePrecision; firstDay: string; lastDay?: string; uncertain: boolean }>;

/** A text that is no date of these levels. The message says what is wrong with it and what would be right. */
export class NotADate extends Error {
  constructor(
    readonly text: string,
    why: string,
  ) {
    super(`“${text}” is not a date this record can hold: ${why}`);
  }
}

const HOW = 'write a day as 2025-11-07, a month as 2025-11, a year as 2025, or a range as 2025-11-07/2025-11-25.';
const PLAIN = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?([?~%]?)$/;

type Span = Readonly<{ precision: 'day' | 'month' | 'year'; firstDay: string; lastDay: string; uncertain: boolean }>;

const daySpan = (text: string, date: string, approximate: boolean): Span => {
  const why = whyNoDay(date);
  if (why !== undefined) throw new NotADate(text, `${why}.`);
  const around = approximate ? 1 : 0;
  return { precision: 'day', firstDay: addDays(date, -around), lastDay: addDays(date, around), uncertain: false };
};

const SEASON = /-2[1-4]$/;
const WHICH_MONTHS =
  'it is a season, and which months those are depends on the place: write them as a range, as 2025-03/2025-05.';

const monthSpan = (text: string, month: string, approximate: boolean): Span => {
  if (SEASON.test(month)) throw new NotADate(text, WHICH_MONTHS);
  const why = whyNoMonth(month);
  if (why !== undefined) throw new NotADate(text, `${why}.`);
  const around = approximate ? 1 : 0;
  return {
    precision: 'month',
    firstDay: `${addMonths(month, -around)}-01`,
    lastDay: lastDayOfMonth(addMonths(month, around)),
    uncertain: false,
  };
};

const yearSpan = (text: string, year: string, approximate: boolean): Span => {
  const first = year.replaceAll('X', '0');
  const last = year.replaceAll('X', '9');
  const unit = { 0: 1, 1: 10, 2: 100 }[year.split('X').length - 1] ?? 1;
  const around = approximate ? unit : 0;
  const [from, until] = [Number(first) - around, Number(last) + around];
  if (from < 1 || until > 9999) throw new NotADate(text, `${YEARS}.`);
  return {
    precision: 'year',
    firstDay: `${addYears(first, -around)}-01-01`,
    lastDay: `${addYears(last, around)}-12-31`,
    uncertain: false,
  };
};

/** One date without a range: its span, widened by one of its units on each side where it is approximate. */
const spanOf = (text: string, part: string): Span => {
  const match = PLAIN.exec(part);
  if (match === null) throw new NotADate(text, HOW);
  const [, year = '', month, day, mark = ''] = match;
  const approximate = mark === '~' || mark === '%';
  const uncertain = mark === '?' || mark === '%';
  if (year.includes('X') && month !== undefined && month !== 'XX') throw new NotADate(text, HOW);
  const span = ((): Span => {
    if (month === undefined || month === 'XX') return yearSpan(text, year, approximate);
    if (day === undefined || day === 'XX') return monthSpan(text, `${year}-${month}`, approximate);
    return daySpan(text, `${year}-${month}-${day}`, approximate);
  })();
  if (month === 'XX' && day !== undefined && day !== 'XX') throw new NotADate(text, HOW);
  if (!isDate(span.firstDay) || !isDate(span.lastDay)) throw new NotADate(text, `${YEARS}.`);
  return { ...span, uncertain };
};

const openEnd = (part: string): boolean => part === '' || part === '..';

/** A range of two dates; one that is open at its end has no last day, one that is open at its start is refused. */
const rangeOf = (text: string, from: string, until: string): DateRange => {
  if (openEnd(from)) throw new NotADate(text, 'a range needs its first day: give the earliest day it can have been.');
  const first = spanOf(text, from);
  if (openEnd(until)) return { precision: 'range', firstDay: first.firstDay, uncertain: first.uncertain };
  const last = spanOf(text, until);
  if (last.lastDay < first.firstDay) throw new NotADate(text, 'it ends before it begins.');
  return {
    precision: 'range',
    firstDay: first.firstDay,
    lastDay: last.lastDay,
    uncertain: first.uncertain || last.uncertain,
  };
};

/**
 * The calendar days that an EDTF text may mean. Times are read by `parseSaidDate`.
 *
 * @throws NotADate where the text is none, or names a day that does not exist.
 * @example parseEdtf('2025-11-07~') // { precision: 'day', firstDay: '2025-11-06', lastDay: '2025-11-08', uncertain: false }
 */
export const parseEdtf = (text: string): DateRange => {
  const parts = text.split('/');
  if (parts.length > 2) throw new NotADate(text, HOW);
  const [from = '', until] = parts;
  return until === undefined ? spanOf(text, from) : rangeOf(text, from, until);
};
