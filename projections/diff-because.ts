import { parseAsOf, SaidDate, StatementEvent } from '../events/index.js';
import { Coded, codedAt, lastInText, withdrawalOf } from './coded.js';
import { isSide } from './contests.js';
import type { EvidenceShown } from './evidence.js';
import { everCounts, Holding, standsAt, View } from './holding.js';
import { indexOf } from './indexed.js';
import { sidesOf } from './issue-index.js';
import { opening, orderOf, pointBy } from './points.js';
import type { Position } from './position.js';
import { Question, runInForce, viewOf } from './question.js';
import type { Base } from './readings.js';
import type { Run } from './run.js';
import { allAt } from './shelf-walks.js';
import { journalOf } from './shelf-copies.js';
import { LISTED } from './stances.js';

/** An event between two recorded times that made a difference, or of a statement that the difference shows. */
export type Because = Readonly<{
  position: number;
  time: string;
  event: StatementEvent['type'] | 'MembershipRecorded' | 'MembershipCorrected';
  statement?: string;
  actor?: string;
  reason?: string;
}>;

/** A difference whose reason is asked for: on which proposition, who contests there, and the words it shows. */
export type Unexplained = Readonly<{
  proposition: string;
  opponent: string | undefined;
  shown: readonly EvidenceShown[];
}>;

type Span = Readonly<{ after: number; until: number }>;

const isWithin = ({ after, until }: Span, position: number): boolean => position > after && position <= until;

const reasonOf = (reason: string | undefined): Readonly<{ reason?: string }> =>
  reason === undefined ? {} : { reason };

const ofStatement = ({ statements }: Base, statement: string, span: Span): readonly Because[] =>
  (statements.rows.get(statement)?.versions ?? [])
    .filter(({ position }) => isWithin(span, position))
    .map(({ position, time, eventType, reason }) => {
      return { position, time, event: eventType, statement, ...reasonOf(reason) };
    });

const ofPost = ({ actors, log }: Base, actor: string, position: number): Because => {
  const versions = Object.values(actors.get(actor)?.memberships ?? {}).flat();
  const reason = versions.find((version) => version.position === position)?.reason;
  const event = reason === undefined ? 'MembershipRecorded' : 'MembershipCorrected';
  return { position, time: log.times[position - 1] ?? '', event, actor, ...reasonOf(reason) };
};

/** The posts of an actor in a body that were recorded or corrected, into it or out of it. */
const ofKin = (readings: Base, actor: string, body: string, span: Span): readonly Because[] =>
  Object.values(readings.actors.get(actor)?.memberships ?? {})
    .filter((versions) => versions.some(({ value }) => value.body === body))
    .flatMap((versions) => versions.filter(({ position }) => isWithin(span, position)))
    .map(({ position }) => ofPost(readings, actor, position));

/** What an actor holds on a proposition at two recorded times, by one said date. */
type Held = Readonly<{
  readings: Base;
  issue: string;
  holding: Holding;
  view: View;
  point: number;
  span: Span;
  runs: readonly [Run | undefined, Run | undefined];
}>;

/** A statement by the words of it that count before and after. */
type Moved = Readonly<{ statement: string; before: Coded | undefined; after: Coded | undefined }>;

const byStatement = (codings: readonly Coded[]): ReadonlyMap<string, readonly Coded[]> => {
  const found = new Map<string, Coded[]>();
  for (const coded of codings) {
    const known = found.get(coded.statement);
    if (known === undefined) found.set(coded.statement, [coded]);
    else known.push(coded);
  }
  return found;
};

/** Of the codings of one statement the one by which it counts at the point, if it does. */
const tellingOf = ({ view, point }: Held, codings: readonly Coded[] = []): Coded | undefined => {
  const counting = codings.filter((coded) => everCounts(view, coded) && opening(coded, view.clock) <= point);
  return counting.length === 0 ? undefined : lastInText(counting);
};

const takenBack = ({ view, point }: Held, coded: Coded): SaidDate | undefined =>
  standsAt(view, coded, point) ? undefined : withdrawalOf(coded, view.policy);

const boundsOf = (said: SaidDate | undefined): readonly (string | undefined)[] => [
  said?.earliest,
  said?.latest,
  said?.lastDay,
  said?.precision,
];

/** All of a statement that a stance, a run or a contest rests on: where it stays, the statement moved nothing. */
const weightOf = (held: Held, coded: Coded | undefined): string =>
  coded === undefined
    ? ''
    : JSON.stringify([
        coded.stance,
        coded.coding.condition,
        boundsOf(coded.said),
        boundsOf(takenBack(held, coded)),
        sidesOf(coded).includes(held.holding.actor),
      ]);

/** The statements that count otherwise at the later of the two times than at the earlier, in the order of saying. */
const movedIn = (held: Held): readonly Moved[] => {
  const { holding, span, view } = held;
  const [before, after] = [allAt(holding.byDay, span.after), allAt(holding.byDay, span.until)];
  const [had, has] = [new Set(before), new Set(after)];
  const touched = [...before.filter((coded) => !has.has(coded)), ...after.filter((coded) => !had.has(coded))];
  const [then, now] = [byStatement(before), byStatement(after)];
  const order = orderOf(view.clock);
  return [...byStatement(touched).keys()]
    .map((statement): Moved => {
      const [was, is] = [tellingOf(held, then.get(statement)), tellingOf(held, now.get(statement))];
      return { statement, before: was, after: is };
    })
    .filter((moved) => weightOf(held, moved.before) !== weightOf(held, moved.after))
    .sort((a, b) => order((a.after ?? a.before) as Coded, (b.after ?? b.before) as Coded));
};

/** The statements by whose words a run is told. */
const tellersOf = (run: Run | undefined): readonly string[] =>
  run === undefined ? [] : [run.first, run.last, ...run.inForce.slice(-LISTED)].map(({ statement }) => statement);

/** Whether words stood against a run or were taken back, where a run of either time can have begun by that. */
const isTurn = (held: Held, run: Run | undefined, coded: Coded | undefined): boolean => {
  if (coded === undefined) return false;
  const closed = takenBack(held, coded);
  const since = held.runs.map((one) => one?.since ?? '9999-12-31').sort()[0] ?? '';
  const isSince = coded.said.lastDay >= since || (closed !== undefined && closed.lastDay >= since);
  return isSince && (closed !== undefined || coded.stance !== run?.stance);
};

/** Of the statements that moved, those by which the runs are told and the last that turned them; else the last of all. */
const toName = (held: Held): readonly string[] => {
  const [from, to] = held.runs;
  const moved = movedIn(held);
  const tellers = new Set([...tellersOf(from), ...tellersOf(to)]);
  const told = moved.filter(({ statement }) => tellers.has(statement));
  const turns = moved
    .filter(({ statement }) => !tellers.has(statement))
    .filter(({ before, after }) => isTurn(held, from, before) || isTurn(held, to, after));
  const found = told.length + turns.length > 0 ? [...told, ...turns.slice(-LISTED)] : moved.slice(-LISTED);
  return found.map(({ statement }) => statement);
};

const eventAt = (readings: Base, statement: string, position: number): Because => {
  const [own] = ofStatement(readings, statement, { after: position - 1, until: position });
  if (own !== undefined) return own;
  const { positions, actors } = readings.log.posts;
  return ofPost(readings, actors[positions.indexOf(position)] ?? '', position);
};

/** What of a statement counts for an actor, as known at a position. */
const weightAt = (held: Held, statement: string, position: number): string => {
  const { readings, issue, holding } = held;
  const codings = codedAt(readings, statement, issue, position).filter(
    ({ coding, holders }) =>
      coding.proposition === holding.proposition && holders.some(({ actor }) => actor === holding.actor),
  );
  return weightOf(held, tellingOf(held, codings));
};

/** The events at which some statements came to count otherwise than they did. */
const movesOf = (held: Held, statements: readonly string[]): readonly Because[] => {
  if (statements.length === 0) return [];
  const entries = journalOf(held.holding.byDay).filter(({ position }) => isWithin(held.span, position));
  return statements.flatMap((statement) => {
    const its = entries.filter(({ value }) => value.statement === statement);
    let weight = weightAt(held, statement, held.span.after);
    return [...new Set(its.map(({ position }) => position))].flatMap((position) => {
      const before = weight;
      weight = weightAt(held, statement, position);
      return weight === before ? [] : [eventAt(held.readings, statement, position)];
    });
  });
};

const questionOf = (readings: Base, { asOf, knownAt, evidence }: Position): Question => {
  const said = parseAsOf(asOf);
  const { position } = knownAt;
  return { readings, moment: said === undefined ? { position } : { asOf: said, position }, policy: evidence };
};

/** What an actor holds on the proposition; nothing where it never held anything. */
const heldBy = (readings: Base, from: Position, to: Position, actor: string, proposition: string): Held | undefined => {
  const issue = to.issue.id;
  const holding = indexOf(readings, issue).holdings.get(proposition)?.get(actor);
  if (holding === undefined) return undefined;
  const [one, other] = [questionOf(readings, from), questionOf(readings, to)];
  return {
    readings,
    issue,
    holding,
    view: viewOf(other, holding),
    point: pointBy(other.moment.asOf),
    span: { after: one.moment.position, until: other.moment.position },
    runs: [runInForce(one, actor, issue, proposition), runInForce(other, actor, issue, proposition)],
  };
};

/** Whether an actor’s part in a contest is another: its stance, or whether it is a side. */
const isOther = ({ holding: { actor }, runs: [from, to] }: Held): boolean => {
  const isNow = to !== undefined && isSide({ actor, held: to });
  return from?.stance !== to?.stance || (from !== undefined && isSide({ actor, held: from })) !== isNow;
};

/** What made a difference: of a contest, of those whose part in it is another, and the posts by which the two are kin. */
const causesOf = (readings: Base, from: Position, to: Position, { proposition, opponent }: Unexplained) => {
  const own = to.actor.id;
  const actors = opponent === undefined ? [own] : [own, opponent];
  const held = actors.flatMap((actor) => heldBy(readings, from, to, actor, proposition) ?? []);
  const others = opponent === undefined ? [] : held.filter(isOther);
  const moves = (others.length > 0 ? others : held).flatMap((one) => movesOf(one, toName(one)));
  if (opponent === undefined) return moves;
  const span = { after: from.knownAt.position, until: to.knownAt.position };
  return [...moves, ...ofKin(readings, own, opponent, span), ...ofKin(readings, opponent, own, span)];
};

/**
 * Why two answers about one actor differ: the events between their recorded times of the statements shown, and those by
 * which statements came to count otherwise. In log order; none where the two recorded times are the same.
 */
export const becauseOf = (
  readings: Base,
  from: Position,
  to: Position,
  unexplained: Unexplained,
): readonly Because[] => {
  const span = { after: from.knownAt.position, until: to.knownAt.position };
  if (span.after === span.until) return [];
  const shown = new Set(unexplained.shown.map(({ statement }) => statement));
  const found = [
    ...[...shown].flatMap((statement) => ofStatement(readings, statement, span)),
    ...causesOf(readings, from, to, unexplained),
  ];
  return [...new Map(found.map((one) => [one.position, one])).values()].sort((a, b) => a.position - b.position);
};

const SAYS: Readonly<Record<Because['event'], string>> = {
  StatementRecorded: 'was learned of',
  StatementCoded: 'was coded further',
  CodingRevised: 'was read anew',
  StatementCorroborated: 'was found in another source',
  ReportCorrected: 'had the account of a source corrected',
  StatementCorrected: 'was corrected',
  StatementVoided: 'was voided',
  StatementWithdrawn: 'was learned to have been taken back',
  WithdrawalVoided: 'was learned not to have been taken back',
  MembershipRecorded: 'was learned to hold a post',
  MembershipCorrected: 'had a post corrected',
};

/** In words, what was recorded between. */
export const whyBecause = (because: readonly Because[]): string =>
  `Between the two recorded times ${because
    .map(({ event, statement, actor, time }) => `${statement ?? actor} ${SAYS[event]} (${time.slice(0, 10)})`)
    .join(', ')}.`;
