/** Why what looks like a day or an instant is none. */

import { isDate, lastDayOfMonth } from '../../events/index.js';

const DAY = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/;
const TIME = /^T((\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)(.*)$/;

const ordinal = (day: string): string => (day === '31' ? '31st' : `${day}th`);

const whyNoDay = (year: string, month: string, day: string): string | undefined => {
  if (year === '0000') return 'years run from 0001 to 9999';
  if (!isDate(`${year}-${month}-01`)) return `there is no month ${month}`;
  if (isDate(`${year}-${month}-${day}`)) return undefined;
  if (day === '00') return `${year}-${month} has no day 00`;
  const last = lastDayOfMonth(`${year}-${month}`).slice(-2);
  return `${year}-${month} has no day ${day}, its last is the ${ordinal(last)}`;
};

const whyNoTime = (text: string): string | undefined => {
  const [, time = '', hour = '', minute = '', second = '00', offset] = TIME.exec(text) ?? [];
  if (offset === undefined) return undefined;
  if (hour > '23' || minute > '59' || second > '59') return `there is no time ${time}`;
  return offset === '' ? 'it has a time without an offset' : undefined;
};

type Why = string | undefined;

/** Why a text that begins like a day names none; nothing where it does not, or where the day exists. */
const whyNoDate = (text: string): Why => {
  const [day, year = '', month = '', date = ''] = DAY.exec(text) ?? [];
  return day === undefined ? undefined : whyNoDay(year, month, date);
};

/** Why a text that looks like a day or an instant is none; nothing where it looks like neither, or nothing is known. */
const whyNoMoment = (text: string): Why =>
  whyNoDate(text) ?? (DAY.test(text) ? whyNoTime(text.slice('2025-11-07'.length)) : undefined);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const told = (text: string, what: string, why: Why, todo: string): string =>
  `“${text}” is no ${what}: ${why === undefined ? todo : `${why}. ${capital(todo)}`}`;

/** That a text is no day or instant of a kind, why where that can be told, and what to do: `use …` in small letters. */
export const noDate = (text: string, what: string, todo: string): string => told(text, what, whyNoMoment(text), todo);

/** That a text is no day, where an instant is none either: as `noDate`, and no word of its time. */
export const noDay = (text: string, todo: string): string => told(text, 'day', whyNoDate(text), todo);
