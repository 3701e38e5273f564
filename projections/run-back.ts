/** Runs that began not long ago: they are read off the last codings that came to count, walked back to once. */

import { levelOf } from './account.js';
import { isTakenBack, marksSo, stanceOfMarks } from './cells.js';
import type { Coded } from './coded.js';
import { boundOf, View, walkBack } from './holding.js';
import { closedAt } from './line.js';
import { dayText, lastDayOver } from './moment.js';
import { earliestOf } from './points.js';
import { lastDayOf, Run, some } from './run-parts.js';
import type { StanceInForce } from './stance-in-force.js';

/** How many codings are walked back at first, and how many when these were too few. */
export const BACK: { windows: readonly number[] } = { windows: [8, 40] };

/**
 * The last codings that came by a point, the one chosen of each statement, the last first: the point at which each opens,
 * its last instant, its first, its place in the order of days, and its mark. `isAll`: there are no others.
 */
type Window = Readonly<{
  view: View;
  codings: readonly Coded[];
  opens: readonly number[];
  latest: readonly number[];
  earliest: readonly number[];
  keys: readonly number[];
  marks: readonly number[];
  isAll: boolean;
}>;

/** A window that is being filled. */
type Filled = Readonly<Record<'opens' | 'latest' | 'earliest' | 'keys' | 'marks', number[]>>;

/** The last so many codings; nothing where one of them was taken back: then older words can stand again. */
const windowOf = (view: View, point: number, size: number): Window | undefined => {
  const codings: Coded[] = [];
  const { opens, latest, earliest, keys, marks }: Filled = { opens: [], latest: [], earliest: [], keys: [], marks: [] };
  const level = levelOf(view.policy);
  let isTaken = false;
  walkBack(view, boundOf(view, point), point, (sight) => {
    isTaken = isTakenBack(sight.mark, level);
    if (isTaken) return true;
    opens.push(sight.opens);
    latest.push(sight.latest);
    earliest.push(sight.width < 0 ? earliestOf(sight.coded) : sight.latest - sight.width);
    keys.push(sight.key);
    marks.push(sight.mark);
    return codings.push(sight.coded) === size;
  });
  return isTaken ? undefined : { view, codings, opens, latest, earliest, keys, marks, isAll: codings.length < size };
};

/** Which codings of a window are in force, the last first, and the stance they give. */
type Standing = Readonly<{ at: readonly number[]; stance: StanceInForce | undefined }>;

/** What is in force before the first so many of a window came; nothing where it does not reach so far back. */
const standingFrom = (window: Window, from: number): Standing | undefined => {
  const { view, codings, latest, earliest, keys, marks, isAll } = window;
  const isByDays = view.clock === 'day';
  const found: number[] = [];
  let [greatest, over] = [-Infinity, -Infinity];
  let isOver = false;
  for (let at = from; at < codings.length && !isOver; at += 1) {
    const isPast = (latest[at] as number) < greatest;
    isOver = isByDays ? (keys[at] as number) <= over : isPast;
    if (isOver || isPast) continue;
    found.push(at);
    if ((earliest[at] as number) <= greatest) continue;
    greatest = earliest[at] as number;
    if (isByDays) over = lastDayOver(greatest);
  }
  if (!isOver && !isAll) return undefined;
  const standing = found.filter((at) => (latest[at] as number) >= greatest);
  return { at: standing, stance: stanceOfMarks(marks, standing) };
};

/** Where in a window the codings end that open at the same point as one. */
const pointEnd = ({ opens }: Window, at: number): number => {
  let end = at + 1;
  while (end < opens.length && opens[end] === opens[at]) end += 1;
  return end;
};

/** The run at the point of a window: how many of it came since it began, and what was in force there and is now. */
type Found = Readonly<{
  stance: StanceInForce;
  end: number;
  atBeginning: readonly number[];
  inForce: readonly number[];
}>;

/** `far`: the window does not reach back to where the run began. */
const foundIn = (window: Window): Found | 'far' | undefined => {
  const now = standingFrom(window, 0);
  if (now === undefined) return 'far';
  if (now.stance === undefined) return undefined;
  let atBeginning = now.at;
  for (let start = 0; ;) {
    const end = pointEnd(window, start);
    const found = { stance: now.stance, end, atBeginning, inForce: now.at };
    if (end === window.codings.length) return window.isAll ? found : 'far';
    const earlier = standingFrom(window, end);
    if (earlier === undefined) return 'far';
    if (earlier.stance !== now.stance) return found;
    [start, atBeginning] = [end, earlier.at];
  }
};

/** The day that a run began. */
const sinceOf = ({ view, codings, opens }: Window, end: number): string => {
  const begins = opens[end - 1] as number;
  if (view.clock === 'day') return dayText(begins);
  const opened = codings.slice(opens.indexOf(begins), end);
  return lastDayOf(opened, closedAt(view, begins));
};

/** The first and the last of a run that say so, and how many do. */
const statedIn = (
  { marks }: Window,
  { stance, end }: Found,
): Readonly<{ first?: number; last?: number; count: number }> => {
  let [first, last, count]: [number | undefined, number | undefined, number] = [undefined, undefined, 0];
  for (let at = 0; at < end; at += 1) {
    if (!marksSo(marks[at] as number, stance)) continue;
    first = at;
    last ??= at;
    count += 1;
  }
  return { count, ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) };
};

const toldOf = (window: Window, found: Found): Run => {
  const { codings } = window;
  const { stance, end, atBeginning, inForce } = found;
  const coded = (at: number | undefined): Coded => some(at === undefined ? undefined : codings[at]);
  const earlier = [...new Set([...atBeginning, ...inForce])].filter((at) => at >= end);
  const stated = statedIn(window, found);
  const last = coded(stated.last ?? (earlier.length > 0 ? Math.min(...earlier) : undefined));
  return {
    stance,
    since: sinceOf(window, end),
    byWithdrawal: false,
    inForce: inForce.map(coded).reverse(),
    timesStated: stated.count + earlier.length,
    first: coded(earlier.length > 0 ? Math.max(...earlier) : stated.first),
    last,
    lastStated: last.said.lastDay,
    lastStanding: coded(0),
  };
};

/**
 * The run in force at a point of a large holding, or of a small one by days; nothing where no stance is; `far` where it did
 * not begin within the last few codings, or one of them was taken back.
 */
export const runBack = (view: View, point: number): Run | 'far' | undefined => {
  for (const size of BACK.windows) {
    const window = windowOf(view, point, size);
    if (window === undefined) return 'far';
    const found = window.codings.length === 0 ? undefined : foundIn(window);
    if (found !== 'far') return found === undefined ? undefined : toldOf(window, found);
  }
  return 'far';
};
