/** Time: the date asked of, the two clocks on one axis, and the buttons. Everything on the page follows it. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { asOf } from '../../state/clocks.js';
import { timelineRead } from '../../state/timeline.js';
import { say } from '../../words/language.js';
import { timeWords } from '../../words/time.js';
import { Knowledge } from './knowledge.js';
import { Track } from './track.js';
import { AnyDay, Buttons, DateShown, Span } from './transport.js';

/** Tells the styles how high it is, for what sticks below it. */
const useHeightTold = (): { current: HTMLElement | null } => {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() => style.setProperty('--scrubber-height', `${element.offsetHeight}px`));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return box;
};

export const Scrubber = () => {
  const words = say(timeWords);
  const box = useHeightTold();
  return (
    <section ref={box} class="scrubber" aria-label={words.time} aria-busy={!timelineRead.value}>
      <div class="scrubber-top">
        {asOf.value === '' ? <div class="date-shown" /> : <DateShown />}
        <Buttons />
        <AnyDay />
        <Span />
      </div>
      <div class="clocks">
        <div class="clock-names" aria-hidden="true">
          <span>{words.said}</span>
          <span>{words.known}</span>
        </div>
        <Track />
      </div>
      <Knowledge />
    </section>
  );
};
