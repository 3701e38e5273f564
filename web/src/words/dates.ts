/** Days and instants in words. Days are calendar dates as they were recorded: no zone is ever applied to them. */

import type { Said } from '../api/types.js';
import { inBoth, type Language, language, say } from './language.js';

const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', ja: 'ja-JP' };

type Form = Intl.DateTimeFormatOptions;
const FORMS = {
  long: { year: 'numeric', month: 'long', day: 'numeric' },
  short: { year: 'numeric', month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'long' },
  year: { year: 'numeric' },
  weekday: { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long' },
  monthOnly: { month: 'short' },
  dayMonth: { day: 'numeric', month: 'short' },
  time: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
} as const satisfies Readonly<Record<string, Form>>;
export type DateForm = keyof typeof FORMS;

const formatters = new Map<string, Intl.DateTimeFormat>();

const formatter = (form: DateForm): Intl.DateTimeFormat => {
  const key = `${language.value}${form}`;
  const made =
    formatters.get(key) ?? new Intl.DateTimeFormat(LOCALES[language.value], { ...FORMS[form], timeZone: 'UTC' });
  formatters.set(key, made);
  return made;
};

/** A day (or the day of an instant) in words. What is no date is given as it is. */
export const inWords = (text: string, form: DateForm = 'long'): string => {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : formatter(form).format(date);
};

/** An instant in words, in UTC and saying so; midnight is given as its day. */
export const instantInWords = (instant: string): string =>
  /T00:00(:00(\.0+)?)?Z$/.test(instant) ? inWords(instant, 'short') : `${inWords(instant, 'time')} UTC`;

const edtfWords = inBoth(
  {
    between: (from: string, to: string) => `between ${from} and ${to}`,
    about: (date: string) => `about ${date}`,
  },
  {
    between: (from: string, to: string) => `${from}から${to}の間`,
    about: (date: string) => `${date}頃`,
  },
);

const dateInWords = (text: string, form: DateForm): string => {
  const rough = text.endsWith('~');
  const date = rough ? text.slice(0, -1) : text;
  const shown = inWords(
    date,
    date.length === 4 ? 'year' : date.length === 7 ? 'month' : date.length > 10 ? 'time' : form,
  );
  return rough ? say(edtfWords).about(shown) : shown;
};

/** A said date as precise as it is, and no more (ISO 8601-2). */
export const saidInWords = ({ edtf, lastDay }: Pick<Said, 'edtf' | 'lastDay'>, form: DateForm = 'long'): string => {
  const [from, to] = edtf.split('/');
  if (from === undefined) return lastDay;
  return to === undefined
    ? dateInWords(from, form)
    : say(edtfWords).between(dateInWords(from, form), dateInWords(to, form));
};

const ageWords = inBoth(
  {
    ago: (days: number) => (days === 0 ? 'same day' : days === 1 ? '1 day before' : `${days} days before`),
    brief: (days: number) => (days === 0 ? 'that day' : days < 1000 ? `${days} d` : `${Math.round(days / 365)} y`),
  },
  {
    ago: (days: number) => (days === 0 ? '同日' : `${days}日前`),
    brief: (days: number) => (days === 0 ? '同日' : days < 1000 ? `${days}日` : `${Math.round(days / 365)}年`),
  },
);

export const ageInWords = (days: number): string => say(ageWords).ago(days);
export const ageInBrief = (days: number): string => say(ageWords).brief(days);
