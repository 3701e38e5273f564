import { changesOf, ChangesView, Draft } from './change.js';
import { codedOn, Side } from './change-sides.js';
import { opponentsOf, sidesOf, sidesTo } from './contests.js';
import { stanceShown, beforeAndAfter } from './effects.js';
import { heldBy, Question, Reading } from './held.js';
import type { Base } from './readings.js';
import { runInForce } from './stances.js';

type Found = Readonly<{ key: string; draft: Draft }>;

const questionAt = (base: Base, side: Side): Question => ({
  readings: base,
  moment: { position: side.position },
  policy: 'press',
});

const isClaim = (base: Base, reading: Reading): boolean =>
  base.codebook.get(reading.coding.issue)?.propositions[reading.coding.proposition]?.kind === 'claim';

const stanceOf = (question: Question, known: Side, reading: Reading, side: string): string | undefined =>
  runInForce(question, heldBy(codedOn(known, reading.coding), side), reading.coding.proposition)?.stance;

/** The sides whose stance on a claim an event moved, each with the coding that tells of it. Others contest as before. */
const moversOf = (base: Base, before: Side, after: Side, moved: readonly Reading[]): ReadonlyMap<string, Reading> =>
  new Map(
    [...new Map(moved.flatMap((reading) => sidesOf(reading).map((side) => [side, reading] as const)))].filter(
      ([side, reading]) =>
        stanceOf(questionAt(base, before), before, reading, side) !==
        stanceOf(questionAt(base, after), after, reading, side),
    ),
  );

/** The contests on one claim that some of its sides are in. */
const contestsOfClaim = (base: Base, known: Side, movers: ReadonlyMap<string, Reading>): readonly Found[] => {
  const [first] = movers.values();
  if (first === undefined) return [];
  const question = questionAt(base, known);
  const sides = sidesTo(question, codedOn(known, first.coding), first.coding.proposition);
  return [...movers].flatMap(([side, reading]) => {
    const own = sides.get(side);
    if (own === undefined) return [];
    return opponentsOf(question, sides, side, own).flatMap(({ actor: other, run }) =>
      pairOf(reading, side, other, stanceShown(own), stanceShown(run)),
    );
  });
};

/** One contest, told of both sides. */
const pairOf = (
  reading: Reading,
  actor: string,
  other: string,
  own: ReturnType<typeof stanceShown>,
  theirs: ReturnType<typeof stanceShown>,
): readonly Found[] => {
  const { said, statementId } = reading.version.state;
  const { issue, proposition } = reading.coding;
  const told = (of: string, by: string, stance: typeof own): Found => ({
    key: `${of} ${by} ${issue} ${proposition}`,
    draft: {
      kind: 'contested',
      actor: of,
      issue,
      proposition,
      ...beforeAndAfter(stance, stance),
      by,
      statement: statementId,
      said: { edtf: said.edtf, day: said.lastDay },
      learned: 'in-order',
      revises: [],
      why: `${by} holds the opposite stance on this claim.`,
    },
  });
  return [told(actor, other, own), told(other, actor, theirs)];
};

/** Codings by the claim they are of. */
const byClaim = (base: Base, moved: readonly Reading[]): readonly (readonly Reading[])[] => {
  const claims = new Map<string, Reading[]>();
  for (const reading of moved.filter((one) => isClaim(base, one))) {
    const key = `${reading.coding.issue}/${reading.coding.proposition}`;
    claims.set(key, [...(claims.get(key) ?? []), reading]);
  }
  return [...claims.values()];
};

/** The contests that an event opened, each told of both sides: the bodies, or persons who spoke for none. */
export const contestChanges = (base: Base, before: Side, after: Side, moved: readonly Reading[]): readonly Draft[] =>
  byClaim(base, moved).flatMap((readings) => {
    const movers = moversOf(base, before, after, readings);
    const known = new Set(contestsOfClaim(base, before, movers).map(({ key }) => key));
    const now = new Map(contestsOfClaim(base, after, movers).map(({ key, draft }) => [key, draft]));
    return [...now].filter(([key]) => !known.has(key)).map(([, draft]) => draft);
  });

/** The changes that told of a contest of one actor by another. */
const toldOf = (earlier: ChangesView, draft: Draft): readonly string[] =>
  changesOf(earlier, draft)
    .filter((change) => change.kind === 'contested' && change.by === draft.by)
    .map((change) => change.id);

/**
 * The contests that were on record and, after a correction, are not: told of the side that the correction is not about,
 * whose own words stand as they stood.
 */
export const contestsEnded = (
  base: Base,
  before: Side,
  after: Side,
  moved: readonly Reading[],
  earlier: ChangesView,
): readonly Draft[] =>
  byClaim(base, moved).flatMap((readings) => {
    const movers = moversOf(base, before, after, readings);
    const now = new Set(contestsOfClaim(base, after, movers).map(({ key }) => key));
    return contestsOfClaim(base, before, movers)
      .filter(({ key, draft }) => !now.has(key) && !movers.has(draft.actor))
      .map(({ draft }) => ({
        ...draft,
        kind: 'record-corrected' as const,
        learned: 'late' as const,
        revises: toldOf(earlier, draft),
        why: `${draft.by} is no longer known to hold the opposite stance on this claim.`,
      }));
  });
