/** Time zones by IANA name, with what the runtime knows of their history. */

import { addDays } from './calendar.js';

const HOUR = 3_600_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A zone has one name and as many spellings as its letters can be large or small: what is kept is kept once for all of them. */
const inSmallLetters = (zone: string): string => zone.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

/** ICU's `iso8601` calendar is Julian before 1582 here; its `gregory` one is Gregorian throughout, and counts eras. */
const formatOf = (zone: string): Intl.DateTimeFormat => {
  const name = inSmallLetters(zone);
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-CA-u-ca-gregory-hc-h23', {
    timeZone: zone,
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(name, made);
  return made;
};

/** Whether the runtime knows a zone by this IANA name. Offsets such as `+09:00` are no zones. */
export const isZone = (zone: string): boolean => {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return formatOf(zone) !== undefined;
  } catch {
    return false;
  }
};

/** What the clocks of a zone show at an instant (milliseconds since 1970), as if it were UTC. */
const wallClock = (zone: string, instant: number): number => {
  const part: Record<string, string> = {};
  for (const { type, value } of formatOf(zone).formatToParts(instant)) part[type] = value;
  const year = part['era']?.startsWith('A') === true ? Number(part['year']) : 1 - Number(part['year']);
  const shown = new Date(0);
  shown.setUTCFullYear(year, Number(part['month']) - 1, Number(part['day']));
  shown.setUTCHours(Number(part['hour']), Number(part['minute']), Number(part['second']));
  return shown.getTime() + (((instant % 1000) + 1000) % 1000);
};

/** The calendar date in a zone at an instant. */
export const dateInZone = (zone: string, instant: number): string =>
  new Date(wallClock(zone, instant)).toISOString().slice(0, 10);

/** The instants at which the clocks of a zone show a local time: none where it is skipped, two where it comes twice. */
const instantsShowing = (zone: string, local: number): readonly number[] => {
  const offsets = [local - 26 * HOUR, local, local + 26 * HOUR].map((at) => wallClock(zone, at) - at);
  const candidates = [...new Set(offsets)].map((offset) => local - offset);
  return candidates.filter((at) => wallClock(zone, at) === local).sort((a, b) => a - b);
};

/** The first instant at which a zone's clocks show a local time or a later one, found by halving: for times that are skipped. */
const firstInstantFrom = (zone: string, local: number): number => {
  let before = local - 27 * HOUR;
  let after = local + 27 * HOUR;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wallClock(zone, middle) >= local) after = middle;
    else before = middle;
  }
  return after;
};

/**
 * The first instant at which it is a local date and time in a zone (milliseconds since 1970). A time that comes twice
 * is taken the first time; one that is skipped, at the first instant after the gap.
 *
 * @param local `YYYY-MM-DDTHH:mm:ss`
 */
export const instantInZone = (zone: string, local: string): number => {
  const wanted = Date.parse(`${local}Z`);
  return instantsShowing(zone, wanted)[0] ?? firstInstantFrom(zone, wanted);
};

/** No zone’s clocks have ever been further from UTC. */
const FURTHEST = 16 * HOUR;

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds: a negative number where they are behind. */
const aheadAt = (zone: string, instant: number): number => wallClock(zone, instant) - instant;

/**
 * The instants after one and up to another, a day or two later, at which the clocks of a zone changed, in order, found by halving.
 * Nowhere have clocks been changed and set back within so short a time.
 */
const changesOf = (zone: string, from: number, until: number): readonly number[] => {
  const between = (one: number, aheadThen: number, other: number, aheadLater: number): readonly number[] => {
    if (aheadThen === aheadLater) return [];
    if (other - one === 1) return [other];
    const middle = Math.floor((one + other) / 2);
    const ahead = aheadAt(zone, middle);
    return [...between(one, aheadThen, middle, ahead), ...between(middle, ahead, other, aheadLater)];
  };
  return between(from, aheadAt(zone, from), until, aheadAt(zone, until));
};

/** A stretch of time: its first and last instant, inclusive, in milliseconds since 1970. */
export type Stretch = Readonly<{ first: number; last: number }>;

/**
 * From the first instant at which the clocks of a zone show a local time of some range to the last at which they do: over
 * both times where they showed it twice. Nothing where they passed over all of it.
 *
 * @param local the range as if it were UTC, inclusive, in milliseconds since 1970
 */
export const stretchInZone = (zone: string, local: Stretch): Stretch | undefined => {
  const [start, end] = [local.first - FURTHEST, local.last + FURTHEST];
  const changes = changesOf(zone, start, end);
  const shown = [start, ...changes].flatMap((from, at) => {
    const ahead = aheadAt(zone, from);
    const first = Math.max(from, local.first - ahead);
    const last = Math.min((changes[at] ?? end + 1) - 1, local.last - ahead);
    return first <= last ? [{ first, last }] : [];
  });
  const [begun, ended] = [shown[0], shown.at(-1)];
  return begun === undefined || ended === undefined ? undefined : { first: begun.first, last: ended.last };
};

/** The local times, as if they were UTC, from and to which a zone’s clocks were put forward over one that they never showed. */
export const putForwardOver = (zone: string, local: number): Readonly<{ from: number; to: number }> => {
  const after = firstInstantFrom(zone, local);
  return { from: wallClock(zone, after - 1) + 1, to: wallClock(zone, after) };
};

/** The first instant of a calendar day in a zone. */
export const startOfDay = (zone: string, date: string): number => instantInZone(zone, `${date}T00:00:00`);

/** The last millisecond of a calendar day in a zone; a day that ends twice (clocks put back over midnight) ends the second time. */
export const endOfDay = (zone: string, date: string): number => {
  const next = Date.parse(`${addDays(date, 1)}T00:00:00Z`);
  const ends = instantsShowing(zone, next).filter((at) => dateInZone(zone, at - 1) === date);
  return (ends.at(-1) ?? firstInstantFrom(zone, next)) - 1;
};
