/** Swimlanes: the history of an actor or an issue, a lane for each proposition and each who spoke on it. */

import './lanes.css';
import { batch } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { ActorName, IssueTitle, issueTitle, nameOf, Wording } from '../../parts/names.js';
import { Empty, Failed, Loading } from '../../parts/states.js';
import { asOf, dayOf, evidence } from '../../state/clocks.js';
import { namesComing } from '../../state/names.js';
import { say } from '../../words/language.js';
import { askAgain, histories, subject } from './asked.js';
import { LanesCorrected } from './corrected.js';
import { onKey } from './keys.js';
import { BarSample, Patterns } from './bars.js';
import { LaneShown } from './lane.js';
import { Axis, Before, Behind } from './layers.js';
import { LaneShape, wordOf } from './marks.js';
import { type Group, groups, type LaneMark, lanes } from './model.js';
import { markDays, numberAt, numberOf, panBy, reveal, unit, width, zoomBy } from './range.js';
import { Reading } from './reading.js';
import { dragging, endExtending } from './selection.js';
import { reading } from './spots.js';
import { AsTable } from './table.js';
import { Span, Subject, Zooming } from './tools.js';
import { laneWords } from './words.js';

const KINDS: readonly LaneMark[] = [
  'new',
  'reaffirmed',
  'shifted',
  'withdrawn',
  'declined',
  'contested',
  'corrected',
  'later',
  'not-counted',
];
const BARS = ['affirms', 'denies', 'conditional', 'mixed'] as const;

const Key = () => {
  const words = say(laneWords);
  return (
    <details class="lane-key">
      <summary>{words.howTo}</summary>
      <p id="lane-help">{words.help}</p>
      <ul class="key-marks">
        {KINDS.map((kind) => (
          <li key={kind}>
            <LaneShape kind={kind} /> {wordOf(kind)}
          </li>
        ))}
      </ul>
      <ul class="key-marks">
        {BARS.map((stance) => (
          <li key={stance}>
            <BarSample of={stance} /> {words.barsHelp[stance]}
          </li>
        ))}
      </ul>
      <p>
        {words.barsHelp.thin}; {words.barsHelp.range}; {words.barsHelp.ghost}.
      </p>
    </details>
  );
};

const GroupShown = ({ group }: { group: Group }) => {
  const { proposition } = group;
  const alone = proposition === undefined && subject.value.issue !== '';
  return (
    <section class="lane-group">
      {!alone && (
        <h2>
          {proposition === undefined ? (
            <IssueTitle id={group.issue} />
          ) : (
            <Wording issue={group.issue} id={proposition} />
          )}
        </h2>
      )}
      <ul>
        {group.lanes.map((lane) => (
          <LaneShown key={lane.key} lane={lane} named={proposition === undefined ? 'proposition' : 'actor'} />
        ))}
      </ul>
    </section>
  );
};

/** How much one notch of the wheel zooms. */
const NOTCH = 1.25;

const onWheel = (event: WheelEvent, left: number): void => {
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    zoomBy(event.deltaY > 0 ? NOTCH : 1 / NOTCH, numberAt(event.clientX - left), 'drag');
  } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
    event.preventDefault();
    panBy(event.deltaX / (width.peek() * unit.peek()), 'drag');
  }
};

/** How large the page’s letters are where a unit of the drawing is a pixel. */
const FONT_PX = 16;

const useTrack = (): { current: HTMLDivElement | null } => {
  const track = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = track.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(() => {
      if (element.clientWidth === 0) return;
      const letters = parseFloat(getComputedStyle(document.documentElement).fontSize) / FONT_PX;
      batch(() => {
        unit.value = letters;
        width.value = element.clientWidth / letters;
      });
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return track;
};

const useWheel = (body: { current: HTMLElement | null }, track: { current: HTMLElement | null }): void => {
  useEffect(() => {
    const element = body.current;
    if (element === null) return undefined;
    const turned = (event: WheelEvent): void => onWheel(event, track.current?.getBoundingClientRect().left ?? 0);
    element.addEventListener('wheel', turned, { passive: false });
    return () => element.removeEventListener('wheel', turned);
  }, [body, track]);
};

/** The lanes follow the date asked of: it is brought into sight when it changes. */
const useFollowing = (): void => {
  const day = dayOf(asOf.value);
  const before = useRef(day);
  useEffect(() => {
    if (before.current !== day) reveal(numberOf(day) + 0.5);
    before.current = day;
  }, [day]);
};

const isOnTrack = (event: PointerEvent): boolean => {
  const target = event.target as Element;
  return event.button === 0 && target.closest('.lane-track') !== null && target.closest('[data-spot], button') === null;
};

const Lanes = () => {
  const body = useRef<HTMLDivElement>(null);
  const track = useTrack();
  useWheel(body, track);
  useFollowing();
  return (
    <div
      class="lanes"
      ref={body}
      role="group"
      aria-label={say(laneWords).lanes}
      onKeyDown={onKey}
      onKeyUp={(event) => event.key === 'Shift' && endExtending()}
      onPointerDown={(event) => {
        if (body.current !== null && isOnTrack(event))
          dragging(event, track.current?.getBoundingClientRect().left ?? 0, body.current);
      }}
      onPointerLeave={() => (reading.value = undefined)}
      onPointerOver={(event) => {
        const target = event.target as Element;
        if (target.closest('[data-spot], .reading') === null && !body.current?.contains(document.activeElement))
          reading.value = undefined;
      }}
      onFocusOut={() => (reading.value = undefined)}
    >
      <Patterns />
      <div class="lanes-axis">
        <div class="lane-track" ref={track}>
          <Axis />
        </div>
      </div>
      <div class="lanes-body">
        <Behind />
        {groups.value.map((group) => (
          <GroupShown key={group.key} group={group} />
        ))}
        <Before />
      </div>
      <Reading />
    </div>
  );
};

const useMarkDays = (): void => {
  const days = lanes.value.flatMap(({ marks }) => marks.map(({ at }) => at)).sort((a, b) => a - b);
  const key = days.join();
  useLayoutEffect(() => {
    markDays.value = days;
  }, [key]);
};

const Body = () => {
  useMarkDays();
  const { answer, failure } = histories.value;
  const words = say(laneWords);
  if (failure !== undefined) return <Failed failure={failure} again={askAgain} />;
  if (answer === undefined) return <Loading />;
  if (lanes.value.length === 0)
    return (
      <Empty title={words.noMark}>
        <p>{words.noMarkHelp}</p>
      </Empty>
    );
  return (
    <>
      <Lanes />
      {evidence.value !== 'press' && <p class="soft small">{words.pressOnly}</p>}
      <LanesCorrected />
      <AsTable />
    </>
  );
};

const Title = () => {
  const { actor, issue } = subject.value;
  const words = say(laneWords);
  if (actor === '' || issue === '')
    return (
      <h1 class="lanes-title">
        {words.title(actor === '' ? '' : nameOf(actor).text, issue === '' ? '' : issueTitle(issue).text)}
      </h1>
    );
  return (
    <h1 class="lanes-title">
      <ActorName id={actor} /> <span class="soft">·</span> <IssueTitle id={issue} />
    </h1>
  );
};

const LanesView = () => (
  <div class="lanes-view" aria-busy={histories.value.loading || namesComing.value}>
    <Title />
    <div class="lanes-tools">
      <Subject />
      <Zooming />
      <Span />
    </div>
    <Key />
    <Body />
  </div>
);

export default LanesView;
