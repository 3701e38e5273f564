import type { EvidencePolicy } from './account.js';
import { Accepts, FACTS, Sights } from './cells.js';
import { Coded, isReadingOf, ofEachStatement, takesStance, wasTakenBack } from './coded.js';
import { buildLine, copiedLine, Line, moveLine } from './line.js';
import { APART, DAY } from './moment.js';
import { Clock, closing, END, instantOf, neverCounted, opening, orderAtPoint, orderOf } from './points.js';
import { allAt, For } from './shelf-walks.js';
import { copiedShelf, journalOf } from './shelf-copies.js';
import { close, emptyShelf, Measure, put, Shelf } from './shelf.js';

/** Codings taken back, by the point at which they were. */
export type Closings = Readonly<Record<Clock, Shelf<Coded>>>;

/**
 * What one actor has stated on one proposition: every coding it ever held, in the order of saying, with the log
 * positions from which and until which the record had it so. A large one also keeps the order of instants, what was taken
 * back, and lines: the stance at each point, ready to be looked up.
 */
export type Holding = {
  readonly actor: string;
  readonly proposition: string;
  readonly byDay: Shelf<Coded>;
  large?: Readonly<{ byInstant: Shelf<Coded>; closings: Closings; lines: Map<string, Line> }>;
};

/** A holding is large from this many items on: what is less is sooner read through. */
export const LARGE_FROM = { items: 48 };

/** Of what takes a stance: marked is what counts under `press`, and weighty what counts under `own`. */
const COUNTED: Measure<Coded> = {
  isMarked: (coded) => takesStance(coded, 'press'),
  weight: (coded) => (takesStance(coded, 'own') ? 1 : 0),
};

/** What a walk for the codings that count under a policy is for. */
export const GOALS: Readonly<Record<EvidencePolicy, For>> = { own: 'weighty', press: 'marked', all: 'any' };

export const emptyHolding = (actor: string, proposition: string): Holding => ({
  actor,
  proposition,
  byDay: emptyShelf(orderAtPoint, COUNTED, FACTS),
});

/** What an event made of a holding: the codings it no longer has, and those it has now. */
export type Moved = Readonly<{ removed: readonly Coded[]; added: readonly Coded[] }>;

const CLOCKS: readonly Clock[] = ['day', 'instant'];

const closingPoint = (coded: Coded, clock: Clock): number => closing(coded, clock, 'all') ?? END;

const move = (shelf: Shelf<Coded>, moved: Moved, key: (coded: Coded) => number, position: number): void => {
  for (const gone of moved.removed) {
    close(shelf, key(gone), gone, isReadingOf(gone), position);
  }
  for (const coded of moved.added) put(shelf, key(coded), coded, position);
};

const moveLarge = (large: NonNullable<Holding['large']>, moved: Moved, position: number): void => {
  move(large.byInstant, moved, instantOf, position);
  const taken: Moved = { removed: moved.removed.filter(wasTakenBack), added: moved.added.filter(wasTakenBack) };
  for (const clock of CLOCKS) move(large.closings[clock], taken, (coded) => closingPoint(coded, clock), position);
};

const enlarge = (holding: Holding): void => {
  const large = {
    byInstant: emptyShelf(orderAtPoint, COUNTED, FACTS),
    closings: { day: emptyShelf(orderAtPoint), instant: emptyShelf(orderAtPoint) },
    lines: new Map<string, Line>(),
  };
  for (const { position, value, stands } of journalOf(holding.byDay)) {
    moveLarge(large, stands ? { removed: [], added: [value] } : { removed: [value], added: [] }, position);
  }
  holding.large = large;
};

/**
 * Brings a holding to a log position, at which these codings went and came. What comes back are the days on which its
 * line of days under `press` moved, where it has one.
 */
export const moveHolding = (holding: Holding, moved: Moved, position: number): readonly number[] | undefined => {
  move(holding.byDay, moved, (coded) => coded.day, position);
  if (holding.large === undefined) {
    if (holding.byDay.size >= LARGE_FROM.items) enlarge(holding);
    return undefined;
  }
  moveLarge(holding.large, moved, position);
  let days: readonly number[] | undefined;
  for (const [key, line] of holding.large.lines) {
    const points = moveLine(holding, line, moved, position);
    if (key === LINES.press.day) days = points;
  }
  return days;
};

/** What the line under a policy and a clock is kept by. */
const LINES: Readonly<Record<EvidencePolicy, Readonly<Record<Clock, string>>>> = {
  own: { day: 'own day', instant: 'own instant' },
  press: { day: 'press day', instant: 'press instant' },
  all: { day: 'all day', instant: 'all instant' },
};

/** The line of a holding under a policy and a clock, where one was made. */
export const knownLine = ({ large }: Holding, policy: EvidencePolicy, clock: Clock): Line | undefined =>
  large === undefined || large.lines.size === 0 ? undefined : large.lines.get(LINES[policy][clock]);

/** The line of a large holding under a policy and a clock, made when it is first asked for. */
export const lineOf = (holding: Holding, policy: EvidencePolicy, clock: Clock): Line => {
  const known = knownLine(holding, policy, clock);
  if (known !== undefined) return known;
  const made = buildLine(holding, policy, clock);
  holding.large?.lines.set(LINES[policy][clock], made);
  return made;
};

/** A holding of its own with the same items. */
export const copiedHolding = ({ actor, proposition, byDay, large }: Holding): Holding => ({
  actor,
  proposition,
  byDay: copiedShelf(byDay),
  ...(large === undefined
    ? {}
    : {
        large: {
          byInstant: copiedShelf(large.byInstant),
          closings: { day: copiedShelf(large.closings.day), instant: copiedShelf(large.closings.instant) },
          lines: new Map([...large.lines].map(([key, line]) => [key, copiedLine(line)])),
        },
      }),
});

/** The part of a holding that is looked at: whose evidence counts, by which clock, as known at which position. */
export type View = Readonly<{
  holding: Holding;
  policy: EvidencePolicy;
  clock: Clock;
  position: number;
  /** A statement that is looked at as if nobody had taken it back. */
  untaken?: string;
}>;

/** The items of a holding in the order of a clock. A small one is in that of days. */
export const shelfOf = ({ holding, clock }: View): Readonly<{ shelf: Shelf<Coded>; clock: Clock }> =>
  clock === 'instant' && holding.large !== undefined
    ? { shelf: holding.large.byInstant, clock }
    : { shelf: holding.byDay, clock: 'day' };

/**
 * The codings that take a stance, count and came by a point, the one chosen of each statement, from a bound down. In a small
 * holding under instants the order is that of days, and all are walked.
 */
export const sightsBack = (view: View, bound: number, point: number, accepts?: Accepts): Sights => {
  const { shelf, clock: order } = shelfOf(view);
  const { clock, policy, position } = view;
  return new Sights({ shelf, order, clock, policy, position, goal: GOALS[policy] }, bound, point, accepts);
};

/** A bound in the order of days that nothing said by a point is past. */
export const dayBoundOf = ({ clock }: View, point: number): number =>
  clock === 'day' ? point : Math.floor(point / 2 / DAY) + APART;

/** A bound from which everything that came by a point is walked. */
export const boundOf = (view: View, point: number): number =>
  shelfOf(view).clock === view.clock ? point : dayBoundOf(view, point);

/** Whether a coding stands at a point: it came to count and was not taken back. */
export const standsAt = ({ clock, policy, untaken }: View, coded: Coded, point: number): boolean => {
  if (opening(coded, clock) > point) return false;
  if (untaken !== undefined && untaken === coded.statement) return true;
  const closed = closing(coded, clock, policy);
  return closed === undefined || closed > point;
};

/** Codings in the order of a clock; those of one statement in the order in which they were coded. */
export const inOrder = (codings: readonly Coded[], clock: Clock): readonly Coded[] => [...codings].sort(orderOf(clock));

/** Codings in the order of days in that of a clock: mostly the same. */
export const inOrderOf = (codings: readonly Coded[], clock: Clock): readonly Coded[] => {
  if (clock === 'day') return codings;
  const order = orderOf(clock);
  return codings.every((coded, at) => at === 0 || order(codings[at - 1] as Coded, coded) <= 0)
    ? codings
    : inOrder(codings, clock);
};

/**
 * The codings of a small holding that come to count by a point, of each statement the one chosen, in the order of the
 * clock.
 */
export const codingsBy = (view: View, point: number): readonly Coded[] => {
  const found: Coded[] = [];
  const { take, end } = ofEachStatement((chosen) => {
    found.push(chosen);
    return false;
  });
  for (const coded of allAt(view.holding.byDay, view.position)) {
    if (everCounts(view, coded) && opening(coded, view.clock) <= point) take(coded);
  }
  end();
  return inOrderOf(found, view.clock);
};

/** Whether a coding opens a stance at some point or other. */
export const everCounts = (view: View, coded: Coded): boolean =>
  takesStance(coded, view.policy) &&
  ((view.untaken !== undefined && view.untaken === coded.statement) || !neverCounted(coded, view.clock, view.policy));
