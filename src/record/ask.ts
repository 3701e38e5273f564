/** Questions as people put them, in text, turned into answers. HTTP's query handlers and the command line both call these. */

import { AsOf, isDate, noDate, parseAsOf, parseKnownAt } from '../../events/index.js';
import {
  ActorRow,
  actorAt,
  actorsCalled,
  answerShown,
  Base,
  Board,
  boardOf,
  Diff,
  diffOf,
  EVIDENCE_POLICIES,
  EvidencePolicy,
  History,
  historyOf,
  isShown,
  IssueRow,
  issueAt,
  Position,
  positionOn,
  Question,
  readPosition,
  resolveKnownAt,
  timeAt,
} from '../../projections/index.js';
import { fieldsOf, pointsIn, refuseBackwards } from './backwards.js';
import { AmbiguousActor, BadQuestion, UnknownActor, UnknownIssue } from './question-refusals.js';
import { nearestActors, nearestIssues } from './nearest.js';

/** The clocks and the policy of a question, as text. */
export type Clocks = Readonly<{ asOf?: string; knownAt?: string; evidence?: string }>;

/** A question with its said date resolved. */
export type Timed = Question & { moment: { asOf: AsOf; position: number } };

const policyOf = (evidence: string | undefined): EvidencePolicy => {
  const policy = EVIDENCE_POLICIES.find((known) => known === (evidence ?? 'press'));
  if (policy === undefined)
    throw new BadQuestion('evidence', `“${evidence}” is no evidence policy: use own, press or all.`);
  return policy;
};

const knownPosition = (readings: Base, text: string | undefined, now: string, field: string): number => {
  if (text === undefined) return readPosition(readings);
  const knownAt = parseKnownAt(text);
  if (knownAt === undefined) {
    const todo = 'use a log position, a day (2025-11-25) or an instant (2025-11-25T00:00:00Z).';
    throw new BadQuestion(field, noDate(text, 'recorded time', todo));
  }
  const head = readPosition(readings);
  if ('position' in knownAt && knownAt.position > head) {
    throw new BadQuestion(
      field,
      `The log ends at position ${head}; nothing is known of position ${knownAt.position} yet.`,
    );
  }
  const isFuture = 'instant' in knownAt && (isDate(text) ? text > now.slice(0, 10) : knownAt.instant > now);
  if (isFuture) throw new BadQuestion(field, `${text} is in the future: what will be known then is not known now.`);
  return resolveKnownAt(readings.log, knownAt);
};

/** The instant that a recorded time alone stands for: `asOf` is then the same moment. */
const sameMoment = (readings: Base, knownAt: string, position: number, now: string): AsOf => {
  const parsed = parseKnownAt(knownAt);
  if (parsed !== undefined && 'instant' in parsed) {
    return isDate(knownAt) ? { date: knownAt } : { instant: parsed.instant };
  }
  return { instant: timeAt(readings.log, position) ?? now };
};

const saidDate = (text: string, field: string): AsOf => {
  const asOf = parseAsOf(text);
  if (asOf !== undefined) return asOf;
  const todo = 'use a day (2025-11-07) or an instant with an offset (2025-11-07T12:00:00+09:00).';
  throw new BadQuestion(field, noDate(text, 'said date', todo));
};

/**
 * The point on both clocks that texts mean. Neither given: now and now. Only `knownAt`: `asOf` is the same moment.
 *
 * @param now the caller's clock, ISO 8601 UTC.
 */
export const timed = (readings: Base, clocks: Clocks, now: string, fields: Fields = OWN_FIELDS): Timed => {
  const position = knownPosition(readings, clocks.knownAt, now, fields.knownAt);
  const asOf =
    clocks.asOf !== undefined
      ? saidDate(clocks.asOf, fields.asOf)
      : clocks.knownAt !== undefined
        ? sameMoment(readings, clocks.knownAt, position, now)
        : { instant: now };
  return { readings, moment: { asOf, position }, policy: policyOf(clocks.evidence) };
};

/** The names under which a question's fields were given, for what is said of them when they are wrong. */
export type Fields = Readonly<{ asOf: string; knownAt: string }>;
const OWN_FIELDS: Fields = { asOf: 'asOf', knownAt: 'knownAt' };

/**
 * The actor that an id or a name means, as known at a position.
 *
 * @param field the field of the question that gave it, for what is said of it where it means none or several.
 * @throws UnknownActor, AmbiguousActor
 */
export const actorCalled = (readings: Base, name: string, position: number, field: string): ActorRow => {
  const [found, ...others] = actorsCalled(readings.actors, name, position, (text) => isShown(readings, text));
  if (found === undefined) throw new UnknownActor(field, name, nearestActors(readings, name, position));
  if (others.length > 0) throw new AmbiguousActor(field, name, [found, ...others]);
  return actorAt(readings.actors, found, position) as ActorRow;
};

/** The issue with an id, as known at a position. */
export const issueCalled = (readings: Base, id: string, position: number): IssueRow => {
  const row = issueAt(readings.codebook, id, position);
  if (row === undefined) throw new UnknownIssue(id, nearestIssues(readings, id, position));
  return row;
};

const answerOf = (question: Timed, actor: string, issue: string, field = 'actor'): Position => {
  const { readings, moment } = question;
  const { position } = moment;
  return positionOn(question, actorCalled(readings, actor, position, field), issueCalled(readings, issue, position));
};

/** What was this actor's stated position on this issue on that date, and what was known of it at the time? */
export const askPosition = (readings: Base, actor: string, issue: string, clocks: Clocks, now: string): Position => {
  const question = timed(readings, clocks, now);
  return answerShown(readings, answerOf(question, actor, issue));
};

/** Every actor's position on every issue, in few words. */
export const askBoard = (readings: Base, clocks: Clocks, now: string): Board =>
  answerShown(readings, boardOf(timed(readings, clocks, now)));

/** A page of a list: how many to pass over and how many to give, as text; or `whole`, whatever its length. */
export type Page = Readonly<{ offset?: string; limit?: string; whole?: true }>;

const numberIn = (text: string | undefined, field: string, fallback: number, most: number): number => {
  if (text === undefined) return fallback;
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number <= most) return number;
  throw new BadQuestion(field, `“${text}” will not do: give a whole number from 0 to ${most}.`);
};

/** A page as numbers: from the first and a hundred at most where nothing is said. */
export const pageOf = (page: Page, most = 1000): Readonly<{ offset: number; limit: number }> => ({
  offset: numberIn(page.offset, 'offset', 0, 999_999_999),
  limit: page.whole === true ? Infinity : numberIn(page.limit, 'limit', 100, most),
});

/** How a position came about. */
export const askHistory = (
  readings: Base,
  actor: string,
  issue: string,
  clocks: Clocks & Page,
  now: string,
): History => {
  const question = timed(readings, clocks, now);
  const { position } = question.moment;
  const [who, what] = [actorCalled(readings, actor, position, 'actor'), issueCalled(readings, issue, position)];
  return answerShown(readings, historyOf(question, who, what, pageOf(clocks)));
};

/** The two sides of a comparison: said dates, recorded times, or the other actor. */
export type Sides = Readonly<{
  from?: string;
  to?: string;
  knownFrom?: string;
  knownTo?: string;
  asOf?: string;
  knownAt?: string;
  with?: string;
  evidence?: string;
}>;

/** What would be of both sides is of no use where each side has its own. */
const refuseThird = (sides: Sides): void => {
  for (const [both, from, to] of [
    ['asOf', 'from', 'to'],
    ['knownAt', 'knownFrom', 'knownTo'],
  ] as const) {
    if (sides[both] === undefined || sides[from] === undefined || sides[to] === undefined) continue;
    throw new BadQuestion(
      both,
      (called) => `${called(from)} and ${called(to)} give both sides: leave ${called(both)} out.`,
    );
  }
};

/**
 * What differs between two dates, two recorded times, or two actors.
 *
 * @throws BackwardsComparison where the first side lies after the second; BadQuestion where there are no two, or a third.
 */
export const askDiff = (readings: Base, actor: string, issue: string, sides: Sides, now: string): Diff => {
  const { from, to, knownFrom, knownTo, asOf, knownAt, evidence } = sides;
  const isEmpty = from === undefined && knownFrom === undefined && sides.with === undefined;
  if (isEmpty)
    throw new BadQuestion(
      'from',
      (called) =>
        `A comparison needs two sides: give ${called('from')} and ${called('to')}, ` +
        `${called('knownFrom')} and ${called('knownTo')}, or ${called('with')}.`,
    );
  const stray = (['from', 'to', 'knownFrom', 'knownTo'] as const).find((side) => sides[side] !== undefined);
  if (sides.with !== undefined && stray !== undefined) {
    throw new BadQuestion(
      stray,
      (called) =>
        `${called(stray)} does not go with ${called('with')}: two actors are compared at one asOf and knownAt.`,
    );
  }
  refuseThird(sides);
  const given = (said: string | undefined, known: string | undefined): Clocks => ({
    ...(said === undefined ? {} : { asOf: said }),
    ...(known === undefined ? {} : { knownAt: known }),
    ...(evidence === undefined ? {} : { evidence }),
  });
  const pin = knownAt ?? String(readPosition(readings));
  const earlier = given(from ?? asOf ?? (knownFrom === undefined ? undefined : now), knownFrom ?? pin);
  const later = given(to ?? asOf ?? now, knownTo ?? pin);
  const points = pointsIn(sides);
  const one = timed(readings, sides.with === undefined ? earlier : later, now, fieldsOf(points.from));
  const other = timed(readings, later, now, fieldsOf(points.to));
  refuseBackwards(one, other, points);
  const first = answerOf(one, actor, issue);
  const second = sides.with === undefined ? answerOf(other, actor, issue) : answerOf(other, sides.with, issue, 'with');
  return answerShown(readings, diffOf(first, second, readings));
};
