/** Reading the log backwards: a page as it stands, or, where a filter is set, as far back as it takes to fill one. */

import { eventsBetween, type LogEvent, positionOf } from '../../api/log.js';

/** How many events a page shows, how many are read at once under a filter, and how far one look goes. */
const PAGE = 50;
const CHUNK = 500;
const LOOKS = 8;

export type Wanted = (event: LogEvent) => boolean;

/** A page, the newest first. `from` and `to` are the positions looked at; `next` is what an older page lies before. */
export type LogPage = Readonly<{ events: readonly LogEvent[]; from: number; to: number; next?: number }>;

const paged = (events: readonly LogEvent[], from: number, to: number): LogPage => ({
  events,
  from,
  to,
  ...(from > 1 ? { next: from } : {}),
});

/** The page of the log that lies before a position. */
export const pageBefore = async (before: number, signal?: AbortSignal): Promise<LogPage> => {
  const to = before - 1;
  if (to < 1) return { events: [], from: 0, to: 0 };
  const from = Math.max(1, to - PAGE + 1);
  return paged([...(await eventsBetween(from, to, signal))].reverse(), from, to);
};

/** The wanted events before a position: a page full, or those in as much of the log as one look goes through. */
export const wantedBefore = async (before: number, isWanted: Wanted, signal?: AbortSignal): Promise<LogPage> => {
  const found: LogEvent[] = [];
  let from = before;
  for (let look = 0; look < LOOKS && from > 1 && found.length < PAGE; look++) {
    const to = from - 1;
    from = Math.max(1, to - CHUNK + 1);
    found.push(...[...(await eventsBetween(from, to, signal))].reverse().filter(isWanted));
  }
  const last = found[PAGE - 1];
  const shown = found.slice(0, PAGE);
  return paged(shown, last !== undefined && found.length > PAGE ? positionOf(last) : from, before - 1);
};
