/** The log, browsed: pages by position, each event in plain words, and what became of it when it is opened. */

import '../../style/log.css';
import './events.css';
import { computed } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { type LogEvent, positionOf } from '../../api/log.js';
import type { Failure } from '../../api/problem.js';
import { EventBrief } from '../../parts/event-brief.js';
import { InPageLink } from '../../parts/link.js';
import { Empty, Failed, Loading } from '../../parts/states.js';
import { address } from '../../state/address.js';
import { head } from '../../state/clocks.js';
import { acts, shownChanges, timelineRead } from '../../state/timeline.js';
import { instantInWords } from '../../words/dates.js';
import { happened } from '../../words/events.js';
import { say } from '../../words/language.js';
import { signs } from '../../words/signs.js';
import { EventDetail } from './detail.js';
import { LogFilters } from './filters.js';
import { type LogPage, pageBefore, wantedBefore } from './scan.js';
import { wantedBy } from './wanted.js';
import { logWords } from './words.js';

const movers = computed(() => new Map(acts.value.map(({ statement, actors }) => [statement, actors])));

/** How many positions each event moved or restated. */
const moved = computed(() => {
  const counts = new Map<number, number>();
  for (const { position } of shownChanges.value) counts.set(position, (counts.get(position) ?? 0) + 1);
  return counts;
});

/** How many events are shown above one that a link leads to. */
const ABOVE = 10;

/** The position that the page lies before: the one asked for, else one that has the open event on it, else the head. */
const placeOf = (): number => {
  const { before, position } = address.value;
  if (/^\d+$/.test(before)) return Math.min(Number(before), head.value + 1);
  return /^\d+$/.test(position) ? Math.min(Number(position) + ABOVE, head.value) + 1 : head.value + 1;
};

type Loaded = Readonly<{ page?: LogPage; failure?: Failure; loading: boolean }>;

const usePage = (before: number): Loaded & Readonly<{ again: () => void }> => {
  const { type, stream, actor } = address.value;
  const [loaded, setLoaded] = useState<Loaded>({ loading: true });
  const [turn, setTurn] = useState(0);
  /** Whom a statement moved is known once all changes were read. */
  const known = actor === '' || timelineRead.value;
  useEffect(() => {
    if (!known) return;
    const controller = new AbortController();
    const wanted = wantedBy({ type, stream, actor }, movers.peek());
    setLoaded(({ page }) => ({ ...(page === undefined ? {} : { page }), loading: true }));
    const reading =
      wanted === undefined ? pageBefore(before, controller.signal) : wantedBefore(before, wanted, controller.signal);
    reading.then(
      (page) => controller.signal.aborted || setLoaded({ page, loading: false }),
      (failure: Failure) => controller.signal.aborted || setLoaded({ failure, loading: false }),
    );
    return () => controller.abort();
  }, [before, type, stream, actor, turn, known]);
  return { ...loaded, again: () => setTurn(turn + 1) };
};

const Row = ({ event, before }: { event: LogEvent; before: number }) => {
  const words = say(logWords);
  const position = positionOf(event);
  const open = address.value.position === String(position);
  const changes = moved.value.get(position) ?? 0;
  return (
    <li class="log-row" data-position={position}>
      <InPageLink
        class="log-line"
        to={{ position: open ? '' : String(position), before: String(before) }}
        current={open ? 'true' : undefined}
      >
        <span class="log-position">
          <span class="unseen">{words.position} </span>
          {position}
        </span>
        <span class="log-what">
          <strong>{say(happened)[event.type]}</strong> <EventBrief data={event.data} />
        </span>
        <span class="log-when soft">
          <time dateTime={event.time}>{instantInWords(event.time)}</time>
          {event.timebasis !== undefined && <span>{say(signs).aside(words.reconstructed)}</span>}{' '}
          <span class="log-by">
            {words.by} {event.recordedby}
          </span>
        </span>
        <span class="log-moved">{changes > 0 ? words.changed(changes) : ''}</span>
      </InPageLink>
      {open && <EventDetail event={event} id={`event-${position}`} />}
    </li>
  );
};

const PAGE_STEP = 50;

const Pages = ({ page, before, filtered }: { page: LogPage; before: number; filtered: boolean }) => {
  const words = say(logWords);
  const newer = before + PAGE_STEP;
  return (
    <nav class="log-pages" aria-label={words.pages}>
      {before <= head.value && <InPageLink to={{ before: '', position: '' }}>{words.newest}</InPageLink>}
      {before <= head.value && !filtered && (
        <InPageLink to={{ before: newer > head.value ? '' : String(newer), position: '' }}>{words.newer}</InPageLink>
      )}
      {page.next !== undefined && (
        <InPageLink to={{ before: String(page.next), position: '' }}>
          {filtered ? words.further : words.older}
        </InPageLink>
      )}
    </nav>
  );
};

const Log = () => {
  const words = say(logWords);
  const before = placeOf();
  const { type, stream, actor } = address.value;
  const filtered = type + stream + actor !== '';
  const { page, failure, loading, again } = usePage(before);
  if (failure !== undefined) return <Failed failure={failure} again={again} />;
  if (page === undefined) return <Loading />;
  const { from, to, events } = page;
  return (
    <div aria-busy={loading}>
      <p class="soft" role="status">
        {filtered ? words.found(events.length, from, to) : words.page(from, to, head.value)}
      </p>
      {events.length === 0 && (
        <Empty title={words.none}>
          <p>{words.noneHelp}</p>
        </Empty>
      )}
      <ol class="log">
        {events.map((event) => (
          <Row key={event.id} event={event} before={before} />
        ))}
      </ol>
      <Pages page={page} before={before} filtered={filtered} />
    </div>
  );
};

const EventsView = () => {
  const words = say(logWords);
  return (
    <>
      <div class="view-head">
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
      </div>
      <LogFilters />
      <Log />
    </>
  );
};

export default EventsView;
