/** What codings are ordered by: the points of a clock at which they come to count and at which they are taken back. */

import type { AsOf, SaidDate } from '../events/index.js';
import type { EvidencePolicy } from './account.js';
import { Coded, saidOfCoded, withdrawalOf } from './coded.js';
import { shared } from './compact.js';

/** Whether codings are ordered by the calendar day where each was said or by instants: which one is set by the `asOf`. */
export type Clock = 'day' | 'instant';

export const clockOf = (asOf: AsOf | undefined): Clock => (asOf === undefined || 'date' in asOf ? 'day' : 'instant');

/** After every point there is. */
export const END = '~';

/**
 * The point at which something said comes to count: its last day, or its last instant, where at one instant what has a
 * time comes before what has a day alone. Points compare as text.
 */
export const pointOf = (said: SaidDate, clock: Clock): string => {
  if (clock === 'day') return said.lastDay;
  return instantOf(said);
};

/** The last point that had come by a said date that a question asks of. */
export const pointBy = (asOf: AsOf | undefined): string =>
  asOf === undefined ? END : 'date' in asOf ? asOf.date : asOf.instant;

/** The order of recording, as text. */
export const recordedKey = ({ recorded }: Coded): string => String(recorded).padStart(10, '0');

const placeOf = (coded: Coded, clock: Clock): string => {
  const said = saidOfCoded(coded);
  const recorded = recordedKey(coded);
  return (clock === 'day' ? [said.lastDay, said.latest, recorded] : [opening(coded, clock), recorded]).join(' ');
};

/** The order of saying, as text: the point, then the last instant, then the order of recording. */
export const keyOf = (coded: Coded, clock: Clock): string => (coded.keys[clock] ??= placeOf(coded, clock));

/** A bound that no key of a point, nor of one before it, is past. */
export const pastKeys = (point: string): string => `${point} ~`;

/** The point at which a coding comes to count. */
export const opening = (coded: Coded, clock: Clock): string =>
  clock === 'day' ? coded.said.lastDay : (coded.keys.point ??= instantOf(saidOfCoded(coded)));

const instantOf = (said: SaidDate): string => (said.precision === 'time' ? said.latest : shared(`${said.latest}~`));

/** The point from which a coding counts no more under a policy; nothing where it was not taken back. */
export const closing = (coded: Coded, clock: Clock, policy: EvidencePolicy): string | undefined => {
  const said = withdrawalOf(coded, policy);
  return said === undefined ? undefined : pointOf(said, clock);
};

/** Whether a coding was taken back at or before the point at which it would have come to count. */
export const neverCounted = (coded: Coded, clock: Clock, policy: EvidencePolicy): boolean => {
  const closed = closing(coded, clock, policy);
  return closed !== undefined && closed <= opening(coded, clock);
};
