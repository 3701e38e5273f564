/** Runs that began not long ago: they are read off the last codings that came to count, walked back to once. */

import { Coded, withdrawalOf } from './coded.js';
import { boundOf, inOrder, View, walkBack } from './holding.js';
import { closedAt } from './line.js';
import { dayText, lastDayOver } from './moment.js';
import { earliestOf, latestOf, opening } from './points.js';
import { lastDayOf, Run, saysSo, some } from './run-parts.js';
import { StanceInForce, stanceIn } from './stance-in-force.js';

/** How many codings are walked back at first, and how many when these were too few. */
export const BACK: { windows: readonly number[] } = { windows: [8, 40] };

/** The last codings that came by a point, the one chosen of each statement, in order, and whether there are no others. */
type Window = Readonly<{ view: View; codings: readonly Coded[]; isAll: boolean }>;

/** The last so many codings; nothing where one of them was taken back: then older words can stand again. */
const windowOf = (view: View, point: number, size: number): Window | undefined => {
  const codings: Coded[] = [];
  let isTaken = false;
  walkBack(view, boundOf(view, point), point, undefined, (coded) => {
    isTaken = withdrawalOf(coded, view.policy) !== undefined;
    return isTaken || codings.push(coded) === size;
  });
  return isTaken ? undefined : { view, codings: codings.reverse(), isAll: codings.length < size };
};

/** What is in force once the first so many codings of a window came; nothing where the window does not reach so far back. */
const inForceOf = ({ view, codings, isAll }: Window, end: number): readonly Coded[] | undefined => {
  const isByDays = view.clock === 'day';
  const found: Coded[] = [];
  let greatest = -Infinity;
  let over = -Infinity;
  for (let at = end - 1; at >= 0; at -= 1) {
    const coded = codings[at] as Coded;
    const isPast = latestOf(coded) < greatest;
    if (isByDays ? coded.day <= over : isPast) return found.filter((one) => latestOf(one) >= greatest).reverse();
    if (isPast) continue;
    found.push(coded);
    const earliest = earliestOf(coded);
    if (earliest <= greatest) continue;
    greatest = earliest;
    if (isByDays) over = lastDayOver(earliest);
  }
  return isAll ? found.filter((one) => latestOf(one) >= greatest).reverse() : undefined;
};

/** Where in a window the point begins that ends before an index. */
const pointStart = ({ view, codings }: Window, end: number): number => {
  const point = opening(codings[end - 1] as Coded, view.clock);
  let start = end - 1;
  while (start > 0 && opening(codings[start - 1] as Coded, view.clock) === point) start -= 1;
  return start;
};

/** The run at the end of a window: where in it that begins, and what was in force there and is now. */
type Found = Readonly<{
  stance: StanceInForce;
  start: number;
  atBeginning: readonly Coded[];
  inForce: readonly Coded[];
}>;

/** `far`: the window does not reach back to where the run began. */
const foundIn = (window: Window): Found | 'far' | undefined => {
  const { codings, isAll } = window;
  const inForce = inForceOf(window, codings.length);
  if (inForce === undefined) return 'far';
  const stance = stanceIn(inForce);
  if (stance === undefined) return undefined;
  let atBeginning = inForce;
  for (let end = codings.length; ;) {
    const start = pointStart(window, end);
    if (start === 0) return isAll ? { stance, start, atBeginning, inForce } : 'far';
    const earlier = inForceOf(window, start);
    if (earlier === undefined) return 'far';
    if (stanceIn(earlier) !== stance) return { stance, start, atBeginning, inForce };
    [end, atBeginning] = [start, earlier];
  }
};

/** The day that a run began. */
const sinceOf = ({ view, codings }: Window, start: number): string => {
  const begins = opening(codings[start] as Coded, view.clock);
  if (view.clock === 'day') return dayText(begins);
  const opened: Coded[] = [];
  for (let at = start; at < codings.length; at += 1) {
    const coded = codings[at] as Coded;
    if (opening(coded, view.clock) !== begins) break;
    opened.push(coded);
  }
  return lastDayOf(opened, closedAt(view, begins));
};

const toldOf = (window: Window, { stance, start, atBeginning, inForce }: Found): Run => {
  const { view, codings } = window;
  const begins = opening(codings[start] as Coded, view.clock);
  const isEarlier = (coded: Coded): boolean => opening(coded, view.clock) < begins;
  const before = atBeginning === inForce ? inForce : [...new Set([...atBeginning, ...inForce])];
  const earlier = before.some(isEarlier) ? inOrder(before.filter(isEarlier), view.clock) : [];
  const stated = codings.filter((coded, at) => at >= start && saysSo(stance, coded));
  const last = some(stated.at(-1) ?? earlier.at(-1));
  return {
    stance,
    since: sinceOf(window, start),
    byWithdrawal: false,
    inForce,
    timesStated: stated.length + earlier.length,
    first: some(earlier[0] ?? stated[0]),
    last,
    lastStated: last.said.lastDay,
    lastStanding: some(codings.at(-1)),
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
