/** What is uncertain at a moment: what can have been said by then, or taken back, and was not certainly. */

import type { AsOf } from '../events/index.js';
import { levelOf } from './account.js';
import { isOpenIn } from './asides-cells.js';
import { isTaken, isTakenIn, lastOn, Looked, Met } from './asides-looked.js';
import { countsAt, isTakenBack, markIn } from './cells.js';
import type { Coded } from './coded.js';
import type { Holding } from './holding.js';
import { TAKEN } from './issue-index.js';
import { APART, canHaveBeenSaidBy, dayOf, milliseconds, saidBy } from './moment.js';
import { isMomentary, MINUTE } from './points.js';
import { cellsBack, forward } from './shelf-walks.js';
import { whyUncertain, whyUncertainlyTaken } from './uncertain.js';

/** What of a holding is of no more than a minute that an instant lies in. */
const momentaryIn = ({ asOf, question }: Looked, { byDay, large }: Holding): readonly Coded[] => {
  if (asOf === undefined || 'date' in asOf) return [];
  const { position } = question.moment;
  const found: Coded[] = [];
  const take = (coded: Coded): void => {
    if (isMomentary(coded) && coded.said.firstDay === coded.said.lastDay && isOpen(coded.said, asOf)) found.push(coded);
  };
  if (large !== undefined) {
    const instant = milliseconds(asOf.instant);
    forward(large.byInstant, 2 * instant, true, position, (coded, key) => {
      if (key > 2 * (instant + MINUTE)) return true;
      take(coded);
      return false;
    });
    return found;
  }
  const day = dayOf(asOf);
  cellsBack(byDay, day + APART, position, 'any', (leaf, at) => {
    if ((leaf.keys[at] as number) < day - APART) return true;
    take(leaf.values[at] as Coded);
    return false;
  });
  return found;
};

const isOpen = (said: Parameters<typeof saidBy>[0], asOf: AsOf | undefined): boolean =>
  canHaveBeenSaidBy(said, asOf) && !saidBy(said, asOf);

/**
 * How many days what is on a named shelf can take; nothing of one on which nothing can be open. By dates, what is within a
 * day was said on it or was not.
 */
const widthOf = (name: string, asOf: AsOf): number | undefined => {
  if (name === 'within a day') return 'date' in asOf ? undefined : 0;
  return name.startsWith('range ') ? 2 ** (Number(name.slice('range '.length)) + 1) : undefined;
};

/** What counts, was said, and can have been taken back by then and was not certainly. */
export const perhapsTakenIn = ({ asOf, shelves, question }: Looked): readonly Met[] => {
  if (asOf === undefined) return [];
  const [day, level] = [dayOf(asOf), levelOf(question.policy)];
  const found: Met[] = [];
  for (const [name, shelf] of shelves) {
    const width = name.startsWith(TAKEN) ? widthOf(name.slice(TAKEN.length), asOf) : undefined;
    if (width === undefined) continue;
    cellsBack(shelf, day + width + APART, question.moment.position, 'any', (leaf, at) => {
      if ((leaf.keys[at] as number) < day - APART) return true;
      const mark = markIn(leaf, at);
      if (!countsAt(mark, level) || !isTakenBack(mark, level)) return false;
      const coded = leaf.values[at] as Coded;
      const taken = coded.version.state.withdrawal?.said;
      if (taken !== undefined && saidBy(coded.said, asOf) && isOpen(taken, asOf)) found.push({ coded, day: coded.day });
      return false;
    });
  }
  return found;
};

/** What can have been said by then and was not certainly; all of it, whether or not it was taken back since, or what was not. */
export const openIn = (looked: Looked, which: 'all' | 'standing'): readonly Met[] => {
  const { asOf, shelves, holdings } = looked;
  if (asOf === undefined) return [];
  const day = dayOf(asOf);
  const found = [...shelves.keys()].flatMap((name) => {
    const width = widthOf(name, asOf);
    if (width === undefined) return [];
    return lastOn(
      looked,
      [name],
      { from: day - APART, to: day + width + APART },
      (leaf, at) => isOpenIn(leaf, at, asOf) && (which === 'all' || !isTakenIn(looked, leaf, at)),
    );
  });
  for (const holding of holdings) {
    for (const coded of momentaryIn(looked, holding)) {
      if (which === 'all' || !isTaken(looked, coded)) found.push({ coded, day: coded.day });
    }
  }
  return found;
};

/** Why something is under `uncertain`: when it was said, or when it was taken back. */
export const whyOpen = (coded: Coded, asOf: AsOf | undefined): string => {
  const taken = coded.version.state.withdrawal?.said;
  return taken !== undefined && saidBy(coded.said, asOf)
    ? whyUncertainlyTaken(taken, asOf)
    : whyUncertain(coded.said, asOf);
};
