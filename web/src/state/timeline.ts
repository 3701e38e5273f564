/** What moved and when: the changes of the whole record, read once and then followed, and what the page reckons from them. */

import { batch, computed, signal } from '@preact/signals';
import { ask, pathTo } from '../api/client.js';
import type { Change, Changes, Day, Instant } from '../api/types.js';
import { dayOf, head, tied, today } from './clocks.js';

/** Every change there is, in the order of recording; new ones join as they come. */
export const changes = signal<readonly Change[]>([]);

/** Whether all that there was has been read. */
export const timelineRead = signal(false);

/** The changes up to the head that the page shows: what comes later waits until the reader wants it. */
export const shownChanges = computed(() => {
  const all = changes.value;
  const [last] = all.slice(-1);
  return last === undefined || last.position <= head.value ? all : all.filter((one) => one.position <= head.value);
});

/** Read all the changes there are, a page at a time, and show them at once; the id of the last of them. */
export const readChanges = async (): Promise<string> => {
  const read: Change[] = [];
  let after = '0';
  let more = true;
  while (more) {
    const page: Changes = await ask<Changes>(pathTo('/v1/changes', { after, limit: 1000 }));
    read.push(...page.changes);
    ({ last: after, more } = page);
  }
  batch(() => {
    changes.value = read;
    timelineRead.value = true;
  });
  return after;
};

/** An act of saying that moved or restated a position: on what day, and when the record first knew of it. */
export type Act = Readonly<{
  statement: string;
  day: Day;
  position: number;
  recorded: Instant;
  actors: readonly string[];
}>;

/** The acts, in the order in which they were learned. The day is that of the newest reading. */
export const acts = computed<readonly Act[]>(() => {
  const found = new Map<string, { first: Change; day: Day; actors: Set<string> }>();
  for (const change of shownChanges.value) {
    const act = found.get(change.statement) ?? { first: change, day: '', actors: new Set<string>() };
    act.day = change.said.day;
    act.actors.add(change.actor);
    found.set(change.statement, act);
  }
  return [...found].map(([statement, { first, day, actors }]) => ({
    statement,
    day,
    position: first.position,
    recorded: first.recorded,
    actors: [...actors],
  }));
});

const sorted = (days: Iterable<string>): readonly string[] => [...new Set(days)].sort();

/** The days that something was said on, each once, the first first. */
export const saidDays = computed(() => sorted(acts.value.map(({ day }) => day)));

/** The instants at which something was recorded that moved a position, each once, the first first. */
export const recordedTimes = computed(() => sorted(shownChanges.value.map(({ recorded }) => recorded)));

/** Where the scrubber stops: the days of statements, and today; where the clocks are tied, the days of learning too. */
export const stops = computed<readonly Day[]>(() => {
  const learned = tied.value ? recordedTimes.value.map(dayOf) : [];
  const known = [...saidDays.value, ...learned];
  return known.length === 0 ? [] : sorted([...known, today()]);
});

/** How many statements stand on each day. */
export const perDay = computed(() => {
  const counts = new Map<Day, number>();
  for (const { day } of acts.value) counts.set(day, (counts.get(day) ?? 0) + 1);
  return counts;
});

/** Whoever took or restated a stance, ever: who the board has rows for, whatever date is asked of. */
export const speakers = computed(() => new Set(shownChanges.value.map(({ actor }) => actor)));

/** The changes of each cell of the board, by `actor/issue`. */
export const byCell = computed(() => {
  const cells = new Map<string, Change[]>();
  for (const change of shownChanges.value) {
    const key = `${change.actor}/${change.issue}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [change]);
    else cell.push(change);
  }
  return cells;
});

/** The changes that each statement made in each cell, by `actor/issue/statement`. */
export const byStatement = computed(() => {
  const made = new Map<string, Change[]>();
  for (const change of shownChanges.value) {
    const key = `${change.actor}/${change.issue}/${change.statement}`;
    const others = made.get(key);
    if (others === undefined) made.set(key, [change]);
    else others.push(change);
  }
  return made;
});

/** The first of the sorted texts that is after one, or the last that is before it. */
export const neighbour = (all: readonly string[], from: string, direction: 1 | -1): string | undefined =>
  direction === 1 ? all.find((one) => one > from) : all.findLast((one) => one < from);
