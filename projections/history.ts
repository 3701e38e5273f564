import { ActorRow, displayName } from './actors.js';
import type { IssueRow } from './codebook.js';
import { Coded, counts, withdrawalOf } from './coded.js';
import type { EvidencePolicy } from './account.js';
import { byDays, Effect, effectOf, effectOfWithdrawal, StanceShown, wasTakenBefore } from './effects.js';
import { EvidenceShown, evidenceOf } from './evidence.js';
import type { View } from './holding.js';
import { indexOf } from './indexed.js';
import { saidBy } from './moment.js';
import { Asked, asked, pinned } from './position.js';
import type { Question } from './question.js';
import { allAt } from './shelf-walks.js';
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

/** A step before it is told: what was said or taken back, on which day, and its place in the order of saying. */
type Step = Readonly<{ coded: Coded; day: string; latest: string; make: () => HistoryEntry }>;

const entryOf = (question: Question, coded: Coded, actor: string): Pick<HistoryEntry, 'proposition' | 'evidence'> => ({
  proposition: coded.coding.proposition,
  evidence: evidenceOf(question.readings, coded, question.moment.position, actor),
});

/** Whether a coding ever counts: the policy lets it, and it was not taken back before it was said. */
const isCounted = (coded: Coded, policy: EvidencePolicy): boolean =>
  counts(coded, policy) && !wasTakenBefore(coded, policy);

const spokenStep = (question: Question, view: View, coded: Coded): Step => ({
  coded,
  day: coded.said.lastDay,
  latest: coded.said.latest,
  make: () => ({
    day: coded.said.lastDay,
    ...(isCounted(coded, question.policy) ? effectOf(view, coded) : { kind: 'not-counted' as const }),
    ...entryOf(question, coded, view.holding.actor),
  }),
});

const withdrawnStep = (question: Question, view: View, coded: Coded): readonly Step[] => {
  const said = withdrawalOf(coded, question.policy);
  if (said === undefined || !saidBy(said, question.moment.asOf) || !counts(coded, question.policy)) return [];
  const make = (): HistoryEntry => ({
    day: said.lastDay,
    ...entryOf(question, coded, view.holding.actor),
    kind: 'withdrawn',
    ...effectOfWithdrawal(view, coded, said.lastDay),
  });
  return [{ coded, day: said.lastDay, latest: said.latest, make }];
};

const compared = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** By the day, the last instant, and the order of recording; what is said before what is taken back. */
const inTurn = (one: Step, other: Step): number =>
  compared(one.day, other.day) || compared(one.latest, other.latest) || one.coded.recorded - other.coded.recorded;

/** Every step of an actor's statements on an issue by a moment, in the order of saying. */
const stepsOf = (question: Question, issue: string, actor: string): readonly Step[] => {
  const { readings, moment, policy } = question;
  const index = indexOf(readings, issue);
  const steps = [...(index.propositions.get(actor) ?? [])].flatMap((proposition) => {
    const holding = index.holdings.get(proposition)?.get(actor);
    if (holding === undefined) return [];
    const view = byDays(holding, policy, moment.position);
    const said = allAt(holding.byDay, moment.position).filter((coded) => saidBy(coded.said, moment.asOf));
    return said.flatMap((coded) => [spokenStep(question, view, coded), ...withdrawnStep(question, view, coded)]);
  });
  return steps.sort(inTurn);
};

/** A page of the history of an actor's position on an issue, oldest first. */
export const historyOf = (
  question: Question & { moment: { asOf: AsOf } },
  actor: ActorRow,
  issue: IssueRow,
  page: Readonly<{ offset: number; limit: number }>,
): History => {
  const { moment } = question;
  const steps = stepsOf(question, issue.issueId, actor.actorId);
  const end = page.offset + page.limit;
  return {
    actor: { id: actor.actorId, name: displayName(actor, moment.position) },
    issue: { id: issue.issueId },
    ...asked(question, moment.asOf, [issue.issueId]),
    total: steps.length,
    entries: steps.slice(page.offset, end).map((step) => step.make()),
    ...(end < steps.length ? { next: end } : {}),
    permalink: `/v1/positions/${actor.actorId}/${issue.issueId}/history?${pinned(question, moment.asOf)}`,
  };
};
