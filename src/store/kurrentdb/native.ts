/** An event as the server holds it, and what of it is the record's. */

import type { AllStreamResolvedEvent, EventData } from '@eventstore/db-client';
import { type Draft, draftOf, STREAM_PREFIX } from '../envelope.js';
import type { TrustedTime } from '../event-store.js';
import { LogNotOurs } from './refusals.js';

/** Where a record stands in the server's log. Both numbers count: one alone does not tell two records apart. */
export type Place = Readonly<{ commit: bigint; prepare: bigint }>;

/** What was seen of the server's log: how far it was, and the event there, where it is one of the record's streams. */
export type Seen = Readonly<{ place: Place; event?: NativeEvent }>;

export type NativeEvent = Readonly<{
  stream: string;
  revision: number;
  id: string;
  type: string;
  data: unknown;
  metadata: unknown;
  json: boolean;
  /** When the server wrote it: ISO 8601, UTC, in milliseconds. */
  created: string;
}>;

/** What the metadata of an event says. */
export type Told = Readonly<{ recordedby: string; commandid: string; recorded?: string; timebasis?: 'reconstructed' }>;

/** Whether one place lies after another, which is before everything where it is none. */
export const isAfter = (one: Place, other: Place | undefined): boolean =>
  other === undefined || one.commit > other.commit || (one.commit === other.commit && one.prepare > other.prepare);

export const isSamePlace = (one: Place | undefined, other: Place | undefined): boolean =>
  one?.commit === other?.commit && one?.prepare === other?.prepare;

/** A place as it is kept, and back. */
export const placeText = ({ commit, prepare }: Place): string => `${commit}/${prepare}`;

export const placeOf = (text: string): Place => {
  const [commit = '', prepare = ''] = text.split('/');
  return { commit: BigInt(commit), prepare: BigInt(prepare) };
};

/** What the client read, with the event taken over where its stream is one of the record's: its name has the prefix. */
export const seenOf = ({ event }: AllStreamResolvedEvent, prefix: string): Seen | undefined => {
  if (event === undefined) return undefined;
  const place = { commit: event.position.commit, prepare: event.position.prepare };
  if (!event.streamId.startsWith(prefix)) return { place };
  const stream = `${STREAM_PREFIX}${event.streamId.slice(prefix.length)}`;
  const { id, type, data, metadata, isJson: json, created } = event;
  const taken = { stream, revision: Number(event.revision), id, type, data, metadata, json };
  return { place, event: { ...taken, created: created.toISOString() } };
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

const isTime = (value: unknown): value is string =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;

const toldIn = (metadata: unknown): Told | undefined => {
  if (!isObject(metadata)) return undefined;
  const { recordedby, commandid, recorded, timebasis } = metadata;
  if (typeof recordedby !== 'string' || typeof commandid !== 'string') return undefined;
  if (recorded !== undefined && !isTime(recorded)) return undefined;
  if (timebasis !== undefined && timebasis !== 'reconstructed') return undefined;
  return { recordedby, commandid, ...(recorded && { recorded }), ...(timebasis && { timebasis }) };
};

/** The type of the record that stands where a stream was deleted for good. */
const STREAM_DELETED = '$streamDeleted';
export const DELETED_FOR_GOOD =
  'somebody deleted the stream for good, which On Record never does: restore the server from a backup';

/**
 * The record's event that a native one is.
 *
 * @throws LogNotOurs where it is none
 */
export const recordedIn = (event: NativeEvent): Readonly<{ draft: Draft; told: Told }> => {
  const refuse = (what: string): never => {
    throw new LogNotOurs(event.stream, event.revision, `its event ${event.id} ${what}`);
  };
  if (event.type === STREAM_DELETED) throw new LogNotOurs(event.stream, event.revision, DELETED_FOR_GOOD);
  if (!event.json || !isObject(event.data)) return refuse('holds no JSON object, so On Record did not write it so');
  const told = toldIn(event.metadata);
  if (told === undefined) return refuse('does not say who recorded it by which command, so On Record did not write it');
  try {
    return { told, draft: draftOf({ ...told, id: event.id, type: event.type, data: event.data }) };
  } catch (error) {
    return refuse(`is damaged (${error instanceof Error ? error.message : String(error)})`);
  }
};

/** An event as the client is given it, and how many bytes of it the server counts. */
export const proposedOf = (
  { id, type, data, recordedby, commandid }: Draft,
  trusted: TrustedTime | undefined,
): Readonly<{ event: EventData; bytes: number }> => {
  const times = trusted && { recorded: trusted.time, ...(trusted.timebasis && { timebasis: trusted.timebasis }) };
  const metadata = { recordedby, commandid, ...times };
  const bytes = Buffer.byteLength(data) + Buffer.byteLength(JSON.stringify(metadata)) + 2 * type.length;
  const parsed = JSON.parse(data) as Record<string, unknown>;
  return { event: { id, contentType: 'application/json', type, data: parsed, metadata }, bytes };
};
