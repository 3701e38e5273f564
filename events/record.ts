import type { Event } from './event.js';

/** A log was begun and named. Always the first event, at position 1. */
export type RecordOpened = Event<'RecordOpened', { name: string; description?: string }>;

export type LogEvent = RecordOpened;
