import type { Coded } from './coded.js';

/** A stance as an answer gives it: one that a coding can take, or `mixed` where codings in force together disagree. */
export type StanceInForce = 'affirms' | 'denies' | 'conditional' | 'mixed';

/** The stance that codings in force together give; none where there are none. */
export const stanceIn = (inForce: readonly Coded[]): StanceInForce | undefined => {
  let stance: StanceInForce | undefined;
  for (const coded of inForce) {
    if (coded.stance === 'declines') continue;
    if (stance !== undefined && stance !== coded.stance) return 'mixed';
    stance = coded.stance;
  }
  return stance;
};

/** The condition under which a conditional stance stands: that of the latest coding in force that gives one. */
export const conditionIn = (inForce: readonly Coded[]): string | undefined =>
  stanceIn(inForce) === 'conditional' ? inForce.flatMap(({ coding }) => coding.condition ?? []).at(-1) : undefined;

const AFFIRMING: readonly (StanceInForce | undefined)[] = ['affirms', 'conditional'];

/** Whether two stances are opposite: one affirms, with a condition or without, and the other denies. */
export const areOpposite = (one: StanceInForce | undefined, other: StanceInForce | undefined): boolean =>
  (AFFIRMING.includes(one) && other === 'denies') || (one === 'denies' && AFFIRMING.includes(other));
