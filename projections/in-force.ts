/** What is in force at a point of a holding: the last words, with all that cannot be told from them in time. */

import { levelOf } from './account.js';
import { Accepts, isTakenBack, Sights, stanceOfMarks } from './cells.js';
import type { Coded } from './coded.js';
import { dayBoundOf, inOrderOf, shelfOf, sightsBack, standsAt, View } from './holding.js';
import { lastDayOver } from './moment.js';
import { Clock, earliestOf } from './points.js';
import type { StanceInForce } from './stance-in-force.js';

/**
 * The codings in force at a point, in order, and the stance they give; the greatest first bound among those standing; and
 * the last of those in the order of the clock, in force or not.
 */
export type InForce = Readonly<{
  codings: readonly Coded[];
  stance: StanceInForce | undefined;
  greatest: number;
  last: Coded | undefined;
}>;

/** What is in force as it is found, walking back: the first `count`, each with its last instant and its mark. */
type Finding = {
  readonly found: Coded[];
  readonly latest: number[];
  readonly marks: number[];
  count: number;
  greatest: number;
  over: number;
};

/**
 * What everything in force is found in, in turn, and the places in it of what is: it is read before the next is looked for,
 * and most questions look dozens of times.
 */
const finding: Finding = { found: [], latest: [], marks: [], count: 0, greatest: -Infinity, over: -Infinity };
const places: number[] = [];

/** As many as are held on to: a day can hold thousands. */
const MOST_KEPT = 1024;

const giveUp = (): void => {
  if (finding.found.length > MOST_KEPT) finding.found.length = 0;
};

const find = (view: View, sight: Sights, point: number): void => {
  const { coded, latest, width, mark } = sight;
  if (isTakenBack(mark, levelOf(view.policy)) && !standsAt(view, coded, point)) return;
  const { count } = finding;
  finding.found[count] = coded;
  finding.latest[count] = latest;
  finding.marks[count] = mark;
  finding.count = count + 1;
  const earliest = width < 0 ? earliestOf(coded) : latest - width;
  if (earliest <= finding.greatest) return;
  finding.greatest = earliest;
  finding.over = lastDayOver(earliest);
};

/** By instants, what comes earlier ends earlier: the first that ends before the greatest first bound is the end. */
const findByInstants = (view: View, point: number, accepts: Accepts | undefined): void => {
  const sights = sightsBack(view, point, point, accepts);
  while (sights.next() && sights.latest >= finding.greatest) find(view, sights, point);
};

/**
 * By days, that holds within each: the rest of such a day is passed over, up to a day that was over everywhere. What comes
 * back is the bound to go on from, where there is one.
 */
const findInDays = (view: View, bound: number, point: number, accepts: Accepts | undefined): number | undefined => {
  const sights = sightsBack(view, bound, point, accepts);
  while (sights.next() && sights.key > finding.over) {
    if (sights.latest < finding.greatest) return sights.key - 1;
    find(view, sights, point);
  }
  return undefined;
};

const findByDays = (view: View, point: number, accepts: Accepts | undefined): void => {
  let bound: number | undefined = dayBoundOf(view, point);
  while (bound !== undefined) bound = findInDays(view, bound, point, accepts);
};

/** Finds the places of what is in force, the last found first: how many there are. */
const placeInForce = (): number => {
  const { latest, count, greatest } = finding;
  let kept = 0;
  for (let at = count - 1; at >= 0; at -= 1) {
    if ((latest[at] as number) < greatest) continue;
    places[kept] = at;
    kept += 1;
  }
  return kept;
};

/** The last of what was found in the order of the clock. */
const lastFound = (isInOrder: boolean, clock: Clock): Coded | undefined => {
  const { found, count } = finding;
  if (count === 0) return undefined;
  return isInOrder ? found[0] : inOrderOf(found.slice(0, count).reverse(), clock).at(-1);
};

/** Finds what stands at a point and whose last bound is not before the greatest first bound: whether it is in the order of the clock. */
const findAt = (view: View, point: number, accepts?: Accepts): boolean => {
  finding.count = 0;
  finding.greatest = -Infinity;
  finding.over = -Infinity;
  const isByInstants = shelfOf(view).clock === 'instant';
  (isByInstants ? findByInstants : findByDays)(view, point, accepts);
  return isByInstants || view.clock === 'day';
};

/** Codings that stand at a point and whose last bound is not before the greatest first bound among them. */
export const inForceAt = (view: View, point: number, accepts?: Accepts): InForce => {
  const isInOrder = findAt(view, point, accepts);
  const { found, marks, greatest } = finding;
  const count = placeInForce();
  const codings: Coded[] = [];
  for (let index = 0; index < count; index += 1) codings.push(found[places[index] as number] as Coded);
  const inForce = {
    codings: isInOrder ? codings : inOrderOf(codings, view.clock),
    stance: stanceOfMarks(marks, places, count),
    greatest,
    last: lastFound(isInOrder, view.clock),
  };
  giveUp();
  return inForce;
};

/** The stance in force at a point, without the codings that give it. */
export const stanceInForceAt = (view: View, point: number): StanceInForce | undefined => {
  findAt(view, point);
  giveUp();
  return stanceOfMarks(finding.marks, places, placeInForce());
};
