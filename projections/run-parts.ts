import { Coded } from './coded.js';
import type { StanceInForce } from './stance-in-force.js';

/** A stance in force on one proposition. `since` is the day that opened the unbroken run of it, where it was said. */
export type Held = Readonly<{
  stance: StanceInForce;
  since: string;
  /** Whether nothing but withdrawals opened it. */
  byWithdrawal: boolean;
  /** The codings in force together, in the order of saying. */
  inForce: readonly Coded[];
}>;

/** An unbroken run of one stance on one proposition, at its end. */
export type Run = Held &
  Readonly<{
    /** The statements that say so: how many, the first, the last, and the last day of that. */
    timesStated: number;
    first: Coded;
    last: Coded;
    lastStated: string;
    /** The last that stands, whether or not it is in force. */
    lastStanding: Coded;
  }>;

export const saysSo = (stance: StanceInForce, coded: Coded): boolean => stance === 'mixed' || coded.stance === stance;

/** Words there have to be: a stance is in force by some. */
export const some = (coded: Coded | undefined): Coded => {
  if (coded === undefined) throw new Error('A stance is in force on no words: the index is wrong.');
  return coded;
};

/** The last calendar day among what was opened and taken back. */
export const lastDayOf = (opened: readonly Coded[], closed: readonly Coded[]): string =>
  [
    ...opened.map((coded) => coded.said.lastDay),
    ...closed.map((coded) => coded.version.state.withdrawal?.said.lastDay ?? ''),
  ].reduce((latest, day) => (day > latest ? day : latest), '');
