/** Why what looks like a month, a day or an instant is none: whoever refuses a date says it in these words. */

import { isDate, lastDayOfMonth } from './calendar.js';

const DAY = /^(\d{4}-\d{2})-(\d{2})(?!\d)/;
const TIME = /^\d{4}-\d{2}-\d{2}T((\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)(.*)$/;

export const YEARS = 'years run from 0001 to 9999';
export const NO_OFFSET = 'it has a time without an offset';

type Why = string | undefined;

/** Why a text of the form `YYYY-MM` names no month; nothing where the month exists. */
export const whyNoMonth = (text: string): Why => {
  if (text.startsWith('0000')) return YEARS;
  return isDate(`${text}-01`) ? undefined : `there is no month ${text.slice(-2)}`;
};

const ordinal = (day: string): string => (day === '31' ? '31st' : `${day}th`);

const whyNotInMonth = (month: string, day: string): Why => {
  if (isDate(`${month}-${day}`)) return undefined;
  const none = `${month} has no day ${day}`;
  return day === '00' ? none : `${none}, its last is the ${ordinal(lastDayOfMonth(month).slice(-2))}`;
};

/** Why a text that begins like a day names none; nothing where it does not, or where the day exists. */
export const whyNoDay = (text: string): Why => {
  const [begun, month = '', day = ''] = DAY.exec(text) ?? [];
  return begun === undefined ? undefined : (whyNoMonth(month) ?? whyNotInMonth(month, day));
};

/** Why a text that begins like a day with a time names no time; nothing where it does not, or where the time exists. */
export const whyNoTime = (text: string): Why => {
  const [begun, time = '', hour = '', minute = '', second = '00'] = TIME.exec(text) ?? [];
  const isTime = hour <= '23' && minute <= '59' && second <= '59';
  return begun === undefined || isTime ? undefined : `there is no time ${time}`;
};

const whyNoOffset = (text: string): Why => (TIME.exec(text)?.at(-1) === '' ? NO_OFFSET : undefined);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const told = (text: string, what: string, why: Why, todo: string): string =>
  `“${text}” is no ${what}: ${why === undefined ? todo : `${why}. ${capital(todo)}`}`;

/** That a text is no day or instant of a kind, why where that can be told, and what to do: `use …` in small letters. */
export const noDate = (text: string, what: string, todo: string): string =>
  told(text, what, whyNoDay(text) ?? whyNoTime(text) ?? whyNoOffset(text), todo);

/** That a text is no day, where an instant is none either: as `noDate`, and no word of its time. */
export const noDay = (text: string): string => told(text, 'day', whyNoDay(text), 'write it as 2025-11-07.');
