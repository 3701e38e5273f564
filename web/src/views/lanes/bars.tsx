/** The runs of a stance as bars, and the brackets of rough dates. */

import { StanceShape } from '../../parts/stance.js';
import { dayOf } from '../../state/clocks.js';
import { inWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { stanceWords } from '../../words/stances.js';
import { end } from './asked.js';
import type { Mark, Run } from './model.js';
import { EDGE, type Frame, numberOf } from './range.js';
import { laneWords } from './words.js';

/** Heights in units: the words above, the bar with its marks, the brackets below. */
export const HEIGHT = 50;
export const BAR = 29;
const THICK = 12;
const THIN = 7;
const BRACKET = 44;

/** How wide a stance’s shape is with the room after it, in pixels. */
const SHAPE_PX = 16;

/** How wide words are, about, in pixels: enough to know whether they fit. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 12 : 6.6), 0);

/** Where a run stands in sight, and where it was last stated; nothing where it is out of sight. */
const extent = (
  run: Run,
  { range: [from, to], place, width }: Frame,
): Readonly<{ x1: number; x2: number; stated: number }> | undefined => {
  if ((run.to ?? to) < from || run.from > to) return undefined;
  const x1 = Math.max(-2, place(run.from));
  const x2 = Math.min(width + 2, place(run.to ?? numberOf(dayOf(end.value)) + 1));
  return { x1, x2, stated: Math.min(x2, Math.max(x1, place(run.stated))) };
};

export const runTold = (run: Run): string =>
  `${say(stanceWords)[run.stance]} ${say(laneWords).since(inWords(run.since, 'short'))}`;

type Label = { run: Run; by: Frame; first: boolean };

/** Over the beginning of its bar; before it, where there is no room over it and nothing stands before. */
export const RunLabel = ({ run, by, first }: Label) => {
  const seen = extent(run, by);
  if (seen === undefined) return null;
  const [x1, x2] = [Math.max(seen.x1, 2), seen.x2];
  const stance = say(stanceWords)[run.stance];
  const whole = runTold(run);
  const fits = (text: string): boolean => widthOf(text) + SHAPE_PX < x2 - x1;
  const ahead = first && !fits(whole) && x1 > widthOf(whole) + SHAPE_PX;
  const text = ahead ? whole : [whole, stance].find(fits);
  if (x2 - x1 < SHAPE_PX && !ahead) return null;
  return (
    <g class="run-label" transform={`translate(${ahead ? x1 - 5 : x1} 2)`}>
      <StanceShape of={run.stance} />
      {text !== undefined && (
        <text x={ahead ? -5 : SHAPE_PX} y="10" text-anchor={ahead ? 'end' : 'start'}>
          {text}
        </text>
      )}
    </g>
  );
};

export const RunShown = ({ run, by }: { run: Run; by: Frame }) => {
  const seen = extent(run, by);
  if (seen === undefined) return null;
  const { x1, x2, stated } = seen;
  const fill = `url(#bar-${run.stance})`;
  return (
    <g class="run">
      {stated > x1 && <rect x={x1} y={BAR - THICK / 2} width={stated - x1} height={THICK} fill={fill} />}
      {x2 > stated && (
        <rect class="faint" x={stated} y={BAR - THIN / 2} width={x2 - stated} height={THIN} fill={fill} />
      )}
    </g>
  );
};

/** How wide a range is drawn at least, in pixels. */
const BRACKET_PX = 10;

/** The days something may have been said on, where they are seen to be more than one. */
export const Bracket = ({ mark, by }: { mark: Mark; by: Frame }) => {
  const held = (number: number): number => Math.min(by.width - EDGE / 2, Math.max(EDGE / 2, by.place(number)));
  const [x1, x2] = [held(mark.from), held(mark.to)];
  if (mark.to - mark.from <= 1 || x2 - x1 < BRACKET_PX) return null;
  return <path class="bracket" d={`M${x1} ${BRACKET - 4}V${BRACKET}H${x2}V${BRACKET - 4}`} />;
};

/** The patterns that bars are filled with: one for each stance, told apart without colour. */
export const Patterns = () => (
  <svg class="patterns" width="0" height="0" aria-hidden="true">
    <defs>
      <pattern id="bar-affirms" width="4" height="4" patternUnits="userSpaceOnUse">
        <rect width="4" height="4" class="bar-ink" />
      </pattern>
      <pattern id="bar-denies" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="6" height="6" class="bar-ground" />
        <rect width="2.2" height="6" class="bar-ink" />
      </pattern>
      <pattern id="bar-conditional" width="4" height={THICK} y={BAR} patternUnits="userSpaceOnUse">
        <rect width="4" height={THICK} class="bar-ground" />
        <rect width="4" height={THICK / 2} class="bar-ink" />
      </pattern>
      <pattern id="bar-mixed" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" class="bar-ground" />
        <path d="M0 0h3v3H0ZM3 3h3v3H3Z" class="bar-ink" />
      </pattern>
    </defs>
  </svg>
);

/** A small piece of a bar, for the key. */
export const BarSample = ({ of }: { of: Run['stance'] }) => (
  <svg width="34" height={THICK} aria-hidden="true">
    <g transform={`translate(0 ${-(BAR - THICK / 2)})`}>
      <rect y={BAR - THICK / 2} width="34" height={THICK} fill={`url(#bar-${of})`} />
    </g>
  </svg>
);
