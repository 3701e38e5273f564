/** Streams.BatchAppend: many appends through one call, each with a correlation id, its errors given in its answer. */

import type { ServerDuplexStream, ServiceError } from '@grpc/grpc-js';
import {
  Any,
  GoogleEmpty,
  shared,
  status,
  streams,
  type SharedMessages,
  type StatusMessages,
  type StreamsMessages,
} from './definitions.js';
import type { Expected, Outcome, Proposed } from './log.js';
import { expectedOf, identifierOf, idOf, proposedOf, streamOf } from './messages.js';
import type { NodeContext } from './node.js';
import { appendFor, tooLarge, type TooLarge, type Verdict } from './writes.js';

type BatchCall = ServerDuplexStream<StreamsMessages.BatchAppendReq, StreamsMessages.BatchAppendResp>;
type Status = StatusMessages.Status;

/** An append of which not all has come yet. */
type Pending = { stream: string; expected: Expected; events: Proposed[] };

/** Codes of google.rpc.Code; the client does not look at them. */
const CODES = { unknown: 2, invalidArgument: 3, deadlineExceeded: 4, notFound: 5, alreadyExists: 6 } as const;

const statusOf = (code: number, message: string, details: Uint8Array, type: string): Status => {
  const any = new Any();
  any.pack(details, type);
  return new status.Status()
    .setCode(code as Parameters<Status['setCode']>[0])
    .setMessage(message)
    .setDetails(any);
};

const ours = (code: number, name: string, details: { serializeBinary(): Uint8Array }): Status =>
  statusOf(code, name, details.serializeBinary(), `event_store.client.${name}`);

/** Errors for which the server has no details: the client cannot tell one from another. */
const plain = (message: string): Status =>
  statusOf(CODES.unknown, message, new GoogleEmpty().serializeBinary(), 'google.protobuf.Empty');

const timeoutStatus = (): Status => ours(CODES.deadlineExceeded, 'Timeout', new shared.Timeout());

const wrongVersionStatus = (expected: Expected, actual: number): Status => {
  const wrong = new shared.WrongExpectedVersion();
  if (expected === 'any') wrong.setExpectedAny(new GoogleEmpty());
  else if (expected === 'no stream') wrong.setExpectedNoStream(new GoogleEmpty());
  else if (expected === 'stream exists') wrong.setExpectedStreamExists(new GoogleEmpty());
  else wrong.setExpectedStreamPosition(String(expected));
  if (actual < 0) wrong.setCurrentNoStream(new GoogleEmpty());
  else wrong.setCurrentStreamRevision(String(actual));
  return ours(CODES.alreadyExists, 'WrongExpectedVersion', wrong);
};

const varint = (value: number): number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(Math.floor(value / 0x80))];

/** The details of an event that is too large are of a message newer than the client, so they are written by hand. */
const largeStatus = ({ most, event }: TooLarge): Status => {
  if (!event) {
    const details = new shared.MaximumAppendSizeExceeded().setMaxappendsize(most);
    return ours(CODES.invalidArgument, 'MaximumAppendSizeExceeded', details);
  }
  const id = Buffer.from(event.id, 'utf8');
  const details = [0x0a, ...varint(id.length), ...id, 0x10, ...varint(event.size), 0x18, ...varint(most)];
  const name = 'MaximumAppendEventSizeExceeded';
  return statusOf(CODES.invalidArgument, name, Uint8Array.from(details), `event_store.client.${name}`);
};

const errorOf = (outcome: Exclude<Outcome, { kind: 'done' }>, { stream, expected }: Pending): Status =>
  outcome.kind === 'stream deleted'
    ? ours(CODES.notFound, 'StreamDeleted', new shared.StreamDeleted().setStreamIdentifier(identifierOf(stream)))
    : wrongVersionStatus(expected, outcome.actual);

const successOf = (outcome: Extract<Outcome, { kind: 'done' }>): StreamsMessages.BatchAppendResp.Success => {
  const success = new streams.BatchAppendResp.Success();
  if (outcome.revision < 0) success.setNoStream(new GoogleEmpty());
  else success.setCurrentRevision(String(outcome.revision));
  if (!outcome.position) return success.setNoPosition(new GoogleEmpty());
  const position = new shared.AllStreamPosition()
    .setCommitPosition(String(outcome.position.commit))
    .setPreparePosition(String(outcome.position.prepare));
  return success.setPosition(position);
};

const answerTo = (correlation: SharedMessages.UUID | undefined, stream: string): StreamsMessages.BatchAppendResp =>
  new streams.BatchAppendResp().setCorrelationId(correlation).setStreamIdentifier(identifierOf(stream));

const isLate = (options: StreamsMessages.BatchAppendReq.Options): boolean => {
  const deadline = options.getDeadline();
  return deadline !== undefined && deadline.toDate().getTime() <= Date.now();
};

export const handleBatchAppend = (context: NodeContext, call: BatchCall): void => {
  const pending = new Map<string, Pending>();
  let underWay = 0;
  let isClosing = false;
  let isOver = false;

  const finish = (how: () => void): void => {
    if (isOver) return;
    isOver = true;
    how();
  };
  const fail = (error: ServiceError): void => finish(() => call.emit('error', error));
  const send = (message: StreamsMessages.BatchAppendResp): void => {
    if (!isOver) call.write(message);
  };

  const settle = (request: StreamsMessages.BatchAppendReq, write: Pending, verdict: Verdict<Outcome>): void => {
    const answer = answerTo(request.getCorrelationId(), write.stream);
    if (verdict.kind === 'failed') return fail(verdict.error);
    if (verdict.kind === 'end') return finish(() => call.end());
    if (verdict.kind === 'busy') return send(answer.setError(plain('Server Is Busy')));
    if (verdict.kind === 'timeout') return send(answer.setError(timeoutStatus()));
    if (verdict.kind !== 'done') return;
    const { value } = verdict;
    send(value.kind === 'done' ? answer.setSuccess(successOf(value)) : answer.setError(errorOf(value, write)));
  };

  const receive = async (request: StreamsMessages.BatchAppendReq): Promise<void> => {
    const correlation = idOf(request.getCorrelationId());
    const options = request.getOptions();
    const stream = streamOf(options?.getStreamIdentifier());
    if (options && isLate(options)) {
      return send(answerTo(request.getCorrelationId(), stream).setError(timeoutStatus()));
    }
    if (options && !pending.has(correlation)) {
      pending.set(correlation, { stream, expected: expectedOf(options, options.getStreamPosition()), events: [] });
    }
    const write = pending.get(correlation);
    if (!write) return;
    write.events.push(...request.getProposedMessagesList().map(proposedOf));
    const large = tooLarge(context, write.events);
    if (large || request.getIsFinal()) pending.delete(correlation);
    if (large) return send(answerTo(request.getCorrelationId(), write.stream).setError(largeStatus(large)));
    if (!request.getIsFinal()) return;
    settle(request, write, await appendFor(context, call, write.stream, write.expected, write.events));
  };

  const closeWhenDone = (): void => {
    if (isClosing && underWay === 0) finish(() => call.end());
  };
  call.on('data', (request: StreamsMessages.BatchAppendReq) => {
    underWay += 1;
    void receive(request).finally(() => {
      underWay -= 1;
      closeWhenDone();
    });
  });
  call.on('end', () => {
    isClosing = true;
    closeWhenDone();
  });
  call.on('cancelled', () => finish(() => undefined));
};
