/** The picture behind the handles: how many statements stand where, which of them were learned later, and when. */

import { computed } from '@preact/signals';
import { knownPosition, learnedLater } from '../../state/knowledge.js';
import { asOf, dayOf } from '../../state/clocks.js';
import { acts, type Act, saidDays } from '../../state/timeline.js';
import { axis, dayWidth, MARGIN, numberOf, place, placeInWhole, shown, span, width } from './scale.js';

/** The rows of the picture, in pixels from the top. */
const WHOLE_Y = 7;
export const SAID_TOP = 18;
export const SAID_BASE = 56;
export const RECORDED_TOP = 78;
export const HEIGHT = 104;

/** How wide a bar is: thin where days are thin, broad enough to be seen hollow where there is room. */
const bar = computed(() => Math.round(Math.min(9, Math.max(3, dayWidth.value * 0.3))));
const TALLEST = 30;
const SHORTEST = 9;
/** How many links are drawn at most: more would be a wash. */
const MOST_LINKS = 60;

type Bins = ReadonlyMap<number, number>;

const binned = (all: readonly Act[], dayIn: (act: Act) => string): Bins => {
  const bins = new Map<number, number>();
  const [at, end] = [place.value, width.value - MARGIN + 1];
  for (const act of all) {
    const x = at(dayIn(act));
    if (x < MARGIN - 1 || x > end) continue;
    const bin = dayWidth.value > bar.value ? Math.round(x) : Math.round(x / bar.value) * bar.value;
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  return bins;
};

const tallest = (...all: readonly Bins[]): number => Math.max(1, ...all.flatMap((bins) => [...bins.values()]));

/** Bars as one path: up from a base, or down from it. */
const bars = (bins: Bins, most: number, base: number, down: boolean, reach: number): string => {
  let path = '';
  for (const [x, count] of bins) {
    const height = Math.min(reach, SHORTEST + (reach - SHORTEST) * Math.sqrt((count - 1) / Math.max(1, most - 1)));
    path += `M${x - (bar.value - 1) / 2} ${base}v${down ? height : -height}h${bar.value - 1}v${down ? -height : height}`;
  }
  return path;
};

const pictures = computed(() => {
  const known = knownPosition.value;
  const [then, later] = [acts.value.filter((a) => a.position <= known), acts.value.filter((a) => a.position > known)];
  const said = [binned(then, (act) => act.day), binned(later, (act) => act.day)] as const;
  const learned = [binned(then, (a) => dayOf(a.recorded)), binned(later, (a) => dayOf(a.recorded))] as const;
  const [mostSaid, mostLearned] = [tallest(...said), tallest(...learned)];
  return {
    said: bars(said[0], mostSaid, SAID_BASE, false, TALLEST),
    saidLater: bars(said[1], mostSaid, SAID_BASE, false, TALLEST),
    learned: bars(learned[0], mostLearned, RECORDED_TOP, true, 18),
    learnedLater: bars(learned[1], mostLearned, RECORDED_TOP, true, 18),
  };
});

const links = computed(() =>
  learnedLater.value
    .slice(0, MOST_LINKS)
    .map(({ day, recorded }) => `M${place.value(day)} ${SAID_BASE}L${place.value(dayOf(recorded))} ${RECORDED_TOP}`)
    .join(''),
);

const Axis = () => (
  <g class="axis">
    <path d={`M0 ${SAID_BASE + 0.5}H${width.value}M0 ${RECORDED_TOP - 0.5}H${width.value}`} />
    {axis.value.map(({ x, label, major }) => (
      <g key={label + x} class={major ? 'major' : undefined}>
        <path d={`M${Math.round(x) + 0.5} ${SAID_BASE}v3M${Math.round(x) + 0.5} ${RECORDED_TOP}v-3`} />
        <text x={x} y={(SAID_BASE + RECORDED_TOP) / 2} text-anchor="middle" dominant-baseline="central">
          {label}
        </text>
      </g>
    ))}
  </g>
);

const Future = () => {
  const x = Math.min(width.value, Math.max(0, asOf.value === '' ? width.value : place.value(asOf.value) + bar.value));
  return <rect class="future" x={x} y={SAID_TOP} width={Math.max(0, width.value - x)} height={SAID_BASE - SAID_TOP} />;
};

const wholeDays = computed(() => {
  const places = new Set(saidDays.value.map((day) => Math.round(placeInWhole.value(numberOf(day)))));
  return [...places].map((x) => `M${x} ${WHOLE_Y - 3}v7`).join('');
});

/** All of the record in one thin line, with what the track shows of it framed; nothing where it shows all. */
const Whole = () => {
  if (span.value === 'all') return null;
  const [from, to] = shown.value.map(placeInWhole.value) as [number, number];
  return (
    <g class="whole">
      <path d={`M0 ${WHOLE_Y + 0.5}H${width.value}`} />
      <path class="days" d={wholeDays.value} />
      <rect x={from - 3} y={WHOLE_Y - 5.5} width={Math.max(6, to - from + 6)} height="12" rx="2" />
    </g>
  );
};

export const Density = () => (
  <svg class="density" width={width.value} height={HEIGHT} aria-hidden="true">
    <Whole />
    <path class="bars" d={pictures.value.said} />
    <path class="bars later" d={pictures.value.saidLater} />
    <path class="bars" d={pictures.value.learned} />
    <path class="bars later" d={pictures.value.learnedLater} />
    <Future />
    <path class="links" d={links.value} />
    <Axis />
  </svg>
);
