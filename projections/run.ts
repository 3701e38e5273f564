import { Coded, saidOfCoded, statementOf, lastInText, takesStance, withdrawalOf } from './coded.js';
import { boundOf, everCounts, inForceAt, inOrder, lineOf, standsAt, View, walkBack } from './holding.js';
import { closedAt, Line, openedAt, unpacked } from './line.js';
import { closing, END, opening, pastKeys } from './points.js';
import { forward, lastAt, weightUpTo } from './shelf-walks.js';
import { conditionIn, StanceInForce, stanceIn } from './stance-in-force.js';

/** An unbroken run of one stance on one proposition, at its end. `since` is the day that opened it, where it was said. */
export type Run = Readonly<{
  stance: StanceInForce;
  since: string;
  /** Whether nothing but withdrawals opened it. */
  byWithdrawal: boolean;
  /** The statements that say so: how many, the first, the last, and the last day of that. */
  timesStated: number;
  first: Coded;
  last: Coded;
  lastStated: string;
  /** The codings in force together, in the order of saying. */
  inForce: readonly Coded[];
}>;

const saysSo = (stance: StanceInForce, { coding }: Coded): boolean => stance === 'mixed' || coding.stance === stance;

/** Words there have to be: a stance is in force by some. */
const some = (coded: Coded | undefined): Coded => {
  if (coded === undefined) throw new Error('A stance is in force on no words: the index is wrong.');
  return coded;
};

/** The codings of some that opened before a point and stand at another, each once, in order. */
const earlierOf = (view: View, codings: readonly Coded[], begins: string, point: string): readonly Coded[] =>
  inOrder(
    [...new Set(codings)].filter((coded) => opening(coded, view.clock) < begins && standsAt(view, coded, point)),
    view.clock,
  );

/** How many that opened in a run and said so were taken back in it. */
const takenBackIn = (view: View, stance: StanceInForce, begins: string, point: string): number => {
  const shelf = view.holding.large?.closings[view.clock];
  if (shelf === undefined || shelf.size === 0) return 0;
  const byStatement = new Map<string, Coded[]>();
  forward(shelf, pastKeys(begins), false, view.position, (coded) => {
    const closed = closing(coded, view.clock, 'all');
    if (closed === undefined || closed > point) return true;
    const isIn = withdrawalOf(coded, view.policy) !== undefined && opening(coded, view.clock) >= begins;
    if (!isIn || !everCounts(view, coded)) return false;
    byStatement.set(statementOf(coded), [...(byStatement.get(statementOf(coded)) ?? []), coded]);
    return false;
  });
  return [...byStatement.values()].map(lastInText).filter((coded) => saysSo(stance, coded)).length;
};

/** The first that opened at or after a point, says so and stands at another. */
const firstFrom = (view: View, stance: StanceInForce, begins: string, point: string): Coded | undefined => {
  const { holding, clock, position } = view;
  const shelf = clock === 'instant' ? (holding.large?.byInstant ?? holding.byDay) : holding.byDay;
  let same: Coded[] = [];
  let found: Coded | undefined;
  const settle = (): boolean => {
    const [one] = same;
    if (one === undefined) return false;
    const chosen = lastInText(same);
    same = [];
    if (!saysSo(stance, chosen) || !standsAt(view, chosen, point)) return false;
    found = chosen;
    return true;
  };
  const isOver = forward(shelf, begins, true, position, (coded) => {
    if (opening(coded, clock) > point) return true;
    if (!takesStance(coded, view.policy)) return false;
    const [one] = same;
    if (one !== undefined && statementOf(one) !== statementOf(coded) && settle()) return true;
    same.push(coded);
    return false;
  });
  if (found === undefined || !isOver) settle();
  return found;
};

const lastFrom = (view: View, stance: StanceInForce, begins: string, point: string): Coded | undefined => {
  let found: Coded | undefined;
  walkBack(view, boundOf(view, point), point, undefined, (coded) => {
    if (opening(coded, view.clock) < begins) return true;
    if (!saysSo(stance, coded) || !standsAt(view, coded, point)) return false;
    found = coded;
    return true;
  });
  return found;
};

/** The last calendar day among what was opened and taken back. */
const lastDayOf = (opened: readonly Coded[], closed: readonly Coded[]): string =>
  [
    ...opened.map((coded) => saidOfCoded(coded).lastDay),
    ...closed.map((coded) => coded.version.state.withdrawal?.said.lastDay ?? ''),
  ].reduce((latest, day) => (day > latest ? day : latest), '');

/** The run in force at a point, looked up on a line. */
const lookedUp = (view: View, line: Line, point: string): Run | undefined => {
  const now = lastAt(line.points, point, true, view.position);
  const begin = lastAt(line.points, point, true, view.position, true);
  const stance = now === undefined ? undefined : unpacked(now.value).stance;
  if (stance === undefined || begin === undefined) return undefined;
  const begins = begin.key;
  const inForce = inForceAt(view, point).codings;
  const earlier = earlierOf(view, [...inForceAt(view, begins).codings, ...inForce], begins, point);
  const said =
    weightUpTo(line.points, point, true, view.position) - weightUpTo(line.points, begins, false, view.position);
  const opened = openedAt(view, begins);
  const last = some(lastFrom(view, stance, begins, point) ?? earlier.at(-1));
  return {
    stance,
    since: view.clock === 'day' ? begins : lastDayOf(opened, closedAt(view, begins)),
    byWithdrawal: opened.length === 0,
    timesStated: said - takenBackIn(view, stance, begins, point) + earlier.length,
    first: some(earlier[0] ?? firstFrom(view, stance, begins, point)),
    last,
    lastStated: saidOfCoded(last).lastDay,
    inForce,
  };
};

/** What happens at one point: what opens, and what is taken back. */
type Group = { point: string; opened: Coded[]; closed: Coded[] };

const groupsOf = (view: View, codings: readonly Coded[], point: string): readonly Group[] => {
  const groups = new Map<string, Group>();
  const at = (key: string): Group => {
    const group = groups.get(key) ?? { point: key, opened: [], closed: [] };
    groups.set(key, group);
    return group;
  };
  for (const coded of codings) {
    at(opening(coded, view.clock)).opened.push(coded);
    const closed = closing(coded, view.clock, view.policy);
    if (closed !== undefined && closed <= point) at(closed).closed.push(coded);
  }
  return [...groups.values()].sort((a, b) => (a.point < b.point ? -1 : 1));
};

/** Codings whose last bound is not before the greatest first bound. */
const together = (codings: readonly Coded[]): readonly Coded[] => {
  let greatest = '';
  for (const coded of codings) if (saidOfCoded(coded).earliest > greatest) greatest = saidOfCoded(coded).earliest;
  return codings.filter((coded) => saidOfCoded(coded).latest >= greatest);
};

/** What is in force from one point on, and the run it is in. */
type Stretch = Readonly<{
  point: string;
  stance: StanceInForce | undefined;
  inForce: readonly Coded[];
  begins: Group;
  atBeginning: readonly Coded[];
}>;

/** The stretches that some codings make up to a point, in order: one for each point at which anything happens. */
const stretchesOf = (view: View, codings: readonly Coded[], point: string): readonly Stretch[] => {
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

/** The codings that come to count by a point, in the order of the clock. */
const codingsBy = (view: View, point: string): readonly Coded[] => {
  const found: Coded[] = [];
  walkBack(view, boundOf(view, point), point, undefined, (coded) => {
    if (everCounts(view, coded)) found.push(coded);
    return false;
  });
  return inOrder(found, view.clock);
};

/** The run in force at a point, of few codings: all of them are read through. */
const readThrough = (view: View, point: string): Run | undefined => {
  const codings = codingsBy(view, point);
  const last = stretchesOf(view, codings, point).at(-1);
  if (last?.stance === undefined) return undefined;
  const { stance, inForce, begins, atBeginning } = last;
  const stated = codings.filter(
    (coded) =>
      standsAt(view, coded, point) &&
      ((opening(coded, view.clock) >= begins.point && saysSo(stance, coded)) ||
        atBeginning.includes(coded) ||
        inForce.includes(coded)),
  );
  const latest = some(stated.at(-1));
  return {
    stance,
    since: lastDayOf(begins.opened, begins.closed),
    byWithdrawal: begins.opened.length === 0,
    timesStated: stated.length,
    first: some(stated[0]),
    last: latest,
    lastStated: saidOfCoded(latest).lastDay,
    inForce: inOrder(inForce, view.clock),
  };
};

/** The run in force at a point; nothing where no stance is. */
export const runAt = (view: View, point: string): Run | undefined => {
  const line = lineOf(view.holding, view.policy, view.clock);
  return line === undefined ? readThrough(view, point) : lookedUp(view, line, point);
};

/** A stance from a point on, as text: which, whether a run begins there, and its condition. */
type Told = Readonly<{ point: string; stance: string; begins: boolean; condition: string }>;

const toldThrough = (view: View): readonly Told[] =>
  stretchesOf(view, codingsBy(view, END), END).map(({ point, stance, inForce, begins }) => ({
    point,
    stance: stance ?? '',
    begins: begins.point === point,
    condition: conditionIn(inForce) ?? '',
  }));

/** What a day is told by: the stance before it and on it, whether a run begins on it, and the condition. */
const textAt = (told: readonly Told[], point: string): string => {
  const last = told.findLast((one) => one.point <= point);
  const before = told.findLast((one) => one.point < point)?.stance ?? '';
  if (last === undefined) return `${before} ${before} false `;
  return `${before} ${last.stance} ${last.begins && last.point === point} ${last.condition}`;
};

/** The points of a small holding where the stance, its condition, or the stance before was another before an event. */
export const pointsMoved = (view: View): readonly string[] => {
  const [before, after] = [toldThrough({ ...view, position: view.position - 1 }), toldThrough(view)];
  const points = [...new Set([...before, ...after].map(({ point }) => point))].sort();
  return points.filter((point) => textAt(before, point) !== textAt(after, point));
};
