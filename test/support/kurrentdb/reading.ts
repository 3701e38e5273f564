/** What a read of the log finds: by stream or in `$all`, in either direction, up to what one node has of it. */

import { compare, firstShown, isSoftDeleted, type LogRecord, type Position, type TestLog } from './log.js';

/** The log as one node has it: a follower may lack its newest records. */
export type View = Readonly<{ log: TestLog; behind: number }>;

export type Matches = (record: LogRecord) => boolean;

export type StreamRead =
  | Readonly<{ kind: 'events'; events: readonly LogRecord[]; first: number; last: number }>
  | Readonly<{ kind: 'not found' }>
  | Readonly<{ kind: 'deleted' }>;

/** The index of the first record of which a thing holds, where it holds of all after it too; their number where of none. */
const firstWhere = (records: readonly LogRecord[], holds: Matches): number => {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(records[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** How many of the log's records a node has. */
export const countOf = (view: View): number => Math.max(0, view.log.records.length - view.behind);

/** The newest record that a node has. */
export const newestOf = (view: View): LogRecord | undefined => view.log.records[countOf(view) - 1];

/** The index of the first record at or after a place. */
export const indexFrom = (log: TestLog, place: Position): number =>
  firstWhere(log.records, (record) => compare(record.position, place) >= 0);

/** The index of the first record that came after one of a number. */
export const indexAfter = (log: TestLog, sequence: number): number =>
  firstWhere(log.records, (record) => record.sequence > sequence);

/** Whether a server could read from a place: a record begins or ends at its commit offset, or the log ends before it. */
export const isReadable = (view: View, place: Position): boolean =>
  view.log.boundaries.has(place.commit) || place.commit > (newestOf(view)?.position.commit ?? -1);

export const readStream = (
  view: View,
  stream: string,
  from: number | 'start' | 'end',
  backwards: boolean,
  count: number,
): StreamRead => {
  const { log } = view;
  const state = log.streams.get(stream);
  if (state?.tombstoned) return { kind: 'deleted' };
  const records = state?.records ?? [];
  const newest = newestOf(view)?.sequence ?? -1;
  const end = firstWhere(records, (record) => record.sequence > newest);
  const last = records[end - 1]?.revision;
  if (last === undefined || isSoftDeleted(log, stream)) return { kind: 'not found' };
  const first = firstShown(log, stream);
  const indexOf = (revision: number): number => firstWhere(records, (record) => record.revision >= revision);
  const start = from === 'start' ? 0 : from === 'end' ? Infinity : from;
  const [low, high] = backwards ? [first, start + 1] : [Math.max(first, start), Infinity];
  const events = records.slice(indexOf(low), Math.min(end, indexOf(high)));
  if (backwards) events.reverse();
  return { kind: 'events', events: events.slice(0, count), first, last };
};

/** The events of `$all`: forwards from a place on, that one included; backwards from before it. */
export const readAll = (
  view: View,
  from: Position | 'start' | 'end',
  backwards: boolean,
  count: number,
  matches: Matches,
): readonly LogRecord[] => {
  const end = countOf(view);
  const start = from === 'start' ? 0 : from === 'end' ? end : Math.min(end, indexFrom(view.log, from));
  const step = backwards ? -1 : 1;
  const found: LogRecord[] = [];
  for (let index = backwards ? start - 1 : start; index >= 0 && index < end; index += step) {
    if (found.length >= count) break;
    if (matches(view.log.records[index]!)) found.push(view.log.records[index]!);
  }
  return found;
};

export type Page = Readonly<{
  events: readonly LogRecord[];
  considered: number;
  next: Position;
  atEnd: boolean;
  sequence: number;
}>;

/** One page of `$all` as a filtered subscription reads it: so many events found or so many looked at, whichever first. */
export const readPage = (view: View, from: Position, window: number, most: number, matches: Matches): Page => {
  const { records } = view.log;
  const end = countOf(view);
  const events: LogRecord[] = [];
  let index = indexFrom(view.log, from);
  let considered = 0;
  let next = from;
  while (index < end && considered < window && events.length < most) {
    const record = records[index++]!;
    considered += 1;
    next = record.next;
    if (matches(record)) events.push(record);
  }
  const atEnd = considered < window && events.length < most;
  return { events, considered, next, atEnd, sequence: records[index - 1]?.sequence ?? -1 };
};
