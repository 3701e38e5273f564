/** What a leaf in the order of days tells of when its codings were said, without looking at them. */

import type { AsOf } from '../events/index.js';
import { pastIn, widthIn } from './cells.js';
import type { Coded } from './coded.js';
import { APART, canHaveBeenSaidBy, DAY, dayOf, milliseconds } from './moment.js';
import type { Leaf } from './shelf.js';

/** Whether something had certainly been said by then: `saidBy`, of what is in a leaf. */
export const wasSaidIn = (leaf: Leaf<Coded>, at: number, asOf: AsOf | undefined): boolean => {
  if (asOf === undefined) return true;
  const day = leaf.keys[at] as number;
  return 'date' in asOf ? day <= dayOf(asOf) : 2 * DAY * day + pastIn(leaf, at) <= 2 * milliseconds(asOf.instant);
};

/** The earliest and the latest that the first day of something can be, as numbers. */
const firstDays = (day: number, width: number): readonly [number, number] =>
  width < 0 ? [day + 1 + width, day + 1 + width] : [day - 1, day];

/** Whether something can have been said by then: `canHaveBeenSaidBy`, of what is in a leaf. Mostly its days settle it. */
const canHaveBeenSaidIn = (leaf: Leaf<Coded>, at: number, asOf: AsOf): boolean => {
  const [from, to] = firstDays(leaf.keys[at] as number, widthIn(leaf, at));
  const apart = 'date' in asOf ? 0 : APART;
  const asked = dayOf(asOf);
  if (to + apart <= asked) return true;
  if (from - apart > asked) return false;
  return canHaveBeenSaidBy((leaf.values[at] as Coded).said, asOf);
};

/** Whether something can have been said by then and was not certainly. */
export const isOpenIn = (leaf: Leaf<Coded>, at: number, asOf: AsOf): boolean =>
  !wasSaidIn(leaf, at, asOf) && canHaveBeenSaidIn(leaf, at, asOf);
