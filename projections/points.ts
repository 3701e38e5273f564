/** What codings are ordered by: the points of a clock at which they come to count and at which they are taken back. */

import type { AsOf, SaidDate } from '../events/index.js';
import type { EvidencePolicy } from './account.js';
import { Coded, withdrawalOf } from './coded.js';
import { DAY, dayNumber, milliseconds } from './moment.js';

/** Whether codings are ordered by the calendar day where each was said or by instants: which one is set by the `asOf`. */
export type Clock = 'day' | 'instant';

export const clockOf = (asOf: AsOf | undefined): Clock => (asOf === undefined || 'date' in asOf ? 'day' : 'instant');

/** After every point there is. */
export const END = Infinity;

/**
 * The point at which something said comes to count. By days, its last day, counted from 1970. By instants, its last
 * instant, in half milliseconds from 1970: at one instant what has a time comes before what has a day alone.
 */
export const pointOf = (said: SaidDate, clock: Clock): number =>
  clock === 'day' ? dayNumber(said.lastDay) : 2 * Date.parse(said.latest) + (said.precision === 'time' ? 0 : 1);

/** The last point that had come by a said date that a question asks of. */
export const pointBy = (asOf: AsOf | undefined): number => {
  if (asOf === undefined) return END;
  return 'date' in asOf ? dayNumber(asOf.date) : 2 * milliseconds(asOf.instant);
};

/** The point at which a coding comes to count by instants. */
export const instantOf = ({ day, past }: Coded): number => 2 * DAY * day + past;

/** The point at which a coding comes to count. */
export const opening = (coded: Coded, clock: Clock): number => (clock === 'day' ? coded.day : instantOf(coded));

/** The last instant of a coding, in milliseconds from 1970. */
export const latestOf = ({ day, past }: Coded): number => DAY * day + (past >> 1);

/** The first instant of a coding, in milliseconds from 1970. */
export const earliestOf = (coded: Coded): number =>
  coded.width < 0 ? Date.parse(coded.said.earliest) : latestOf(coded) - coded.width;

/** A minute in milliseconds: how long what was said at a time of day can have taken. */
export const MINUTE = 60_000;

/** Whether a coding has a said date of no more than a minute. */
export const isMomentary = ({ width }: Coded): boolean => width >= 0 && width < MINUTE;

const textOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const placeOf = ({ version, coding }: Coded): number => version.state.codings.indexOf(coding);

/**
 * The order of what comes at one point: by the last instant, the order of recording, the version of the statement, and the
 * place in it.
 */
export const orderAtPoint = (one: Coded, other: Coded): number =>
  latestOf(one) - latestOf(other) ||
  one.recorded - other.recorded ||
  one.version.position - other.version.position ||
  placeOf(one) - placeOf(other);

/** The order of saying by a clock. */
export const orderOf =
  (clock: Clock) =>
  (one: Coded, other: Coded): number =>
    opening(one, clock) - opening(other, clock) || orderAtPoint(one, other);

/** The order of what was taken back on one day. */
export const orderOfWithdrawal = (one: Coded, other: Coded): number => {
  const [first, second] = [one.version.state.withdrawal?.said, other.version.state.withdrawal?.said];
  return (
    textOrder(first?.latest ?? '', second?.latest ?? '') || one.recorded - other.recorded || orderAtPoint(one, other)
  );
};

/** The point from which a coding counts no more under a policy; nothing where it was not taken back. */
export const closing = (coded: Coded, clock: Clock, policy: EvidencePolicy): number | undefined => {
  const said = withdrawalOf(coded, policy);
  return said === undefined ? undefined : pointOf(said, clock);
};

/** Whether a coding was taken back at or before the point at which it would have come to count. */
export const neverCounted = (coded: Coded, clock: Clock, policy: EvidencePolicy): boolean => {
  const closed = closing(coded, clock, policy);
  return closed !== undefined && closed <= opening(coded, clock);
};
