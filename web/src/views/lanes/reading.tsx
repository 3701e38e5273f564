/** What a mark says, beside it: shown while it has the keyboard or is pointed at. */

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HistoryEntry } from '../../api/types.js';
import { ActorName } from '../../parts/names.js';
import { StanceWord } from '../../parts/stance.js';
import { instantInWords, inWords, saidInWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { contesterOf, dateTold, gatheredTold, LaneShape, wordOf } from './marks.js';
import type { Mark } from './model.js';
import { reading } from './spots.js';
import { laneWords } from './words.js';

/** How many of several are told. */
const MOST = 6;

const Entry = ({ entry }: { entry: HistoryEntry }) => {
  const words = say(laneWords);
  const { evidence } = entry;
  const [citation] = evidence.citations;
  return (
    <>
      <p>
        <ActorName id={evidence.speaker.id} name={evidence.speaker.name} />
        {evidence.post !== undefined && say(signs).comma + evidence.post}{' '}
        <span class="soft">· {evidence.channel.kind}</span>
      </p>
      {evidence.condition !== undefined && <p>{words.onCondition(evidence.condition)}</p>}
      {citation?.quote !== undefined && <blockquote lang={citation.quote.language}>{citation.quote.exact}</blockquote>}
      <p class="soft small">
        {citation?.publisher}
        {' · '}
        {words.recorded(instantInWords(evidence.recorded.time))}
      </p>
    </>
  );
};

const Told = ({ mark }: { mark: Mark }) => {
  const words = say(laneWords);
  const { change, entry, kind } = mark;
  const rough = entry !== undefined && entry.evidence.said.firstDay !== entry.evidence.said.lastDay;
  return (
    <>
      <p class="reading-head">
        <LaneShape kind={kind} />{' '}
        <strong>{kind === 'contested' ? words.contestedBy(contesterOf(mark) ?? '') : wordOf(kind)}</strong>
        {entry !== undefined && kind !== 'corrected' && entry.evidence.stance !== 'declines' && (
          <StanceWord of={entry.evidence.stance} />
        )}
      </p>
      <p>
        {entry?.kind === 'withdrawn'
          ? [saidInWords(entry.evidence.said), words.withdrawnOn(inWords(entry.day))].join(say(signs).semicolon)
          : dateTold(mark)}
        {rough && kind !== 'corrected' && <span class="soft"> · {words.counts(inWords(mark.day))}</span>}
      </p>
      {kind === 'later' && change !== undefined && <p>{words.learnedAt(instantInWords(change.recorded))}</p>}
      {kind === 'corrected' && change !== undefined && <p>{words.correctedAt(instantInWords(change.recorded))}</p>}
      {change !== undefined && <p lang="en">{change.why}</p>}
      {entry !== undefined && kind !== 'corrected' && <Entry entry={entry} />}
      <p class="soft small">{kind === 'later' ? words.openThen : words.openDay}</p>
    </>
  );
};

const Gathered = ({ marks }: { marks: readonly Mark[] }) => (
  <>
    <p class="reading-head">
      <strong>{gatheredTold(marks)}</strong>
    </p>
    <ul>
      {marks.slice(0, MOST).map((mark) => (
        <li key={mark.key}>
          <LaneShape kind={mark.kind} size={12} /> {inWords(mark.day, 'short')}
          {say(signs).colon}
          {wordOf(mark.kind)}
        </li>
      ))}
      {marks.length > MOST && <li>…</li>}
    </ul>
    <p class="soft small">{say(laneWords).openGathered}</p>
  </>
);

/** How far it stands from its mark and from the edges, in pixels. */
const GAP = 18;

type Spot = Readonly<{ left: number; top: number }>;

/** Under its mark; above it where there is no room under it. */
const standing = (box: HTMLElement, mark: Element): Spot => {
  const body = (box.offsetParent ?? document.body).getBoundingClientRect();
  const at = mark.getBoundingClientRect();
  const middle = at.left + at.width / 2 - body.left;
  const left = Math.max(0, Math.min(middle - box.offsetWidth / 2, body.width - box.offsetWidth));
  const under = at.bottom + GAP + box.offsetHeight < innerHeight || at.top < box.offsetHeight + GAP * 8;
  return { left, top: under ? at.bottom - body.top + GAP / 2 : at.top - body.top - box.offsetHeight - GAP };
};

export const Reading = () => {
  const box = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState<Spot>({ left: 0, top: 0 });
  const shown = reading.value;
  useLayoutEffect(() => {
    if (box.current !== null && shown !== undefined) setSpot(standing(box.current, shown.element));
  }, [shown]);
  if (shown === undefined) return null;
  const [mark] = shown.spot.marks;
  return (
    <div
      class="reading"
      id="lane-reading"
      role="tooltip"
      ref={box}
      style={{ transform: `translate(${Math.round(spot.left)}px, ${Math.round(spot.top)}px)` }}
    >
      {shown.spot.marks.length > 1 || mark === undefined ? <Gathered marks={shown.spot.marks} /> : <Told mark={mark} />}
    </div>
  );
};
