/** The board for the date and the knowledge asked of. Boards are asked for one by one and kept: a pinned one never changes. */

import { computed, effect, signal } from '@preact/signals';
import { ask, kept, pathTo } from '../api/client.js';
import type { Board, Cell } from '../api/types.js';
import { address } from './address.js';
import { asOf, clocks, clocksFor, dayOf } from './clocks.js';
import { opening } from './record.js';
import { resource } from './resource.js';
import { neighbour, stops } from './timeline.js';

const boardAt = (query: Readonly<Record<string, string>>): string => pathTo('/v1/positions', query);

/** How long one board stands at least while time is dragged, in milliseconds: the handle keeps its pace, whatever a board takes. */
const STAND_MS = 90;

const wanted = signal<string | undefined>(undefined);
let asked = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** A step is asked for at once; of many in a row, the one wanted when the last board has stood long enough. */
effect(() => {
  const url = clocks.value === undefined ? undefined : boardAt(clocks.value);
  clearTimeout(waiting);
  const want = (): void => {
    asked = performance.now();
    wanted.value = url;
  };
  const left = asked + STAND_MS - performance.now();
  if (left <= 0) want();
  else waiting = setTimeout(want, left);
});

const loaded = resource<Board>(() => wanted.value);

/** The board, or the one before it while the next is on its way. */
export const board = loaded.value;
export const askBoardAgain = loaded.again;

/** The cells of the board that is shown, by `actor/issue`. */
export const cells = computed<ReadonlyMap<string, Cell>>(
  () => new Map((board.value.answer?.cells ?? []).map((cell) => [`${cell.actor.id}/${cell.issue}`, cell])),
);

/** Resolves when the first board has come, or could not: what is seen first is asked for first. */
export const boardAnswered = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = effect(() => {
      const { answer, failure } = board.value;
      if (answer === undefined && failure === undefined && opening.value.failure === undefined) return;
      queueMicrotask(() => stop());
      resolve();
    });
  });

/** The day that the board that is shown answers for; another than the one asked of while the next is on its way. */
export const shownDay = computed(() => dayOf(board.value.answer?.asOf ?? ''));

/** What the service took the recorded time asked of to be; nothing while no board was answered. */
export const resolvedKnownAt = computed(() => board.value.answer?.knownAt);

/** Which way the reader last went in time. */
let direction: 1 | -1 = 1;
let before = '';

/** How many boards to have ready in the direction of travel. */
const AHEAD = 3;

const upcoming = (): readonly string[] => {
  const urls: string[] = [];
  let day: string | undefined = dayOf(asOf.peek());
  for (let step = 0; step < AHEAD && day !== undefined; step++) {
    day = neighbour(stops.peek(), day, direction);
    if (day !== undefined) urls.push(boardAt(clocksFor(day)));
  }
  return urls.filter((url) => kept(url) === undefined);
};

let fetching = false;

/** Ask for the boards next to the one that is shown, one at a time, while nothing more urgent is on its way. */
const prefetch = async (): Promise<void> => {
  if (fetching) return;
  fetching = true;
  try {
    for (let asked = 0; asked < AHEAD && !board.peek().loading; asked++) {
      const [next] = upcoming();
      if (next === undefined) return;
      await ask(next);
    }
  } catch {
    // What could not be had ahead of time is asked for when it is wanted, and said then.
  } finally {
    fetching = false;
  }
};

effect(() => {
  const now = asOf.value;
  if (before !== '' && now !== before) direction = now > before ? 1 : -1;
  before = now;
});

effect(() => {
  const { loading, answer } = board.value;
  if (!loading && answer !== undefined && stops.value.length > 0 && address.value.view === 'board')
    setTimeout(() => void prefetch(), 0);
});
