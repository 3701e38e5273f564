/** What shelves of codings keep of each beside it, so that a walk looks at the codings themselves only where it takes them. */

import { EvidencePolicy, levelOf } from './account.js';
import { Coded, lastInText } from './coded.js';
import { DAY } from './moment.js';
import type { Clock } from './points.js';
import { For, WalkBack, walkBackOn } from './shelf-walks.js';
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

/**
 * A walk over the codings that take a stance, count and came by a point, the one chosen of each statement, from a bound down.
 * After each `next` it tells of one, without having looked at it.
 */
export class Sights {
  coded!: Coded;
  /** Its place on the shelf. */
  key = 0;
  /** The point at which it comes to count. */
  opens = 0;
  /** Its last instant, in milliseconds, and how many from its first to that; less than 0 for more than a day. */
  latest = 0;
  width = 0;
  mark = 0;
  private readonly walk: WalkBack<Coded>;
  private readonly level: number;
  /** Whether the walk is at something that was not told of yet. */
  private isAhead = false;

  constructor(
    private readonly walked: Walked,
    bound: number,
    private readonly point: number,
    private readonly accepts?: Accepts,
  ) {
    this.walk = walkBackOn(walked.shelf, bound, walked.position, walked.goal);
    this.level = levelOf(walked.policy);
  }

  /** Goes to the next coding; false where there is none. */
  next(): boolean {
    while (this.isAhead || this.walk.next()) {
      this.isAhead = false;
      if (!this.takesPart()) continue;
      this.lookAt();
      if (this.opens > this.point) continue;
      if ((this.mark & SEVERAL) !== 0) this.choose();
      return true;
    }
    return false;
  }

  /** Whether what the walk is at takes a stance, counts, and is accepted. */
  private takesPart(): boolean {
    const { leaf, at } = this.walk;
    const mark = markIn(leaf, at);
    if ((mark & STANCE) === CODES.declines || !countsAt(mark, this.level)) return false;
    return this.accepts === undefined || this.accepts(leaf.values[at] as Coded);
  }

  /** Takes down what the walk is at. */
  private lookAt(): void {
    const { leaf, at } = this.walk;
    const { order, clock } = this.walked;
    const key = leaf.keys[at] as number;
    const past = pastIn(leaf, at);
    const instant = order === 'day' ? 2 * DAY * key + past : key;
    this.coded = leaf.values[at] as Coded;
    this.key = key;
    this.opens = clock === 'day' ? key : instant;
    this.latest = order === 'day' ? DAY * key + (past >> 1) : Math.floor(key / 2);
    this.width = widthIn(leaf, at);
    this.mark = markIn(leaf, at);
  }

  /** Goes on through the codings of one statement, and takes down the one that is chosen of them. */
  private choose(): void {
    const { version } = this.coded;
    const several = [this.coded];
    while (!this.isAhead && this.walk.next()) {
      if (!this.takesPart()) continue;
      const coded = this.walk.leaf.values[this.walk.at] as Coded;
      if (coded.version === version) several.push(coded);
      else this.isAhead = true;
    }
    const chosen = lastInText(several);
    this.coded = chosen;
    this.mark = markOf(chosen);
  }
}
