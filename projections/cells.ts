/** What shelves of codings keep of each beside it, so that a walk looks at the codings themselves only where it takes them. */

import { EvidencePolicy, levelOf } from './account.js';
import { Coded, lastInText } from './coded.js';
import { DAY } from './moment.js';
import { Clock, latestOf, opening } from './points.js';
import { cellsBack, For } from './shelf-walks.js';
import { Facts, Leaf, Shelf, SPAN } from './shelf.js';
import type { StanceInForce } from './stance-in-force.js';

/** Two bits each for the stance, its level and that of its withdrawal; one for whether its statement has others like it. */
const [STANCE, LEVEL, TAKEN, SEVERAL] = [3, 2, 4, 64];
const CODES = { affirms: 0, denies: 1, conditional: 2, declines: 3 } as const;
const STANCES: readonly StanceInForce[] = ['affirms', 'denies', 'conditional'];

/** Whether a statement takes other stances on the same proposition. */
const hasOthers = ({ coding, version }: Coded): boolean =>
  version.state.codings.some(
    (other) => other !== coding && other.issue === coding.issue && other.proposition === coding.proposition,
  );

/** The mark of a coding: its stance, the least policies under which it counts and is taken back, whether there are others. */
export const markOf = (coded: Coded): number =>
  CODES[coded.stance] | (coded.level << LEVEL) | (coded.withdrawalLevel << TAKEN) | (hasOthers(coded) ? SEVERAL : 0);

/** The half milliseconds past its day, its width, and its mark. */
export const FACTS: Facts<Coded> = { count: 3, of: (coded) => [coded.past, coded.width, markOf(coded)] };

/** The half milliseconds past its day, of an item of a leaf in the order of days. */
export const pastIn = ({ cells, width }: Leaf<Coded>, at: number): number => cells[width * at + SPAN] as number;

/** The width of an item of a leaf. */
export const widthIn = ({ cells, width }: Leaf<Coded>, at: number): number => cells[width * at + SPAN + 1] as number;

/** The mark of an item of a leaf. */
export const markIn = ({ cells, width }: Leaf<Coded>, at: number): number => cells[width * at + SPAN + 2] as number;

/** Numbers in a row. */
type Numbers = Readonly<{ [at: number]: number }>;

/** The stance that marks give together: those that the first `count` of `some` are the places of. None where there are none. */
export const stanceOfMarks = (marks: Numbers, some: Numbers, count: number): StanceInForce | undefined => {
  let code: number | undefined;
  for (let at = 0; at < count; at += 1) {
    const one = (marks[some[at] as number] as number) & STANCE;
    if (code !== undefined && code !== one) return 'mixed';
    code = one;
  }
  return code === undefined ? undefined : STANCES[code];
};

/** Whether the coding of a mark says so. */
export const marksSo = (mark: number, stance: StanceInForce): boolean =>
  stance === 'mixed' || CODES[stance] === (mark & STANCE);

/** Whether the coding of a mark counts under the policy of a level. */
export const countsAt = (mark: number, level: number): boolean => ((mark >> LEVEL) & 3) <= level;

/** Whether the coding of a mark is taken back at some time, by an account that a level counts. */
export const isTakenBack = (mark: number, level: number): boolean => ((mark >> TAKEN) & 3) <= level;

/** A coding as a walk meets it, without having looked at it. `key`: its place on the shelf. */
export type Sight = {
  coded: Coded;
  key: number;
  /** The point at which it comes to count. */
  opens: number;
  /** Its last instant, in milliseconds, and how many from its first to that; less than 0 for more than a day. */
  latest: number;
  width: number;
  mark: number;
};

/** What is walked: which shelf in the order of which clock, looked at by which clock, as known at which position. */
export type Walked = Readonly<{
  shelf: Shelf<Coded>;
  order: Clock;
  clock: Clock;
  policy: EvidencePolicy;
  position: number;
  goal: For;
}>;

/** A test of which codings take part. */
export type Accepts = (coded: Coded) => boolean;

/** Puts what is known of an item into what a walk tells of. */
const lookAt = (sight: Sight, leaf: Leaf<Coded>, at: number, { order, clock }: Walked): void => {
  const key = leaf.keys[at] as number;
  const past = pastIn(leaf, at);
  const instant = order === 'day' ? 2 * DAY * key + past : key;
  sight.key = key;
  sight.opens = clock === 'day' ? key : instant;
  sight.latest = order === 'day' ? DAY * key + (past >> 1) : Math.floor(key / 2);
  sight.width = widthIn(leaf, at);
  sight.mark = markIn(leaf, at);
};

const lookAgain = (sight: Sight, coded: Coded, { order, clock }: Walked): void => {
  sight.coded = coded;
  sight.key = opening(coded, order);
  sight.opens = opening(coded, clock);
  sight.latest = latestOf(coded);
  sight.width = coded.width;
  sight.mark = markOf(coded);
};

/**
 * Walks the codings that take a stance, count and came by a point, the one chosen of each statement, from a bound down. What
 * it tells of is the same thing each time, told anew. True ends it.
 */
export const walkCells = (
  walked: Walked,
  bound: number,
  point: number,
  told: (sight: Sight) => boolean,
  accepts?: Accepts,
): void => {
  const level = levelOf(walked.policy);
  const sight = { coded: undefined, key: 0, opens: 0, latest: 0, width: 0, mark: 0 } as unknown as Sight;
  let several: Coded[] = [];
  const flush = (): boolean => {
    if (several.length === 0) return false;
    lookAgain(sight, lastInText(several), walked);
    several = [];
    return told(sight);
  };
  const isOver = cellsBack(walked.shelf, bound, walked.position, walked.goal, (leaf, at) => {
    const mark = markIn(leaf, at);
    if ((mark & STANCE) === CODES.declines || !countsAt(mark, level)) return false;
    const coded = leaf.values[at] as Coded;
    if (accepts !== undefined && !accepts(coded)) return false;
    const isSame = (mark & SEVERAL) !== 0 && several[0]?.version === coded.version;
    if (isSame) return several.push(coded) === 0;
    if (flush()) return true;
    lookAt(sight, leaf, at, walked);
    if (sight.opens > point) return false;
    if ((mark & SEVERAL) !== 0) return (several = [coded]).length === 0;
    sight.coded = coded;
    return told(sight);
  });
  if (!isOver) flush();
};
