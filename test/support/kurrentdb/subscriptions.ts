/**
 * Subscriptions to `$all` and to one stream: what is there, page by page, then word that the end was reached, then what
 * comes. One that falls a page behind what comes reads pages again and says again that it reached the end.
 */

import { compare, type LogRecord, type Position } from './log.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage, eventMessage } from './messages.js';
import type { Outlet } from './outlet.js';
import { countOf, indexAfter, newestOf, readPage, readStream, type View } from './reading.js';
import { streamDeleted } from './statuses.js';
import { PAGE, type Wish } from './wishes.js';

type AllWish = Extract<Wish, { of: 'all' }>;
type StreamWish = Extract<Wish, { of: 'stream' }>;

const BEFORE_ALL: Position = { commit: -1, prepare: -1 };
const LOG_START: Position = { commit: 0, prepare: 0 };

const later = (a: Position, b: Position): Position => (compare(a, b) < 0 ? b : a);

/** Gives, each time it is called, what resolves at the log's next change or when the call is over. */
type Changes = () => Promise<void>;

const watch = (view: View, out: Outlet): Changes => {
  let wake: () => void = () => undefined;
  const ring = (): void => wake();
  view.log.watchers.add(ring);
  void out.over.then(() => {
    view.log.watchers.delete(ring);
    ring();
  });
  return () => new Promise((resolve) => (wake = resolve));
};

/** The records that came after one of a number, as far as the node has them. */
const came = (view: View, sequence: number): readonly LogRecord[] =>
  view.log.records.slice(indexAfter(view.log, sequence), countOf(view));

/** Where a subscription stands: the last place sent, the last checkpoint sent, the last record looked at. */
type Standing = { at: Position; checkpoint: Position; looked: number; counted: number };

const everything = { matches: () => true, window: PAGE, interval: Infinity };

const sendEvent = (out: Outlet, wish: Wish, record: LogRecord): Promise<void> =>
  out.send(eventMessage(record, wish.idsAsText));

const sendCheckpoint = async (out: Outlet, wish: AllWish, standing: Standing, position: Position): Promise<void> => {
  standing.at = later(standing.at, position);
  if (!wish.filter || compare(position, standing.checkpoint) <= 0) return;
  standing.checkpoint = position;
  await out.send(checkpointMessage(position));
};

const catchUp = async (view: View, wish: AllWish, out: Outlet, standing: Standing): Promise<void> => {
  const { matches, window, interval } = wish.filter ?? everything;
  let from = later(standing.at, LOG_START);
  for (let counted = 0; ;) {
    const page = readPage(view, from, window, PAGE, matches);
    for (const record of page.events) {
      if (compare(record.position, standing.at) <= 0) continue;
      await sendEvent(out, wish, record);
      standing.at = record.position;
    }
    standing.looked = Math.max(standing.looked, page.sequence);
    counted += page.considered;
    if (page.atEnd || counted >= interval) await sendCheckpoint(out, wish, standing, later(standing.at, from));
    if (page.atEnd) return;
    if (counted >= interval) counted %= interval;
    from = page.next;
  }
};

const lookAt = async (wish: AllWish, out: Outlet, standing: Standing, record: LogRecord): Promise<void> => {
  const { matches, interval } = wish.filter ?? everything;
  standing.looked = record.sequence;
  const passed = compare(record.position, standing.at) <= 0;
  if (!passed && matches(record)) {
    await sendEvent(out, wish, record);
    standing.at = record.position;
  }
  standing.counted += 1;
  if (standing.counted < interval) return;
  standing.counted = 0;
  if (compare(record.position, standing.at) >= 0) await sendCheckpoint(out, wish, standing, record.position);
};

/** Send what comes, until there is more of it than a page. */
const goLive = async (view: View, wish: AllWish, out: Outlet, standing: Standing, changes: Changes): Promise<void> => {
  await out.send(caughtUpMessage());
  while (!out.isOver()) {
    const change = changes();
    const records = came(view, standing.looked);
    if (records.length > PAGE) return;
    for (const record of records) await lookAt(wish, out, standing, record);
    if (records.length === 0) await change;
  }
};

export const followAll = async (view: View, wish: AllWish, out: Outlet): Promise<void> => {
  const changes = watch(view, out);
  await out.send(confirmationMessage());
  const newest = newestOf(view);
  const newestPosition = newest?.position ?? BEFORE_ALL;
  const at = wish.from === 'start' ? BEFORE_ALL : wish.from === 'end' ? newestPosition : wish.from;
  const standing: Standing = { at, checkpoint: BEFORE_ALL, looked: newest?.sequence ?? -1, counted: 0 };
  if (compare(at, newestPosition) >= 0) await goLive(view, wish, out, standing, changes);
  while (!out.isOver()) {
    await catchUp(view, wish, out, standing);
    await goLive(view, wish, out, standing, changes);
  }
};

/** Send the events of a stream after a revision; gives the last revision sent. */
const sendStream = async (view: View, wish: StreamWish, out: Outlet, after: number): Promise<number> => {
  const found = readStream(view, wish.stream, after + 1, false, Infinity);
  if (found.kind === 'deleted') {
    out.fail(streamDeleted(wish.stream));
    return after;
  }
  const events = found.kind === 'events' ? found.events : [];
  for (const record of events) await sendEvent(out, wish, record);
  return events.at(-1)?.revision ?? after;
};

export const followStream = async (view: View, wish: StreamWish, out: Outlet): Promise<void> => {
  const changes = watch(view, out);
  await out.send(confirmationMessage());
  const last = view.log.streams.get(wish.stream)?.last ?? -1;
  let at = wish.from === 'start' ? -1 : wish.from === 'end' ? last : wish.from;
  at = await sendStream(view, wish, out, at);
  if (!out.isOver()) await out.send(caughtUpMessage());
  while (!out.isOver()) {
    const change = changes();
    const sent = await sendStream(view, wish, out, at);
    if (sent === at) await change;
    at = sent;
  }
};
