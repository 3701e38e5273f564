/**
 * When something was said: the text as it was stated, the zone of the place, and the bounds it sets.
 *
 * The bounds are worked out once, at the door, and travel in the event, so that a replay reads no calendar and no zone
 * table. They are inclusive: calendar days where it was said, and instants in UTC milliseconds.
 */

import { isDate } from './calendar.js';
import { DatePrecision, NotADate, parseEdtf } from './edtf.js';
import { NO_OFFSET, whyNoTime, YEARS } from './why-no-date.js';
import {
  dateInZone,
  endOfDay,
  instantInZone,
  isZone,
  putForwardOver,
  startOfDay,
  Stretch,
  stretchInZone,
} from './zone.js';

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

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
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

/** A local time as it is written there: without seconds where they are none. */
const written = (local: number): string => iso(local).slice(0, -'.000Z'.length).replace(/:00$/, '');

/** Why a time by the clocks of a zone is none, where they passed over it. */
const whyPassedOver = (zone: string, local: number): string => {
  const over = putForwardOver(zone, local);
  const [day, from, to] = [written(local).slice(0, 10), written(over.from), written(over.to)];
  const isWithinDay = from.startsWith(day) && to.startsWith(day);
  const change = isWithinDay ? `${from.slice(11)} to ${to.slice(11)}` : `${from} to ${to}`;
  return (
    `there was no such time on that day in ${zone}: its clocks passed over it. They were put forward from ${change}. ` +
    `Give a time that they showed,${isWithinDay ? ' the day alone,' : ''} or one with its offset, as in 2025-11-07T15:40+09:00.`
  );
};

/** The day, the local time and the offset that a text gives: `local` as if it were UTC, over the minute where there are no seconds. */
type TimeGiven = Readonly<{ text: string; date: string; local: Stretch; offset: string | undefined }>;

const timeGiven = (
  text: string,
  [, date = '', hour, minute, second, fraction = '', offset]: RegExpExecArray,
): TimeGiven => {
  parseEdtf(date);
  const first = Date.parse(`${date}T${hour}:${minute}:${second ?? '00'}.${fraction.padEnd(3, '0')}Z`);
  return { text, date, local: { first, last: second === undefined ? first + MINUTE - 1 : first }, offset };
};

/** The instants that a local or offset time means, or why it means none. */
const instantsOf = ({ text, local, offset }: TimeGiven, zone: string | undefined): Stretch => {
  if (offset !== undefined) {
    const ahead = Date.parse('1970-01-01T00:00Z') - Date.parse(`1970-01-01T00:00${offset}`);
    return { first: local.first - ahead, last: local.last - ahead };
  }
  if (zone === undefined)
    throw new NotADate(text, `${NO_OFFSET}. Give one, as in 2025-11-07T15:40+09:00, or the zone of the place.`);
  const found = stretchInZone(zone, local);
  if (found === undefined) throw new NotADate(text, whyPassedOver(zone, local.first));
  return found;
};

const timeSaid = ({ text, date }: TimeGiven, zone: string | undefined, { first, last }: Stretch): SaidDate => {
  if (last > LAST_INSTANT) throw new NotADate(text, `${YEARS}.`);
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
  if (time !== null) {
    const given = timeGiven(text, time);
    return timeSaid(given, zone, instantsOf(given, zone));
  }
  const why = whyNoTime(text);
  if (why !== undefined) throw new NotADate(text, `${why}.`);
  return calendarDate(text, zone);
};

/**
 * What earlier versions made of a local time where the clocks of its zone changed, for what was recorded so: of two they took the
 * first, and for one that was passed over the first instant after it. Nothing where they read it as it is read now, or refused it.
 */
export const formerSaidDate = (text: string, zone?: string): SaidDate | undefined => {
  const match = TIME.exec(text);
  if (match === null || zone === undefined || !isZone(zone) || !isDate(match[1] ?? '')) return undefined;
  const given = timeGiven(text, match);
  if (given.offset !== undefined) return undefined;
  const { first, last } = given.local;
  const local = iso(first);
  const begun = instantInZone(zone, local.slice(0, 19)) + Number(local.slice(20, 23));
  const former = { first: begun, last: begun + last - first };
  const now = stretchInZone(zone, given.local);
  if (now?.first === former.first && now.last === former.last) return undefined;
  if (dateInZone(zone, begun) !== given.date || former.last > LAST_INSTANT) return undefined;
  return timeSaid(given, zone, former);
};

/** The calendar date where it was said at the end of its range's clock: what a recorded instant is called there. */
const dayThere = (said: SaidDate, instant: string): string => {
  const offset = Date.parse(`${said.firstDay}T00:00:00Z`) - Date.parse(said.earliest);
  return iso(Date.parse(instant) + offset).slice(0, 10);
};

/**
 * Where a time that was said begins the last time that the clocks showed it. Clocks are set by whole seconds: a range that ends a
 * millisecond short of one is of minutes, any other of instants.
 */
const lastBeginning = ({ earliest, latest }: SaidDate): string => {
  const last = Date.parse(latest);
  const isOfMinutes = (last - Date.parse(earliest)) % SECOND === SECOND - 1;
  const begun = isOfMinutes ? iso(last - MINUTE + 1) : latest;
  return begun < earliest ? earliest : begun;
};

/** A time cut where it was recorded: to where it began, the last time that it had begun by then. */
const timeBoundedBy = (said: SaidDate, recorded: string): SaidDate => {
  const begun = lastBeginning(said);
  return { ...said, latest: begun <= recorded ? begun : said.earliest };
};

/**
 * The said date with its last bound before the instant it was recorded: what was recorded had been said.
 * The calendar day of that instant is counted with the offset that the range begins with.
 */
export const boundedBy = (said: SaidDate, recorded: string): SaidDate => {
  if (said.latest <= recorded) return said;
  if (said.precision === 'time') return timeBoundedBy(said, recorded);
  const day = dayThere(said, recorded);
  const before = iso(Date.parse(recorded) - 1);
  const latest = before < said.earliest ? said.earliest : before;
  const lastDay = day < said.firstDay ? said.firstDay : day < said.lastDay ? day : said.lastDay;
  return { ...said, lastDay, latest };
};
