import { Coded, saidOfCoded, statementOf, lastInText, takesStance, withdrawalOf } from './coded.js';
import { boundOf, codingsBy, everCounts, inForceAt, inOrder, lineOf, standsAt, View, walkBack } from './holding.js';
import { closedAt, Line, openedAt, unpacked } from './line.js';
import { closing, END, opening, pastKeys } from './points.js';
import { forward, lastAt, weightBetween } from './shelf-walks.js';
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
  /** The last that stands, whether or not it is in force. */
  lastStanding: Coded;
}>;

const saysSo = (stance: StanceInForce, coded: Coded): boolean => stance === 'mixed' || coded.stance === stance;

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

/** The day that a run began, and whether anything but withdrawals began it. */
const beginningOf = (
  view: View,
  begins: string,
  atBeginning: readonly Coded[],
): Readonly<{ since: string; byWithdrawal: boolean }> => {
  const isStated = atBeginning.some((coded) => opening(coded, view.clock) === begins);
  if (view.clock === 'day' && isStated) return { since: begins, byWithdrawal: false };
  const opened = openedAt(view, begins);
  const since = view.clock === 'day' ? begins : lastDayOf(opened, closedAt(view, begins));
  return { since, byWithdrawal: opened.length === 0 };
};

/** The run in force at a point, looked up on a line. */
const lookedUp = (view: View, line: Line, point: string): Run | undefined => {
  const now = lastAt(line.points, point, true, view.position);
  const stance = now === undefined ? undefined : unpacked(now.value).stance;
  if (now === undefined || stance === undefined) return undefined;
  const begins = unpacked(now.value).begins
    ? now.key
    : (lastAt(line.points, point, true, view.position, true)?.key ?? now.key);
  const { codings: inForce, last: lastStanding } = inForceAt(view, point);
  const atBeginning = begins === now.key ? inForce : inForceAt(view, begins).codings;
  const earlier = earlierOf(view, [...atBeginning, ...inForce], begins, point);
  const said = weightBetween(line.points, begins, point, view.position);
  const isLast =
    lastStanding !== undefined && saysSo(stance, lastStanding) && opening(lastStanding, view.clock) >= begins;
  const last = some(isLast ? lastStanding : (lastFrom(view, stance, begins, point) ?? earlier.at(-1)));
  return {
    stance,
    ...beginningOf(view, begins, atBeginning),
    timesStated: said - takenBackIn(view, stance, begins, point) + earlier.length,
    first: some(earlier[0] ?? firstFrom(view, stance, begins, point)),
    last,
    lastStated: saidOfCoded(last).lastDay,
    inForce,
    lastStanding: some(lastStanding),
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

/** What is known of a run while a small holding is read through: where it begins, and what was in force there. */
type Reading = {
  stance: StanceInForce | undefined;
  begins: string;
  atBeginning: readonly Coded[];
  inForce: readonly Coded[];
};

/** What comes to count at one point of codings in order: from an index up to one that is not in it. */
const groupEnd = (view: View, codings: readonly Coded[], start: number): number => {
  const point = opening(codings[start] as Coded, view.clock);
  let end = start + 1;
  while (end < codings.length && opening(codings[end] as Coded, view.clock) === point) end += 1;
  return end;
};

/** Reads codings through of which none was taken back: what is in force only ever gives way to what comes. */
const readOnly = (view: View, codings: readonly Coded[]): Reading => {
  const reading: Reading = { stance: undefined, begins: '', atBeginning: [], inForce: [] };
  for (let start = 0; start < codings.length;) {
    const end = groupEnd(view, codings, start);
    reading.inForce = together([...reading.inForce, ...codings.slice(start, end)]);
    const stance = stanceIn(reading.inForce);
    if (stance !== reading.stance) {
      reading.stance = stance;
      reading.begins = opening(codings[start] as Coded, view.clock);
      reading.atBeginning = reading.inForce;
    }
    start = end;
  }
  return reading;
};

/** Reads codings through of which some were taken back by a point. */
const readWithClosings = (view: View, codings: readonly Coded[], point: string): Reading => {
  const last = stretchesOf(view, codings, point).at(-1);
  return {
    stance: last?.stance,
    begins: last?.begins.point ?? '',
    atBeginning: last?.atBeginning ?? [],
    inForce: last?.inForce ?? [],
  };
};

/** The run in force at a point, of few codings: all of them are read through. */
const readThrough = (view: View, point: string): Run | undefined => {
  const codings = codingsBy(view, point);
  const isWhole = codings.every((coded) => standsAt(view, coded, point));
  const { stance, begins, atBeginning, inForce } = isWhole
    ? readOnly(view, codings)
    : readWithClosings(view, codings, point);
  if (stance === undefined) return undefined;
  const standing = isWhole ? codings : codings.filter((coded) => standsAt(view, coded, point));
  const stated = standing.filter(
    (coded) =>
      (opening(coded, view.clock) >= begins && saysSo(stance, coded)) ||
      atBeginning.includes(coded) ||
      inForce.includes(coded),
  );
  const opened = codings.filter((coded) => opening(coded, view.clock) === begins);
  const closed = isWhole ? [] : codings.filter((coded) => closing(coded, view.clock, view.policy) === begins);
  const last = some(stated.at(-1));
  return {
    stance,
    since: lastDayOf(opened, closed),
    byWithdrawal: opened.length === 0,
    timesStated: stated.length,
    first: some(stated[0]),
    last,
    lastStated: saidOfCoded(last).lastDay,
    inForce: inOrder(inForce, view.clock),
    lastStanding: some(standing.at(-1)),
  };
};

/** The run in force at a point; nothing where no stance is. */
export const runAt = (view: View, point: string): Run | undefined => {
  const line = lineOf(view.holding, view.policy, view.clock);
  return line === undefined ? readThrough(view, point) : lookedUp(view, line, point);
};

/** The stance in force at a point, without what a run tells of it. */
export const stanceAt = (view: View, point: string): StanceInForce | undefined => {
  const line = lineOf(view.holding, view.policy, view.clock);
  if (line === undefined) return stanceIn(inForceAt(view, point).codings);
  const now = lastAt(line.points, point, true, view.position);
  return now === undefined ? undefined : unpacked(now.value).stance;
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
