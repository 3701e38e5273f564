import type { LanguageText, PropositionKind } from '../events/index.js';
import { IssueRow, PropositionRow, propositionsAt, wordingAt } from './codebook.js';
import type { Coded } from './coded.js';
import { EvidenceShown, evidenceOf } from './evidence.js';
import { Question, runInForce } from './question.js';
import type { Run } from './run.js';
import { conditionIn, StanceInForce } from './stance-in-force.js';

/** How many of anything an answer lists: the last of them. The history pages through them all. */
export const LISTED = 5;

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

/** The first and the latest of a run; the last of what is in force where it is mixed. */
const telling = ({ stance, first, last, inForce }: Run): readonly Coded[] => {
  if (stance === 'mixed') return inForce.slice(-LISTED);
  return first === last ? [first] : [first, last];
};

const answerOn = (
  { readings, moment }: Question,
  actor: string,
  proposition: PropositionRow,
  run: Run,
): PropositionAnswer => {
  const condition = conditionIn(run.inForce);
  return {
    id: proposition.propositionId,
    kind: proposition.kind,
    ...(proposition.policyOf === undefined ? {} : { policyOf: proposition.policyOf }),
    wording: wordingAt(proposition, moment.position),
    stance: run.stance,
    ...(condition === undefined ? {} : { condition }),
    since: run.since,
    ...(run.byWithdrawal ? { sinceWithdrawal: true as const } : {}),
    lastStated: run.lastStated,
    timesStated: run.timesStated,
    evidence: telling(run).map((coded) => evidenceOf(readings, coded, moment.position, actor)),
  };
};

/** The runs in force for an actor on the propositions of an issue, in the codebook's order. */
export const runsOf = (
  question: Question,
  issue: IssueRow,
  actor: string,
): readonly Readonly<{ proposition: PropositionRow; run: Run }>[] =>
  propositionsAt(issue, question.moment.position).flatMap((proposition) => {
    const run = runInForce(question, actor, issue.issueId, proposition.propositionId);
    return run === undefined ? [] : [{ proposition, run }];
  });

/** Some runs in force of an actor as an answer gives them. */
export const stancesOf = (
  question: Question,
  actor: string,
  runs: ReturnType<typeof runsOf>,
): readonly PropositionAnswer[] => runs.map(({ proposition, run }) => answerOn(question, actor, proposition, run));
