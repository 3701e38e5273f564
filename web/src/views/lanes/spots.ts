/** Where the marks in sight stand, which of them has the keyboard, and what is read of them. */

import { computed, signal } from '@preact/signals';
import { go } from '../../state/address.js';
import { type Spot, spotsOf } from './layout.js';
import { type Lane, lanes } from './model.js';
import { type Frame, frame, range, reveal, show, ZOOMS } from './range.js';

/** Of each lane, the spots in sight from the left, and how many marks are out of sight on either side. */
export type Sight = Readonly<{ spots: readonly Spot[]; earlier: number; later: number }>;

export const sightOf = ({ marks }: Lane, { range: [from, to], place }: Frame): Sight => ({
  spots: spotsOf(
    marks.filter(({ at }) => at >= from && at <= to),
    place,
  ),
  earlier: marks.filter(({ at }) => at < from).length,
  later: marks.filter(({ at }) => at > to).length,
});

export const sights = computed(
  () => new Map(lanes.value.map((lane) => [lane.key, sightOf(lane, frame.value)] as const)),
);

const active = signal('');

const nameOf = (lane: string, mark: string | undefined): string => `${lane}#${mark ?? ''}`;

const holds = (lane: string, spot: Spot, name: string): boolean =>
  spot.marks.some(({ key }) => nameOf(lane, key) === name);

/** The one spot that Tab goes to: where the reader last was, else the first in sight. */
export const tabStop = computed(() => {
  let first = '';
  for (const [lane, { spots }] of sights.value)
    for (const spot of spots) {
      first ||= nameOf(lane, spot.key);
      if (holds(lane, spot, active.value)) return nameOf(lane, spot.key);
    }
  return first;
});

export const isTabStop = (lane: string, spot: Spot): boolean => tabStop.value === nameOf(lane, spot.key);

export const hasTabStop = (lane: string): boolean => tabStop.value.startsWith(nameOf(lane, ''));

/** What is being read: a spot that has the keyboard or is pointed at. */
export const reading = signal<Readonly<{ lane: Lane; spot: Spot; element: SVGElement }> | undefined>(undefined);

export const isRead = (lane: string, spot: Spot): boolean =>
  reading.value?.lane.key === lane && reading.value.spot.key === spot.key;

export const read = (lane: Lane, spot: Spot, element: SVGElement): void => {
  reading.value = { lane, spot, element };
};

export const setActive = (lane: string, spot: Spot): void => {
  if (!holds(lane, spot, active.peek())) active.value = nameOf(lane, spot.marks[0]?.key);
};

/** Give the keyboard to the spot that a mark is in, once it is drawn; it is brought into sight first. */
export const focusOnMark = (lane: Lane, mark: Lane['marks'][number]): void => {
  active.value = nameOf(lane.key, mark.key);
  reveal(mark.at);
  requestAnimationFrame(() => {
    const spot = document.querySelector<SVGElement>('.lanes [data-spot][tabindex="0"]');
    spot?.focus({ preventScroll: true });
    spot?.scrollIntoView({ block: 'nearest' });
  });
};

/** Draw near to marks that stand together; false where nearer is not possible. */
const drawNear = (spot: Spot): boolean => {
  const [first, last] = [spot.marks[0]?.at ?? 0, spot.marks.at(-1)?.at ?? 0];
  const [from, to] = range.peek();
  if (to - from <= ZOOMS.day + 0.01) return false;
  const air = Math.max(1.5, (last - first) * 0.25);
  show([first - air, last + air]);
  return true;
};

/** What Enter and a click do: several are drawn near, one opens the position of its day. */
export const open = (lane: Lane, spot: Spot): void => {
  const [mark] = spot.marks;
  if (mark === undefined) return;
  reading.value = undefined;
  if (spot.marks.length > 1 && drawNear(spot)) return focusOnMark(lane, mark);
  const card = `${lane.actor}/${lane.issue}`;
  if (mark.kind === 'later') go({ card, asOf: mark.day, tie: '', knownAt: String(mark.change?.position ?? '') });
  else go({ card, asOf: mark.day });
};
