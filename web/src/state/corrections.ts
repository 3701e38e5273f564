/** What was corrected after the recorded time asked of, of the whole record: one list, asked for once an old view is open. */

import { computed, effect, signal } from '@preact/signals';
import { askAll } from '../api/client.js';
import type { Correction, Corrections } from '../api/types-corrections.js';
import { head, knowsAll } from './clocks.js';
import { knownPosition } from './knowledge.js';
import { actors } from './names.js';
import { shownChanges } from './timeline.js';

/** All there were up to the head, and which head that was. */
const read = signal<Readonly<{ head: number; all: readonly Correction[] }>>({ head: -1, all: [] });

const isWanted = computed(() => !knowsAll.value && head.value >= 0 && read.value.head !== head.value);

const AGAIN_MS = 3_000;
let reading = false;

const readAll = async (): Promise<void> => {
  if (reading || !isWanted.peek()) return;
  reading = true;
  const upTo = head.peek();
  const all: Correction[] = [];
  try {
    await askAll<Corrections>('/v1/corrections', { knownAt: upTo }, (page) => all.push(...page.corrections));
    read.value = { head: upTo, all };
  } catch {
    setTimeout(() => void readAll(), AGAIN_MS);
  } finally {
    reading = false;
  }
};

effect(() => {
  if (isWanted.value) void readAll();
});

/** Those of a post concern whoever had it as known then. */
const isOfKnown = ({ actor, membership }: Correction): boolean =>
  membership === undefined ||
  (actors.value.get(actor ?? '')?.memberships ?? []).some(({ membershipId }) => membershipId === membership);

/** Those recorded after the time asked of. */
export const correctedLater = computed<readonly Correction[]>(() => {
  if (knowsAll.value) return [];
  const known = knownPosition.value;
  return read.value.all.filter((one) => one.position > known && isOfKnown(one));
});

/** By what a correction can be of: the cells that it moved something in, each with the position that first did. */
type Places = ReadonlyMap<string, ReadonlyMap<string, number>>;

const places = computed<Places>(() => {
  const found = new Map<string, Map<string, number>>();
  const put = (of: string, cell: string, position: number): void => {
    const cells = found.get(of) ?? new Map<string, number>();
    if (!cells.has(cell)) cells.set(cell, position);
    found.set(of, cells);
  };
  for (const { statement, issue, proposition, actor, position } of shownChanges.value) {
    const cell = `${actor}/${issue}`;
    put(statement, cell, position);
    put(`${issue}/${proposition}`, cell, position);
  }
  return found;
});

/** The statements by which each actor ever held something. */
const statementsOf = computed(() => {
  const found = new Map<string, Set<string>>();
  for (const { actor, by, statement } of shownChanges.value)
    if (by === undefined) found.set(actor, (found.get(actor) ?? new Set()).add(statement));
  return found;
});

/** What a correction is of, as `places` has it: a post shows with every statement of whoever had it. */
const subjectsOf = ({ statement, actor, issue, proposition }: Correction): readonly string[] => {
  if (statement !== undefined) return [statement];
  return actor === undefined ? [`${issue}/${proposition}`] : [...(statementsOf.value.get(actor) ?? [])];
};

/**
 * The cells of the board that rest on something corrected after the time asked of. It is told from the changes that the
 * page holds: what moved no position in any way, as an account that is not counted, is told on the card alone.
 */
export const correctedCells = computed<ReadonlySet<string>>(() => {
  const [later, known] = [correctedLater.value, knownPosition.value];
  const cells = later.flatMap(subjectsOf).flatMap((of) => [...(places.value.get(of) ?? [])]);
  return new Set(cells.flatMap(([cell, first]) => (first <= known ? [cell] : [])));
});
