import type { LanguageText, PropositionKind } from '../events/index.js';
import { IssueRow, PropositionRow, propositionsAt, wordingAt } from './codebook.js';
import { EvidenceShown, evidenceOf } from './evidence.js';
import { countedUnder, Held, onProposition, Question } from './held.js';
import { Run, runsOf, StanceInForce } from './timeline.js';

/** A stance in force on one proposition, and the words it rests on: the first, the latest, and how many there are. */
export type PropositionAnswer = Readonly<{
  id: string;
  kind: PropositionKind;
  policyOf?: string;
  wording: readonly LanguageText[];
  stance: StanceInForce;
  condition?: string;
  since: string;
  sinceWithdrawal?: true;
  lastStated: string;
  timesStated: number;
  evidence: readonly EvidenceShown[];
}>;

/** The run in force on a proposition for the actor whose codings these are; nothing where no stance is. */
export const runInForce = (question: Question, held: readonly Held[], proposition: string): Run | undefined => {
  const counted = countedUnder(onProposition(held, proposition), question.policy);
  const run = runsOf(counted, question.moment.asOf).at(-1);
  return run?.stance === undefined ? undefined : run;
};

const lastDay = (held: Held): string => held.version.state.said.lastDay;

/** The day of the latest statement of a run, where it was said. */
export const lastStatedIn = (run: Run): string =>
  run.stated.map(lastDay).reduce((latest, day) => (day > latest ? day : latest), '');

const statementsIn = (run: Run): number => new Set(run.stated.map((one) => one.version.state.statementId)).size;

/** The first and the latest of a run; all that is in force where it is mixed. */
const telling = (run: Run): readonly Held[] => {
  if (run.stance === 'mixed') return run.inForce;
  const ordered = [...run.stated].sort((a, b) => (lastDay(a) < lastDay(b) ? -1 : lastDay(a) > lastDay(b) ? 1 : 0));
  const [first, latest] = [ordered[0], ordered.at(-1)];
  return first === undefined || latest === undefined ? [] : first === latest ? [first] : [first, latest];
};

/** The condition under which a conditional stance stands: that of the latest coding in force that gives one. */
export const conditionOf = (run: Run): string | undefined =>
  run.stance === 'conditional' ? run.inForce.flatMap((one) => one.coding.condition ?? []).at(-1) : undefined;

const answerOn = (question: Question, proposition: PropositionRow, run: Run): PropositionAnswer => {
  const { readings, moment } = question;
  const condition = conditionOf(run);
  return {
    id: proposition.propositionId,
    kind: proposition.kind,
    ...(proposition.policyOf === undefined ? {} : { policyOf: proposition.policyOf }),
    wording: wordingAt(proposition, moment.position),
    stance: run.stance as StanceInForce,
    ...(condition === undefined ? {} : { condition }),
    since: run.since,
    ...(run.byWithdrawal ? { sinceWithdrawal: true as const } : {}),
    lastStated: lastStatedIn(run),
    timesStated: statementsIn(run),
    evidence: telling(run).map((held) => evidenceOf(readings, held, moment.position)),
  };
};

/** Every proposition of an issue on which an actor has a stance in force, in the codebook's order. */
export const stancesOf = (question: Question, issue: IssueRow, held: readonly Held[]): readonly PropositionAnswer[] =>
  propositionsAt(issue, question.moment.position).flatMap((proposition) => {
    const run = runInForce(question, held, proposition.propositionId);
    return run === undefined ? [] : [answerOn(question, proposition, run)];
  });
