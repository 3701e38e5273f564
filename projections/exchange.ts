/** Who answers whom: what a statement answers, what answers it, and the whole exchange that it is part of. */

import type { Channel } from '../events/index.js';
import { NamedActor, namedActor, SaidShown, saidShown } from './evidence.js';
import { holdersOf, takesBack } from './holders.js';
import type { Base } from './readings.js';
import { statementAt, StatementState, StatementVersion } from './statements.js';

export type StatementStatus = StatementState['status'] | 'withdrawn';

/** A statement in few words, as those around it show it. */
export type StatementBrief = Readonly<{
  id: string;
  status: StatementStatus;
  speaker: NamedActor;
  said: SaidShown;
  channel: Channel;
  href: string;
}>;

/** A statement of an exchange. `depth`: how many answers lie between it and the one that began it. */
export type ThreadEntry = StatementBrief & Readonly<{ inReplyTo?: string; askedBy?: string; depth: number }>;

/** Whether a statement stands, was voided, or was taken back at any time, as known at a position. */
export const statusOf = (readings: Base, state: StatementState, position: number): StatementStatus => {
  if (state.withdrawal === undefined || state.status === 'voided') return state.status;
  return takesBack(state, holdersOf(readings, state, position)) ? 'withdrawn' : 'standing';
};

/** The statements that answer one, as known at a position; none that was voided. */
export const answersTo = (readings: Base, id: string, position: number): readonly StatementVersion[] =>
  [...new Set(readings.statements.repliesTo.get(id))].flatMap((other) => {
    const version = statementAt(readings.statements, other, position);
    return version?.state.inReplyTo === id && version.state.status !== 'voided' ? [version] : [];
  });

/** A statement in few words, as known at a position. */
export const briefOf = (readings: Base, { state }: StatementVersion, position: number): StatementBrief => ({
  id: state.statementId,
  status: statusOf(readings, state, position),
  speaker: namedActor(readings, state.speaker, position),
  said: saidShown(state.said),
  channel: state.channel,
  href: `/v1/statements/${state.statementId}`,
});

type Found = Map<string, StatementVersion>;

/** What a statement answers, what that answers, and so on; each once, though the record may go round in a circle. */
const upwards = (readings: Base, id: string, position: number): Found => {
  const found: Found = new Map();
  for (let next: string | undefined = id; next !== undefined && !found.has(next);) {
    const version = statementAt(readings.statements, next, position);
    if (version === undefined) break;
    found.set(next, version);
    next = version.state.inReplyTo;
  }
  return found;
};

/** Those found, and everything that answers any of them. */
const downwards = (readings: Base, found: Found, position: number): Found => {
  const waiting = [...found.keys()];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const version of answersTo(readings, next, position)) {
      const { statementId } = version.state;
      if (found.has(statementId)) continue;
      found.set(statementId, version);
      waiting.push(statementId);
    }
  }
  return found;
};

type Placed = Readonly<{ version: StatementVersion; key: string; depth: number; order: number }>;

const orderOf = (readings: Base, version: StatementVersion, parent: Placed | undefined): Placed => {
  const { statementId, said } = version.state;
  const own = `${said.lastDay} ${said.latest}`;
  return {
    version,
    key: parent !== undefined && parent.key > own ? parent.key : own,
    depth: parent === undefined ? 0 : parent.depth + 1,
    order: readings.statements.rows.get(statementId)?.versions[0]?.position ?? 0,
  };
};

const precedes = (a: Placed, b: Placed): number =>
  a.key < b.key ? -1 : a.key > b.key ? 1 : a.depth - b.depth || a.order - b.order;

const byAnswered = (found: Found): ReadonlyMap<string, readonly StatementVersion[]> => {
  const answers = new Map<string, StatementVersion[]>();
  for (const version of found.values()) {
    const { inReplyTo } = version.state;
    if (inReplyTo !== undefined) answers.set(inReplyTo, [...(answers.get(inReplyTo) ?? []), version]);
  }
  return answers;
};

/**
 * The order of saying, in which an answer never comes before what it answers, however rough the dates are. A circle
 * begins with the first said in it.
 */
const inOrder = (readings: Base, found: Found): readonly Placed[] => {
  const answers = byAnswered(found);
  const places = new Map<string, Placed>();
  const place = (first: StatementVersion): void => {
    const waiting: (readonly [StatementVersion, Placed | undefined])[] = [[first, undefined]];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { statementId } = next[0].state;
      if (places.has(statementId)) continue;
      const placed = orderOf(readings, ...next);
      places.set(statementId, placed);
      for (const answer of answers.get(statementId) ?? []) waiting.push([answer, placed]);
    }
  };
  const begins = ({ inReplyTo }: StatementState): boolean => inReplyTo === undefined || !found.has(inReplyTo);
  const all = [...found.values()].map((version) => orderOf(readings, version, undefined)).sort(precedes);
  for (const { version } of all) if (begins(version.state)) place(version);
  for (const { version } of all) place(version);
  return [...places.values()].sort(precedes);
};

/** The whole exchange that a statement is part of, oldest first, as known at a position; empty where it was recorded later. */
export const exchangeOf = (readings: Base, id: string, position: number): readonly ThreadEntry[] =>
  inOrder(readings, downwards(readings, upwards(readings, id, position), position)).map(({ version, depth }) => {
    const { inReplyTo, askedBy } = version.state;
    return {
      ...briefOf(readings, version, position),
      ...(inReplyTo === undefined ? {} : { inReplyTo }),
      ...(askedBy === undefined ? {} : { askedBy }),
      depth,
    };
  });
