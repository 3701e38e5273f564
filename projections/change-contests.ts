import type { Draft, Side } from './changes.js';
import { opponentsOf, sidesOf } from './contests.js';
import { stanceShown, beforeAndAfter } from './effects.js';
import { Question, Reading } from './held.js';
import type { Base } from './readings.js';

/** The contests there were before an event, each as `actor against proposition`. */
export type ContestsBefore = ReadonlySet<string>;

type Found = Readonly<{ key: string; draft: Draft }>;

const questionAt = (base: Base, side: Side): Question => ({
  readings: base,
  moment: { position: side.position },
  policy: 'press',
});

const isClaim = (base: Base, reading: Reading): boolean =>
  base.codebook.get(reading.coding.issue)?.propositions[reading.coding.proposition]?.kind === 'claim';

const contestsOfClaim = (question: Question, known: Side, reading: Reading): readonly Found[] => {
  const { issue, proposition } = reading.coding;
  const all = known.readings.get(issue) ?? [];
  return sidesOf(reading).flatMap((side) =>
    opponentsOf(question, all, side, proposition).flatMap(({ actor: other, run, own }) =>
      pairOf(reading, side, other, stanceShown(own), stanceShown(run)),
    ),
  );
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

const foundIn = (base: Base, side: Side, moved: readonly Reading[]): ReadonlyMap<string, Draft> => {
  const question = questionAt(base, side);
  const claims = moved.filter((reading) => isClaim(base, reading));
  return new Map(
    claims.flatMap((reading) => contestsOfClaim(question, side, reading)).map(({ key, draft }) => [key, draft]),
  );
};

/** The contests, as known before an event, that the statements it moves are in. */
export const contestsNow = (base: Base, side: Side, moved: readonly Reading[]): ContestsBefore =>
  new Set(foundIn(base, side, moved).keys());

/** The contests that an event opened, each told of both sides: the bodies, or persons who spoke for none. */
export const contestChanges = (
  base: Base,
  side: Side,
  moved: readonly Reading[],
  before: ContestsBefore,
): readonly Draft[] => [...foundIn(base, side, moved)].filter(([key]) => !before.has(key)).map(([, draft]) => draft);
