/** Between the wire's messages and the log's own shapes. */

import { shared, streams, type SharedMessages, type StreamsMessages } from './definitions.js';
import type { Expected, LogRecord, Position, Proposed } from './log.js';

type Uuid = SharedMessages.UUID;
type Identifier = SharedMessages.StreamIdentifier;

const JSON_TYPE = 'application/json';
const BINARY_TYPE = 'application/octet-stream';

export const streamOf = (identifier: Identifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? new Uint8Array()).toString('utf8');

export const identifierOf = (stream: string): Identifier => {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Uint8Array.from(Buffer.from(stream, 'utf8')));
  return identifier;
};

/** An id as text, from either of the two forms. */
export const idOf = (uuid: Uuid | undefined): string => {
  const halves = uuid?.getStructured();
  if (!halves) return (uuid?.getString() ?? '').toLowerCase();
  const hex = [halves.getMostSignificantBits(), halves.getLeastSignificantBits()]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
};

export const uuidOf = (id: string, asText: boolean): Uuid => {
  const uuid = new shared.UUID();
  if (asText) {
    uuid.setString(id);
    return uuid;
  }
  const hex = id.replaceAll('-', '');
  const half = (digits: string): string => BigInt.asIntN(64, BigInt(`0x${digits}`)).toString();
  const structured = new shared.UUID.Structured();
  structured.setMostSignificantBits(half(hex.slice(0, 16)));
  structured.setLeastSignificantBits(half(hex.slice(16)));
  uuid.setStructured(structured);
  return uuid;
};

type ProposedMessage = StreamsMessages.AppendReq.ProposedMessage | StreamsMessages.BatchAppendReq.ProposedMessage;

export const proposedOf = (message: ProposedMessage): Proposed => ({
  id: idOf(message.getId()),
  type: message.getMetadataMap().get('type') ?? '',
  json: message.getMetadataMap().get('content-type') === JSON_TYPE,
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

type ExpectedOptions = Readonly<{ hasNoStream(): boolean; hasAny(): boolean; hasStreamExists(): boolean }>;

export const expectedOf = (options: ExpectedOptions, revision: string): Expected => {
  if (options.hasNoStream()) return 'no stream';
  if (options.hasAny()) return 'any';
  return options.hasStreamExists() ? 'stream exists' : Number(revision);
};

const recordedOf = (record: LogRecord, idsAsText: boolean): StreamsMessages.ReadResp.ReadEvent.RecordedEvent => {
  const event = new streams.ReadResp.ReadEvent.RecordedEvent();
  event.setId(uuidOf(record.id, idsAsText));
  event.setStreamIdentifier(identifierOf(record.stream));
  event.setStreamRevision(String(record.revision));
  event.setCommitPosition(String(record.position.commit));
  event.setPreparePosition(String(record.position.prepare));
  event.getMetadataMap().set('type', record.type);
  event.getMetadataMap().set('created', String(record.ticks));
  event.getMetadataMap().set('content-type', record.json ? JSON_TYPE : BINARY_TYPE);
  event.setData(record.data);
  event.setCustomMetadata(record.metadata);
  return event;
};

export const eventMessage = (record: LogRecord, idsAsText: boolean): StreamsMessages.ReadResp => {
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recordedOf(record, idsAsText));
  event.setCommitPosition(String(record.position.commit));
  const message = new streams.ReadResp();
  message.setEvent(event);
  return message;
};

export const confirmationMessage = (): StreamsMessages.ReadResp => {
  const confirmation = new streams.ReadResp.SubscriptionConfirmation();
  confirmation.setSubscriptionId(crypto.randomUUID());
  const message = new streams.ReadResp();
  message.setConfirmation(confirmation);
  return message;
};

export const checkpointMessage = (position: Position): StreamsMessages.ReadResp => {
  const checkpoint = new streams.ReadResp.Checkpoint();
  checkpoint.setCommitPosition(String(position.commit));
  checkpoint.setPreparePosition(String(position.prepare));
  const message = new streams.ReadResp();
  message.setCheckpoint(checkpoint);
  return message;
};

export const caughtUpMessage = (): StreamsMessages.ReadResp => {
  const message = new streams.ReadResp();
  message.setCaughtUp(new streams.ReadResp.CaughtUp());
  return message;
};

export const notFoundMessage = (stream: string): StreamsMessages.ReadResp => {
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifierOf(stream));
  const message = new streams.ReadResp();
  message.setStreamNotFound(notFound);
  return message;
};

export const edgeMessage = (edge: 'first' | 'last', revision: number): StreamsMessages.ReadResp => {
  const message = new streams.ReadResp();
  if (edge === 'first') message.setFirstStreamPosition(String(revision));
  else message.setLastStreamPosition(String(revision));
  return message;
};
