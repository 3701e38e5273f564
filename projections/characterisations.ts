import type { Stance } from '../events/index.js';
import type { Account } from './account.js';
import { characteriserOf } from './characterised.js';
import { Coded, withdrawalOf } from './coded.js';
import { EvidenceShown, evidenceOf, NamedActor, namedActor } from './evidence.js';
import { indexOf } from './indexed.js';
import { dayBound, saidBy } from './moment.js';
import type { Question } from './question.js';
import type { Run } from './run.js';
import { backward } from './shelf-walks.js';
import type { Shelf } from './shelf.js';
import type { runsOf } from './stances.js';
import { areOpposite, StanceInForce } from './stance-in-force.js';

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

const AS_STANCE: Readonly<Partial<Record<Stance, StanceInForce>>> = {
  affirms: 'affirms',
  denies: 'denies',
  conditional: 'conditional',
};

const answered = ({ stance, lastStated }: Run, { version, coding }: Coded): AnswerGiven['answer'] => {
  if (lastStated < version.state.said.firstDay) return stance;
  if (areOpposite(stance, AS_STANCE[coding.stance])) return 'denied';
  return stance === AS_STANCE[coding.stance] ? 'agreed' : stance;
};

type Runs = ReturnType<typeof runsOf>;

/** An actor's own stances as answers show them, each made once: several can characterise one. */
const ownStances = (
  { readings, moment }: Question,
  actor: string,
  runs: Runs,
): ((proposition: string) => Readonly<{ run: Run; evidence?: EvidenceShown }> | undefined) => {
  const made = new Map<string, Readonly<{ run: Run; evidence?: EvidenceShown }>>();
  return (id) => {
    const known = made.get(id);
    const run = known === undefined ? runs.find(({ proposition }) => proposition.propositionId === id)?.run : known.run;
    if (run === undefined || known !== undefined) return known;
    const latest = run.inForce.at(-1);
    const own =
      latest === undefined ? { run } : { run, evidence: evidenceOf(readings, latest, moment.position, actor) };
    made.set(id, own);
    return own;
  };
};

const answerOf = (coded: Coded, own: ReturnType<ReturnType<typeof ownStances>>): AnswerGiven => {
  if (own === undefined) return { answer: 'unanswered' };
  const { run, evidence } = own;
  const given = { answer: answered(run, coded), stance: run.stance, since: run.since };
  return evidence === undefined ? given : { ...given, evidence };
};

const stands = ({ moment, policy }: Question, coded: Coded): boolean => {
  const taken = withdrawalOf(coded, policy);
  return saidBy(coded.version.state.said, moment.asOf) && (taken === undefined || !saidBy(taken, moment.asOf));
};

/** The last on a shelf, in the order of saying, that was said and not taken back. */
const latestOn = (question: Question, shelf: Shelf<Coded>): Coded | undefined => {
  let latest: Coded | undefined;
  const { asOf, position } = question.moment;
  backward(shelf, dayBound(asOf), true, position, (coded) => {
    if (stands(question, coded)) latest = coded;
    return latest !== undefined;
  });
  return latest;
};

/**
 * What others say of an actor's stances on an issue, each with the actor's own answer beside it. No evidence policy
 * leaves any out, since none of it moves a position: whose account it is stands on each.
 */
export const characterisationsOf = (
  question: Question,
  issue: string,
  actor: string,
  runs: Runs,
): readonly Characterisation[] => {
  const { readings, moment } = question;
  const own = ownStances(question, actor, runs);
  const shelves = indexOf(readings, issue).characterised.get(actor) ?? new Map<string, Shelf<Coded>>();
  return [...shelves.values()].flatMap((shelf) => {
    const coded = latestOn(question, shelf);
    if (coded === undefined) return [];
    const { coding, version } = coded;
    return [
      {
        proposition: coding.proposition,
        by: namedActor(readings, characteriserOf(coded), moment.position),
        as: coding.stance,
        ...(coding.condition === undefined ? {} : { condition: coding.condition }),
        said: version.state.said.lastDay,
        account: coded.accounts[0] ?? 'press',
        evidence: evidenceOf(readings, coded, moment.position),
        answer: answerOf(coded, own(coding.proposition)),
      },
    ];
  });
};
