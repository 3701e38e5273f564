/** One lane: its name, the runs of a stance as bars, and a mark for each statement. */

import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ActorName, nameOf, Wording, wordingOf } from '../../parts/names.js';
import { asOf, dayOf } from '../../state/clocks.js';
import { say } from '../../words/language.js';
import { BAR, Bracket, HEIGHT, RunLabel, RunShown, runTold } from './bars.js';
import { LaneCorrected } from './corrected.js';
import type { Spot } from './layout.js';
import { LaneShape, mostTelling, told } from './marks.js';
import type { Lane } from './model.js';
import { type Frame, frame, numberOf, range, rested, reveal } from './range.js';
import { focusOnMark, hasTabStop, isRead, isTabStop, open, read, setActive, sightOf, tabStop } from './spots.js';
import { laneWords } from './words.js';

const Inside = ({ spot }: { spot: Spot }) => {
  const [mark] = spot.marks;
  if (mark === undefined) return null;
  if (spot.marks.length > 1)
    return (
      <>
        <rect class="pill" x="-19" y="-10" width="38" height="20" rx="10" />
        <g transform="translate(-14 -7)">
          <LaneShape kind={mostTelling(spot.marks)} />
        </g>
        <text class="count" x="8" y="4">
          {spot.marks.length}
        </text>
      </>
    );
  const late = mark.kind === 'later';
  return (
    <>
      <circle class={late ? 'ghost-ring' : 'halo'} r="10" />
      <g transform="translate(-7 -7)" class={late ? 'ghost-shape' : undefined}>
        <LaneShape kind={mark.kind} />
      </g>
    </>
  );
};

const SpotShown = ({ lane, spot }: { lane: Lane; spot: Spot }) => {
  const stop = useComputed(() => isTabStop(lane.key, spot)).value;
  const isBeingRead = useComputed(() => isRead(lane.key, spot)).value;
  const [mark] = spot.marks;
  const looks = useComputed(() => ((mark?.at ?? 0) > numberOf(dayOf(asOf.value)) + 1 ? 'spot ahead' : 'spot'));
  const show = (event: Event): void => read(lane, spot, event.currentTarget as SVGElement);
  return (
    <g
      class={looks}
      role="button"
      tabIndex={stop ? 0 : -1}
      aria-label={told(spot)}
      aria-describedby={isBeingRead ? 'lane-reading' : undefined}
      data-spot={spot.key}
      data-x={spot.x}
      data-cell={stop ? `${lane.actor}/${lane.issue}` : undefined}
      transform={`translate(${spot.x} ${BAR})`}
      onFocus={(event: FocusEvent) => {
        setActive(lane.key, spot);
        show(event);
      }}
      onPointerEnter={show}
      onClick={() => open(lane, spot)}
    >
      <rect class="hit" x="-12" y="-14" width="24" height="28" rx="4" />
      <Inside spot={spot} />
    </g>
  );
};

/** How many marks are out of sight on one side, and the way to the nearest of them. */
const Beyond = ({ lane, side, count }: { lane: Lane; side: 'earlier' | 'later'; count: number }) => {
  if (count === 0) return null;
  const words = say(laneWords);
  const [from, to] = range.value;
  const nearest =
    side === 'earlier' ? lane.marks.findLast(({ at }) => at < from) : lane.marks.find(({ at }) => at > to);
  const text = side === 'earlier' ? words.moreEarlier(count) : words.moreLater(count);
  return (
    <button
      type="button"
      class={`beyond beyond-${side}`}
      aria-label={text}
      title={text}
      tabIndex={tabStop.value === '' ? 0 : -1}
      onClick={() => {
        if (nearest === undefined) return;
        reveal(nearest.at);
        focusOnMark(lane, nearest);
      }}
    >
      {side === 'earlier' ? `‹ ${count}` : `${count} ›`}
    </button>
  );
};

type Picture = { class: string; by: Frame; label?: string; children: ComponentChildren };

/** A drawing as wide as the track; one with a label is a group of what can be read. */
const Picture = ({ class: kind, by, label, children }: Picture) => (
  <svg
    class={kind}
    width={by.width * by.unit}
    height={HEIGHT * by.unit}
    viewBox={`0 0 ${by.width} ${HEIGHT}`}
    role={label === undefined ? undefined : 'group'}
    aria-label={label}
    aria-hidden={label === undefined ? 'true' : undefined}
  >
    {children}
  </svg>
);

/** How far beyond the screen a lane is drawn at once, in pixels. */
const NEAR_PX = 200;

/** What a lane is drawn by: at once where it is near the screen or has the keyboard, else when all rests. */
const useFrame = (lane: string): readonly [{ current: HTMLLIElement | null }, Frame] => {
  const row = useRef<HTMLLIElement>(null);
  const near = useSignal(true);
  useEffect(() => {
    const element = row.current;
    if (element === null) return undefined;
    const watch = new IntersectionObserver(([entry]) => (near.value = entry?.isIntersecting ?? false), {
      rootMargin: `${NEAR_PX}px`,
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [near]);
  const drawn = useRef(frame.peek());
  const by = useComputed(() => {
    const settled = rested.value;
    if (near.value || hasTabStop(lane)) drawn.current = frame.value;
    else if (settled === frame.peek()) drawn.current = settled;
    return drawn.current;
  });
  return [row, by.value];
};

export const LaneShown = ({ lane, named }: { lane: Lane; named: 'actor' | 'proposition' }) => {
  const [row, by] = useFrame(lane.key);
  const sight = sightOf(lane, by);
  const firstSeen = lane.runs.find(({ to }) => to === undefined || to > by.range[0]);
  const name = named === 'actor' ? nameOf(lane.actor).text : wordingOf(lane.issue, lane.proposition).text;
  const inForce = lane.runs.find(({ to }) => to === undefined);
  return (
    <li class="lane" data-lane={lane.key} ref={row}>
      <p class="lane-label">
        {named === 'actor' ? <ActorName id={lane.actor} /> : <Wording issue={lane.issue} id={lane.proposition} />}
        <LaneCorrected lane={lane} />
      </p>
      <div class="lane-track">
        <Picture class="lane-picture" by={by}>
          <g aria-hidden="true">
            {lane.runs.map((run) => (
              <RunShown key={run.from} run={run} by={by} />
            ))}
            {lane.marks.map((mark) => (
              <Bracket key={mark.key} mark={mark} by={by} />
            ))}
          </g>
        </Picture>
        <Picture class="lane-marks" by={by} label={inForce === undefined ? name : `${name} ${runTold(inForce)}`}>
          <g aria-hidden="true">
            {lane.runs.map((run) => (
              <RunLabel key={run.from} run={run} by={by} first={run === firstSeen} />
            ))}
          </g>
          {sight.spots.map((spot) => (
            <SpotShown key={spot.key} lane={lane} spot={spot} />
          ))}
        </Picture>
        <Beyond lane={lane} side="earlier" count={sight.earlier} />
        <Beyond lane={lane} side="later" count={sight.later} />
      </div>
    </li>
  );
};
