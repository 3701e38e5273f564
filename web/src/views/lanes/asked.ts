/** Whose history the lanes show, and how it is asked for: a page of history for each actor on each issue of the subject. */

import { computed, effect, signal } from '@preact/signals';
import { ask, kept, pathTo } from '../../api/client.js';
import type { Failure } from '../../api/problem.js';
import type { Board, History, HistoryEntry } from '../../api/types.js';
import { address } from '../../state/address.js';
import { asOf, clocks, clocksOn, dayOf, knownAt, today } from '../../state/clocks.js';
import { actors, issues, namesComing } from '../../state/names.js';
import { resource } from '../../state/resource.js';
import { byCell } from '../../state/timeline.js';

const actor = computed(() => address.value.actor);
const issue = computed(() => {
  const wanted = address.value.issue;
  return actor.value === '' && wanted === '' ? (issues.value[0]?.id ?? '') : wanted;
});
const bodiesOnly = computed(() => address.value.rows === 'bodies');

/** An empty actor is all who spoke on the issue; an empty issue all that the actor spoke on. One of them is given. */
export const subject = computed(() => ({ actor: actor.value, issue: issue.value }));

/** History is asked for up to today, whatever date is asked of: what was said after it stays in sight. */
export const end = computed(() => (dayOf(asOf.value) > today() ? asOf.value : today()));

const query = computed(() => (clocks.value === undefined ? undefined : clocksOn(end.value, knownAt.value)));

const open = computed(() => address.value.view === 'lanes');

const boardThen = resource<Board>(() =>
  open.value && query.value !== undefined ? pathTo('/v1/positions', query.value) : undefined,
);

const isKnown = (who: string, on: string): boolean => actors.value.has(who) && issues.value.some(({ id }) => id === on);

const isShown = (who: string, on: string): boolean => {
  const { actor: wanted, issue: wantedIssue } = subject.value;
  if (wanted !== '' && wanted !== who) return false;
  if (wantedIssue !== '' && wantedIssue !== on) return false;
  return wanted !== '' || !bodiesOnly.value || actors.value.get(who)?.kind !== 'person';
};

/** What the lanes are of: the cells on record then, and those that learned something later of whom and what was known. */
export const pairs = computed<readonly string[]>(() => {
  const then = (boardThen.value.value.answer?.cells ?? []).map((cell) => `${cell.actor.id}/${cell.issue}`);
  return [...new Set([...then, ...byCell.value.keys()])].filter((pair) => {
    const [who = '', on = ''] = pair.split('/');
    return isKnown(who, on) && isShown(who, on);
  });
});

const historyOf = (pair: string, offset?: number): string => {
  const [who = '', on = ''] = pair.split('/').map(encodeURIComponent);
  return pathTo(`/v1/positions/${who}/${on}/history`, { ...query.peek(), limit: 1000, offset });
};

const allOf = async (pair: string, signalled: AbortSignal): Promise<readonly History[]> => {
  const pages: History[] = [];
  for (let offset: number | undefined; pages.length === 0 || offset !== undefined;) {
    const page: History = await ask<History>(historyOf(pair, offset), signalled);
    pages.push(page);
    offset = page.next;
  }
  return pages;
};

export type Histories = Readonly<{
  /** The entries of each pair, in the order of saying. */
  entries: ReadonlyMap<string, readonly HistoryEntry[]>;
  /** The log position they rest on. */
  position: number;
  reconstructed: boolean;
}>;

type Loaded = Readonly<{ answer?: Histories | undefined; failure?: Failure; loading: boolean }>;
const loaded = signal<Loaded>({ loading: true });
const turn = signal(0);

/** How many histories are asked for at once. */
const AT_ONCE = 4;

const gathered = (found: ReadonlyMap<string, readonly History[]>): Histories => {
  const pages = [...found.values()].flat();
  return {
    entries: new Map([...found].map(([pair, some]) => [pair, some.flatMap(({ entries }) => entries)])),
    position: Math.max(0, ...pages.map(({ knownAt: known }) => known.position)),
    reconstructed: pages.some(({ recordedTimes }) => recordedTimes !== undefined),
  };
};

const load = async (wanted: readonly string[], controller: AbortController): Promise<void> => {
  const found = new Map<string, readonly History[]>(wanted.map((pair) => [pair, []]));
  const queue = [...wanted];
  const work = async (): Promise<void> => {
    for (let pair = queue.shift(); pair !== undefined; pair = queue.shift())
      found.set(pair, await allOf(pair, controller.signal));
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (!controller.signal.aborted) loaded.value = { answer: gathered(found), loading: false };
  } catch (error) {
    if (controller.signal.aborted) return;
    controller.abort();
    loaded.value = { failure: error as Failure, loading: false };
  }
};

const keptOf = (wanted: readonly string[]): Histories | undefined => {
  const first = wanted.map((pair) => [pair, kept<History>(historyOf(pair))] as const);
  if (first.some(([, page]) => page === undefined || page.next !== undefined)) return undefined;
  return gathered(new Map(first.map(([pair, page]) => [pair, page === undefined ? [] : [page]])));
};

let flying: AbortController | undefined;

effect(() => {
  void turn.value;
  const ready = open.value && query.value !== undefined && !boardThen.value.value.loading && !namesComing.value;
  const wanted = pairs.value.join();
  flying?.abort();
  if (!ready) return;
  const list = wanted === '' ? [] : wanted.split(',');
  const before = keptOf(list);
  if (before !== undefined) {
    loaded.value = { answer: before, loading: false };
    return;
  }
  loaded.value = { answer: loaded.peek().answer, loading: true };
  flying = new AbortController();
  void load(list, flying);
});

export const histories = computed<Loaded>(() => {
  const { failure } = boardThen.value.value;
  return failure === undefined ? loaded.value : { failure, loading: false };
});

export const askAgain = (): void => {
  boardThen.again();
  turn.value++;
};
