/** The stream of changes: what comes is given as it comes, from an id on, and nothing is lost between two connections. */

import type { Change } from './types.js';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline';
export type Following = Readonly<{ stop: () => void; again: () => void }>;

/** How long to wait before a connection that was given up is tried again, in milliseconds. */
const RETRY_MS = 3_000;
/** After being hidden for so long, a connection may be dead without saying so; it is made anew, in milliseconds. */
const SLEEP_MS = 45_000;

type Told = Readonly<{ onChange: (change: Change) => void; onState: (state: Connection) => void }>;

/** How often the clock is looked at, in milliseconds: where it leapt, the computer slept. */
const TICK_MS = 5_000;

/** What has to be done when the computer wakes, the page comes back, or the network does. */
const onWaking = (wake: () => void, offline: () => void): (() => void) => {
  let hidden = 0;
  let ticked = Date.now();
  const shown = (): void => {
    if (document.visibilityState === 'hidden') hidden = Date.now();
    else if (hidden !== 0 && Date.now() - hidden > SLEEP_MS) wake();
  };
  const restored = (event: PageTransitionEvent): void => {
    if (event.persisted) wake();
  };
  const tick = (): void => {
    const slept = Date.now() - ticked > SLEEP_MS && document.visibilityState === 'visible';
    ticked = Date.now();
    if (slept) wake();
  };
  const clock = setInterval(tick, TICK_MS);
  document.addEventListener('visibilitychange', shown);
  addEventListener('pageshow', restored);
  addEventListener('online', wake);
  addEventListener('offline', offline);
  return () => {
    clearInterval(clock);
    document.removeEventListener('visibilitychange', shown);
    removeEventListener('pageshow', restored);
    removeEventListener('online', wake);
    removeEventListener('offline', offline);
  };
};

/** Whether a change comes after an id. Ids are `position.index`; a position alone is after all the changes of its event. */
const isAfter = ({ position, index }: Change, id: string): boolean => {
  const [at, within] = id.split('.');
  return position > Number(at) || (position === Number(at) && within !== undefined && index > Number(within));
};

/** Follow the changes after an id (`position.index`). Each is given once, whatever happens to the connection. */
export const follow = (after: string, { onChange, onState }: Told): Following => {
  let last = after;
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const close = (): void => {
    clearTimeout(timer);
    source?.close();
    source = undefined;
  };
  const open = (): void => {
    close();
    source = new EventSource(`/v1/changes?after=${encodeURIComponent(last)}`);
    source.onopen = () => onState('live');
    source.onerror = () => {
      onState(navigator.onLine ? 'reconnecting' : 'offline');
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, RETRY_MS);
    };
    source.onmessage = ({ data, lastEventId }: MessageEvent<string>) => {
      const change = JSON.parse(data) as Change;
      if (!isAfter(change, last)) return;
      last = lastEventId;
      onChange(change);
    };
  };
  const stopWaking = onWaking(open, () => onState('offline'));
  onState('connecting');
  open();
  return {
    stop: () => {
      stopWaking();
      close();
    },
    again: open,
  };
};
