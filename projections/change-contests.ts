import { Change, Draft, saidOf, spokeForIn } from './change.js';
import { Coded } from './coded.js';
import { isSide, opponentsOf, Place, Side, stanceOf } from './contests.js';
import { beforeAndAfter, StanceShown, stanceShown } from './effects.js';
import type { HoldingMoved, IssueMoved } from './issue-index.js';
import { sidesOf } from './issue-index.js';
import { heldInForce, Question } from './question.js';
import type { Base } from './readings.js';

type Found = Readonly<{ key: string; draft: Draft }>;

/** Everything said on the record, as known at a position. */
const questionAt = (base: Base, position: number): Question => ({
  readings: base,
  moment: { position },
  policy: 'press',
});

/** A side whose stance on a claim an event moved, and the coding that tells of it. */
type Mover = Readonly<{ actor: string; place: Place; coded: Coded }>;

const isClaim = (base: Base, { issue, proposition }: Place): boolean =>
  base.codebook.get(issue)?.propositions[proposition]?.kind === 'claim';

const moverOf = (base: Base, issue: string, moved: HoldingMoved, position: number): readonly Mover[] => {
  const { actor, proposition } = moved.holding;
  const place: Place = { issue, proposition };
  const coded = [...moved.removed, ...moved.added].findLast((one) => sidesOf(one).includes(actor));
  if (coded === undefined || !isClaim(base, place)) return [];
  const [before, after] = [position - 1, position].map((at) => stanceOf(questionAt(base, at), actor, place));
  return before === after ? [] : [{ actor, place, coded }];
};

/** One contest, told of both sides. */
const pairOf = (
  { actor, place, coded }: Mover,
  other: string,
  own: StanceShown | undefined,
  theirs: StanceShown | undefined,
): readonly Found[] => {
  const told = (of: string, by: string, stance: StanceShown | undefined): Found => ({
    key: `${of} ${by} ${place.issue} ${place.proposition}`,
    draft: {
      kind: 'contested',
      actor: of,
      ...place,
      ...beforeAndAfter(stance, stance),
      by,
      statement: coded.statement,
      spokeFor: spokeForIn(coded, of),
      said: saidOf(coded.said),
      learned: 'in-order',
      revises: [],
      why: `${by} holds the opposite stance on this claim.`,
    },
  });
  return [told(actor, other, own), told(other, actor, theirs)];
};

/** The contests that some sides are in, as known at a position. */
const contestsAt = (base: Base, movers: readonly Mover[], position: number): readonly Found[] => {
  const question = questionAt(base, position);
  return movers.flatMap((mover) => {
    const { actor, place } = mover;
    const held = heldInForce(question, actor, place.issue, place.proposition);
    const own: Side | undefined = held && { actor, held };
    if (own === undefined || !isSide(own)) return [];
    return opponentsOf(question, place, own).flatMap((other) =>
      pairOf(mover, other.actor, stanceShown(own.held), stanceShown(other.held)),
    );
  });
};

/** What an event made of the contests on an issue. */
export type ContestsMoved = Readonly<{ opened: readonly Draft[]; ended: readonly Draft[] }>;

/** The changes that told of a contest of one actor by another. */
const toldOf = (earlier: readonly Change[], draft: Draft): readonly string[] =>
  earlier
    .filter(
      (change) =>
        change.kind === 'contested' &&
        change.by === draft.by &&
        change.actor === draft.actor &&
        change.proposition === draft.proposition &&
        change.issue === draft.issue,
    )
    .map((change) => change.id);

const endedOf = (draft: Draft, earlier: readonly Change[]): Draft => ({
  ...draft,
  kind: 'record-corrected',
  learned: 'late',
  revises: toldOf(earlier, draft),
  why: `${draft.by} is no longer known to hold the opposite stance on this claim.`,
});

/**
 * The contests that an event opened, each told of both sides: the bodies, or persons who spoke for none. And those that
 * were on record and are not, told of the side that the event is not about, whose own words stand as they stood.
 */
export const contestsMoved = (
  base: Base,
  issue: string,
  moved: IssueMoved,
  position: number,
  earlier: readonly Change[],
): ContestsMoved => {
  const movers = moved.holdings.flatMap((holding) => moverOf(base, issue, holding, position));
  if (movers.length === 0) return { opened: [], ended: [] };
  const before = new Map(contestsAt(base, movers, position - 1).map(({ key, draft }) => [key, draft]));
  const after = new Map(contestsAt(base, movers, position).map(({ key, draft }) => [key, draft]));
  const isMover = ({ actor, proposition }: Draft): boolean =>
    movers.some((mover) => mover.actor === actor && mover.place.proposition === proposition);
  return {
    opened: [...after].filter(([key]) => !before.has(key)).map(([, draft]) => draft),
    ended: [...before]
      .filter(([key, draft]) => !after.has(key) && !isMover(draft))
      .map(([, draft]) => endedOf(draft, earlier)),
  };
};
