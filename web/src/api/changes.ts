/** The stream of changes: what comes is given as it comes, from an id on, and nothing is lost between two connections. */

import { answerTo } from './client.js';
import { Refused } from './problem.js';
import { type Brought, eventReader } from './server-sent-events.js';
import type { Change } from './types.js';

export type Connection = 'connecting' | 'live' | 'reconnecting' | 'offline';

/** How long to wait before coming back where the service did not say, and how long at most, in milliseconds. */
const RETRY_MS = 3_000;
const LONGEST_MS = 60_000;
/** The service shows every 15 s that a stream lives. One that is silent for so long is dead without saying so, in milliseconds. */
const SILENCE_MS = 45_000;
/** How often it is looked whether it is silent, in milliseconds; a computer that slept is found out so too. */
const TICK_MS = 5_000;

type Told = Readonly<{ onChange: (change: Change) => void; onState: (state: Connection) => void }>;

const lost = (): Connection => (navigator.onLine ? 'reconnecting' : 'offline');

/**
 * How long to wait before a try, in milliseconds: as the service said after a cut, then longer each time, up to a minute, and
 * not all readers at once.
 */
export const delay = (retry: number, failures: number, error: unknown): number => {
  const asked = error instanceof Refused ? error.retryAfter * 1_000 : 0;
  const backedOff = Math.min(LONGEST_MS, retry * 2 ** failures) * (0.5 + Math.random() / 2);
  return Math.max(asked, failures === 0 ? Math.min(LONGEST_MS, retry) : backedOff);
};

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Whether a change comes after an id. Ids are `position.index`; a position alone is after all the changes of its event. */
const isAfter = ({ position, index }: Change, id: string): boolean => {
  const [at, within] = id.split('.');
  return position > Number(at) || (position === Number(at) && within !== undefined && index > Number(within));
};

/** The changes after an id, over one connection after the other. */
class ChangeStream {
  private connection = new AbortController();
  private retry = RETRY_MS;
  private failures = 0;
  /** When anything was last heard, in milliseconds since 1970; nothing while no connection stands. */
  private heard: number | undefined;

  constructor(
    private last: string,
    private readonly told: Told,
  ) {}

  /** Connect anew, from the last change on. */
  open(): void {
    this.close();
    this.connection = new AbortController();
    void this.follow(this.connection.signal);
  }

  close(): void {
    this.connection.abort();
    this.heard = undefined;
  }

  /** Whether there is a connection that nothing came over for longer than one that lives is silent. */
  isSilent(): boolean {
    return this.heard !== undefined && Date.now() - this.heard > SILENCE_MS;
  }

  private async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const error: unknown = await this.listen(signal).catch((thrown: unknown) => thrown);
      if (signal.aborted) return;
      this.heard = undefined;
      this.told.onState(lost());
      await pause(delay(this.retry, this.failures, error), signal);
      this.failures += 1;
    }
  }

  /** Listen until the connection ends. */
  private async listen(signal: AbortSignal): Promise<void> {
    const headers = { accept: 'text/event-stream', 'last-event-id': this.last };
    const { body } = await answerTo('/v1/changes', { headers, signal, cache: 'no-store' });
    if (body === null) return;
    const [bytes, brought] = [body.getReader(), eventReader()];
    this.heard = Date.now();
    this.failures = 0;
    this.told.onState('live');
    for (let piece = await bytes.read(); !piece.done; piece = await bytes.read()) {
      if (signal.aborted) return;
      this.take(brought(piece.value));
    }
  }

  private take({ events, id, retry }: Brought): void {
    this.heard = Date.now();
    this.retry = retry ?? this.retry;
    for (const event of events) {
      const change = JSON.parse(event.data) as Change;
      if (!isAfter(change, this.last)) continue;
      this.last = event.id;
      this.told.onChange(change);
    }
    this.last = id || this.last;
  }
}

/** Follow the changes after an id (`position.index`), each given once, whatever happens to the connection; how to connect anew. */
export const follow = (after: string, told: Told): (() => void) => {
  const stream = new ChangeStream(after, told);
  const open = (): void => stream.open();
  const look = (): void => {
    if (document.visibilityState === 'visible' && stream.isSilent()) open();
  };
  setInterval(look, TICK_MS);
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', () => stream.close());
  addEventListener('pageshow', ({ persisted }) => persisted && open());
  addEventListener('online', open);
  addEventListener('offline', () => told.onState('offline'));
  told.onState('connecting');
  open();
  return open;
};
