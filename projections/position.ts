import { AsOf, daysBetween, LanguageText } from '../events/index.js';
import { ActorRow, displayName } from './actors.js';
import type { EvidencePolicy } from './account.js';
import { Aside, ASIDES, asidesOf, isOnRecord, lastSaid } from './asides.js';
import { look, Looked } from './asides-looked.js';
import { Characterisation, characterisationsOf } from './characterisations.js';
import type { IssueRow } from './codebook.js';
import { Contest, contestsOf } from './contests.js';
import { indexOf } from './indexed.js';
import { isReconstructed, timeAt } from './log.js';
import { dateOf } from './moment.js';
import type { Question } from './question.js';
import { versionAt } from './reading.js';
import { RULES_VERSION } from './readings.js';
import { PropositionAnswer, runsOf, stancesOf } from './stances.js';

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
    /** Of the four lists above, those that have more than the last five that are shown. */
    more?: readonly (typeof ASIDES)[number][];
    lastStatement?: Readonly<{ statement: string; day: string; daysBefore: number }>;
    permalink: string;
    history: string;
  }>;

const asOfText = (asOf: AsOf): string => ('date' in asOf ? asOf.date : asOf.instant);

/** Whether anything on an issue that can have been said by then was recorded with a reconstructed time. */
const restsOnReconstructed = ({ readings, moment }: Question, issue: string): boolean => {
  const earliest = versionAt(indexOf(readings, issue).reconstructed, moment.position);
  if (earliest === undefined) return false;
  const { asOf } = moment;
  if (asOf === undefined) return true;
  return 'date' in asOf ? earliest.firstDay <= asOf.date : earliest.earliest <= asOf.instant;
};

/**
 * The part of every answer that says which point of both clocks, which policy and which rules it is of.
 *
 * @param issues the issues that the answer is about.
 */
export const asked = (question: Question, asOf: AsOf, issues: readonly string[]): Asked => {
  const { position } = question.moment;
  const rests =
    isReconstructed(question.readings.log, position) || issues.some((issue) => restsOnReconstructed(question, issue));
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

const lastStatementOf = (looked: Looked, runs: ReturnType<typeof runsOf>, asOf: AsOf): Position['lastStatement'] => {
  const last = lastSaid(looked, runs);
  if (last === undefined) return undefined;
  const { statement, said } = last;
  return { statement, day: said.lastDay, daysBefore: Math.max(0, daysBetween(said.lastDay, dateOf(asOf))) };
};

const statusOf = (stances: number, spoke: boolean): Position['status'] => {
  if (stances > 0) return 'stance in force';
  return spoke ? 'no stance in force' : 'no statement on record';
};

/** An actor's position on an issue. Needs a question with an `asOf`; the actor and the issue are as known at its position. */
export const positionOn = (
  question: Question & { moment: { asOf: AsOf } },
  actor: ActorRow,
  issue: IssueRow,
): Position => {
  const { asOf, position } = question.moment;
  const [actorId, issueId] = [actor.actorId, issue.issueId];
  const runs = runsOf(question, issue, actorId);
  const looked = look(question, issueId, actorId);
  const path = `/v1/positions/${actorId}/${issueId}`;
  const lastStatement = lastStatementOf(looked, runs, asOf);
  const spoke = runs.length > 0 || isOnRecord(looked);
  return {
    actor: { id: actorId, name: displayName(actor, position), kind: actor.kind },
    issue: { id: issueId, title: issue.title },
    ...asked(question, asOf, [issueId]),
    status: statusOf(runs.length, spoke),
    propositions: stancesOf(question, actorId, runs),
    contests: contestsOf(question, issueId, actorId, runs),
    characterisations: characterisationsOf(question, issueId, actorId, runs),
    ...asidesOf(looked),
    ...(lastStatement === undefined ? {} : { lastStatement }),
    permalink: `${path}?${pinned(question, asOf)}`,
    history: `${path}/history?${pinned(question, asOf)}`,
  };
};
