/** The span that is selected to be compared: its two dates stand in the URL as `from` and `to`. */

import { computed } from '@preact/signals';
import { address, go } from '../../state/address.js';
import { dayAt, numberAt, numberOf } from './range.js';

/** The selected days as numbers, from the first to after the last; nothing where none are. */
export const selected = computed<readonly [number, number] | undefined>(() => {
  const { from, to } = address.value;
  const [a, b] = [numberOf(from.slice(0, 10)), numberOf(to.slice(0, 10))];
  if (Number.isNaN(a) || Number.isNaN(b)) return undefined;
  return [Math.min(a, b), Math.max(a, b) + 1];
});

export const select = (a: string, b: string, how: 'replace' | 'drag' = 'replace'): void => {
  go(a <= b ? { from: a, to: b } : { from: b, to: a }, how);
};

export const clear = (): void => {
  go({ from: '', to: '' }, 'replace');
};

/** Where a selection by keys began: the day of the mark that had the keyboard. */
let anchor: string | undefined;

export const extend = (from: string, to: string): void => {
  anchor ??= from;
  select(anchor, to);
};

export const endExtending = (): void => {
  anchor = undefined;
};

/** How far a pointer goes before it drags, in pixels. */
const DRAG_PX = 5;

/** Selects what is dragged over on the tracks. `left` is where they begin on the screen. */
export const dragging = (event: PointerEvent, left: number, body: HTMLElement): void => {
  const start = event.clientX - left;
  const move = (moved: PointerEvent): void => {
    const x = moved.clientX - left;
    if (Math.abs(x - start) < DRAG_PX && selected.peek() === undefined) return;
    select(dayAt(numberAt(start)), dayAt(numberAt(x)), 'drag');
  };
  const done = (): void => {
    body.removeEventListener('pointermove', move);
    body.removeEventListener('pointerup', done);
    body.removeEventListener('pointercancel', done);
  };
  clear();
  body.setPointerCapture(event.pointerId);
  body.addEventListener('pointermove', move);
  body.addEventListener('pointerup', done);
  body.addEventListener('pointercancel', done);
};
