/**
 * When something was said: the text as it was stated, the zone of the place, and the bounds it sets.
 *
 * The bounds are worked out once, at the door, and travel in the event, so that a replay reads no calendar and no zone
 * table. They are inclusive: calendar days where it was said, and instants in UTC milliseconds.
 */

import { DatePrecision, NotADate, parseEdtf } from './edtf.js';
import { NO_OFFSET, whyNoTime, YEARS } from './why-no-date.js';
import { dateInZone, endOfDay, instantInZone, isZone, startOfDay } from './zone.js';

export type SaidDate = Readonly<{
  edtf: string;
  zone?: string;
  precision: DatePrecision;
  uncertain?: true;
  firstDay: string;
  lastDay: string;
  earliest: string;
  latest: string;
}>;

const HOUR = 3_600_000;
const TIME =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,3}))?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;
const FAR_FUTURE = '9999-12-31';
const LAST_INSTANT = Date.parse(`${FAR_FUTURE}T23:59:59.999Z`);

const iso = (instant: number): string => new Date(instant).toISOString();

/** The first instant of a day there; where no zone is known, of that day in the zone that has it first (UTC+14). */
const dayStart = (date: string, zone: string | undefined): number =>
  zone === undefined ? Date.parse(`${date}T00:00:00Z`) - 14 * HOUR : startOfDay(zone, date);

/** The last instant of a day there; where no zone is known, of that day in the zone that has it last (UTC-12). */
const dayEnd = (date: string, zone: string | undefined): number =>
  zone === undefined ? Date.parse(`${date}T23:59:59.999Z`) + 12 * HOUR : endOfDay(zone, date);

const calendarDate = (text: string, zone: string | undefined): SaidDate => {
  const { precision, firstDay, lastDay = FAR_FUTURE, uncertain } = parseEdtf(text);
  const earliest = iso(dayStart(firstDay, zone));
  const latest = lastDay === FAR_FUTURE ? `${FAR_FUTURE}T23:59:59.999Z` : iso(dayEnd(lastDay, zone));
  if (latest < earliest) throw new NotADate(text, `there was no such day in ${zone}: its clocks passed over it.`);
  return {
    edtf: text,
    ...(zone === undefined ? {} : { zone }),
    precision,
    ...(uncertain ? { uncertain: true } : {}),
    firstDay,
    lastDay,
    earliest,
    latest,
  };
};

/** The first instant that a local or offset time means, or why it means none. */
const instantOf = (text: string, local: string, offset: string | undefined, zone: string | undefined): number => {
  if (offset !== undefined) return Date.parse(`${local}${offset}`);
  if (zone !== undefined) return instantInZone(zone, local);
  throw new NotADate(text, `${NO_OFFSET}. Give one, as in 2025-11-07T15:40+09:00, or the zone of the place.`);
};

const timeOf = (text: string, match: RegExpExecArray, zone: string | undefined): SaidDate => {
  const [, date = '', hour, minute, second, fraction, offset] = match;
  parseEdtf(date);
  const local = `${date}T${hour}:${minute}:${second ?? '00'}`;
  const first = instantOf(text, local, offset, zone) + Number((fraction ?? '').padEnd(3, '0'));
  const last = second === undefined ? first + 59_999 : first;
  if (last > LAST_INSTANT) throw new NotADate(text, `${YEARS}.`);
  if (offset === undefined && zone !== undefined && dateInZone(zone, first) !== date)
    throw new NotADate(text, `there was no such time on that day in ${zone}: its clocks passed over it.`);
  const dayAt = (instant: number): string => (zone === undefined ? date : dateInZone(zone, instant));
  return {
    edtf: text,
    ...(zone === undefined ? {} : { zone }),
    precision: 'time',
    firstDay: dayAt(first),
    lastDay: dayAt(last),
    earliest: iso(first),
    latest: iso(last),
  };
};

/**
 * The said date that a text and a zone state.
 *
 * @param text EDTF level 0 or 1, or a date with a time (`2025-11-07T15:40+09:00`; without offset, the zone's time).
 * @param zone IANA name of the place's zone; absent where it is not known.
 * @throws NotADate with what is wrong and what would be right.
 */
export const parseSaidDate = (text: string, zone?: string): SaidDate => {
  if (zone !== undefined && !isZone(zone)) throw new NotADate(text, `no time zone is called “${zone}”.`);
  const time = TIME.exec(text);
  if (time !== null) return timeOf(text, time, zone);
  const why = whyNoTime(text);
  if (why !== undefined) throw new NotADate(text, `${why}.`);
  return calendarDate(text, zone);
};

/** The calendar date where it was said at the end of its range's clock: what a recorded instant is called there. */
const dayThere = (said: SaidDate, instant: string): string => {
  const offset = Date.parse(`${said.firstDay}T00:00:00Z`) - Date.parse(said.earliest);
  return iso(Date.parse(instant) + offset).slice(0, 10);
};

/**
 * The said date with its last bound before the instant it was recorded: what was recorded had been said.
 * The calendar day of that instant is counted with the offset that the range begins with.
 */
export const boundedBy = (said: SaidDate, recorded: string): SaidDate => {
  if (said.latest <= recorded) return said;
  if (said.precision === 'time') return { ...said, latest: said.earliest };
  const day = dayThere(said, recorded);
  const before = iso(Date.parse(recorded) - 1);
  const latest = before < said.earliest ? said.earliest : before;
  const lastDay = day < said.firstDay ? said.firstDay : day < said.lastDay ? day : said.lastDay;
  return { ...said, lastDay, latest };
};
