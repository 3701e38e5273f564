/** The envelope as every engine stores it: the RFC 8785 bytes of a CloudEvents 1.0 event, and what they say. */

import canonicalize from 'canonicalize';
import { EVENT_SOURCE, type RecordedEvent, sequenceOf } from '../../events/index.js';
import { Refusal } from '../refusal.js';
import type { NewEvent, TrustedTime } from './event-store.js';

/** What every stream of the record is named with, so that it can share a store with others. */
export const STREAM_PREFIX = 'onrecord-';

/** An event that has no canonical JSON, or that no store can hold; nothing was written. */
export class EventNotStorable extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'event-not-storable';
  constructor(what: string, why: string, options?: ErrorOptions) {
    super(`${what} cannot be stored: ${why}.`, options);
  }
}

/** What is stored cannot be read as an event: the file was damaged or written by something else. */
export class LogDamaged extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'log-damaged';
  constructor(
    readonly position: number,
    options?: ErrorOptions,
  ) {
    super(
      `The event at log position ${position} is damaged: its stored line is not JSON. ` +
        'Restore the store from a copy or an export; `onrecord verify` names all that is damaged.',
      options,
    );
  }
}

/** An event that is ready to be stored; `data` is its canonical JSON. */
export type Draft = Readonly<{ id: string; type: string; data: string; recordedby: string; commandid: string }>;

/** What the store gives an event. */
export type Placed = Readonly<{ stream: string; position: number; time: string; timebasis?: 'reconstructed' }>;

const UNUSABLE = /[\0\p{Surrogate}]/u;

const checkText = (what: string, text: string): void => {
  if (typeof text !== 'string' || text === '') throw new EventNotStorable(what, 'it is empty or no text');
  if (UNUSABLE.test(text)) throw new EventNotStorable(what, 'it holds a NUL or half a surrogate pair');
};

const canonicalData = (event: NewEvent): string => {
  if (typeof event.data !== 'object' || event.data === null || Array.isArray(event.data))
    throw new EventNotStorable(`Event ${event.id}`, 'its data is no JSON object');
  try {
    const data = canonicalize(event.data);
    JSON.parse(data as string);
    return data as string;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EventNotStorable(`Event ${event.id}`, `its data has no canonical JSON (${why})`, { cause: error });
  }
};

/** The event made ready, or a refusal that says what cannot be stored. */
export const draftOf = (event: NewEvent): Draft => {
  checkText('An event id', event.id);
  checkText(`The type of event ${event.id}`, event.type);
  checkText(`The recordedby of event ${event.id}`, event.recordedby);
  checkText(`The commandid of event ${event.id}`, event.commandid);
  const { id, type, recordedby, commandid } = event;
  return { id, type, data: canonicalData(event), recordedby, commandid };
};

/** All events of one append made ready; an id given twice is refused. */
export const draftsOf = (events: readonly NewEvent[]): readonly Draft[] => {
  const ids = new Set<string>();
  for (const { id } of events) {
    if (ids.has(id)) throw new EventNotStorable(`Event ${id}`, 'its id is given twice in one append');
    ids.add(id);
  }
  return events.map(draftOf);
};

/** Refuses a stream name that is not one of the record's. */
export const checkStream = (stream: string): void => {
  checkText('A stream name', stream);
  if (!stream.startsWith(STREAM_PREFIX) || stream.length === STREAM_PREFIX.length)
    throw new EventNotStorable(`Stream ${stream}`, `the names of the record's streams begin with ${STREAM_PREFIX}`);
};

/** Refuses a recorded time from elsewhere that is not UTC in milliseconds, as `2025-11-26T00:00:00.000Z`. */
export const checkTrusted = (trusted: TrustedTime | undefined): void => {
  if (trusted === undefined) return;
  const instant = Date.parse(trusted.time);
  if (Number.isNaN(instant) || new Date(instant).toISOString() !== trusted.time)
    throw new EventNotStorable(`Recorded time ${trusted.time}`, 'it is not UTC in milliseconds');
};

const quoted = (text: string): string => JSON.stringify(text);

/** The RFC 8785 form of an envelope: its members in the order of their names, its data canonical already. */
export const lineOf = (draft: Draft, { stream, position, time, timebasis }: Placed): string =>
  `{"commandid":${quoted(draft.commandid)},"data":${draft.data},"datacontenttype":"application/json"` +
  `,"id":${quoted(draft.id)},"recordedby":${quoted(draft.recordedby)},"sequence":"${sequenceOf(position)}"` +
  `,"source":"${EVENT_SOURCE}","specversion":"1.0","subject":${quoted(stream.slice(STREAM_PREFIX.length))}` +
  `,"time":"${time}"${timebasis === undefined ? '' : `,"timebasis":"${timebasis}"`},"type":${quoted(draft.type)}}`;

/** The envelope that a stored line is. */
export const eventOf = (line: string, position: number): RecordedEvent => {
  try {
    return JSON.parse(line) as RecordedEvent;
  } catch (error) {
    throw new LogDamaged(position, { cause: error });
  }
};

/** Whether a stored line is this event: the same type, data and command, whoever recorded it and whenever. */
export const isRetryOf = (draft: Draft, line: string, stream: string, position: number): boolean => {
  const { recordedby, time, timebasis } = eventOf(line, position);
  return lineOf({ ...draft, recordedby }, { stream, position, time, ...(timebasis && { timebasis }) }) === line;
};
