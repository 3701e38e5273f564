import { propositionsAt, IssueRow } from './codebook.js';
import { EvidenceShown, evidenceOf, NamedActor, namedActor } from './evidence.js';
import { counts, heldBy, onProposition, Question, Reading } from './held.js';
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

const related = (question: Question, one: string, other: string, run: Run): boolean => {
  const { readings, moment } = question;
  return run.stated.some(({ version: { state } }) =>
    [
      belongsTo(readings, one, other, state.said, moment.position),
      belongsTo(readings, other, one, state.said, moment.position),
    ].some(Boolean),
  );
};

/** Who holds the opposite of an actor's stance on one claim. A member never contests its own body. */
export const opponentsOf = (
  question: Question,
  all: readonly Reading[],
  actor: string,
  proposition: string,
): readonly Readonly<{ actor: string; run: Run; own: Run }>[] => {
  const coded = onProposition(all, proposition).filter((reading) => counts(reading, question.policy));
  const own = runInForce(question, heldBy(coded, actor), proposition);
  if (own === undefined) return [];
  const sides = [...new Set(coded.flatMap(sidesOf))].filter((side) => side !== actor);
  return sides.flatMap((side) => {
    const run = runInForce(question, heldBy(coded, side), proposition);
    if (run === undefined || !areOpposite(own.stance, run.stance)) return [];
    return related(question, side, actor, run) || related(question, actor, side, own)
      ? []
      : [{ actor: side, run, own }];
  });
};

/** The contests an actor is in on an issue's claims. */
export const contestsOf = (
  question: Question,
  issue: IssueRow,
  all: readonly Reading[],
  actor: string,
): readonly Contest[] => {
  const { readings, moment } = question;
  const claims = propositionsAt(issue, moment.position).filter((proposition) => proposition.kind === 'claim');
  return claims.flatMap(({ propositionId }) =>
    opponentsOf(question, all, actor, propositionId).map(({ actor: side, run, own }) => ({
      proposition: propositionId,
      stance: own.stance as StanceInForce,
      by: namedActor(readings, side, moment.position),
      byStance: run.stance as StanceInForce,
      since: run.since,
      evidence: run.inForce.slice(-1).map((held) => evidenceOf(readings, held, moment.position)),
    })),
  );
};
