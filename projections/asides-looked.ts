/** What stands beside a position as a question looks at it: on named shelves, walked back from the end. */

import type { AsOf } from '../events/index.js';
import { levelOf } from './account.js';
import { isTakenBack, markIn } from './cells.js';
import { Coded, withdrawalOf } from './coded.js';
import type { Holding } from './holding.js';
import { indexOf } from './indexed.js';
import type { Shelves } from './issue-index.js';
import { saidBy } from './moment.js';
import type { Question } from './question.js';
import type { Leaf } from './shelf.js';
import { cellsBack } from './shelf-walks.js';
import { LISTED } from './stances.js';

/** What one actor said on one issue, as a question looks at it. */
export type Looked = Readonly<{
  question: Question;
  actor: string;
  shelves: Shelves;
  holdings: readonly Holding[];
  asOf: AsOf | undefined;
}>;

export const look = (question: Question, issue: string, actor: string): Looked => {
  const index = indexOf(question.readings, issue);
  return {
    question,
    actor,
    shelves: index.asides.get(actor) ?? new Map(),
    holdings: [...(index.propositions.get(actor) ?? [])].flatMap(
      (proposition) => index.holdings.get(proposition)?.get(actor) ?? [],
    ),
    asOf: question.moment.asOf,
  };
};

export const isTaken = ({ question, asOf }: Looked, coded: Coded): boolean => {
  const taken = withdrawalOf(coded, question.policy);
  return taken !== undefined && saidBy(taken, asOf);
};

export const isTakenIn = (looked: Looked, leaf: Leaf<Coded>, at: number): boolean =>
  isTakenBack(markIn(leaf, at), levelOf(looked.question.policy)) && isTaken(looked, leaf.values[at] as Coded);

/** A coding as a walk met it: `day` is its place on its shelf. */
export type Met = Readonly<{ coded: Coded; day: number }>;

/** Told of where a coding is, whether it is one that is looked for. */
export type Seeks = (leaf: Leaf<Coded>, at: number) => boolean;

/** What stands on some named shelves, between two days, that a test accepts: of each, one more than is listed. */
export const lastOn = (
  { shelves, question }: Looked,
  names: readonly string[],
  { from = -Infinity, to }: Readonly<{ from?: number; to: number }>,
  accepts: Seeks,
): Met[] => {
  const found: Met[] = [];
  for (const name of names) {
    const shelf = shelves.get(name);
    if (shelf === undefined) continue;
    const before = found.length;
    cellsBack(shelf, to, question.moment.position, 'any', (leaf, at) => {
      const day = leaf.keys[at] as number;
      if (day < from) return true;
      if (accepts(leaf, at)) found.push({ coded: leaf.values[at] as Coded, day });
      return found.length - before > LISTED;
    });
  }
  return found;
};
