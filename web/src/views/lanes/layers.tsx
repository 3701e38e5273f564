/** What lies behind and before all lanes: the axis, its lines, the selected span, the date asked of. */

import { asOf, dayOf } from '../../state/clocks.js';
import { inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { numberOf, place, ticks, unit, width } from './range.js';
import { selected } from './selection.js';
import { laneWords } from './words.js';

const AXIS_HEIGHT = 40;
/** How near to an end a label would be cut off. */
const END = 26;

/** Where the date asked of stands: at the end of its day, since all that was said on it counts. */
const nowAt = (): number => place.value(numberOf(dayOf(asOf.value)) + 1);

const inSight = (x: number): boolean => x >= 0 && x <= width.value;

const NowLabel = () => {
  const x = nowAt();
  if (!inSight(x)) return null;
  const anchor = x > width.value - 170 ? 'end' : 'start';
  return (
    <text class="now-label" x={anchor === 'end' ? x - 6 : x + 6} y="13" text-anchor={anchor}>
      {say(laneWords).asOf(inWords(asOf.value, 'short'))}
    </text>
  );
};

export const Axis = () => (
  <svg
    class="axis-picture"
    width={width.value * unit.value}
    height={AXIS_HEIGHT * unit.value}
    viewBox={`0 0 ${width.value} ${AXIS_HEIGHT}`}
    aria-hidden="true"
  >
    <path class="now" d={inSight(nowAt()) ? `M${nowAt()} 0V${AXIS_HEIGHT}` : 'M0 0'} />
    <NowLabel />
    {ticks.value
      .filter(({ middle }) => middle > END && middle < width.value - END)
      .map(({ middle, label, major }) => (
        <text key={middle} class={major ? 'tick major' : 'tick'} x={middle} y="32" text-anchor="middle">
          {label}
        </text>
      ))}
  </svg>
);

type Line = { class: string; at: number };

const Line = ({ class: kind, at }: Line) => (
  <line class={kind} x1={at * unit.value} x2={at * unit.value} y1="0" y2="100%" />
);

const Area = ({ class: kind, from, to }: { class: string; from: number; to: number }) => (
  <rect class={kind} x={from * unit.value} y="0" width={Math.max(0, to - from) * unit.value} height="100%" />
);

export const Behind = () => {
  const span = selected.value;
  return (
    <svg class="layer behind" width={width.value * unit.value} height="100%" aria-hidden="true">
      {span !== undefined && <Area class="selected" from={place.value(span[0])} to={place.value(span[1])} />}
      {ticks.value.map(({ x, major }) => (
        <Line key={x} class={major ? 'gridline major' : 'gridline'} at={x} />
      ))}
    </svg>
  );
};

/** What was said after the date asked of is veiled, and stays to be read. */
export const Before = () => {
  const x = nowAt();
  return (
    <svg class="layer before" width={width.value * unit.value} height="100%" aria-hidden="true">
      {x < width.value && <Area class="veil" from={Math.max(0, x)} to={width.value} />}
      {inSight(x) && <Line class="now" at={x} />}
      {selected.value?.map((number) => (
        <Line key={number} class="selected-end" at={place.value(number)} />
      ))}
    </svg>
  );
};
