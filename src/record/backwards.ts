/** Which way a comparison goes: from the earlier to the later, on each of its clocks. */

import { AsOf, parseSaidDate } from '../../events/index.js';
import type { Fields, Sides, Timed } from './ask.js';
import { BackwardsComparison, Point } from './question-refusals.js';

/** The said date and the recorded time of each side, as they were given. */
type Side = Readonly<{ said: Point; known: Point }>;
export type Points = Readonly<{ from: Side; to: Side }>;

/** What was given for a side on a clock: in its own field, else in that of the whole question. */
const pointOf = (own: keyof Sides, whole: 'asOf' | 'knownAt', sides: Sides): Point => {
  const field = sides[own] === undefined && sides[whole] !== undefined ? whole : own;
  const text = sides[field];
  return { field, ...(text === undefined ? {} : { text }) };
};

/** What was given for both sides of a comparison. */
export const pointsIn = (sides: Sides): Points => ({
  from: { said: pointOf('from', 'asOf', sides), known: pointOf('knownFrom', 'knownAt', sides) },
  to: { said: pointOf('to', 'asOf', sides), known: pointOf('knownTo', 'knownAt', sides) },
});

/** The names under which the clocks of a side were given. */
export const fieldsOf = ({ said, known }: Side): Fields => ({ asOf: said.field, knownAt: known.field });

/** The first and the last instant that a said date can mean: a calendar date is that of some place, whichever. */
const bounds = (asOf: AsOf): Readonly<{ earliest: string; latest: string }> =>
  'date' in asOf ? parseSaidDate(asOf.date, undefined) : { earliest: asOf.instant, latest: asOf.instant };

/** Whether one said date certainly lies after another; of a calendar date and an instant it can be open. */
const isAfter = (one: AsOf, other: AsOf): boolean =>
  'date' in one && 'date' in other ? one.date > other.date : bounds(one).earliest > bounds(other).latest;

/** A recorded time as it was given, with the log position that it means. */
const withPosition = ({ field, text }: Point, position: number): Point =>
  text === undefined || text === String(position)
    ? { field, ...(text === undefined ? {} : { text }) }
    : { field, text: `${text}, position ${position}` };

/**
 * Refuse a comparison that goes backwards on either clock. The same on both sides is none.
 *
 * @throws BackwardsComparison
 */
export const refuseBackwards = (from: Timed, to: Timed, given: Points): void => {
  const [earlier, later] = [from.moment, to.moment];
  if (isAfter(earlier.asOf, later.asOf)) throw new BackwardsComparison(given.from.said, given.to.said);
  if (earlier.position <= later.position) return;
  throw new BackwardsComparison(
    withPosition(given.from.known, earlier.position),
    withPosition(given.to.known, later.position),
  );
};
