import { Coded, lastInText, ofEachStatement, takesStance, withdrawalOf } from './coded.js';
import {
  boundOf,
  everCounts,
  GOALS,
  inOrder,
  knownLine,
  lineOf,
  shelfOf,
  sightsBack,
  standsAt,
  View,
} from './holding.js';
import { InForce, inForceAt, stanceInForceAt } from './in-force.js';
import { closedAt, Line, openedAt, unpacked } from './line.js';
import { dayText } from './moment.js';
import { closing, opening } from './points.js';
import { Held, lastDayOf, Run, saysSo, some } from './run-parts.js';
import { runBack } from './run-back.js';
import { readThrough } from './run-through.js';
import { backward, forward, lastAt, lastMarkedAt, weightBetween } from './shelf-walks.js';
import { areOpposite, StanceInForce } from './stance-in-force.js';

export type { Held, Run } from './run-parts.js';

/** The codings of some that opened before a point and stand at another, each once, in order. */
const earlierOf = (view: View, { begins, atBeginning, inForce }: Span, point: number): readonly Coded[] => {
  const isEarlier = (coded: Coded): boolean => opening(coded, view.clock) < begins && standsAt(view, coded, point);
  const found = atBeginning.filter(isEarlier).concat(inForce.codings.filter(isEarlier));
  return found.length < 2 ? found : inOrder([...new Set(found)], view.clock);
};

/** How many that opened in a run and said so were taken back in it. */
const takenBackIn = (view: View, stance: StanceInForce, begins: number, point: number): number => {
  const shelf = view.holding.large?.closings[view.clock];
  if (shelf === undefined || shelf.size === 0) return 0;
  const byStatement = new Map<string, Coded[]>();
  forward(shelf, begins, false, view.position, (coded) => {
    const closed = closing(coded, view.clock, 'all');
    if (closed === undefined || closed > point) return true;
    const isIn = withdrawalOf(coded, view.policy) !== undefined && opening(coded, view.clock) >= begins;
    if (!isIn || !everCounts(view, coded)) return false;
    byStatement.set(coded.statement, [...(byStatement.get(coded.statement) ?? []), coded]);
    return false;
  });
  return [...byStatement.values()].map(lastInText).filter((coded) => saysSo(stance, coded)).length;
};

/** The first that opened at or after a point, says so and stands at another. */
const firstFrom = (view: View, stance: StanceInForce, begins: number, point: number): Coded | undefined => {
  let found: Coded | undefined;
  const { take, end } = ofEachStatement((chosen) => {
    if (saysSo(stance, chosen) && standsAt(view, chosen, point)) found = chosen;
    return found !== undefined;
  });
  const visit = (coded: Coded): boolean => {
    if (opening(coded, view.clock) > point) return true;
    return takesStance(coded, view.policy) && take(coded);
  };
  forward(shelfOf(view).shelf, begins, true, view.position, visit, GOALS[view.policy]);
  if (found === undefined) end();
  return found;
};

const lastFrom = (view: View, stance: StanceInForce, begins: number, point: number): Coded | undefined => {
  const sights = sightsBack(view, boundOf(view, point), point);
  while (sights.next() && sights.opens >= begins) {
    if (saysSo(stance, sights.coded) && standsAt(view, sights.coded, point)) return sights.coded;
  }
  return undefined;
};

/** The day that a run began, and whether anything but withdrawals began it. */
const beginningOf = (
  view: View,
  begins: number,
  atBeginning: readonly Coded[],
): Readonly<{ since: string; byWithdrawal: boolean }> => {
  const isStated = atBeginning.some((coded) => opening(coded, view.clock) === begins);
  if (view.clock === 'day' && isStated) return { since: dayText(begins), byWithdrawal: false };
  const opened = openedAt(view, begins);
  const since = view.clock === 'day' ? dayText(begins) : lastDayOf(opened, closedAt(view, begins));
  return { since, byWithdrawal: opened.length === 0 };
};

/** A run as it is found: where it begins, and what is in force there and now. A line knows how many statements opened in it. */
type Span = Readonly<{
  stance: StanceInForce;
  begins: number;
  atBeginning: readonly Coded[];
  inForce: InForce;
  said?: number;
}>;

/** How many statements opened from a point to another that say so. */
const saidIn = (view: View, { stance, begins }: Span, point: number): number => {
  let said = 0;
  const { take, end } = ofEachStatement((chosen) => {
    if (saysSo(stance, chosen)) said += 1;
    return false;
  });
  const visit = (coded: Coded): boolean => {
    const opens = opening(coded, view.clock);
    if (opens < begins) return true;
    return opens <= point && everCounts(view, coded) && take(coded);
  };
  backward(shelfOf(view).shelf, point, true, view.position, visit, GOALS[view.policy]);
  end();
  return said;
};

/** The stance in force and since when, told of a span. */
const heldIn = (view: View, { stance, begins, atBeginning, inForce }: Span): Held => ({
  stance,
  ...beginningOf(view, begins, atBeginning),
  inForce: inForce.codings,
});

/** The run in force at a point, told of a span. */
const toldOf = (view: View, span: Span, point: number): Run => {
  const { stance, begins } = span;
  const { last: lastStanding } = span.inForce;
  const earlier = earlierOf(view, span, point);
  const isLast =
    lastStanding !== undefined && saysSo(stance, lastStanding) && opening(lastStanding, view.clock) >= begins;
  const last = some(isLast ? lastStanding : (lastFrom(view, stance, begins, point) ?? earlier.at(-1)));
  const said = span.said ?? saidIn(view, span, point);
  return {
    ...heldIn(view, span),
    timesStated: said - takenBackIn(view, stance, begins, point) + earlier.length,
    first: some(earlier[0] ?? firstFrom(view, stance, begins, point)),
    last,
    lastStated: last.said.lastDay,
    lastStanding: some(lastStanding),
  };
};

/** The span of the run in force at a point, looked up on a line. */
const lookedUp = (view: View, line: Line, point: number): Span | undefined => {
  const now = lastAt(line.points, point, true, view.position);
  const stance = now === undefined ? undefined : unpacked(now.value).stance;
  if (now === undefined || stance === undefined) return undefined;
  const begins = unpacked(now.value).begins
    ? now.key
    : (lastMarkedAt(line.points, point, view.position)?.key ?? now.key);
  const inForce = inForceAt(view, point);
  const atBeginning = begins === now.key ? inForce.codings : inForceAt(view, begins).codings;
  return { stance, begins, atBeginning, inForce, said: weightBetween(line.points, begins, point, view.position) };
};

/**
 * How many points back a run is followed before a line is made of its holding: most runs are short. Where a holding has
 * as many items as to be dense, each point costs more to work out, and there are few such holdings: one point is enough.
 */
export const FOLLOWED = { points: 48, dense: 2048 };

/** The last point up to a bound at which something of a large holding opens or is taken back. */
const pointBefore = (view: View, bound: number, orEqual: boolean): number | undefined => {
  const { clock, policy, position, holding } = view;
  let last: number | undefined;
  const opens = (coded: Coded): boolean => {
    if (everCounts(view, coded)) last = opening(coded, clock);
    return last !== undefined;
  };
  backward(shelfOf(view).shelf, bound, orEqual, position, opens, GOALS[policy]);
  const closings = holding.large?.closings[clock];
  if (closings === undefined || closings.size === 0) return last;
  backward(closings, bound, orEqual, position, (coded) => {
    const closed = everCounts(view, coded) ? closing(coded, clock, policy) : undefined;
    if (closed !== undefined && (last === undefined || closed > last)) last = closed;
    return closed !== undefined;
  });
  return last;
};

/** The span of the run in force at a point of a large holding, followed back; `long` where it goes further than that. */
const followed = (view: View, point: number): Span | 'long' | undefined => {
  const inForce = inForceAt(view, point);
  const { stance } = inForce;
  const now = stance === undefined ? undefined : pointBefore(view, point, true);
  if (stance === undefined || now === undefined) return undefined;
  let span: Span = { stance, begins: now, atBeginning: inForce.codings, inForce };
  const most = view.holding.byDay.size < FOLLOWED.dense ? FOLLOWED.points : Math.min(1, FOLLOWED.points);
  for (let points = 0; points < most; points += 1) {
    const before = pointBefore(view, span.begins, false);
    const earlier = before === undefined ? undefined : inForceAt(view, before);
    if (before === undefined || earlier?.stance !== stance) return span;
    span = { ...span, begins: before, atBeginning: earlier.codings };
  }
  return 'long';
};

/** The span of the run in force at a point of a large holding; nothing where no stance is. */
const spanAt = (view: View, point: number): Span | undefined => {
  const { holding, policy, clock } = view;
  const line = knownLine(holding, policy, clock);
  if (line !== undefined) return lookedUp(view, line, point);
  const span = followed(view, point);
  return span === 'long' ? lookedUp(view, lineOf(holding, policy, clock), point) : span;
};

/**
 * The run in force at a point as the last few codings tell it; `far` where they do not. In a dense holding those are of one
 * day, and what is in force by days is more than a few. A small one is in the order of days alone.
 */
const recentAt = (view: View, point: number): Run | 'far' | undefined => {
  const { holding, clock } = view;
  const isTold = clock === 'day' ? holding.byDay.size < FOLLOWED.dense : holding.large !== undefined;
  return isTold ? runBack(view, point) : 'far';
};

/** The run in force at a point; nothing where no stance is. */
export const runAt = (view: View, point: number): Run | undefined => {
  const recent = recentAt(view, point);
  if (recent !== 'far') return recent;
  if (view.holding.large === undefined) return readThrough(view, point);
  const span = spanAt(view, point);
  return span === undefined ? undefined : toldOf(view, span, point);
};

/** The stance in force at a point and since when, without the rest that a run tells of it. */
export const heldAt = (view: View, point: number): Held | undefined => {
  const recent = recentAt(view, point);
  if (recent !== 'far') return recent;
  if (view.holding.large === undefined) return readThrough(view, point);
  const span = spanAt(view, point);
  return span === undefined ? undefined : heldIn(view, span);
};

/** The stance in force at a point, without what a run tells of it. */
export const stanceAt = (view: View, point: number): StanceInForce | undefined => {
  const line = knownLine(view.holding, view.policy, view.clock);
  if (line === undefined) return stanceInForceAt(view, point);
  const now = lastAt(line.points, point, true, view.position);
  return now === undefined ? undefined : unpacked(now.value).stance;
};

/** The stance in force at a point and since when, where it is the opposite of another. */
export const opposedAt = (view: View, point: number, stance: StanceInForce): Held | undefined =>
  areOpposite(stance, stanceAt(view, point)) ? heldAt(view, point) : undefined;
