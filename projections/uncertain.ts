/** Why a coding is under `uncertain`, in sentences that a reader can check against the rules of said dates. */

import { addDays, AsOf, parseEdtf, SaidDate } from '../events/index.js';

const HOUR = 3_600_000;
/** Clocks change by half an hour or an hour, and hardly ever by more than two. */
const STEP = HOUR / 2;

const asked = (asOf: AsOf | undefined): string =>
  asOf === undefined ? '' : 'date' in asOf ? `asked of ${asOf.date}` : `asked of ${asOf.instant}`;

/** The range in calendar days where it was said, or in instants, as it is asked. */
const range = (what: string, said: SaidDate, asOf: AsOf | undefined): string => {
  const isInstant = asOf !== undefined && 'instant' in asOf;
  const [from, to] = isInstant ? [said.earliest, said.latest] : [said.firstDay, said.lastDay];
  const counts = isInstant && said.precision !== 'time' ? 'once that is over' : `from ${to} on`;
  return `${what} at some time from ${from} to ${to}: it counts ${counts}, and this question is ${asked(asOf)}.`;
};

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/^\d{4}-\d{2}-\d{2}$/, 'a day'],
  [/^\d{4}-\d{2}(-XX)?$/, 'a month'],
  [/^\d{4}(-XX(-XX)?)?$/, 'a year'],
  [/^\d{3}X/, 'ten years'],
  [/^\d{2}XX/, 'a hundred years'],
];

const widenedBy = (part: string): readonly string[] => {
  const plain = part.slice(0, -1);
  const unit = UNITS.find(([form]) => form.test(plain))?.[1];
  return /[~%]$/.test(part) && unit !== undefined
    ? [`“${part}” is approximate, and was widened by ${unit} on each side.`]
    : [];
};

/** What the text says beyond its days: approximate parts, an uncertain date, an open end. */
const marks = ({ edtf, precision, uncertain }: SaidDate): readonly string[] =>
  precision === 'time'
    ? []
    : [
        ...edtf.split('/').flatMap(widenedBy),
        ...(uncertain === true ? [`The date itself is in doubt (“${edtf}”).`] : []),
      ];

/** The last millisecond of a range that was not cut, if its clocks never changed. */
const uncutEnd = (said: SaidDate): number => {
  const offset = Date.parse(`${said.firstDay}T00:00:00Z`) - Date.parse(said.earliest);
  const zoneless = said.zone === undefined ? 26 * HOUR : 0;
  return Date.parse(`${addDays(said.lastDay, 1)}T00:00:00Z`) - offset + zoneless - 1;
};

/** Whether the last day itself ends early: by more than clocks change, or by no change that clocks make. */
const endsEarly = (said: SaidDate): boolean => {
  const short = uncutEnd(said) - Date.parse(said.latest);
  return short % STEP !== 0 || Math.abs(short) > 2 * HOUR;
};

/** That the range was cut at the recorded time, because nothing was said after it was recorded. */
const cut = (said: SaidDate): readonly string[] => {
  if (said.precision === 'time') return [];
  const { lastDay } = parseEdtf(said.edtf);
  const recorded = `it was recorded then, and nothing is said after it is recorded`;
  if (lastDay === undefined) return [`The range is open at its end, and ends on ${said.lastDay}: ${recorded}.`];
  if (lastDay === said.lastDay && !endsEarly(said)) return [];
  return [`The range ran to ${lastDay}, and was cut at ${said.latest}: ${recorded}.`];
};

const placeless = ({ zone, precision }: SaidDate): readonly string[] =>
  zone !== undefined || precision === 'time'
    ? []
    : ['Where it was said is not known: a day runs from its first instant anywhere (UTC+14) to its last (UTC-12).'];

/** What made a range as it is. It is the same whenever it is asked, and worked out once. */
const known = new WeakMap<SaidDate, readonly string[]>();
const made = (said: SaidDate): readonly string[] => {
  const found = known.get(said) ?? [...marks(said), ...cut(said), ...placeless(said)];
  known.set(said, found);
  return found;
};

/** Why something that can have been said by then does not count yet: its range, and what made the range as it is. */
export const whyUncertain = (said: SaidDate, asOf: AsOf | undefined): string =>
  [range('Said', said, asOf), ...made(said)].join(' ');

/** Why it does not count yet that something was taken back, which can have been done by then: alike. */
export const whyUncertainlyTaken = (taken: SaidDate, asOf: AsOf | undefined): string =>
  [range('Taken back', taken, asOf), ...made(taken)].join(' ');
