/** What an event that is learned late comes before, and which earlier changes it shows in another light. */

import type { RecordedEvent } from '../events/index.js';
import { Change, changesAt } from './change.js';
import { Coded, counts, withdrawalOf } from './coded.js';
import type { Holding } from './holding.js';
import type { HoldingMoved } from './issue-index.js';
import { dayNumber } from './moment.js';
import type { Base } from './readings.js';
import { allAt, forward } from './shelf-walks.js';

/** What an event made of a part of the record, and what changes are told from: the readings with it, and the changes before it. */
export type ToldOf<Moved> = Readonly<{
  base: Base;
  event: RecordedEvent;
  position: number;
  issue: string;
  moved: Moved;
  earlier: readonly Change[];
}>;

/** What an event made of one holding. */
export type Told = ToldOf<HoldingMoved>;

type Key = Readonly<{ actor: string; issue: string; proposition: string }>;

export const keyOf = ({ issue, moved }: Told): Key => ({
  actor: moved.holding.actor,
  issue,
  proposition: moved.holding.proposition,
});

/** What was on record already and is of a later day: words, or that some were taken back. */
export type Later = Readonly<{ day: string; what: 'a statement' | 'a withdrawal' }>;

export const lateWhy = (why: string, { day, what }: Later): string =>
  `${why} It was learned late: the record already held ${what} of ${day}; we now know of this one before it.`;

/** The days on which codings of a holding were taken back after a day, as known before an event, in no order. */
const laterWithdrawals = ({ moved: { holding }, position }: Told, day: string, but?: string): readonly string[] => {
  const found: string[] = [];
  const take = (coded: Coded): void => {
    const taken = counts(coded, 'press') ? withdrawalOf(coded, 'press')?.lastDay : undefined;
    if (taken !== undefined && taken > day && coded.statement !== but) found.push(taken);
  };
  if (holding.large === undefined) allAt(holding.byDay, position - 1).forEach(take);
  else {
    forward(holding.large.closings.day, dayNumber(day), false, position - 1, (coded) => {
      take(coded);
      return found.length > 0;
    });
  }
  return found;
};

/** The first statement, or else the first withdrawal, that was on record before an event and is of a later day than another. */
export const firstLater = (told: Told, day: string, but?: string): Later | undefined => {
  let later: Later | undefined;
  forward(told.moved.holding.byDay, dayNumber(day), false, told.position - 1, (coded) => {
    if (counts(coded, 'press') && coded.statement !== but) later = { day: coded.said.lastDay, what: 'a statement' };
    return later !== undefined;
  });
  if (later !== undefined) return later;
  const [first] = [...laterWithdrawals(told, day, but)].sort();
  return first === undefined ? undefined : { day: first, what: 'a withdrawal' };
};

/** The withdrawal of a coding of a statement that was on record as taken back before the coding was. */
export const ownWithdrawal = (coded: Coded): Later | undefined => {
  const taken = withdrawalOf(coded, 'press');
  return taken === undefined ? undefined : { day: taken.lastDay, what: 'a withdrawal' };
};

const OF_STANCE: readonly Change['kind'][] = ['first-stated', 'reaffirmed', 'shifted', 'withdrawn', 'record-corrected'];

/** The statements of a holding that were said or taken back on some days, as known before an event. */
const statementsOn = (holding: Holding, days: readonly string[], position: number): ReadonlySet<string> => {
  const found = new Set<string>();
  const among = new Set(days);
  for (const day of days) {
    forward(holding.byDay, dayNumber(day), true, position, (coded) => {
      if (coded.said.lastDay !== day) return true;
      found.add(coded.statement);
      return false;
    });
  }
  const taken =
    holding.large === undefined ? allAt(holding.byDay, position) : allAt(holding.large.closings.day, position);
  for (const coded of taken) {
    if (among.has(withdrawalOf(coded, 'press')?.lastDay ?? '')) found.add(coded.statement);
  }
  return found;
};

/** The changes of an actor on a proposition that some statements made, in log order. */
export const changesOn = (
  { base, position, earlier }: Omit<ToldOf<unknown>, 'moved'>,
  { actor, issue, proposition }: Key,
  statements: Iterable<string>,
): readonly Change[] => {
  const positions = [...statements].flatMap((id) =>
    (base.statements.rows.get(id)?.versions ?? []).map((version) => version.position),
  );
  return [...new Set(positions)]
    .filter((at) => at < position)
    .sort((a, b) => a - b)
    .flatMap((at) => changesAt(earlier, at))
    .filter((change) => change.actor === actor && change.proposition === proposition && change.issue === issue);
};

/** The changes of a holding's stance that some statements made, in log order. */
export const changesBy = (told: Told, statements: Iterable<string>): readonly Change[] =>
  changesOn(told, keyOf(told), statements);

/** The earlier changes that are of a day on which the stance, or the stance before it, is now known to have been another. */
export const shownAnew = (told: Told): readonly Change[] => {
  const { days, holding } = told.moved;
  const among = new Set(days);
  return changesBy(told, statementsOn(holding, days, told.position - 1)).filter(
    (change) => among.has(change.said.day) && OF_STANCE.includes(change.kind),
  );
};

export const idsOf = (changes: readonly Change[]): readonly string[] => changes.map((change) => change.id);

/** Ids of changes by position, then index. */
export const inLogOrder = (ids: ReadonlySet<string>): readonly string[] =>
  [...ids]
    .map((id) => ({ id, at: id.split('.').map(Number) as [number, number] }))
    .sort(({ at: [one, first] }, { at: [other, second] }) => one - other || first - second)
    .map(({ id }) => id);
