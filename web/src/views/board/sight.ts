/** Which rows of a large board are in sight: the others are drawn anew when time rests, so that it follows the scrubber. */

import { effect, type ReadonlySignal, signal, useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { board } from '../../state/board.js';
import { asOf, knowsAll } from '../../state/clocks.js';
import { knownPosition } from '../../state/knowledge.js';
import { byCell } from '../../state/timeline.js';

/** How long nothing moves before rows out of sight are drawn anew, in milliseconds. */
const REST_MS = 200;

/** How many times the board has come to rest. */
export const rests = signal(0);

effect(() => {
  void [board.value, byCell.value, asOf.value, knowsAll.value, knownPosition.value];
  const timer = setTimeout(() => rests.value++, REST_MS);
  return () => clearTimeout(timer);
});

/** How far out of sight a row is still drawn with those in sight, so that none is seen late. */
const MARGIN = '300px 0px';

type Sight = Readonly<{ row: { current: HTMLTableRowElement | null }; near: ReadonlySignal<boolean> }>;

/** Whether a row is in sight or near it; always, where the board is `whole`. */
export const useSight = (whole: boolean): Sight => {
  const row = useRef<HTMLTableRowElement>(null);
  const near = useSignal(true);
  useLayoutEffect(() => {
    const element = row.current;
    near.value = true;
    if (whole || element === null) return undefined;
    const options: IntersectionObserverInit & { scrollMargin: string } = { rootMargin: MARGIN, scrollMargin: MARGIN };
    const watch = new IntersectionObserver((seen) => (near.value = seen.at(-1)?.isIntersecting ?? true), options);
    watch.observe(element);
    return () => watch.disconnect();
  }, [whole]);
  return { row, near };
};
