/** What the page may know under the recorded clock, and what it learned later. */

import { computed } from '@preact/signals';
import type { Change } from '../api/types-changes.js';
import { resolvedKnownAt } from './board.js';
import { asOf, dayOf, head, knowsAll } from './clocks.js';
import { type Act, acts, byCell } from './timeline.js';

/** The log position that the answers on the page rest on. */
export const knownPosition = computed(() =>
  knowsAll.value ? head.value : (resolvedKnownAt.value?.position ?? head.value),
);

/** The acts said by the date asked of that the record learned only after the recorded time asked of, the last said first. */
export const learnedLater = computed<readonly Act[]>(() => {
  if (knowsAll.value) return [];
  const [day, known] = [dayOf(asOf.value), knownPosition.value];
  return acts.value
    .filter((act) => act.position > known && act.day <= day)
    .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : a.position - b.position));
});

const MOVES: readonly string[] = ['first-stated', 'reaffirmed', 'shifted', 'declined', 'withdrawn', 'record-corrected'];

/** Whether it moved what is said of itself by the actor: what others say of it, and who contests it, is `by` them. */
export const isMove = ({ kind, by }: Change): boolean => by === undefined && MOVES.includes(kind);

export type Ghost = Readonly<{ statement: string; day: string; recorded: string }>;

/** What a cell of the board did not know yet: the statements that move it and were learned later. */
export const ghostsIn = (cell: string): readonly Ghost[] => {
  if (knowsAll.value) return [];
  const [day, known] = [dayOf(asOf.value), knownPosition.value];
  const found = new Map<string, Ghost>();
  const before = new Set<string>();
  for (const change of byCell.value.get(cell) ?? []) {
    if (change.position <= known) before.add(change.statement);
    else if (isMove(change) && change.said.day <= day && !before.has(change.statement))
      found.set(change.statement, { statement: change.statement, day: change.said.day, recorded: change.recorded });
  }
  return [...found.values()];
};
