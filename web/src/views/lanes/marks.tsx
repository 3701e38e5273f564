/** The shapes and words of marks on a lane. */

import { MarkShape } from '../../parts/mark.js';
import { nameOf } from '../../parts/names.js';
import { inWords, saidInWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { markWords, stanceWords } from '../../words/stances.js';
import type { Spot } from './layout.js';
import type { LaneMark, Mark } from './model.js';
import { laneWords } from './words.js';

export const wordOf = (kind: LaneMark): string =>
  kind === 'not-counted' ? say(laneWords).uncounted : say(markWords)[kind];

const Uncounted = ({ size }: { size: number }) => (
  <svg class="shape" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
    <path d="M3 3h10v10H3Z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.4 2" />
  </svg>
);

/** A shape on 16 by 16, drawn in `size` pixels. */
export const LaneShape = ({ kind, size = 14 }: { kind: LaneMark; size?: number }) =>
  kind === 'not-counted' ? <Uncounted size={size} /> : <MarkShape kind={kind} size={size} />;

/** Of several marks, which shape stands for all. */
const TELLING: readonly LaneMark[] = [
  'shifted',
  'withdrawn',
  'contested',
  'new',
  'corrected',
  'later',
  'declined',
  'reaffirmed',
  'not-counted',
];
export const mostTelling = (marks: readonly Mark[]): LaneMark =>
  TELLING.find((kind) => marks.some((mark) => mark.kind === kind)) ?? 'reaffirmed';

/** When it was said, as precisely as it is known; of what was withdrawn, the day of that. */
export const dateTold = ({ day, entry, change, kind }: Mark): string => {
  if (entry !== undefined && kind !== 'corrected')
    return entry.kind === 'withdrawn' ? inWords(entry.day) : saidInWords(entry.evidence.said);
  return change === undefined ? inWords(day) : saidInWords({ edtf: change.said.edtf, lastDay: day });
};

export const contesterOf = ({ change }: Mark): string | undefined =>
  change?.by === undefined ? undefined : nameOf(change.by).text;

const counted = (marks: readonly Mark[]): string => {
  const kinds = [...new Set(marks.map(({ kind }) => kind))];
  return kinds
    .map((kind) => wordOf(kind) + say(laneWords).times(marks.filter((mark) => mark.kind === kind).length))
    .join(', ');
};

export const gatheredTold = (marks: readonly Mark[]): string => {
  const [first, last] = [marks[0]?.day ?? '', marks.at(-1)?.day ?? ''];
  return say(laneWords).gathered(marks.length, inWords(first, 'short'), inWords(last, 'short'));
};

/** A spot in words: the name that a screen reader gives it. */
export const told = ({ marks }: Spot): string => {
  const [mark] = marks;
  if (mark === undefined) return '';
  if (marks.length > 1) return `${gatheredTold(marks)}: ${counted(marks)}`;
  const by = contesterOf(mark);
  const stance = mark.entry?.evidence.stance;
  const speaker = mark.entry?.evidence.speaker;
  const word = mark.kind === 'contested' && by !== undefined ? say(laneWords).contestedBy(by) : wordOf(mark.kind);
  const said =
    stance === undefined || stance === 'declines' || mark.kind === 'corrected' ? '' : `: ${say(stanceWords)[stance]}`;
  return `${dateTold(mark)}. ${word}${said}${speaker === undefined ? '' : `. ${nameOf(speaker.id, speaker.name).text}`}`;
};
