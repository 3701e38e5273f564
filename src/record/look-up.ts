/** Looking things up: actors, issues, sources and words, as known at a recorded time. */

import type { LanguageText, Membership, Name } from '../../events/index.js';
import {
  ActorRow,
  actorsCalled,
  answerShown,
  circlesIn,
  displayName,
  Hit,
  isShown,
  IssueRow,
  issueAt,
  membershipsAt,
  MembershipVersion,
  namesAt,
  PropositionRow,
  propositionsAt,
  Base,
  searchFor,
  timeAt,
  wordingAt,
} from '../../projections/index.js';
import { actorCalled, Clocks, issueCalled, Page, pageOf, timed } from './ask.js';
import { Member, membersOf } from './members.js';
import { nearestActors, nearestIds } from './nearest.js';
import { BadQuestion, Near, NotOnRecord } from './question-refusals.js';

/** The recorded time that a list is of. */
export type Known = Readonly<{ knownAt: Readonly<{ position: number; time?: string }> }>;

/** A page of a list: how many there are in all, and the offset of the next page where there is one. */
export type Paged = Readonly<{ total: number; next?: number }>;

/** The log position that a recorded time means; the head where none is given. */
export const positionKnown = (readings: Base, clocks: Pick<Clocks, 'knownAt'>, now: string): number =>
  timed(readings, { ...(clocks.knownAt === undefined ? {} : { knownAt: clocks.knownAt }) }, now).moment.position;

export const knownAt = (readings: Base, position: number): Known => {
  const time = timeAt(readings.log, position);
  return { knownAt: { position, ...(time === undefined ? {} : { time }) } };
};

/** A page of all that there is, under the name of what it is a list of. */
export const paged = <Item>(all: readonly Item[], page: Page): Paged & Readonly<{ items: readonly Item[] }> => {
  const { offset, limit } = pageOf(page);
  const end = offset + limit;
  return { total: all.length, ...(end < all.length ? { next: end } : {}), items: all.slice(offset, end) };
};

export type ActorShown = Readonly<{
  id: string;
  kind: string;
  name: string;
  names: readonly Name[];
  memberships: readonly Membership[];
  zone?: string;
  unnamed?: boolean;
  note?: string;
  href: string;
}>;
/** `nearest`: the actors nearest to a name that means none. */
export type Actors = Known & Paged & Readonly<{ actors: readonly ActorShown[]; nearest?: readonly Near[] }>;
export type Actor = ActorShown &
  Known &
  Readonly<{
    history: readonly (Omit<MembershipVersion, 'value'> & Readonly<{ membership: Membership; time?: string }>)[];
    /** Those who are or were in it, where it is a body. */
    members?: readonly Member[];
    /** Memberships that count for nothing, and why; not there where none is so. */
    warnings?: readonly string[];
  }>;

const actorShown = (row: ActorRow, position: number): ActorShown => ({
  id: row.actorId,
  kind: row.kind,
  name: displayName(row, position),
  names: namesAt(row, position),
  memberships: membershipsAt(row, position),
  ...(row.zone === undefined ? {} : { zone: row.zone }),
  ...(row.unnamed === undefined ? {} : { unnamed: row.unnamed }),
  ...(row.note === undefined ? {} : { note: row.note }),
  href: `/v1/actors/${row.actorId}`,
});

type Listed = Pick<Clocks, 'knownAt'> & Page;

/** The actors, or those that a name means; where it means none, an empty list and the nearest. */
export const askActors = (readings: Base, asked: Listed & Readonly<{ name?: string }>, now: string): Actors => {
  const position = positionKnown(readings, asked, now);
  const ids =
    asked.name === undefined
      ? [...readings.actors.keys()]
      : actorsCalled(readings.actors, asked.name, position, (text) => isShown(readings, text));
  const rows = ids.flatMap((id) => readings.actors.get(id) ?? []).filter((row) => row.position <= position);
  const { items, ...page } = paged(rows, asked);
  return answerShown(readings, {
    ...knownAt(readings, position),
    ...page,
    actors: items.map((row) => actorShown(row, position)),
    ...(asked.name === undefined || rows.length > 0 ? {} : { nearest: nearestActors(readings, asked.name, position) }),
  });
};

/** An actor, with every version of its memberships, and the members of a body. */
export const askActor = (readings: Base, name: string, clocks: Clocks, now: string): Actor => {
  const position = positionKnown(readings, clocks, now);
  const row = actorCalled(readings, name, position, 'actor');
  const history = Object.values(row.memberships)
    .flat()
    .filter((version) => version.position <= position)
    .sort((a, b) => a.position - b.position)
    .map(({ value, ...version }) => {
      const time = timeAt(readings.log, version.position);
      return { ...version, ...(time === undefined ? {} : { time }), membership: value };
    });
  const warnings = circlesIn(row, position);
  return answerShown(readings, {
    ...actorShown(row, position),
    ...knownAt(readings, position),
    history,
    ...(row.kind === 'person' ? {} : { members: membersOf(readings, row.actorId, position) }),
    ...(warnings.length === 0 ? {} : { warnings }),
  });
};

export type PropositionShown = Readonly<{
  id: string;
  kind: string;
  policyOf?: string;
  note?: string;
  wording: readonly LanguageText[];
  wordings: readonly Readonly<{ position: number; wording: readonly LanguageText[]; reason?: string }>[];
}>;
export type IssueShown = Readonly<{
  id: string;
  title: readonly LanguageText[];
  description?: string;
  propositions: readonly PropositionShown[];
  href: string;
}>;
export type Issues = Known & Paged & Readonly<{ issues: readonly IssueShown[] }>;
export type Issue = IssueShown & Known;

const propositionShown = (row: PropositionRow, position: number): PropositionShown => ({
  id: row.propositionId,
  kind: row.kind,
  ...(row.policyOf === undefined ? {} : { policyOf: row.policyOf }),
  ...(row.note === undefined ? {} : { note: row.note }),
  wording: wordingAt(row, position),
  wordings: row.wordings
    .filter((version) => version.position <= position)
    .map(({ value, ...version }) => ({ ...version, wording: value })),
});

const issueShown = (row: IssueRow, position: number): IssueShown => ({
  id: row.issueId,
  title: row.title,
  ...(row.description === undefined ? {} : { description: row.description }),
  propositions: propositionsAt(row, position).map((proposition) => propositionShown(proposition, position)),
  href: `/v1/issues/${row.issueId}`,
});

/** The issues of the codebook. */
export const askIssues = (readings: Base, asked: Listed, now: string): Issues => {
  const position = positionKnown(readings, asked, now);
  const rows = [...readings.codebook.keys()].flatMap((id) => issueAt(readings.codebook, id, position) ?? []);
  const { items, ...page } = paged(rows, asked);
  const issues = items.map((row) => issueShown(row, position));
  return answerShown(readings, { ...knownAt(readings, position), ...page, issues });
};

/** An issue with its propositions, in every wording they had. */
export const askIssue = (readings: Base, id: string, clocks: Clocks, now: string): Issue => {
  const position = positionKnown(readings, clocks, now);
  const issue = issueShown(issueCalled(readings, id, position), position);
  return answerShown(readings, { ...issue, ...knownAt(readings, position) });
};

/**
 * The proposition with an id, as known at a position, where it is on the issue that is given beside it.
 *
 * @throws NotOnRecord, BadQuestion
 */
export const propositionCalled = (readings: Base, id: string, issue: string | undefined, position: number): string => {
  const rows = [...readings.codebook.keys()].flatMap((one) => issueAt(readings.codebook, one, position) ?? []);
  const known = rows.flatMap((row) =>
    propositionsAt(row, position).map(({ propositionId }) => ({ on: row.issueId, propositionId })),
  );
  const found = known.filter(({ propositionId }) => propositionId === id).map(({ on }) => on);
  const [on] = found;
  if (on === undefined)
    throw new NotOnRecord(
      'proposition',
      id,
      nearestIds(
        id,
        known.map(({ propositionId }) => propositionId),
      ),
    );
  if (issue === undefined || found.includes(issue)) return id;
  throw new BadQuestion(
    'proposition',
    `“${id}” is a proposition on ${on}, not on ${issue}: give one of ${issue}, or no issue.`,
  );
};

/** A hit, with the versions of the statement where it is in one. */
export type HitShown = Hit & Readonly<{ versions?: string }>;
export type Search = Known & Paged & Readonly<{ q: string; asOf: string; hits: readonly HitShown[] }>;

const hitShown = (hit: Hit): HitShown =>
  hit.kind === 'statement' ? { ...hit, versions: `/v1/statements/${hit.id}/versions` } : hit;

/** The places where words stand. */
export const askSearch = (readings: Base, asked: Clocks & Page & Readonly<{ q?: string }>, now: string): Search => {
  const { q } = asked;
  if (q === undefined || q.trim() === '') throw new BadQuestion('q', 'Which words? Give q, as q=dialogue.');
  const { moment } = timed(readings, asked, now);
  const { items, ...page } = paged(searchFor(readings, q, moment), asked);
  const asOf = 'date' in moment.asOf ? moment.asOf.date : moment.asOf.instant;
  return { q, asOf, ...knownAt(readings, moment.position), ...page, hits: items.map(hitShown) };
};
