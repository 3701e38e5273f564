/** What stands beside a position: docs/semantics.md rules 20 to 28. */

import type { AsOf, Stance } from '../../events/index.js';
import type { Policy, Read } from './oracle-codings.js';
import { covers, Known } from './oracle-record.js';
import {
  canHaveBeenSaidBy,
  inOrder,
  Named,
  named,
  saidBy,
  StanceAnswer,
  StanceInForce,
  Stood,
  stoodOn,
  taken,
} from './oracle-stance.js';

/** A question about one issue, with what is known resolved to a position. */
export type IssueAsked = Readonly<{
  known: Known;
  /** The codings on the issue, of all actors. */
  codings: readonly Read[];
  issue: string;
  asOf: AsOf;
  policy: Policy;
  /** What rule 13 takes, worked out once for each actor and proposition whatever D is. */
  taken: Map<string, readonly Read[]>;
}>;

export type Contest = Readonly<{
  proposition: string;
  by: string;
  byStance: StanceInForce;
  since: string;
  stance: StanceInForce;
}>;

export type Characterisation = Readonly<{
  proposition: string;
  by: string;
  as: Stance;
  said: string;
  answer: string;
  evidence: Named;
}>;

/** The order of saying. */
export const inOrderOfSaying = (codings: readonly Read[]): readonly Read[] =>
  [...codings].sort((a, b) =>
    inOrder([a.said.lastDay, a.said.latest, ...a.order], [b.said.lastDay, b.said.latest, ...b.order]),
  );

/** An actor's stance on one proposition. */
export const stoodBy = (asked: IssueAsked, actor: string, proposition: string): Stood | undefined => {
  const key = `${actor} ${proposition}`;
  const on = asked.taken.get(key) ?? taken(asked.codings, actor, proposition);
  asked.taken.set(key, on);
  return stoodOn(on, asked.asOf);
};

export const wasTakenBack = ({ takenBack }: Read, asOf: AsOf): boolean =>
  takenBack !== undefined && saidBy(takenBack, asOf);

const affirmsIt = (stance: StanceInForce | Stance): boolean => stance === 'affirms' || stance === 'conditional';
const areOpposite = (one: StanceInForce | Stance, other: StanceInForce | Stance): boolean =>
  (affirmsIt(one) && other === 'denies') || (one === 'denies' && affirmsIt(other));

/** Rule 26, its first sentence. */
const isSide = (actor: string, { inForce }: Stood): boolean =>
  inForce.some(
    ({ bodies, holders, statement }) =>
      bodies.includes(actor) || holders.every((holder) => holder === statement.speaker),
  );

/** Whether an actor belonged to a body over the said range of a coding by which the actor's stance stands. */
const belongedTo = (known: Known, actor: string, { inForce }: Stood, body: string): boolean =>
  [...known.memberships.values()].some(
    (membership) =>
      membership.actorId === actor && membership.body === body && inForce.some(({ said }) => covers(membership, said)),
  );

const contestsOn = (asked: IssueAsked, actor: string, proposition: string): readonly Contest[] => {
  const own = stoodBy(asked, actor, proposition);
  if (own === undefined) return [];
  return [...asked.known.kinds.keys()].flatMap((by): readonly Contest[] => {
    const other = by === actor ? undefined : stoodBy(asked, by, proposition);
    if (other === undefined || !isSide(by, other) || !areOpposite(own.answer.stance, other.answer.stance)) return [];
    if (belongedTo(asked.known, actor, own, by) || belongedTo(asked.known, by, other, actor)) return [];
    return [{ proposition, by, byStance: other.answer.stance, since: other.answer.since, stance: own.answer.stance }];
  });
};

/** Rule 26. */
export const contestsOf = (asked: IssueAsked, actor: string): readonly Contest[] =>
  asked.known.propositions
    .filter(({ issue, isClaim }) => issue === asked.issue && isClaim)
    .flatMap(({ id }) => contestsOn(asked, actor, id));

/** Rule 27, its last sentence. */
const answerTo = (own: StanceAnswer | undefined, { coding, said }: Read): string => {
  if (own === undefined) return 'unanswered';
  if (own.lastStated < said.firstDay) return own.stance;
  if (areOpposite(own.stance, coding.stance)) return 'denied';
  return own.stance === coding.stance ? 'agreed' : own.stance;
};

/** Rule 27. */
export const characterisationsOf = (asked: IssueAsked, actor: string): readonly Characterisation[] => {
  const { asOf, codings, issue, known } = asked;
  const policies = known.propositions.filter((one) => one.issue === issue && one.policyOf === actor);
  const ofActor = codings.filter(({ coding, spoke }) => {
    const isOf = coding.holders?.includes(actor) === true || policies.some(({ id }) => id === coding.proposition);
    return isOf && !spoke.includes(actor);
  });
  const said = ofActor.filter((read) => saidBy(read.said, asOf) && !wasTakenBack(read, asOf));
  const last = new Map<string, Characterisation>();
  for (const read of inOrderOfSaying(said)) {
    const { speaker } = read.statement;
    const by = read.bodies.find((body) => body !== speaker) ?? speaker;
    const { proposition, stance: as } = read.coding;
    const answer = answerTo(stoodBy(asked, actor, proposition)?.answer, read);
    last.set(`${by} ${proposition}`, { proposition, by, as, said: read.said.lastDay, answer, evidence: named(read) });
  }
  return [...last.values()];
};

/** Rule 28. */
export const restsOnReconstructed = ({ known, issue, asOf }: IssueAsked): boolean =>
  known.isReconstructed ||
  [...known.moments.values()]
    .flat()
    .some(({ isReconstructed, issues, said }) => isReconstructed && issues.has(issue) && canHaveBeenSaidBy(said, asOf));
