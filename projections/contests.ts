import type { Coded } from './coded.js';
import { EvidenceShown, evidenceOf, NamedActor, namedActor } from './evidence.js';
import { belongsTo } from './holders.js';
import { inForceAt } from './holding.js';
import { indexOf } from './indexed.js';
import { sidesOf } from './issue-index.js';
import { pointBy } from './points.js';
import { holdingOf, Question, runInForce, viewOf } from './question.js';
import type { runsOf } from './stances.js';
import { areOpposite, stanceIn, StanceInForce } from './stance-in-force.js';

/** An actor that holds the opposite stance on a claim, since when, and on which words. */
export type Contest = Readonly<{
  proposition: string;
  stance: StanceInForce;
  by: NamedActor;
  byStance: StanceInForce;
  since: string;
  evidence: readonly EvidenceShown[];
}>;

/** A claim, or another proposition, of an issue. */
export type Place = Readonly<{ issue: string; proposition: string }>;

/** What an actor's words in force on a proposition are. */
export const inForceOf = (question: Question, actor: string, { issue, proposition }: Place): readonly Coded[] => {
  const holding = holdingOf(question, actor, issue, proposition);
  if (holding === undefined) return [];
  return inForceAt(viewOf(question, holding), pointBy(question.moment.asOf)).codings;
};

/** Whether an actor spoke as a member of a body: it was one on the day of the words by which its stance stands. */
const spokeAsMember = (question: Question, member: string, inForce: readonly Coded[], body: string): boolean =>
  inForce.some(({ version: { state } }) =>
    belongsTo(question.readings, member, body, state.said, question.moment.position),
  );

/** An actor on a claim, and the words by which its stance stands. */
export type Side = Readonly<{ actor: string; inForce: readonly Coded[] }>;

/** Whether an actor is a side by the words by which its stance stands. */
export const isSide = ({ actor, inForce }: Side): boolean => inForce.some((coded) => sidesOf(coded).includes(actor));

/** The sides to a claim that hold the opposite of an actor's stance. A member never contests its own body. */
export const opponentsOf = (question: Question, place: Place, own: Side): readonly Side[] => {
  const stance = stanceIn(own.inForce);
  if (stance === undefined) return [];
  const sides = [...(indexOf(question.readings, place.issue).sides.get(place.proposition) ?? [])];
  return sides.flatMap((actor) => {
    if (actor === own.actor) return [];
    const inForce = inForceOf(question, actor, place);
    if (!areOpposite(stance, stanceIn(inForce))) return [];
    if (!isSide({ actor, inForce })) return [];
    const isKin =
      spokeAsMember(question, actor, inForce, own.actor) || spokeAsMember(question, own.actor, own.inForce, actor);
    return isKin ? [] : [{ actor, inForce }];
  });
};

const contestOf = (question: Question, place: Place, stance: StanceInForce, { actor, inForce }: Side): Contest => {
  const { readings, moment } = question;
  const run = runInForce(question, actor, place.issue, place.proposition);
  return {
    proposition: place.proposition,
    stance,
    by: namedActor(readings, actor, moment.position),
    byStance: stanceIn(inForce) as StanceInForce,
    since: run?.since ?? '',
    evidence: inForce.slice(-1).map((coded) => evidenceOf(readings, coded, moment.position, actor)),
  };
};

/** The contests an actor is in on an issue's claims, by its runs in force there. */
export const contestsOf = (
  question: Question,
  issue: string,
  actor: string,
  runs: ReturnType<typeof runsOf>,
): readonly Contest[] =>
  runs.flatMap(({ proposition: { kind, propositionId: proposition }, run: { stance, inForce } }) => {
    if (kind !== 'claim') return [];
    const place: Place = { issue, proposition };
    return opponentsOf(question, place, { actor, inForce }).map((side) => contestOf(question, place, stance, side));
  });
