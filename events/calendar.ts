/** Calendar dates as `YYYY-MM-DD` text, years 0001 to 9999, proleptic Gregorian. Text order is date order. */

const DAY = 86_400_000;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

const midnight = (date: string): number => Date.parse(`${date}T00:00:00.000Z`);

/** Whether a text is a calendar date that exists: 2004-02-30 is none. */
export const isDate = (text: string): boolean => {
  if (!DATE.test(text) || text.startsWith('0000')) return false;
  const at = midnight(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** The date some days later, or earlier if negative. */
export const addDays = (date: string, days: number): string =>
  new Date(midnight(date) + days * DAY).toISOString().slice(0, 10);

/** How many days lie from one date to another; negative if the second is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((midnight(to) - midnight(from)) / DAY);

const LAST_DAYS: readonly string[] = ['31', '30', '29', '28'];

/** The last day of a month given as `YYYY-MM`; its text with the 31st where there is no such month. */
export const lastDayOfMonth = (month: string): string =>
  LAST_DAYS.map((day) => `${month}-${day}`).find(isDate) ?? `${month}-31`;

/** The month some months later, as `YYYY-MM`. */
export const addMonths = (month: string, months: number): string => {
  const ordinal = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(ordinal / 12)).padStart(4, '0')}-${String((ordinal % 12) + 1).padStart(2, '0')}`;
};

/** The year some years later, as `YYYY`. */
export const addYears = (year: string, years: number): string => String(Number(year) + years).padStart(4, '0');
