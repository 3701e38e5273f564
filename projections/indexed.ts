import { advance, borrowedIndex, emptyIndex, IssueIndex, IssueMoved } from './issue-index.js';
import { countWhile } from './reading.js';
import type { Base } from './readings.js';
import { touchedByPost } from './touched.js';

/**
 * The indexes that questions are answered from, by issue. They are made from the base alone, when they are first asked
 * for, and read on from there: nothing of them is kept in a snapshot, and no answer depends on when they were made.
 */
export type Indexes = Map<string, IssueIndex>;

/** Indexes to be thrown away, which share with these what they do not change. */
export const borrowed = (indexes: Indexes): Indexes =>
  new Map([...indexes].map(([issue, index]) => [issue, borrowedIndex(index)]));

/** The first of some sorted positions after one. */
const firstAfter = (positions: readonly number[], position: number): number =>
  countWhile(positions.length, (at) => (positions[at] as number) <= position);

/** Reads an index on, to a position. */
const readOn = (base: Base, index: IssueIndex, to: number): IssueIndex => {
  const touches = base.statements.onIssue.get(index.issue) ?? { positions: [], statements: [] };
  const { posts } = base.log;
  let touch = firstAfter(touches.positions, index.upTo);
  let post = firstAfter(posts.positions, index.upTo);
  for (;;) {
    const [touchedAt, postAt] = [touches.positions[touch] ?? Infinity, posts.positions[post] ?? Infinity];
    const position = Math.min(touchedAt, postAt);
    if (position > to) break;
    const isPost = postAt < touchedAt;
    // A membership has a say in nothing where nobody coded anything yet, whether or not anybody holds it.
    const touched = isPost && touch > 0 ? touchedByPost(base, posts.actors[post] as string) : [];
    const statements = isPost ? touched : [touches.statements[touch] as string];
    if (isPost) post += 1;
    else touch += 1;
    if (statements.length > 0) advance(base, index, statements, position, false);
  }
  index.upTo = Math.max(index.upTo, to);
  return index;
};

/** The index of an issue as far as the base has been read. */
export const indexOf = (base: Base, issue: string): IssueIndex => {
  const index = base.indexes.get(issue) ?? emptyIndex(issue);
  base.indexes.set(issue, index);
  const head = base.log.times.length;
  return index.upTo === head ? index : readOn(base, index, head);
};

/** How many events of an issue are read into its index at once, where nothing else is said. */
const AT_ONCE = 64;

/** The position up to which an index is read on at once. */
const nextStop = (base: Base, { issue, upTo }: IssueIndex, atOnce: number): number => {
  const { positions } = base.statements.onIssue.get(issue) ?? { positions: [] };
  return positions[firstAfter(positions, upTo) + atOnce] ?? base.log.times.length;
};

/**
 * Reads every index on, a little at a time, with other work in between: the base may be read on meanwhile, and questions asked,
 * which read on what they need themselves.
 */
export const readingIndexesOn = function* (base: Base, atOnce = AT_ONCE): Generator<void, void, undefined> {
  for (const issue of base.statements.onIssue.keys()) {
    for (;;) {
      const index = base.indexes.get(issue) ?? emptyIndex(issue);
      base.indexes.set(issue, index);
      if (index.upTo === base.log.times.length) break;
      readOn(base, index, nextStop(base, index, atOnce));
      yield;
    }
  }
};

/** What the last event read made of some statements' codings on an issue. */
export const movedOn = (base: Base, issue: string, statements: readonly string[]): IssueMoved => {
  const position = base.log.times.length;
  const index = base.indexes.get(issue) ?? emptyIndex(issue);
  base.indexes.set(issue, index);
  readOn(base, index, position - 1);
  return advance(base, index, statements, position, true);
};
