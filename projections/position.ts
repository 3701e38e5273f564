import { AsOf, daysBetween, LanguageText } from '../events/index.js';
import { ActorRow, displayName } from './actors.js';
import type { EvidencePolicy } from './account.js';
import { Characterisation, characterisationsOf } from './characterisations.js';
import type { IssueRow } from './codebook.js';
import { Contest, contestsOf, SidesOf, sidesOfClaims } from './contests.js';
import { EvidenceShown, evidenceOf } from './evidence.js';
import { Coded, counts, Held, heldBy, isTakenBack, Question, Reading, readingsOn } from './held.js';
import { isReconstructed, timeAt } from './log.js';
import { canHaveBeenSaidBy, dateOf, saidBy } from './moment.js';
import { RULES_VERSION } from './readings.js';
import { PropositionAnswer, stancesOf } from './stances.js';

/** A coding that does not move the position, and in one sentence why. */
export type Aside = Readonly<{ proposition: string; why: string; evidence: EvidenceShown }>;

/** The two clocks of an answer as they were resolved. `time` is the recorded time of the position. */
export type Asked = Readonly<{
  asOf: string;
  knownAt: Readonly<{ position: number; time?: string }>;
  evidence: EvidencePolicy;
  rules: string;
  /** Present where the answer rests on a recorded time that was not taken from a store's clock. */
  recordedTimes?: 'reconstructed';
}>;

/** What an actor's statements amount to on one issue, at one point of both clocks. */
export type Position = Asked &
  Readonly<{
    actor: Readonly<{ id: string; name: string; kind: string }>;
    issue: Readonly<{ id: string; title: readonly LanguageText[] }>;
    status: 'stance in force' | 'no stance in force' | 'no statement on record';
    propositions: readonly PropositionAnswer[];
    contests: readonly Contest[];
    characterisations: readonly Characterisation[];
    declined: readonly Aside[];
    uncertain: readonly Aside[];
    notCounted: readonly Aside[];
    withdrawn: readonly Aside[];
    lastStatement?: Readonly<{ day: string; daysBefore: number }>;
    permalink: string;
    history: string;
  }>;

const asOfText = (asOf: AsOf): string => ('date' in asOf ? asOf.date : asOf.instant);

/**
 * The part of every answer that says which point of both clocks, which policy and which rules it is of.
 *
 * @param shown the codings that the answer was read from.
 */
export const asked = (question: Question, asOf: AsOf, shown: readonly Coded[] = []): Asked => {
  const { position } = question.moment;
  const rests =
    isReconstructed(question.readings.log, position) || shown.some(({ version }) => version.timebasis !== undefined);
  const time = timeAt(question.readings.log, position);
  return {
    asOf: asOfText(asOf),
    knownAt: { position, ...(time === undefined ? {} : { time }) },
    evidence: question.policy,
    rules: RULES_VERSION,
    ...(rests ? { recordedTimes: 'reconstructed' as const } : {}),
  };
};

/** The query that pins a question for ever. */
export const pinned = (question: Question, asOf: AsOf): string =>
  `asOf=${encodeURIComponent(asOfText(asOf))}&knownAt=${question.moment.position}` +
  (question.policy === 'press' ? '' : `&evidence=${question.policy}`);

const isWithdrawn = (question: Question, held: Held): boolean => {
  const { withdrawal } = held.version.state;
  return (
    withdrawal !== undefined && isTakenBack(held, question.policy) && saidBy(withdrawal.said, question.moment.asOf)
  );
};

const aside = (question: Question, held: Held, why: string): Aside => ({
  proposition: held.coding.proposition,
  why,
  evidence: evidenceOf(question.readings, held, question.moment.position),
});

const whyUncertain = (question: Question, held: Held): string => {
  const { said } = held.version.state;
  const { asOf } = question.moment;
  if (asOf !== undefined && 'instant' in asOf) {
    return `Said at some time from ${said.earliest} to ${said.latest}: it counts once that is over, and this question is asked of an instant before.`;
  }
  return `Said at some time from ${said.firstDay} to ${said.lastDay}: it counts from ${said.lastDay}, and this question is asked of a time before that.`;
};

const whyNotCounted = (question: Question, held: Held): string => {
  const accounts = [...new Set(held.evidence.map((evidence) => evidence.account))].join(' and ');
  return `Known only from a ${accounts} account, which evidence=${question.policy} leaves out.`;
};

/** What stands beside the position: what was declined, cannot be dated, is left out by the policy, or was taken back. */
const asidesOf = (
  question: Question,
  held: readonly Held[],
): Pick<Position, 'declined' | 'uncertain' | 'notCounted' | 'withdrawn'> => {
  const { asOf } = question.moment;
  const said = held.filter((one) => saidBy(one.version.state.said, asOf));
  const maybe = held.filter(
    (one) =>
      !saidBy(one.version.state.said, asOf) &&
      canHaveBeenSaidBy(one.version.state.said, asOf) &&
      !isWithdrawn(question, one),
  );
  const counted = said.filter((one) => counts(one, question.policy));
  const standing = counted.filter((one) => !isWithdrawn(question, one));
  return {
    declined: standing
      .filter((one) => one.stance === 'declines')
      .map((one) => aside(question, one, 'Was asked and would not say.')),
    uncertain: maybe.map((one) => aside(question, one, whyUncertain(question, one))),
    notCounted: said
      .filter((one) => !counts(one, question.policy))
      .map((one) => aside(question, one, whyNotCounted(question, one))),
    withdrawn: held
      .filter((one) => isWithdrawn(question, one) && counts(one, question.policy))
      .map((one) => aside(question, one, `Taken back on ${one.version.state.withdrawal?.said.lastDay}.`)),
  };
};

const lastStatementOf = (question: Question, held: readonly Held[], asOf: AsOf): Position['lastStatement'] => {
  const days = held
    .filter(
      (one) => saidBy(one.version.state.said, asOf) && counts(one, question.policy) && !isWithdrawn(question, one),
    )
    .map((one) => one.version.state.said.lastDay);
  const day = days.reduce((latest, next) => (next > latest ? next : latest), '');
  return day === '' ? undefined : { day, daysBefore: Math.max(0, daysBetween(day, dateOf(asOf))) };
};

const statusOf = (stances: number, spoke: number): Position['status'] => {
  if (stances > 0) return 'stance in force';
  return spoke > 0 ? 'no stance in force' : 'no statement on record';
};

/**
 * An actor's position on an issue. Needs a question with an `asOf`; the actor and the issue are as known at its
 * position. Whoever asks of several actors at once gives the codings on the issue and the sides to its claims.
 */
export const positionOn = (
  question: Question & { moment: { asOf: AsOf } },
  actor: ActorRow,
  issue: IssueRow,
  all: readonly Reading[] = readingsOn(question.readings, issue.issueId, question.moment.position),
  sides: SidesOf = sidesOfClaims(question, all),
): Position => {
  const { asOf, position } = question.moment;
  const held = heldBy(all, actor.actorId);
  const propositions = stancesOf(question, issue, held);
  const asides = asidesOf(question, held);
  const path = `/v1/positions/${actor.actorId}/${issue.issueId}`;
  const lastStatement = lastStatementOf(question, held, asOf);
  const about = all.filter((reading) => canHaveBeenSaidBy(reading.version.state.said, asOf));
  const spoke = held.filter((one) => canHaveBeenSaidBy(one.version.state.said, asOf)).length;
  return {
    actor: { id: actor.actorId, name: displayName(actor, position), kind: actor.kind },
    issue: { id: issue.issueId, title: issue.title },
    ...asked(question, asOf, about),
    status: statusOf(propositions.length, spoke),
    propositions,
    contests: contestsOf(question, issue, held, actor.actorId, sides),
    characterisations: characterisationsOf(question, issue, all, actor.actorId, held),
    ...asides,
    ...(lastStatement === undefined ? {} : { lastStatement }),
    permalink: `${path}?${pinned(question, asOf)}`,
    history: `${path}/history?${pinned(question, asOf)}`,
  };
};
