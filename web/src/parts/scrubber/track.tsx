/** The two clocks as two sliders on one axis: when it was said, above; when the record learned it, below. */

import { useLayoutEffect, useRef } from 'preact/hooks';
import { type Address, go } from '../../state/address.js';
import { resolvedKnownAt } from '../../state/board.js';
import { asOf, dayOf, knowsAll, latestDay, tied, today } from '../../state/clocks.js';
import { leap, pause, play, playing, step } from '../../state/play.js';
import { neighbour, perDay, recordedTimes, stops } from '../../state/timeline.js';
import { instantInWords, inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { timeWords } from '../../words/time.js';
import { Density, HEIGHT, RECORDED_TOP, SAID_TOP } from './density.js';
import { dayAt, numberAt, numberOf, place, width } from './scale.js';
import { Slider } from './slider.js';

/** The one of sorted texts whose day is nearest to a day number. */
const nearest = (all: readonly string[], number: number): string | undefined => {
  const day = dayAt(number);
  const after = all.find((one) => dayOf(one) >= day);
  const before = all.findLast((one) => dayOf(one) < day);
  if (after === undefined || before === undefined) return after ?? before;
  return numberOf(after) - number < number - numberOf(before) ? after : before;
};

/** How many days PageUp and PageDown go at least. */
const PAGE_DAYS = 30;

const page = (direction: 1 | -1): void => {
  const from = dayAt(numberOf(asOf.peek()) + direction * (PAGE_DAYS - 1));
  const day = neighbour(stops.peek(), from, direction) ?? stops.peek().at(direction === 1 ? -1 : 0);
  if (day !== undefined) go({ asOf: day });
};

const SAID_KEYS: Readonly<Record<string, () => unknown>> = {
  ArrowRight: () => step(1),
  ArrowUp: () => step(1),
  ArrowLeft: () => step(-1),
  ArrowDown: () => step(-1),
  PageUp: () => page(1),
  PageDown: () => page(-1),
  Home: () => leap('first'),
  End: () => leap('last'),
  ' ': () => (playing.peek() ? pause() : play()),
};

const taken = (keys: Readonly<Record<string, () => unknown>>, key: string): boolean => {
  const found = keys[key];
  found?.();
  return found !== undefined;
};

/** Whether the drag that is on has led anywhere yet: where it first does is a step that Back undoes, the rest replace it. */
let led = false;

const goAlong = (change: Partial<Address>, begins: boolean): void => {
  if (begins) led = false;
  if (go(change, led ? 'drag' : 'push')) led = true;
};

/** What the date is, for those who hear it. */
export const dateTold = (): string => {
  const words = say(timeWords);
  const day = dayOf(asOf.value);
  const count = perDay.value.get(day) ?? 0;
  const { comma, semicolon } = say(signs);
  const isLatest = count > 0 && day === latestDay.value;
  const which = isLatest ? comma + words.latest : day === today() ? comma + words.today : '';
  return `${inWords(day)}${which}${semicolon}${count === 0 ? words.noStatement : words.statements(count)}`;
};

const SaidSlider = () => {
  const all = stops.value;
  return (
    <Slider
      class="said"
      label={say(timeWords).saidSlider}
      at={asOf.value === '' ? 0 : place.value(asOf.value)}
      value={Math.max(
        0,
        all.findLastIndex((day) => day <= dayOf(asOf.value)),
      )}
      last={Math.max(0, all.length - 1)}
      text={dateTold()}
      top={SAID_TOP}
      height={RECORDED_TOP - 11 - SAID_TOP}
      onDrag={(x, begins) => {
        if (begins) pause();
        const day = nearest(stops.peek(), numberAt(x));
        if (day !== undefined) goAlong({ asOf: day }, begins);
      }}
      onKey={(key) => taken(SAID_KEYS, key)}
    />
  );
};

/** The change of the address that knows what was recorded by an instant; the last of all is what is known now. */
const known = (instant: string): Partial<Address> => ({
  tie: '',
  knownAt: instant === recordedTimes.peek().at(-1) ? '' : instant,
});

const knowBy = (instant: string | undefined): void => {
  if (instant !== undefined) go(known(instant));
};

const knownInstant = (): string | undefined =>
  knowsAll.value ? recordedTimes.value.at(-1) : (resolvedKnownAt.value?.time ?? recordedTimes.value[0]);

const KNOWN_KEYS: Readonly<Record<string, () => unknown>> = {
  ArrowRight: () => knowBy(neighbour(recordedTimes.peek(), knownInstant() ?? '', 1)),
  ArrowUp: () => knowBy(neighbour(recordedTimes.peek(), knownInstant() ?? '', 1)),
  ArrowLeft: () => knowBy(neighbour(recordedTimes.peek(), knownInstant() ?? '', -1)),
  ArrowDown: () => knowBy(neighbour(recordedTimes.peek(), knownInstant() ?? '', -1)),
  Home: () => knowBy(recordedTimes.peek()[0]),
  End: () => knowBy(recordedTimes.peek().at(-1)),
};

/** What is known, in words. */
export const knowledgeTold = (): string => {
  const words = say(timeWords);
  if (knowsAll.value) return words.knownNow;
  if (tied.value) return words.knownThen(inWords(asOf.value));
  const instant = resolvedKnownAt.value?.time;
  return instant === undefined ? words.knownNow : words.knownOn(instantInWords(instant));
};

const KnownSlider = () => {
  const all = recordedTimes.value;
  const instant = knownInstant();
  return (
    <Slider
      class={tied.value ? 'known tied' : 'known'}
      label={say(timeWords).knownSlider}
      at={instant === undefined ? 0 : place.value(tied.value ? asOf.value : instant)}
      value={
        instant === undefined
          ? 0
          : Math.max(
              0,
              all.findLastIndex((one) => one <= instant),
            )
      }
      last={Math.max(0, all.length - 1)}
      text={knowledgeTold()}
      top={RECORDED_TOP - 11}
      height={HEIGHT - RECORDED_TOP + 11}
      onDrag={(x, begins) => {
        const instant = nearest(recordedTimes.peek(), numberAt(x));
        if (instant !== undefined) goAlong(known(instant), begins);
      }}
      onKey={(key) => taken(KNOWN_KEYS, key)}
    />
  );
};

export const Track = () => {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => (width.value = Math.max(120, element.clientWidth)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return (
    <div class="track" ref={box} style={{ height: `${HEIGHT}px` }}>
      <Density />
      <SaidSlider />
      <KnownSlider />
    </div>
  );
};
