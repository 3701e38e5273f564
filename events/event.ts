/**
 * The envelope of every event: CloudEvents 1.0, structured JSON mode.
 *
 * `time` is the recorded time (when this log learned it, ISO 8601 UTC in milliseconds) and `sequence` the log position:
 * a dense ordinal from 1, written with ten digits so that it orders as text, as the CloudEvents sequence extension asks.
 * `recordedby` and `commandid` are extension attributes. `timebasis` is present only where the recorded time was not
 * taken from the store's clock.
 */
export type Envelope<Type extends string = string, Data = unknown> = Readonly<{
  specversion: '1.0';
  id: string;
  type: Type;
  source: string;
  subject: string;
  time: string;
  sequence: string;
  datacontenttype: 'application/json';
  recordedby: string;
  commandid: string;
  timebasis?: 'reconstructed';
  data: Data;
}>;

/** An event as a decider makes it: what happened, before the log gives it an id, a time and a position. */
export type Event<Type extends string, Data> = Readonly<{ type: Type; data: Readonly<Data> }>;

/** The CloudEvents `source` of every event of this program; the log's own name is in RecordOpened. */
export const EVENT_SOURCE = 'urn:onrecord';

/** The log position an envelope carries, as a number. */
export const positionOf = (event: Pick<Envelope, 'sequence'>): number => Number(event.sequence);

/** The ten-digit form of a log position that CloudEvents' sequence extension orders as text. */
export const sequenceOf = (position: number): string => String(position).padStart(10, '0');
