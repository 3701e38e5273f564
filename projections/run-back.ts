/** Runs that began not long ago: they are read off the last codings that came to count, walked back to once. */

import { levelOf } from './account.js';
import { isTakenBack, markOf, marksSo, stanceOfMarks } from './cells.js';
import type { Coded } from './coded.js';
import { boundOf, sightsBack, View } from './holding.js';
import { closedAt } from './line.js';
import { dayText, lastDayOver } from './moment.js';
import { Clock, earliestOf, latestOf, opening } from './points.js';
import { lastDayOf, Run, some } from './run-parts.js';
import type { StanceInForce } from './stance-in-force.js';

/** How many codings are walked back at first, and how many when these were too few. */
export const BACK: { windows: readonly number[] } = { windows: [8, 40] };

/**
 * The last codings that came by a point, the one chosen of each statement, the last first: the point at which each opens,
 * its last instant, its first, its place in the order of days, and its mark. The first `size` of each list; `isAll`: there
 * are no others.
 */
type Window = {
  size: number;
  isAll: boolean;
  readonly codings: Coded[];
  readonly opens: number[];
  readonly latest: number[];
  readonly earliest: number[];
  readonly keys: number[];
  readonly marks: number[];
};

/** The window that is looked through: it is read before the next is filled, and most questions fill dozens. */
const window: Window = {
  size: 0,
  isAll: false,
  codings: [],
  opens: [],
  latest: [],
  earliest: [],
  keys: [],
  marks: [],
};

/** Which codings of a window are in force, the last first: the first `count` of `at`. And the stance they give. */
type Standing = { readonly at: number[]; count: number; stance: StanceInForce | undefined };

const emptyStanding = (): Standing => ({ at: [], count: 0, stance: undefined });

const [standingNow, ...standings] = [emptyStanding(), emptyStanding(), emptyStanding()] as const;

/** Fills the window with the last so many codings; false where one of them was taken back: then older words can stand again. */
const fill = (view: View, point: number, most: number): boolean => {
  const { codings, opens, latest, earliest, keys, marks } = window;
  const level = levelOf(view.policy);
  window.size = 0;
  const sights = sightsBack(view, boundOf(view, point), point);
  while (window.size < most && sights.next()) {
    if (isTakenBack(sights.mark, level)) return false;
    const { size } = window;
    opens[size] = sights.opens;
    latest[size] = sights.latest;
    earliest[size] = sights.width < 0 ? earliestOf(sights.coded) : sights.latest - sights.width;
    keys[size] = sights.key;
    marks[size] = sights.mark;
    codings[size] = sights.coded;
    window.size = size + 1;
  }
  window.isAll = window.size < most;
  return true;
};

/** Fills the window with codings in the order of a clock, which are all there are. */
const fillWith = (codings: readonly Coded[], clock: Clock): void => {
  window.size = 0;
  window.isAll = true;
  for (let index = codings.length - 1; index >= 0; index -= 1) {
    const coded = codings[index] as Coded;
    const { size } = window;
    window.codings[size] = coded;
    window.opens[size] = opening(coded, clock);
    window.latest[size] = latestOf(coded);
    window.earliest[size] = earliestOf(coded);
    window.keys[size] = coded.day;
    window.marks[size] = markOf(coded);
    window.size = size + 1;
  }
};

/** Finds what is in force before the first so many of the window came; false where it does not reach so far back. */
const findStanding = (standing: Standing, from: number, clock: Clock): boolean => {
  const { size, latest, earliest, keys, marks, isAll } = window;
  const { at: found } = standing;
  const isByDays = clock === 'day';
  let [greatest, over] = [-Infinity, -Infinity];
  let isOver = false;
  let count = 0;
  for (let at = from; at < size && !isOver; at += 1) {
    const isPast = (latest[at] as number) < greatest;
    isOver = isByDays ? (keys[at] as number) <= over : isPast;
    if (isOver || isPast) continue;
    found[count] = at;
    count += 1;
    if ((earliest[at] as number) <= greatest) continue;
    greatest = earliest[at] as number;
    if (isByDays) over = lastDayOver(greatest);
  }
  if (!isOver && !isAll) return false;
  standing.count = 0;
  for (let index = 0; index < count; index += 1) {
    const at = found[index] as number;
    if ((latest[at] as number) < greatest) continue;
    found[standing.count] = at;
    standing.count += 1;
  }
  standing.stance = stanceOfMarks(marks, found, standing.count);
  return true;
};

/** Where in the window the codings end that open at the same point as one. */
const pointEnd = (at: number): number => {
  const { opens, size } = window;
  let end = at + 1;
  while (end < size && opens[end] === opens[at]) end += 1;
  return end;
};

/** The run at the point of the window: how many of it came since it began, and what was in force there and is now. */
type Found = Readonly<{ stance: StanceInForce; end: number; atBeginning: Standing; inForce: Standing }>;

/** `far`: the window does not reach back to where the run began. */
const foundIn = (clock: Clock): Found | 'far' | undefined => {
  const now = standingNow;
  if (!findStanding(now, 0, clock)) return 'far';
  const { stance } = now;
  if (stance === undefined) return undefined;
  let [atBeginning, earlier, other]: [Standing, Standing, Standing] = [now, ...standings];
  for (let start = 0; ;) {
    const end = pointEnd(start);
    if (end === window.size) return window.isAll ? { stance, end, atBeginning, inForce: now } : 'far';
    if (!findStanding(earlier, end, clock)) return 'far';
    if (earlier.stance !== now.stance) return { stance, end, atBeginning, inForce: now };
    [start, atBeginning, earlier, other] = [end, earlier, other, earlier];
  }
};

/** The day that a run began. */
const sinceOf = (view: View, end: number): string => {
  const { codings, opens } = window;
  const begins = opens[end - 1] as number;
  if (view.clock === 'day') return dayText(begins);
  const opened = codings.slice(opens.indexOf(begins), end);
  return lastDayOf(opened, closedAt(view, begins));
};

/** The first and the last of a run that say so, and how many do. */
const statedIn = ({ stance, end }: Found): Readonly<{ first?: number; last?: number; count: number }> => {
  const { marks } = window;
  let [first, last, count]: [number | undefined, number | undefined, number] = [undefined, undefined, 0];
  for (let at = 0; at < end; at += 1) {
    if (!marksSo(marks[at] as number, stance)) continue;
    first = at;
    last ??= at;
    count += 1;
  }
  return { count, ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) };
};

/** Of what stands at the beginning of a run and now, what came before it, the last first. */
const earlierIn = ({ end, atBeginning, inForce }: Found): readonly number[] => {
  const found: number[] = [];
  for (const { at, count } of [atBeginning, inForce]) {
    for (let index = 0; index < count; index += 1) {
      const one = at[index] as number;
      if (one >= end && !found.includes(one)) found.push(one);
    }
  }
  return found;
};

const toldOf = (view: View, found: Found): Run => {
  const { codings } = window;
  const { stance, end, inForce } = found;
  const coded = (at: number | undefined): Coded => some(at === undefined ? undefined : codings[at]);
  const earlier = earlierIn(found);
  const stated = statedIn(found);
  const last = coded(stated.last ?? (earlier.length > 0 ? Math.min(...earlier) : undefined));
  const standing: Coded[] = [];
  for (let index = inForce.count - 1; index >= 0; index -= 1) standing.push(coded(inForce.at[index]));
  return {
    stance,
    since: sinceOf(view, end),
    byWithdrawal: false,
    inForce: standing,
    timesStated: stated.count + earlier.length,
    first: coded(earlier.length > 0 ? Math.max(...earlier) : stated.first),
    last,
    lastStated: last.said.lastDay,
    lastStanding: coded(0),
  };
};

/** The run in force that the window tells of. */
const runIn = (view: View): Run | 'far' | undefined => {
  const found = window.size === 0 ? undefined : foundIn(view.clock);
  return found === 'far' || found === undefined ? found : toldOf(view, found);
};

/** The run in force once some codings came to count, none of which was taken back; they are in the order of the clock. */
export const runOf = (view: View, codings: readonly Coded[]): Run | undefined => {
  fillWith(codings, view.clock);
  const run = runIn(view);
  return run === 'far' ? undefined : run;
};

/**
 * The run in force at a point of a large holding, or of a small one by days; nothing where no stance is; `far` where it did
 * not begin within the last few codings, or one of them was taken back.
 */
export const runBack = (view: View, point: number): Run | 'far' | undefined => {
  for (const size of BACK.windows) {
    if (!fill(view, point, size)) return 'far';
    const run = runIn(view);
    if (run !== 'far') return run;
  }
  return 'far';
};
