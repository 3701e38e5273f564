import { EVENT_SOURCE, RecordedEvent, sequenceOf } from '../../events/index.js';
import { dataShown, forked, read, Readings, readPosition } from '../../projections/index.js';
import type { NewEvent } from '../store/event-store.js';
import type { Outcome } from './ledger.js';
import { warned } from './warned.js';

/** An event as it would stand in the log at a position and a time, for readings that are thrown away. */
export const imagined = (subject: string, event: NewEvent, position: number, time: string): RecordedEvent =>
  ({
    specversion: '1.0',
    source: EVENT_SOURCE,
    subject,
    time,
    sequence: sequenceOf(position),
    datacontenttype: 'application/json',
    ...event,
  }) as RecordedEvent;

/** What events would change if they were recorded now. The readings stay as they are. */
export const foresee = (readings: Readings, subject: string, events: readonly NewEvent[], now: string): Outcome => {
  const known = readPosition(readings);
  const last = readings.log.times.at(-1) ?? now;
  let view = forked(readings, 'borrowed');
  const made = events.map((event, index) => imagined(subject, event, known + index + 1, last > now ? last : now));
  for (const event of made) view = read(view, event);
  return {
    outcome: 'dry-run',
    position: known,
    events: made.map((event) => ({ id: event.id, type: event.type, data: dataShown(view, event) })),
    changes: view.changes.slice(readings.changes.length),
    warnings: warned(
      view,
      events.map(({ data }) => data),
      readPosition(view),
    ),
  };
};
