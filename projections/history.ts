import { ActorRow, displayName } from './actors.js';
import type { IssueRow } from './codebook.js';
import { Effect, effectOf, StanceShown, stanceShown } from './effects.js';
import { EvidenceShown, evidenceOf } from './evidence.js';
import { countedUnder, counts, Held, heldBy, isTakenBack, onProposition, Question, readingsOn } from './held.js';
import { saidBy } from './moment.js';
import { Asked, asked, pinned } from './position.js';
import { runsOf } from './timeline.js';
import type { AsOf } from '../events/index.js';

/** One step of how a position came about, in the order of saying. */
export type HistoryEntry = Readonly<{
  day: string;
  proposition: string;
  kind: Effect['kind'] | 'withdrawn' | 'not-counted';
  before?: StanceShown;
  after?: StanceShown;
  evidence: EvidenceShown;
}>;

/** How an actor's position on an issue came about, up to a moment. `next` is the offset of the next page. */
export type History = Asked &
  Readonly<{
    actor: Readonly<{ id: string; name: string }>;
    issue: Readonly<{ id: string }>;
    total: number;
    entries: readonly HistoryEntry[];
    next?: number;
    permalink: string;
  }>;

type Step = Readonly<{ day: string; order: string; make: () => HistoryEntry }>;

const spokenStep = (question: Question, held: readonly Held[], one: Held): Step => ({
  day: one.version.state.said.lastDay,
  order: one.version.state.said.latest,
  make: () => {
    const evidence = evidenceOf(question.readings, one, question.moment.position);
    const base = { day: one.version.state.said.lastDay, proposition: one.coding.proposition, evidence };
    if (!counts(one, question.policy)) return { ...base, kind: 'not-counted' };
    return { ...base, ...effectOf(held, one) };
  },
});

/** The same codings, with those of one statement as if it had not been taken back. */
const asIfStanding = (held: readonly Held[], statementId: string): readonly Held[] =>
  held.map((one) => {
    const { withdrawal, ...state } = one.version.state;
    if (withdrawal === undefined || state.statementId !== statementId) return one;
    return { ...one, version: { ...one.version, state } };
  });

const withdrawnStep = (question: Question, held: readonly Held[], one: Held): readonly Step[] => {
  const { withdrawal, statementId } = one.version.state;
  if (withdrawal === undefined || !saidBy(withdrawal.said, question.moment.asOf)) return [];
  if (!counts(one, question.policy) || !isTakenBack(one, question.policy)) return [];
  const day: AsOf = { date: withdrawal.said.lastDay };
  const make = (): HistoryEntry => {
    const before = stanceShown(runsOf(asIfStanding(held, statementId), day).at(-1));
    const after = stanceShown(runsOf(held, day).at(-1));
    return {
      day: withdrawal.said.lastDay,
      proposition: one.coding.proposition,
      kind: 'withdrawn',
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
      evidence: evidenceOf(question.readings, one, question.moment.position),
    };
  };
  return [{ day: withdrawal.said.lastDay, order: `${withdrawal.said.latest} ${statementId}`, make }];
};

const stepsOf = (question: Question, held: readonly Held[]): readonly Step[] =>
  held
    .filter((one) => saidBy(one.version.state.said, question.moment.asOf))
    .flatMap((one) => {
      const same = countedUnder(onProposition(held, one.coding.proposition), question.policy);
      return [spokenStep(question, same, one), ...withdrawnStep(question, same, one)];
    })
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.order < b.order ? -1 : a.order > b.order ? 1 : 0));

/** A page of the history of an actor's position on an issue, oldest first. */
export const historyOf = (
  question: Question & { moment: { asOf: AsOf } },
  actor: ActorRow,
  issue: IssueRow,
  page: Readonly<{ offset: number; limit: number }>,
): History => {
  const { readings, moment } = question;
  const held = heldBy(readingsOn(readings, issue.issueId, moment.position), actor.actorId);
  const steps = stepsOf(question, held);
  const end = page.offset + page.limit;
  return {
    actor: { id: actor.actorId, name: displayName(actor, moment.position) },
    issue: { id: issue.issueId },
    ...asked(question, moment.asOf, held),
    total: steps.length,
    entries: steps.slice(page.offset, end).map((step) => step.make()),
    ...(end < steps.length ? { next: end } : {}),
    permalink: `/v1/positions/${actor.actorId}/${issue.issueId}/history?${pinned(question, moment.asOf)}`,
  };
};
