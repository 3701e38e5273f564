/** Runs of small holdings, whose codings are all read through. */

import { Coded } from './coded.js';
import { codingsBy, inOrder, standsAt, View } from './holding.js';
import { closing, earliestOf, END, latestOf, opening } from './points.js';
import { runOf } from './run-back.js';
import { lastDayOf, Run, saysSo, some } from './run-parts.js';
import { conditionIn, StanceInForce, stanceIn } from './stance-in-force.js';

/** What happens at one point: what opens, and what is taken back. */
type Group = { point: number; opened: Coded[]; closed: Coded[] };

const groupsOf = (view: View, codings: readonly Coded[], point: number): readonly Group[] => {
  const groups = new Map<number, Group>();
  const at = (key: number): Group => {
    const group = groups.get(key) ?? { point: key, opened: [], closed: [] };
    groups.set(key, group);
    return group;
  };
  for (const coded of codings) {
    at(opening(coded, view.clock)).opened.push(coded);
    const closed = closing(coded, view.clock, view.policy);
    if (closed !== undefined && closed <= point) at(closed).closed.push(coded);
  }
  return [...groups.values()].sort((a, b) => a.point - b.point);
};

/** Codings whose last bound is not before the greatest first bound. */
const together = (codings: readonly Coded[]): readonly Coded[] => {
  let greatest = -Infinity;
  for (const coded of codings) greatest = Math.max(greatest, earliestOf(coded));
  return codings.filter((coded) => latestOf(coded) >= greatest);
};

/** What is in force from one point on, and the run it is in. */
type Stretch = Readonly<{
  point: number;
  stance: StanceInForce | undefined;
  inForce: readonly Coded[];
  begins: Group;
  atBeginning: readonly Coded[];
}>;

/** The stretches that some codings make up to a point, in order: one for each point at which anything happens. */
const stretchesOf = (view: View, codings: readonly Coded[], point: number): readonly Stretch[] => {
  const stretches: Stretch[] = [];
  let standing: readonly Coded[] = [];
  let inForce: readonly Coded[] = [];
  for (const group of groupsOf(view, codings, point)) {
    standing = [...standing, ...group.opened].filter((coded) => !group.closed.includes(coded));
    inForce = together(group.closed.length > 0 ? standing : [...inForce, ...group.opened]);
    const stance = stanceIn(inForce);
    const before = stretches.at(-1);
    const begun = before?.stance === stance && before !== undefined ? before : { begins: group, atBeginning: inForce };
    stretches.push({ point: group.point, stance, inForce, begins: begun.begins, atBeginning: begun.atBeginning });
  }
  return stretches;
};

/** The run in force once some codings came to count, of which some were taken back by a point. */
const runWithClosings = (view: View, codings: readonly Coded[], point: number): Run | undefined => {
  const now = stretchesOf(view, codings, point).at(-1);
  if (now?.stance === undefined) return undefined;
  const { stance, inForce, atBeginning } = now;
  const begins = now.begins.point;
  const standing = codings.filter((coded) => standsAt(view, coded, point));
  const stated = standing.filter(
    (coded) =>
      (opening(coded, view.clock) >= begins && saysSo(stance, coded)) ||
      atBeginning.includes(coded) ||
      inForce.includes(coded),
  );
  const opened = codings.filter((coded) => opening(coded, view.clock) === begins);
  const closed = codings.filter((coded) => closing(coded, view.clock, view.policy) === begins);
  const last = some(stated.at(-1));
  return {
    stance,
    since: lastDayOf(opened, closed),
    byWithdrawal: opened.length === 0,
    timesStated: stated.length,
    first: some(stated[0]),
    last,
    lastStated: last.said.lastDay,
    inForce: inOrder(inForce, view.clock),
    lastStanding: some(standing.at(-1)),
  };
};

/** The run in force at a point, of few codings: all of them are read through. */
export const readThrough = (view: View, point: number): Run | undefined => {
  const codings = codingsBy(view, point);
  const isWhole = codings.every((coded) => standsAt(view, coded, point));
  return isWhole ? runOf(view, codings) : runWithClosings(view, codings, point);
};

/** A stance from a point on, as text: which, whether a run begins there, and its condition. */
type Told = Readonly<{ point: number; stance: string; begins: boolean; condition: string }>;

const toldThrough = (view: View): readonly Told[] =>
  stretchesOf(view, codingsBy(view, END), END).map(({ point, stance, inForce, begins }) => ({
    point,
    stance: stance ?? '',
    begins: begins.point === point,
    condition: conditionIn(inForce) ?? '',
  }));

/** What a day is told by: the stance before it and on it, whether a run begins on it, and the condition. */
const textAt = (told: readonly Told[], point: number): string => {
  const last = told.findLast((one) => one.point <= point);
  const before = told.findLast((one) => one.point < point)?.stance ?? '';
  if (last === undefined) return `${before} ${before} false `;
  return `${before} ${last.stance} ${last.begins && last.point === point} ${last.condition}`;
};

/** The points of a small holding where the stance, its condition, or the stance before was another before an event. */
export const pointsMoved = (view: View): readonly number[] => {
  const [before, after] = [toldThrough({ ...view, position: view.position - 1 }), toldThrough(view)];
  const points = [...new Set([...before, ...after].map(({ point }) => point))].sort((a, b) => a - b);
  return points.filter((point) => textAt(before, point) !== textAt(after, point));
};
