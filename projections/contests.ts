import { propositionsAt, IssueRow } from './codebook.js';
import { EvidenceShown, evidenceOf, NamedActor, namedActor } from './evidence.js';
import { counts, Held, onProposition, Question, Reading } from './held.js';
import { belongsTo } from './holders.js';
import { runInForce } from './stances.js';
import type { Run, StanceInForce } from './timeline.js';

/** An actor that holds the opposite stance on a claim, since when, and on which words. */
export type Contest = Readonly<{
  proposition: string;
  stance: StanceInForce;
  by: NamedActor;
  byStance: StanceInForce;
  since: string;
  evidence: readonly EvidenceShown[];
}>;

const AFFIRMING: readonly (StanceInForce | undefined)[] = ['affirms', 'conditional'];

/** Whether two stances are opposite: one affirms, with a condition or without, and the other denies. */
export const areOpposite = (one: StanceInForce | undefined, other: StanceInForce | undefined): boolean =>
  (AFFIRMING.includes(one) && other === 'denies') || (one === 'denies' && AFFIRMING.includes(other));

/** The actors that can be a side: the bodies spoken for, or the speaker where it spoke for none. */
export const sidesOf = (reading: Reading): readonly string[] => {
  const bodies = reading.holders.filter((holder) => holder.actor !== reading.version.state.speaker);
  return (bodies.length > 0 ? bodies : reading.holders).map((holder) => holder.actor);
};

/** The stance in force on one claim of every actor that can be a side. */
export type Sides = ReadonlyMap<string, Run>;

/** The codings of each of the sides, in one pass. */
const heldByEach = (coded: readonly Reading[]): ReadonlyMap<string, readonly Held[]> => {
  const bySide = new Map<string, Held[]>();
  for (const { held, version } of coded) {
    for (const one of held) {
      if (held.length > 1 && one.holder.actor === version.state.speaker) continue;
      const known = bySide.get(one.holder.actor);
      if (known === undefined) bySide.set(one.holder.actor, [one]);
      else known.push(one);
    }
  }
  return bySide;
};

/** The sides there are to one claim, of the codings of that claim. */
export const sidesTo = (question: Question, coded: readonly Reading[], proposition: string): Sides => {
  const counted = coded.filter((reading) => counts(reading, question.policy));
  return new Map(
    [...heldByEach(counted)].flatMap(([side, held]) => {
      const run = runInForce(question, held, proposition);
      return run === undefined ? [] : [[side, run] as const];
    }),
  );
};

/** Whether an actor spoke as a member of a body: it was one on the day of the words by which its stance stands. */
const spokeAsMember = (question: Question, member: string, run: Run, body: string): boolean =>
  run.inForce.some(({ version: { state } }) =>
    belongsTo(question.readings, member, body, state.said, question.moment.position),
  );

/** Who holds the opposite of an actor's stance on one claim. A member never contests its own body. */
export const opponentsOf = (
  question: Question,
  sides: Sides,
  actor: string,
  own: Run,
): readonly Readonly<{ actor: string; run: Run }>[] =>
  [...sides].flatMap(([side, run]) => {
    if (side === actor || !areOpposite(own.stance, run.stance)) return [];
    const kin = spokeAsMember(question, side, run, actor) || spokeAsMember(question, actor, own, side);
    return kin ? [] : [{ actor: side, run }];
  });

/** The sides to each claim, worked out when they are first asked for. */
export type SidesOf = (proposition: string) => Sides;

/** The sides to the claims of one issue, of all the codings on it. */
export const sidesOfClaims = (question: Question, all: readonly Reading[]): SidesOf => {
  const known = new Map<string, Sides>();
  return (proposition) => {
    const found = known.get(proposition) ?? sidesTo(question, onProposition(all, proposition), proposition);
    known.set(proposition, found);
    return found;
  };
};

/** The contests an actor is in on an issue's claims, of the codings that it holds. */
export const contestsOf = (
  question: Question,
  issue: IssueRow,
  held: readonly Held[],
  actor: string,
  sidesOfClaim: SidesOf,
): readonly Contest[] => {
  const { readings, moment } = question;
  const claims = propositionsAt(issue, moment.position).filter((proposition) => proposition.kind === 'claim');
  return claims.flatMap(({ propositionId }) => {
    const own = runInForce(question, held, propositionId);
    if (own === undefined) return [];
    return opponentsOf(question, sidesOfClaim(propositionId), actor, own).map(({ actor: side, run }) => ({
      proposition: propositionId,
      stance: own.stance as StanceInForce,
      by: namedActor(readings, side, moment.position),
      byStance: run.stance as StanceInForce,
      since: run.since,
      evidence: run.inForce.slice(-1).map((held) => evidenceOf(readings, held, moment.position)),
    }));
  });
};
