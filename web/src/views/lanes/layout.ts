/** Where the marks of a lane are drawn, so that each can be seen and hit: a few are moved apart, more are gathered under a count. */

import type { Mark } from './model.js';

/** How far apart marks stand, in pixels: the least size of what can be hit. */
export const APART = 24;
/** How much longer than its natural length a row of marks may become; within one day, it may fill the day. */
const LONGER = 26;

/** One mark, or several that stand too near each other to be told apart. */
export type Spot = Readonly<{ key: string; x: number; marks: readonly Mark[] }>;

type Place = (at: number) => number;
type Bunch = Readonly<{ marks: readonly Mark[]; xs: readonly number[]; room: number }>;

const lengthOf = ({ xs }: Bunch): number => (xs.at(-1) ?? 0) - (xs[0] ?? 0);
const middleOf = ({ xs }: Bunch): number => ((xs.at(-1) ?? 0) + (xs[0] ?? 0)) / 2;
const needed = ({ xs }: Bunch): number => (xs.length - 1) * APART;
const isGathered = (bunch: Bunch): boolean => needed(bunch) - lengthOf(bunch) > bunch.room;
/** How much room a bunch takes, from its middle. */
const half = (bunch: Bunch): number => (isGathered(bunch) ? APART : Math.max(needed(bunch), lengthOf(bunch))) / 2;

const touch = (a: Bunch, b: Bunch): boolean => middleOf(b) - half(b) - (middleOf(a) + half(a)) < APART;

const join = (a: Bunch, b: Bunch): Bunch => ({ ...a, marks: [...a.marks, ...b.marks], xs: [...a.xs, ...b.xs] });

const bunched = (marks: readonly Mark[], place: Place): readonly Bunch[] => {
  const room = Math.max(LONGER, place(1) - place(0) - APART);
  const bunches: Bunch[] = [];
  for (const mark of marks) {
    let bunch: Bunch = { marks: [mark], xs: [place(mark.at)], room };
    for (let before = bunches.at(-1); before !== undefined && touch(before, bunch); before = bunches.at(-1)) {
      bunch = join(before, bunch);
      bunches.pop();
    }
    bunches.push(bunch);
  }
  return bunches;
};

/** Apart by at least the least distance, as near to their places as that allows. */
const spread = (bunch: Bunch): readonly Spot[] => {
  const xs: number[] = [];
  bunch.xs.forEach((x, at) => xs.push(at === 0 ? x : Math.max(x, (xs[at - 1] ?? 0) + APART)));
  const shift = ((bunch.xs.at(-1) ?? 0) - (xs.at(-1) ?? 0)) / 2;
  return bunch.marks.map((mark, at) => ({ key: mark.key, x: (xs[at] ?? 0) + shift, marks: [mark] }));
};

export const spotsOf = (marks: readonly Mark[], place: Place): readonly Spot[] =>
  bunched(marks, place).flatMap((bunch) =>
    isGathered(bunch)
      ? [{ key: `${bunch.marks[0]?.key ?? ''}+`, x: middleOf(bunch), marks: bunch.marks }]
      : spread(bunch),
  );
