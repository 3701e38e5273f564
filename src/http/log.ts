/** Stretches of the log as HTTP asks for them. */

import { Readings, readPosition } from '../../projections/index.js';
import { EventShown, eventShown, linesShown } from '../record/shown-line.js';
import { positionKnown } from '../record/look-up.js';
import { pageOf } from '../record/ask.js';
import { BadQuestion, NotOnRecord } from '../record/question-refusals.js';
import type { EventStore, StoredEvent } from '../store/event-store.js';
import { storedAt } from '../store/stored-at.js';

type Texts = Readonly<Record<string, string>>;

/**
 * The log position that a subscriber or a reader wants to go on from.
 *
 * @throws BadQuestion where it is none, or lies beyond the log's head.
 */
export const positionAfter = (text: string, head: number, field = 'after'): number => {
  if (!/^\d{1,10}$/.test(text))
    throw new BadQuestion(field, `“${text}” is no log position: give a whole number; 0 is before the first event.`);
  if (Number(text) > head)
    throw new BadQuestion(
      field,
      `The log ends at position ${head}: nothing comes after ${text} that could be told apart.`,
    );
  return Number(text);
};

/** A page of the log, oldest first. */
export const pageOfLog = (
  store: EventStore,
  readings: Readings,
  query: Texts,
  now: string,
): AsyncIterable<StoredEvent> => {
  const last = positionKnown(readings, query, now);
  const after = positionAfter(query['after'] ?? '0', readPosition(readings));
  const { limit } = pageOf(query);
  return linesShown(readings, store.readAll({ from: after + 1, limit: Math.max(0, Math.min(limit, last - after)) }));
};

/** The whole log as it was known at a recorded time. */
export const exportOf = (
  store: EventStore,
  readings: Readings,
  query: Texts,
  now: string,
): AsyncIterable<StoredEvent> => linesShown(readings, store.readAll({ limit: positionKnown(readings, query, now) }));

/** One event, of those that the readings go as far as. */
export const eventAt = async (store: EventStore, readings: Readings, text: string): Promise<EventShown> => {
  const position = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (position > 0 && position <= readPosition(readings)) {
    const stored = await storedAt(store, position);
    if (stored !== undefined) return eventShown(readings, stored);
  }
  throw new NotOnRecord('event', text);
};
