/** The changes of positions from a point on: a page of them, or each as it happens. */

import { answerShown, Change, CHANGE_KINDS, Readings, readPosition } from '../../projections/index.js';
import { actorCalled, issueCalled, pageOf } from './ask.js';
import { ChangeId, parseChangeId } from './change-id.js';
import { positionKnown, propositionCalled } from './look-up.js';
import type { Machine } from './machine.js';
import { nearestIds } from './nearest.js';
import { BadQuestion, suggestion } from './question-refusals.js';

type Texts = Readonly<Record<string, string>>;

/** Which changes are wanted; all that are given must hold. `body`: of a body, or of whoever spoke for it in the statement. */
export type ChangeFilter = Readonly<{
  actor?: string;
  issue?: string;
  proposition?: string;
  kinds?: readonly string[];
  body?: string;
}>;

const kindsIn = (text: string): readonly string[] => {
  const kinds = text.split(',').map((kind) => kind.trim());
  const unknown = kinds.find((kind) => !(CHANGE_KINDS as readonly string[]).includes(kind));
  if (unknown === undefined) return kinds;
  const near = nearestIds(unknown, CHANGE_KINDS);
  throw new BadQuestion(
    'kind',
    `“${unknown}” is no kind of change: use ${CHANGE_KINDS.join(', ')}.${near.length === 0 ? '' : suggestion(near, '')}`,
  );
};

const bodyCalled = (readings: Readings, name: string, head: number): string => {
  const { actorId, kind } = actorCalled(readings, name, head, 'body');
  if (kind !== 'person') return actorId;
  const why = `names ${actorId}, a person, and nobody speaks for a person`;
  throw new BadQuestion('body', (called) => `${called('body')} ${why}: give ${called('actor')} instead.`);
};

/**
 * The filter that a query's texts mean, names resolved as they are known now.
 *
 * @throws UnknownActor, AmbiguousActor, UnknownIssue, NotOnRecord, BadQuestion
 */
export const changeFilter = (readings: Readings, query: Texts): ChangeFilter => {
  const head = readPosition(readings);
  const { actor, issue, proposition, kind, body } = query;
  return {
    ...(actor === undefined ? {} : { actor: actorCalled(readings, actor, head, 'actor').actorId }),
    ...(issue === undefined ? {} : { issue: issueCalled(readings, issue, head).issueId }),
    ...(proposition === undefined ? {} : { proposition: propositionCalled(readings, proposition, issue, head) }),
    ...(kind === undefined ? {} : { kinds: kindsIn(kind) }),
    ...(body === undefined ? {} : { body: bodyCalled(readings, body, head) }),
  };
};

/** Whether a change is the body's own, or of the speaker who spoke for it in the statement. */
const isOf = (body: string, { actor, spokeFor }: Change): boolean => actor === body || spokeFor.includes(body);

/** Whether a change is wanted. What is known later never changes the answer, so a feed that resumes is the same feed. */
export const isWanted = (filter: ChangeFilter, change: Change): boolean =>
  (filter.actor === undefined || change.actor === filter.actor) &&
  (filter.issue === undefined || change.issue === filter.issue) &&
  (filter.proposition === undefined || change.proposition === filter.proposition) &&
  (filter.kinds === undefined || filter.kinds.includes(change.kind)) &&
  (filter.body === undefined || isOf(filter.body, change));

const isAfter = (change: Change, { position, index }: ChangeId): boolean =>
  change.position > position || (change.position === position && change.index > index);

/** Where in the changes the first one after an id is. */
export const firstAfter = (changes: readonly Change[], after: ChangeId): number => {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isAfter(changes[middle] as Change, after)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * The place in the changes that a text means.
 *
 * @throws BadQuestion where it is none, or lies beyond the log's head.
 */
export const placeAfter = (text: string, readings: Readings): ChangeId => {
  const after = parseChangeId(text);
  const head = readPosition(readings);
  if (after.position <= head) return after;
  throw new BadQuestion('after', `The log ends at position ${head}: there is no change ${text} yet to come after.`);
};

/** The id of the last change there is, or that of the head where it made none: what a new subscriber starts after. */
export const latestId = (readings: Readings): string => {
  const head = readPosition(readings);
  const last = readings.changes.at(-1);
  return last?.position === head ? last.id : `${head}.0`;
};

/**
 * Every wanted change strictly after a place, once each and in order, as it happens until the signal aborts. It reads no
 * further than it is asked for, so a slow reader costs nothing but its place.
 */
export const changesAfter = async function* (
  { runner, pulse }: Pick<Machine, 'runner' | 'pulse'>,
  after: ChangeId,
  filter: ChangeFilter,
  signal: AbortSignal,
): AsyncGenerator<Change, void, undefined> {
  let place = after;
  let readings = await runner.caughtUp();
  while (!signal.aborted) {
    const { changes } = readings;
    for (let at = firstAfter(changes, place); at < changes.length && !signal.aborted; at += 1) {
      const change = changes[at] as Change;
      place = change;
      if (isWanted(filter, change)) yield answerShown(readings, change);
    }
    readings = await pulse.past(readPosition(readings), signal);
  }
};

/** A page of changes. `last` is the place that the page reached: what to give as `after` for the next. */
export type ChangesPage = Readonly<{
  changes: readonly Change[];
  knownAt: Readonly<{ position: number }>;
  last: string;
  more: boolean;
}>;

/** The wanted changes after a place, as many as fit a page. */
export const changesPage = (readings: Readings, query: Texts, now: string): ChangesPage => {
  const position = positionKnown(readings, query, now);
  const filter = changeFilter(readings, query);
  const { limit } = pageOf(query);
  const { changes } = readings;
  const until = firstAfter(changes, { position, index: Number.POSITIVE_INFINITY });
  const found: Change[] = [];
  let at = firstAfter(changes, placeAfter(query['after'] ?? '0', readings));
  for (; at < until && found.length < limit; at += 1) {
    const change = changes[at] as Change;
    if (isWanted(filter, change)) found.push(change);
  }
  const reached = changes[at - 1]?.id ?? '0.0';
  return answerShown(readings, { changes: found, knownAt: { position }, last: reached, more: at < until });
};
