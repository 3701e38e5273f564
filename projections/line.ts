import type { EvidencePolicy } from './account.js';
import { Coded, ofEachStatement, takesStance } from './coded.js';
import { everCounts, GOALS, Holding, Moved, shelfOf, View } from './holding.js';
import { InForce, inForceAt } from './in-force.js';
import { Clock, closing, earliestOf, END, latestOf, opening } from './points.js';
import { backward, firstAfter, forward, lastAt } from './shelf-walks.js';
import { copiedShelf, journalOf } from './shelf-copies.js';
import { close, emptyShelf, Measure, put, Shelf } from './shelf.js';
import { conditionIn, StanceInForce, stanceIn } from './stance-in-force.js';

/**
 * The stance at each point of a holding, under one policy and by one clock, as known at every log position. A point is
 * kept as one number: the stance, whether it begins a run, and how many of those that open there take that stance.
 * An event moves only the points near what it is about: past the first one whose standing words all came later, nothing
 * can have changed.
 */
export type Line = { readonly policy: EvidencePolicy; readonly clock: Clock; readonly points: Shelf<number> };

const STANCES: readonly (StanceInForce | undefined)[] = [undefined, 'affirms', 'denies', 'conditional', 'mixed'];
const BEGINS = 8;
const SAID = 16;

/** A point of a line as it is kept. */
export type Point = Readonly<{ stance: StanceInForce | undefined; begins: boolean; said: number }>;

export const unpacked = (packed: number): Point => ({
  stance: STANCES[packed % BEGINS],
  begins: packed % SAID >= BEGINS,
  said: Math.floor(packed / SAID),
});

const packed = ({ stance, begins, said }: Point): number =>
  STANCES.indexOf(stance) + (begins ? BEGINS : 0) + said * SAID;

/** Where runs begin, and how many statements were said. */
const MEASURE: Measure<number> = {
  isMarked: (point) => point % SAID >= BEGINS,
  weight: (point) => Math.floor(point / SAID),
};

const viewOf = (holding: Holding, { policy, clock }: Line, position: number): View => ({
  holding,
  policy,
  clock,
  position,
});

/** What opens at a point: of each statement the coding chosen, without those that never count. */
export const openedAt = (view: View, point: number): readonly Coded[] => {
  const opened: Coded[] = [];
  const { take, end } = ofEachStatement((chosen) => {
    opened.push(chosen);
    return false;
  });
  backward(shelfOf(view).shelf, point, true, view.position, (coded) => {
    if (opening(coded, view.clock) !== point) return true;
    return everCounts(view, coded) && take(coded);
  });
  end();
  return opened.reverse();
};

/** What was taken back at a point, of a large holding. */
export const closedAt = (view: View, point: number): readonly Coded[] => {
  const shelf = view.holding.large?.closings[view.clock];
  if (shelf === undefined) return [];
  const found: Coded[] = [];
  backward(shelf, point, true, view.position, (coded) => {
    if (closing(coded, view.clock, 'all') !== point) return true;
    if (everCounts(view, coded) && closing(coded, view.clock, view.policy) === point) found.push(coded);
    return false;
  });
  return found;
};

/** A point as it is worked out: what is in force, the stance, how many open there with it, and whether anything happens. */
type Reckoned = Readonly<{
  inForce: InForce;
  stance: StanceInForce | undefined;
  said: number;
  happens: boolean;
}>;

/** How many of some codings, of each statement the one chosen, say so. */
const sayingSo = (codings: readonly Coded[], stance: StanceInForce | undefined): number => {
  let said = 0;
  const { take, end } = ofEachStatement((chosen) => {
    if (stance === 'mixed' || chosen.stance === stance) said += 1;
    return false;
  });
  for (const coded of codings) take(coded);
  end();
  return said;
};

/** Codings that ever count, by the point at which they open. */
type Opening = ReadonlyMap<number, readonly Coded[]>;

const openingOf = (view: View, codings: readonly Coded[]): Opening => {
  const found = new Map<number, Coded[]>();
  for (const coded of codings) {
    if (!everCounts(view, coded)) continue;
    const point = opening(coded, view.clock);
    const here = found.get(point);
    if (here === undefined) found.set(point, [coded]);
    else here.push(coded);
  }
  return found;
};

/** What came to and went from a holding, by the points at which it opens. */
type Came = Readonly<{ added: Opening; removed: Opening }>;

/** Whether anything opens at a point. */
const anyOpensAt = (view: View, point: number): boolean => {
  let opens = false;
  backward(shelfOf(view).shelf, point, true, view.position, (coded) => {
    if (opening(coded, view.clock) !== point) return true;
    opens = everCounts(view, coded);
    return opens;
  });
  return opens;
};

/**
 * A point as it is once codings went and came. Where the stance there stays, only they are counted: an event brings or takes
 * all that a statement has, and a day can hold thousands.
 */
const reckoned = (view: View, point: number, { added, removed }: Came, was: Point | undefined): Reckoned => {
  const inForce = inForceAt(view, point);
  const { stance } = inForce;
  const count = (codings: readonly Coded[] = []): number => sayingSo(codings, stance);
  const said =
    was !== undefined && was.stance === stance
      ? was.said + count(added.get(point)) - count(removed.get(point))
      : count(openedAt(view, point));
  return { inForce, stance, said, happens: anyOpensAt(view, point) || closedAt(view, point).length > 0 };
};

const stanceBefore = (line: Line, point: number, position: number): StanceInForce | undefined => {
  const last = lastAt(line.points, point, false, position);
  return last === undefined ? undefined : unpacked(last.value).stance;
};

const kept = (line: Line, point: number, position: number): number | undefined => {
  const last = lastAt(line.points, point, true, position);
  return last?.key === point ? last.value : undefined;
};

/** The stance from a point on, whether or not anything happens there. */
const effective = (line: Line, point: number, packed: number | undefined, position: number): number =>
  packed === undefined ? STANCES.indexOf(stanceBefore(line, point, position)) : packed % SAID;

/** Puts a point as it is now in the place of what it was; whether the stance from there, or that a run begins, changed. */
const rewrite = (line: Line, point: number, now: Point | undefined, position: number): boolean => {
  const was = kept(line, point, position);
  const is = now === undefined ? undefined : packed(now);
  if (was === is) return false;
  if (was !== undefined) close(line.points, point, was, (value) => value === was, position);
  if (is !== undefined) put(line.points, point, is, position);
  return effective(line, point, was, position - 1) !== effective(line, point, is, position);
};

/** Whether what came before a point is another stance than it was before an event. */
const beforeMoved = (line: Line, point: number, position: number): boolean =>
  stanceBefore(line, point, position) !== stanceBefore(line, point, position - 1);

/** Puts a point as it is now; whether it, or the stance before it, is not what it was. */
const retold = (line: Line, point: number, now: Point | undefined, position: number): boolean => {
  const isRewritten = rewrite(line, point, now, position);
  return beforeMoved(line, point, position) || isRewritten;
};

const conditionMoved = (view: View, point: number, now: Reckoned): boolean => {
  if (now.stance !== 'conditional') return false;
  const was = inForceAt({ ...view, position: view.position - 1 }, point);
  return stanceIn(was.codings) === 'conditional' && conditionIn(was.codings) !== conditionIn(now.inForce.codings);
};

const pointsOf = (line: Line, view: View, moved: Moved): readonly number[] => {
  const points = new Set<number>();
  for (const coded of [...moved.removed, ...moved.added]) {
    if (!everCounts(view, coded)) continue;
    points.add(opening(coded, line.clock));
    const closed = closing(coded, line.clock, line.policy);
    if (closed !== undefined) points.add(closed);
  }
  return [...points].sort((a, b) => a - b);
};

const soonerOf = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || (other !== undefined && other < one) ? other : one;

/** The last bounds of what went or came, by the points they open at: what they can have moved reaches no further. */
const reachOf = (view: View, moved: Moved): ((point: number) => number) => {
  const all = [...moved.removed, ...moved.added]
    .filter((coded) => everCounts(view, coded))
    .map((coded) => ({ opens: opening(coded, view.clock), latest: latestOf(coded) }))
    .sort((a, b) => a.opens - b.opens);
  let at = 0;
  let reach = -Infinity;
  return (point) => {
    for (let one = all[at]; one !== undefined && one.opens <= point; one = all[at]) {
      if (one.latest > reach) reach = one.latest;
      at += 1;
    }
    return reach;
  };
};

/**
 * Brings a line to a log position at which these codings went and came; the holding's shelves have them already.
 * What comes back are the points where the stance, its condition, the beginning of a run or the stance before is not what
 * it was.
 */
export const moveLine = (holding: Holding, line: Line, moved: Moved, position: number): readonly number[] => {
  const view = viewOf(holding, line, position);
  const dirty = pointsOf(line, view, moved);
  const reach = reachOf(view, moved);
  const came: Came = { added: openingOf(view, moved.added), removed: openingOf(view, moved.removed) };
  const changed: number[] = [];
  let next = 0;
  let point = dirty[0];
  while (point !== undefined) {
    const was = kept(line, point, position);
    const now = reckoned(view, point, came, was === undefined ? undefined : unpacked(was));
    const before = stanceBefore(line, point, position);
    const told = now.happens ? { stance: now.stance, begins: now.stance !== before, said: now.said } : undefined;
    if (retold(line, point, told, position) || conditionMoved(view, point, now)) changed.push(point);
    while (next < dirty.length && (dirty[next] as number) <= point) next += 1;
    const reached = reach(point);
    const upcoming: number | undefined =
      now.inForce.greatest > reached
        ? passed({ view, line, point, reach: reached, dirty: dirty[next], inForce: now.inForce }, changed)
        : firstAfter(line.points, point, position)?.key;
    point = soonerOf(dirty[next], upcoming);
  }
  return changed;
};

/** A point past what an event can have moved. `dirty`: the next point that is reckoned anyway. */
type Past = Readonly<{
  view: View;
  line: Line;
  point: number;
  reach: number;
  dirty: number | undefined;
  inForce: InForce;
}>;

/**
 * The point from which nothing can be moved any more, whatever is taken back: where words that begin after the reach stand
 * for good.
 */
const shieldOf = ({ view, point, reach, inForce }: Past): number => {
  const shields = (coded: Coded): boolean =>
    earliestOf(coded) > reach && closing(coded, view.clock, view.policy) === undefined;
  if (inForce.codings.some(shields)) return point;
  let shield: number = END;
  const visit = (coded: Coded): boolean => {
    const is = takesStance(coded, view.policy) && shields(coded);
    if (is) shield = opening(coded, view.clock);
    return is;
  };
  forward(shelfOf(view).shelf, point, false, view.position, visit, GOALS[view.policy]);
  return shield;
};

/** The next point at which something is taken back and older words can be in force again. */
const nextClosing = (past: Past): number | undefined => {
  const { view, point } = past;
  const closings = view.holding.large?.closings[view.clock];
  const taken = closings === undefined ? undefined : firstAfter(closings, point, view.position);
  const closed = taken === undefined ? undefined : closing(taken.value, view.clock, 'all');
  return closed !== undefined && closed < shieldOf(past) ? closed : undefined;
};

/**
 * Past what an event can have moved: sets right whether the next point begins a run, unless it is reckoned anyway, and
 * gives the next point that can be moved after all.
 */
const passed = (past: Past, changed: number[]): number | undefined => {
  const { view, line, point, dirty } = past;
  const next = firstAfter(line.points, point, view.position);
  if (next === undefined) return undefined;
  const was = unpacked(next.value);
  const begins = was.stance !== stanceBefore(line, next.key, view.position);
  const isReckonedAnyway = dirty !== undefined && dirty <= next.key;
  if (!isReckonedAnyway && retold(line, next.key, { ...was, begins }, view.position)) changed.push(next.key);
  return nextClosing(past);
};

/** The line of a large holding from its first item on. */
export const buildLine = (holding: Holding, policy: EvidencePolicy, clock: Clock): Line => {
  const line: Line = { policy, clock, points: emptyShelf<number>(undefined, MEASURE) };
  let [removed, added]: [Coded[], Coded[]] = [[], []];
  let position = 0;
  const flush = (): void => {
    if (removed.length + added.length > 0) moveLine(holding, line, { removed, added }, position);
    [removed, added] = [[], []];
  };
  for (const entry of journalOf(holding.byDay)) {
    if (entry.position !== position) flush();
    position = entry.position;
    (entry.stands ? added : removed).push(entry.value);
  }
  flush();
  return line;
};

/** A line of its own with the same points. */
export const copiedLine = (line: Line): Line => ({ ...line, points: copiedShelf(line.points) });
