/** When made-up things are said: with a time of day, on a day alone, or at some time in a month. */

import { parseSaidDate, SaidDate } from '../../events/index.js';
import type { Place } from './cast.js';
import type { Chance } from './random.js';

export const DAY = 86_400_000;
export const YEAR = 365.25 * DAY;
/** The twenty years in which everything is said. */
export const START = Date.parse('2005-01-01T00:00:00Z');
export const END = Date.parse('2025-01-01T00:00:00Z');
/** The clock of whoever asks: after everything was recorded. */
export const NOW = '2030-01-01T00:00:00.000Z';

export const iso = (instant: number): string => new Date(instant).toISOString();

const parsed = new Map<string, SaidDate>();

/** A calendar date as said somewhere. Few are different, and reading the zone's table takes long. */
const calendarDate = (text: string, zone: string): SaidDate => {
  const key = `${text} ${zone}`;
  const known = parsed.get(key) ?? parseSaidDate(text, zone);
  parsed.set(key, known);
  return known;
};

const minutes = (offset: string): number =>
  (offset.startsWith('-') ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));

const clockThere = (instant: number, { offset }: Place): string => iso(instant + minutes(offset) * 60_000);

/** Said at an instant, to the minute. The zone has one offset for ever, so that the text's own offset gives its days. */
export const saidAt = (instant: number, place: Place): SaidDate => {
  const local = clockThere(instant, place).slice(0, 16);
  const { edtf, ...said } = parseSaidDate(`${local}${place.offset}`);
  return { edtf, zone: place.zone, ...said };
};

const monthAround = (day: string, zone: string): SaidDate => {
  const later = iso(Date.parse(`${day}T00:00:00Z`) + 30 * DAY).slice(0, 10);
  return calendarDate(`${day}/${later}`, zone);
};

/** Said about an instant: three in four with a time, one in five on a day alone, the rest in a month or thirty days. */
export const saidAbout = (instant: number, place: Place, chance: Chance): SaidDate => {
  const drawn = chance.next();
  if (drawn < 0.75) return saidAt(instant, place);
  const day = clockThere(instant, place).slice(0, 10);
  if (drawn < 0.95) return calendarDate(day, place.zone);
  return drawn < 0.975 ? calendarDate(day.slice(0, 7), place.zone) : monthAround(day, place.zone);
};
