import type { RecordedEvent } from '../events/index.js';
import { Change, Draft, restingOn } from './change.js';
import { isAdding } from './change-cause.js';
import type { ToldOf } from './change-late.js';
import { Coded } from './coded.js';
import { isSide, opponentsOf, Place, Side, stanceOf } from './contests.js';
import { beforeAndAfter, StanceShown, stanceShown } from './effects.js';
import { indexOf } from './indexed.js';
import type { HoldingMoved, IssueMoved } from './issue-index.js';
import { sidesOf } from './issue-index.js';
import { inForceAt } from './in-force.js';
import { END } from './points.js';
import { heldInForce, holdingOf, Question, viewOf } from './question.js';
import type { Base } from './readings.js';

type Found = Readonly<{ key: string; draft: Draft }>;

/** Everything said on the record, as known at a position. */
const questionAt = (base: Base, position: number): Question => ({
  readings: base,
  moment: { position },
  policy: 'press',
});

/** Whether an event changes what is known of what was said, and is no saying itself. */
const isCorrection = (event: RecordedEvent): boolean => !isAdding(event) && event.type !== 'StatementWithdrawn';

type Told = ToldOf<IssueMoved>;

/** A side on a claim that an event can have made a contestant or no longer one, and the coding that tells of it. */
type Mover = Readonly<{ actor: string; place: Place; coded: Coded; isMoved: boolean }>;

const isClaim = (base: Base, { issue, proposition }: Place): boolean =>
  base.codebook.get(issue)?.propositions[proposition]?.kind === 'claim';

/** Whether an actor is a side by its own words in force on a claim, as known at a position. */
const isSideAt = (told: Told, actor: string, proposition: string, position: number): boolean => {
  const question = questionAt(told.base, position);
  const holding = holdingOf(question, actor, told.issue, proposition);
  return (
    holding !== undefined &&
    inForceAt(viewOf(question, holding), END).codings.some((coded) => sidesOf(coded).includes(actor))
  );
};

/** Whether an event can have changed what an actor contests though its stance stays: it came to be a side, or its kin are others. */
const isSideAnew = (told: Told, actor: string, proposition: string): boolean => {
  const [before, after] = [told.position - 1, told.position].map((at) => isSideAt(told, actor, proposition, at));
  if (before !== after) return true;
  const hasPosts = Object.keys(told.base.actors.get(actor)?.memberships ?? {}).length > 0;
  return after === true && (hasPosts || isCorrection(told.event));
};

const moverOf = (told: Told, moved: HoldingMoved): readonly Mover[] => {
  const { base, issue, position } = told;
  const { actor, proposition } = moved.holding;
  const place: Place = { issue, proposition };
  const coded = [...moved.removed, ...moved.added].at(-1);
  if (coded === undefined || !isClaim(base, place)) return [];
  const [before, after] = [position - 1, position].map((at) => stanceOf(questionAt(base, at), actor, place));
  const isMoved = before !== after;
  return isMoved || isSideAnew(told, actor, proposition) ? [{ actor, place, coded, isMoved }] : [];
};

/** The sides whose kin a membership decides: the person, or, of a body, all there are. Their words stay as they are. */
const kinOf = ({ base, issue, position, event }: Told): readonly Mover[] => {
  if (event.type !== 'MembershipRecorded' && event.type !== 'MembershipCorrected') return [];
  const { actorId } = event.data;
  const isPerson = base.actors.get(actorId)?.kind === 'person';
  return [...indexOf(base, issue).sides].flatMap(([proposition, sides]) => {
    const place: Place = { issue, proposition };
    if (!isClaim(base, place)) return [];
    return [...sides].flatMap((actor) => {
      if (isPerson && actor !== actorId) return [];
      const coded = heldInForce(questionAt(base, position), actor, issue, proposition)?.inForce.at(-1);
      return coded === undefined ? [] : [{ actor, place, coded, isMoved: false }];
    });
  });
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
      ...restingOn(coded, of),
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
 * a correction ended, told of the sides whose own words stand as they stood.
 */
export const contestsMoved = (told: Told): ContestsMoved => {
  const { base, position, moved, earlier } = told;
  const moving = moved.holdings.flatMap((holding) => moverOf(told, holding));
  const isMoving = ({ actor, place }: Mover): boolean =>
    moving.some((one) => one.actor === actor && one.place.proposition === place.proposition);
  const movers = [...moving, ...kinOf(told).filter((kin) => !isMoving(kin))];
  if (movers.length === 0) return { opened: [], ended: [] };
  const before = new Map(contestsAt(base, movers, position - 1).map(({ key, draft }) => [key, draft]));
  const after = new Map(contestsAt(base, movers, position).map(({ key, draft }) => [key, draft]));
  const isMover = ({ actor, proposition }: Draft): boolean =>
    movers.some((mover) => mover.isMoved && mover.actor === actor && mover.place.proposition === proposition);
  return {
    opened: [...after].filter(([key]) => !before.has(key)).map(([, draft]) => draft),
    ended: [...before]
      .filter(([key, draft]) => isCorrection(told.event) && !after.has(key) && !isMover(draft))
      .map(([, draft]) => endedOf(draft, earlier)),
  };
};
