/** What a cell is marked with: read off the answer and the changes that the service gives, never reckoned here. */

import type { Cell, ChangeKind } from '../../api/types.js';
import { correctedCells } from '../../state/corrections.js';
import { knownPosition } from '../../state/knowledge.js';
import { byStatement } from '../../state/timeline.js';
import { MARK_OF, type MarkKind } from '../../words/stances.js';

/** From how many days without a statement on an issue a comparison of the service says that an actor fell silent. */
const SILENCE_DAYS = 365;

/** Of what one statement did in a cell, the one that is told. */
const ORDER: readonly ChangeKind[] = ['shifted', 'withdrawn', 'first-stated', 'reaffirmed', 'declined'];

/** What the latest statement did; by the stances’ own dates where the service gives no change for it (other evidence). */
const movement = (key: string, cell: Cell): MarkKind | undefined => {
  const last = cell.lastStatement;
  if (last === undefined) return undefined;
  const made = byStatement.value.get(`${key}/${last.statement}`) ?? [];
  const told = ORDER.find((kind) => made.some((one) => one.kind === kind && one.position <= knownPosition.value));
  if (told !== undefined) return MARK_OF[told];
  if (cell.stances.some(({ since }) => since === last.day)) return 'new';
  return cell.stances.some(({ lastStated }) => lastStated === last.day) ? 'reaffirmed' : undefined;
};

export type Marks = Readonly<{ moved?: MarkKind | undefined; beside: readonly MarkKind[] }>;

/** `moved` goes with the age of the latest statement; the others stand beside it. */
export const marksOf = (key: string, cell: Cell): Marks => {
  const silent = (cell.lastStatement?.daysBefore ?? 0) >= SILENCE_DAYS;
  const beside: MarkKind[] = [];
  if (cell.contested > 0) beside.push('contested');
  if (correctedCells.value.has(key)) beside.push('corrected');
  return { moved: silent ? 'silent' : movement(key, cell), beside };
};
