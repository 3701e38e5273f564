/** The keyboard in the lanes: arrows from mark to mark, plus and minus to zoom, Shift with an arrow to select a span. */

import { go } from '../../state/address.js';
import { type Lane, lanes, type Mark } from './model.js';
import { panBy, zoomBy, zoomTo } from './range.js';
import { clear, endExtending, extend, selected } from './selection.js';
import { focusOnMark, open, reading, sights } from './spots.js';
import type { Spot } from './layout.js';

type Place = Readonly<{ lane: Lane; spot: Spot }>;

const placeOf = (target: EventTarget | null): Place | undefined => {
  const element = (target as Element | null)?.closest<SVGElement>('[data-spot]');
  const key = element?.closest<HTMLElement>('[data-lane]')?.dataset['lane'];
  const lane = lanes.peek().find((one) => one.key === key);
  const spot = sights
    .peek()
    .get(key ?? '')
    ?.spots.find((one) => one.key === element?.dataset['spot']);
  return lane === undefined || spot === undefined ? undefined : { lane, spot };
};

/** The mark beside a spot, in sight or not. */
const beside = ({ lane, spot }: Place, direction: 1 | -1): Mark | undefined => {
  const edge = direction === 1 ? spot.marks.at(-1) : spot.marks[0];
  const at = lane.marks.findIndex((mark) => mark === edge);
  return lane.marks[at + direction];
};

/** The spot of another lane that stands nearest, above or below. */
const across = ({ lane, spot }: Place, direction: 1 | -1): Place | undefined => {
  const all = lanes.peek();
  for (let at = all.indexOf(lane) + direction; at >= 0 && at < all.length; at += direction) {
    const other = all[at] as Lane;
    const [nearest] = [...(sights.peek().get(other.key)?.spots ?? [])].sort(
      (a, b) => Math.abs(a.x - spot.x) - Math.abs(b.x - spot.x),
    );
    if (nearest !== undefined) return { lane: other, spot: nearest };
  }
  return undefined;
};

const toMark = (lane: Lane, mark: Mark | undefined): void => {
  if (mark !== undefined) focusOnMark(lane, mark);
};

const along = (from: Place, direction: 1 | -1, selecting: boolean): void => {
  const mark = beside(from, direction);
  const day = (direction === 1 ? from.spot.marks[0] : from.spot.marks.at(-1))?.day;
  if (mark === undefined) return;
  if (selecting && day !== undefined) extend(day, mark.day);
  else endExtending();
  toMark(from.lane, mark);
};

const over = (from: Place, direction: 1 | -1): void => {
  const next = across(from, direction);
  if (next !== undefined) toMark(next.lane, next.spot.marks[0]);
};

/** Zoom, and keep the keyboard where it is. */
const zooming =
  (zoom: (around: number) => void) =>
  ({ lane, spot }: Place): void => {
    const [mark] = spot.marks;
    if (mark === undefined) return;
    zoom(mark.at);
    focusOnMark(lane, mark);
  };

const KEYS: Readonly<Record<string, (from: Place, event: KeyboardEvent) => void>> = {
  ArrowRight: (from, { shiftKey }) => along(from, 1, shiftKey),
  ArrowLeft: (from, { shiftKey }) => along(from, -1, shiftKey),
  ArrowDown: (from) => over(from, 1),
  ArrowUp: (from) => over(from, -1),
  Home: ({ lane }) => toMark(lane, lane.marks[0]),
  End: ({ lane }) => toMark(lane, lane.marks.at(-1)),
  Enter: ({ lane, spot }) => open(lane, spot),
  ' ': ({ lane, spot }) => open(lane, spot),
  '+': zooming((around) => zoomBy(0.5, around)),
  '=': zooming((around) => zoomBy(0.5, around)),
  '-': zooming((around) => zoomBy(2, around)),
  0: zooming(() => zoomTo('all')),
  y: zooming((around) => zoomTo('year', around)),
  m: zooming((around) => zoomTo('month', around)),
  d: zooming((around) => zoomTo('day', around)),
  PageUp: () => panBy(-0.5),
  PageDown: () => panBy(0.5),
  c: () => {
    if (selected.peek() !== undefined) go({ view: 'compare' });
  },
  Escape: () => {
    if (reading.peek() === undefined) clear();
    reading.value = undefined;
  },
};

export const onKey = (event: KeyboardEvent): void => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const from = placeOf(event.target);
  const act = KEYS[event.key];
  if (from === undefined || act === undefined) return;
  event.preventDefault();
  act(from, event);
};
