import type { Stance } from '../events/index.js';
import type { IssueRow, PropositionRow } from './codebook.js';
import { areOpposite } from './contests.js';
import { EvidenceShown, evidenceOf, NamedActor, namedActor } from './evidence.js';
import type { Account } from './account.js';
import { Held, isTakenBack, Question, Reading } from './held.js';
import { namedWithoutSpeaking } from './holders.js';
import { saidBy } from './moment.js';
import { lastStatedIn, runInForce } from './stances.js';
import type { Run, StanceInForce } from './timeline.js';

/** What an actor characterised by another answers: on the words of its own stance, where it has one. */
export type AnswerGiven = Readonly<{
  answer: 'agreed' | 'denied' | 'unanswered' | StanceInForce;
  stance?: StanceInForce;
  since?: string;
  evidence?: EvidenceShown;
}>;

/** What one actor says of another's stance: evidence of its own words, never the other's position. */
export type Characterisation = Readonly<{
  proposition: string;
  by: NamedActor;
  as: Stance;
  condition?: string;
  said: string;
  account: Account;
  evidence: EvidenceShown;
  answer: AnswerGiven;
}>;

/** Whom a coding characterises: those it names who did not speak, and whose policy it gives without having spoken. */
export const characterisedBy = (reading: Reading, proposition: PropositionRow | undefined): readonly string[] => {
  const named = namedWithoutSpeaking(reading.spoke, reading.coding);
  const policyOf = proposition?.policyOf;
  const ofPolicy =
    policyOf === undefined || reading.spoke.some((holder) => holder.actor === policyOf) || named.includes(policyOf)
      ? []
      : [policyOf];
  return [...named, ...ofPolicy];
};

/** Who characterises: the body spoken for, or the speaker where it spoke for none. */
export const characteriserOf = (reading: Reading): string =>
  reading.spoke.find((holder) => holder.actor !== reading.version.state.speaker)?.actor ??
  reading.version.state.speaker;

const AS_STANCE: Readonly<Partial<Record<Stance, StanceInForce>>> = {
  affirms: 'affirms',
  denies: 'denies',
  conditional: 'conditional',
};

const answered = (run: Run, reading: Reading): AnswerGiven['answer'] => {
  const stance = run.stance as StanceInForce;
  if (lastStatedIn(run) < reading.version.state.said.firstDay) return stance;
  if (areOpposite(stance, AS_STANCE[reading.coding.stance])) return 'denied';
  return stance === AS_STANCE[reading.coding.stance] ? 'agreed' : stance;
};

const answerTo = (question: Question, held: readonly Held[], reading: Reading): AnswerGiven => {
  const run = runInForce(question, held, reading.coding.proposition);
  if (run === undefined) return { answer: 'unanswered' };
  const latest = run.inForce.at(-1);
  return {
    answer: answered(run, reading),
    stance: run.stance as StanceInForce,
    since: run.since,
    ...(latest === undefined ? {} : { evidence: evidenceOf(question.readings, latest, question.moment.position) }),
  };
};

const standsAt = (question: Question, reading: Reading): boolean => {
  const { said, withdrawal } = reading.version.state;
  const { asOf } = question.moment;
  const isOver = withdrawal !== undefined && isTakenBack(reading, question.policy) && saidBy(withdrawal.said, asOf);
  return saidBy(said, asOf) && !isOver;
};

/** The latest of each characteriser on each proposition. */
const latestOfEach = (all: readonly Reading[]): readonly Reading[] => {
  const latest = new Map<string, Reading>();
  for (const reading of all) {
    const key = `${characteriserOf(reading)} ${reading.coding.proposition}`;
    const known = latest.get(key);
    const later = known === undefined || known.version.state.said.latest <= reading.version.state.said.latest;
    if (later) latest.set(key, reading);
  }
  return [...latest.values()];
};

/**
 * What others say of an actor's stances on an issue, each with the actor's own answer beside it. No evidence policy
 * leaves any out, since none of it moves a position: whose account it is stands on each.
 */
export const characterisationsOf = (
  question: Question,
  issue: IssueRow,
  all: readonly Reading[],
  actor: string,
  held: readonly Held[],
): readonly Characterisation[] => {
  const { readings, moment } = question;
  const about = all.filter(
    (reading) =>
      standsAt(question, reading) &&
      characterisedBy(reading, issue.propositions[reading.coding.proposition]).includes(actor),
  );
  return latestOfEach(about).map((reading) => ({
    proposition: reading.coding.proposition,
    by: namedActor(readings, characteriserOf(reading), moment.position),
    as: reading.coding.stance,
    ...(reading.coding.condition === undefined ? {} : { condition: reading.coding.condition }),
    said: reading.version.state.said.lastDay,
    account: reading.evidence[0]?.account ?? 'press',
    evidence: evidenceOf(readings, reading, moment.position),
    answer: answerTo(question, held, reading),
  }));
};
