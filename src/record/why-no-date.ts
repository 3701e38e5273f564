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

/** Why a text that looks like a day or an instant is none; nothing where it looks like neither, or nothing is known. */
const whyNoDate = (text: string): string | undefined => {
  const [day, year, month, date] = DAY.exec(text) ?? [];
  if (day === undefined) return undefined;
  return whyNoDay(year ?? '', month ?? '', date ?? '') ?? whyNoTime(text.slice(day.length));
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** That a text is not what was wanted, why where that can be told, and what to do: `use …` in small letters. */
export const noDate = (text: string, what: string, todo: string): string => {
  const why = whyNoDate(text);
  return `“${text}” is no ${what}: ${why === undefined ? todo : `${why}. ${capital(todo)}`}`;
};
