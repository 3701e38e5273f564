import type { AsOf } from '../events/index.js';
import type { Held } from './held.js';
import { orderKey } from './moment.js';
import { conditionOf } from './stances.js';
import { Run, runsOf, StanceInForce } from './timeline.js';

/** A stance before or after something, as a change shows it. */
export type StanceShown = Readonly<{ stance: StanceInForce; condition?: string; since: string }>;

/** What one coding did to the stance on its proposition on the day it came to count. */
export type Effect = Readonly<{
  kind: 'first-stated' | 'reaffirmed' | 'shifted' | 'declined';
  before?: StanceShown;
  after?: StanceShown;
}>;

/** A run as a change shows it; nothing where no stance is in force. */
export const stanceShown = (run: Run | undefined): StanceShown | undefined => {
  if (run?.stance === undefined) return undefined;
  const condition = conditionOf(run);
  return { stance: run.stance, ...(condition === undefined ? {} : { condition }), since: run.since };
};

/** The `before` and `after` of a change, left out where no stance was in force. */
export const beforeAndAfter = (
  before: StanceShown | undefined,
  after: StanceShown | undefined,
): Readonly<{ before?: StanceShown; after?: StanceShown }> => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const kindOf = (before: StanceShown | undefined, after: StanceShown | undefined): Effect['kind'] => {
  if (before === undefined) return 'first-stated';
  return before.stance === after?.stance && before.condition === after.condition ? 'reaffirmed' : 'shifted';
};

/** The calendar date on which a coding came to count, as the point to ask on both sides of. */
export const dayOf = (one: Held): AsOf => ({ date: one.version.state.said.lastDay });

/** Which of two came first on a day: by what was said first, then by which was recorded first. */
const precedes = (other: Held, one: Held, isRecordedFirst: boolean): boolean => {
  const [theirs, ours] = [orderKey(other.version.state.said, dayOf(one)), orderKey(one.version.state.said, dayOf(one))];
  if (theirs !== ours) return theirs < ours;
  const [before, at] = [other.version.state.said.latest, one.version.state.said.latest];
  return before === at ? isRecordedFirst : before < at;
};

/**
 * What a coding did on its day, among the codings that the same actor holds on the same proposition, itself included,
 * in the order of recording: the stance that those before it gave that day, against the stance with it.
 */
export const effectOf = (held: readonly Held[], one: Held): Effect => {
  const statement = one.version.state.statementId;
  const place = held.findIndex((other) => other.coding === one.coding);
  const others = held.filter(
    (other, at) => other.version.state.statementId !== statement && precedes(other, one, at < place),
  );
  const ours = held.filter((other) => other.version.state.statementId === statement);
  const before = stanceShown(runsOf(others, dayOf(one)).at(-1));
  if (one.stance === 'declines') return { kind: 'declined', ...beforeAndAfter(before, before) };
  const after = stanceShown(runsOf([...others, ...ours], dayOf(one)).at(-1));
  return { kind: kindOf(before, after), ...beforeAndAfter(before, after) };
};
