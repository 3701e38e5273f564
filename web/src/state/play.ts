/** Moving through time: steps between statements, and playing them one after the other. */

import { effect, signal } from '@preact/signals';
import { go } from './address.js';
import { asOf, dayOf } from './clocks.js';
import { board } from './board.js';
import { neighbour, stops } from './timeline.js';

export const playing = signal(false);

/** Steps a second. */
export const SPEEDS = [0.5, 1, 2, 4, 8] as const;
export const speed = signal<number>(1);

/** Step to the next statement, or the one before; whether there was one. */
export const step = (direction: 1 | -1, how: 'push' | 'replace' | 'drag' = 'push'): boolean => {
  const day = neighbour(stops.peek(), dayOf(asOf.peek()), direction);
  if (day !== undefined) go({ asOf: day }, how);
  return day !== undefined;
};

/** Go to the first or the last stop. */
export const leap = (to: 'first' | 'last'): void => {
  const day = stops.peek().at(to === 'first' ? 0 : -1);
  if (day !== undefined) go({ asOf: day });
};

/** Whether what is played has led anywhere: its first step is one that Back undoes, and the rest replace it. */
let led = false;

/** Play from here; from the first statement where this is the last. */
export const play = (): void => {
  led = false;
  if (neighbour(stops.peek(), dayOf(asOf.peek()), 1) === undefined) leap('first');
  playing.value = true;
};

export const pause = (): void => {
  playing.value = false;
};

let timer: ReturnType<typeof setTimeout> | undefined;

/** The next step waits for the board of this one: what is played is what is seen. */
effect(() => {
  clearTimeout(timer);
  if (!playing.value || board.value.loading) return;
  timer = setTimeout(() => {
    if (!step(1, led ? 'drag' : 'push')) playing.value = false;
    led = true;
  }, 1000 / speed.value);
});
