/** Marks: each kind has a shape of its own and its word; none is told by colour. */

import { type MarkKind, markWords } from '../words/stances.js';
import { say } from '../words/language.js';

/** Drawn on 16 by 16, in the text’s colour. `fill` shapes are filled, the others are lines. */
const SHAPES: Readonly<Record<MarkKind, Readonly<{ fill?: string; line?: string; dashed?: true }>>> = {
  new: { fill: 'M8 1.5 14.5 8 8 14.5 1.5 8Z' },
  reaffirmed: { line: 'M2.5 5.5h11M2.5 10.5h11' },
  shifted: { line: 'M2 11.5h6.5l-2.6 2.8M14 4.5H7.5l2.6-2.8' },
  withdrawn: { line: 'M13.5 12.5v-4a3 3 0 0 0-3-3H3M6.5 2 3 5.5 6.5 9' },
  declined: { line: 'M8 2a6 6 0 1 0 .01 0M4.5 8h7' },
  characterised: { line: 'M2.5 3h11v7.5H8L4.5 14v-3.5h-2Z' },
  contested: { fill: 'M1 3.5 7 8l-6 4.5ZM15 3.5 9 8l6 4.5Z' },
  silent: { line: 'M8 2a6 6 0 1 0 .01 0', dashed: true },
  corrected: { line: 'M2 14h12M3.5 10.5 10.5 3.5l2.5 2.5-7 7H3.5Z' },
  later: { line: 'M8 2a6 6 0 1 0 .01 0M8 4.8V8l2.6 1.8' },
};

/** The shape alone, for where the word stands beside it. `size` in pixels. */
export const MarkShape = ({ kind, size = 12 }: { kind: MarkKind; size?: number }) => {
  const { fill, line, dashed } = SHAPES[kind];
  return (
    <svg class="shape" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {fill !== undefined && <path d={fill} fill="currentColor" />}
      {line !== undefined && (
        <path
          d={line}
          fill="none"
          stroke="currentColor"
          stroke-width="1.8"
          stroke-dasharray={dashed ? '2.4 2.3' : undefined}
        />
      )}
    </svg>
  );
};

/** A mark: its shape and its word. */
export const Mark = ({ kind }: { kind: MarkKind }) => (
  <span class={`mark mark-${kind}`}>
    <MarkShape kind={kind} />
    <span>{say(markWords)[kind]}</span>
  </span>
);
