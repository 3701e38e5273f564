import type { Coded } from './coded.js';
import { EvidenceShown, evidenceOf, NamedActor, namedActor } from './evidence.js';
import { belongsTo } from './holders.js';
import { indexOf } from './indexed.js';
import { sidesOf } from './issue-index.js';
import { pointBy } from './points.js';
import { holdingOf, Question, viewOf } from './question.js';
import { Held, opposedAt, stanceAt } from './run.js';
import { conditionIn, StanceInForce } from './stance-in-force.js';
import type { runsOf } from './stances.js';

/** An actor that holds the opposite stance on a claim, since when, and on which words. */
export type Contest = Readonly<{
  proposition: string;
  stance: StanceInForce;
  by: NamedActor;
  byStance: StanceInForce;
  /** The condition of its stance, where that is conditional. */
  byCondition?: string;
  since: string;
  evidence: readonly EvidenceShown[];
}>;

/** A claim, or another proposition, of an issue. */
export type Place = Readonly<{ issue: string; proposition: string }>;

/** The stance in force of an actor on a proposition. */
export const stanceOf = (
  question: Question,
  actor: string,
  { issue, proposition }: Place,
): StanceInForce | undefined => {
  const holding = holdingOf(question, actor, issue, proposition);
  return holding === undefined ? undefined : stanceAt(viewOf(question, holding), pointBy(question.moment.asOf));
};

/** Whether an actor spoke as a member of a body: it was one on the day of the words by which its stance stands. */
const spokeAsMember = (question: Question, member: string, inForce: readonly Coded[], body: string): boolean =>
  inForce.some(({ version: { state } }) =>
    belongsTo(question.readings, member, body, state.said, question.moment.position),
  );

/** An actor on a claim, and its stance in force there. */
export type Side = Readonly<{ actor: string; held: Held }>;

/** Whether an actor is a side by the words by which its stance stands. */
export const isSide = ({ actor, held }: Side): boolean => held.inForce.some((coded) => sidesOf(coded).includes(actor));

/** The sides to a claim that hold the opposite of an actor's stance. A member never contests its own body. */
export const opponentsOf = (question: Question, { issue, proposition }: Place, own: Side): readonly Side[] => {
  const { sides, holdings } = indexOf(question.readings, issue);
  const onIt = holdings.get(proposition);
  const point = pointBy(question.moment.asOf);
  const found: Side[] = [];
  for (const actor of sides.get(proposition) ?? []) {
    const holding = actor === own.actor ? undefined : onIt?.get(actor);
    if (holding === undefined) continue;
    const held = opposedAt(viewOf(question, holding), point, own.held.stance);
    if (held === undefined || !isSide({ actor, held })) continue;
    const isKin =
      spokeAsMember(question, actor, held.inForce, own.actor) ||
      spokeAsMember(question, own.actor, own.held.inForce, actor);
    if (!isKin) found.push({ actor, held });
  }
  return found;
};

const contestOf = ({ readings, moment }: Question, place: Place, own: Side, { actor, held }: Side): Contest => {
  const condition = conditionIn(held.inForce);
  return {
    proposition: place.proposition,
    stance: own.held.stance,
    by: namedActor(readings, actor, moment.position),
    byStance: held.stance,
    ...(condition === undefined ? {} : { byCondition: condition }),
    since: held.since,
    evidence: held.inForce.slice(-1).map((coded) => evidenceOf(readings, coded, moment.position, actor)),
  };
};

/** The contests an actor is in on an issue's claims, by its runs in force there. */
export const contestsOf = (
  question: Question,
  issue: string,
  actor: string,
  runs: ReturnType<typeof runsOf>,
): readonly Contest[] =>
  runs.flatMap(({ proposition: { kind, propositionId: proposition }, run }) => {
    if (kind !== 'claim') return [];
    const place: Place = { issue, proposition };
    const own: Side = { actor, held: run };
    return opponentsOf(question, place, own).map((side) => contestOf(question, place, own, side));
  });
