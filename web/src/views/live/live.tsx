/** The feed of changes: it grows above what is read, when the reader opens what arrived. */

import '../../style/log.css';
import './live.css';
import { signal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { ApiLink } from '../../parts/api-link.js';
import { ChangeShown } from '../../parts/change-shown.js';
import { InPageLink } from '../../parts/link.js';
import { Points } from '../../parts/points.js';
import { Empty, Loading } from '../../parts/states.js';
import { address } from '../../state/address.js';
import { head } from '../../state/clocks.js';
import { arrived, connection, reconnect, showNewest } from '../../state/live.js';
import { shownChanges, timelineRead } from '../../state/timeline.js';
import { instantInWords } from '../../words/dates.js';
import { say } from '../../words/language.js';
import { shellWords } from '../../words/shell.js';
import { holdInSight } from './anchor.js';
import { FeedFilters } from './filters.js';
import { feedAt, type Group, grouped, isFiltered, isWanted } from './wanted.js';
import { liveWords } from './words.js';

/** How many events the feed shows at first, and how many more at a time. */
const SHOWN = 40;

/** What came after this position is marked as new: where the page stood before it was last brought up to date. */
const newAfter = signal<number | undefined>(undefined);

const State = () => {
  const words = say(liveWords);
  const state = connection.value;
  return (
    <p class={`feed-state connection connection-${state}`}>
      <span class="dot" aria-hidden="true" />
      <span>
        <strong>{say(shellWords)[state]}</strong> {words.states[state]}
      </span>
      {(state === 'reconnecting' || state === 'offline') && (
        <button type="button" onClick={reconnect}>
          {say(shellWords).tryAgain}
        </button>
      )}
    </p>
  );
};

const GroupShown = ({ group }: { group: Group }) => {
  const words = say(liveWords);
  const isNew = newAfter.value !== undefined && group.position > newAfter.value;
  return (
    <li class={isNew ? 'feed-group feed-new' : 'feed-group'} data-position={group.position}>
      <h2>
        <time dateTime={group.recorded}>{instantInWords(group.recorded)}</time>{' '}
        {isNew && <span class="feed-mark">{words.isNew}</span>}{' '}
        <Points>
          <InPageLink
            to={{ view: 'events', position: String(group.position), before: '', type: '', stream: '', actor: '' }}
          >
            {words.event(group.position)}
          </InPageLink>
          <span>{words.count(group.changes.length)}</span>
        </Points>
      </h2>
      <div class="changes">
        {group.changes.map((change) => (
          <ChangeShown key={change.id} change={change} />
        ))}
      </div>
    </li>
  );
};

type Opening = Readonly<{ pending: number; above: number; open: () => void; goUp: () => void }>;

/** What arrived and fits the filters, and how it is opened: the reader's place is held, or the newest is gone to. */
const useOpening = (list: RefObject<HTMLOListElement | null>): Opening => {
  const [above, setAbove] = useState(0);
  const settle = useRef<(() => boolean) | undefined>(undefined);
  const pending = arrived.value.filter(isWanted(address.value)).length;
  const top = head.value;
  const focusNewest = (): void => {
    const first = list.current?.firstElementChild?.querySelector('h2');
    first?.setAttribute('tabindex', '-1');
    first?.focus({ preventScroll: true });
  };
  const goUp = (): void => {
    setAbove(0);
    focusNewest();
    list.current?.scrollIntoView({ block: 'start' });
  };
  const count = useRef(0);
  const before = useRef(top);
  useLayoutEffect(() => {
    if (top > before.current) newAfter.value = before.current;
    before.current = top;
    const held = settle.current;
    const settled = held?.();
    settle.current = undefined;
    if (settled === true) setAbove(count.current);
    else if (settled === false) focusNewest();
    if (settled === true) requestAnimationFrame(() => held?.());
  }, [top]);
  const open = (): void => {
    count.current = pending;
    settle.current = holdInSight(list.current);
    void showNewest();
  };
  return { pending, above, open, goUp };
};

/** Stands at the upper edge while the feed is scrolled: what arrived, and the way to it. */
const Arrivals = ({ pending, above, open, goUp }: Opening) => {
  const words = say(liveWords);
  const up = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (above > 0) up.current?.focus({ preventScroll: true });
  }, [above]);
  return (
    <div class="feed-arrivals">
      {pending > 0 && (
        <button type="button" class="newer" onClick={open}>
          {words.newer(pending)} · {words.show}
        </button>
      )}
      {pending === 0 && above > 0 && (
        <button type="button" class="newer" ref={up} onClick={goUp}>
          <span aria-hidden="true">↑</span> {words.above(above)} · {words.goUp}
        </button>
      )}
    </div>
  );
};

const Feed = () => {
  const words = say(liveWords);
  const list = useRef<HTMLOListElement>(null);
  const [limit, setLimit] = useState(SHOWN);
  const opening = useOpening(list);
  const groups = grouped(shownChanges.value.filter(isWanted(address.value)));
  const filtered = isFiltered(address.value);
  return (
    <>
      <Arrivals {...opening} />
      {groups.length === 0 && (
        <Empty title={filtered ? words.none : words.empty}>
          <p>{words.noneHelp}</p>
        </Empty>
      )}
      <ol class="feed" ref={list}>
        {groups.slice(0, limit).map((group) => (
          <GroupShown key={group.position} group={group} />
        ))}
      </ol>
      {groups.length > limit && (
        <button type="button" onClick={() => setLimit(limit + SHOWN)}>
          {words.earlier}
        </button>
      )}
      <p class="log-links">
        <ApiLink href={feedAt(address.value)}>{words.stream}</ApiLink>
      </p>
    </>
  );
};

const LiveView = () => {
  const words = say(liveWords);
  return (
    <>
      <div class="view-head">
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
      </div>
      <State />
      <FeedFilters />
      {timelineRead.value ? <Feed /> : <Loading />}
    </>
  );
};

export default LiveView;
