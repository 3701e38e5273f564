/** Streams.Append, Delete and Tombstone, and what every write goes through. */

import { setImmediate as immediately, setTimeout as wait } from 'node:timers/promises';
import type { Metadata, sendUnaryData, ServerReadableStream, ServerUnaryCall, ServiceError } from '@grpc/grpc-js';
import { shared, streams, type StreamsMessages } from './definitions.js';
import type { Fault, Method } from './faults.js';
import {
  append,
  check,
  type Expected,
  type Outcome,
  type Position,
  type Proposed,
  softDelete,
  tombstone,
} from './log.js';
import { expectedOf, proposedOf, streamOf } from './messages.js';
import { type NodeContext, refusalOf, sizeOfEvent } from './node.js';
import {
  appendTooLarge,
  eventTooLarge,
  notLeader,
  streamDeleted,
  timedOut,
  tooBusy,
  wrongExpectedVersion,
} from './statuses.js';

/** What a write comes to: its outcome, or what befell it. Where it is silent, no answer may be given. */
export type Verdict<T> =
  | Readonly<{ kind: 'done'; value: T }>
  | Readonly<{ kind: 'silent' | 'end' | 'busy' | 'timeout' }>
  | Readonly<{ kind: 'failed'; error: ServiceError }>;

type WriteCall = Readonly<{ metadata: Metadata; getPeer: () => string }>;

/** The first append or event that is too large, as the server's error says it. */
export type TooLarge = Readonly<{ most: number; event?: Readonly<{ id: string; size: number }> }>;

const suffer = async (
  context: NodeContext,
  call: WriteCall,
  faults: readonly Fault[],
  when: 'before' | 'after',
): Promise<Verdict<never> | undefined> => {
  for (const { how } of faults) {
    if ((how.when ?? 'before') !== when) continue;
    if (how.kind === 'slow') await wait(how.ms);
    if (how.kind === 'cut') context.cut(call.getPeer());
    if (how.kind === 'cut' || how.kind === 'silent') return { kind: 'silent' };
    if (how.kind === 'not-leader') return { kind: 'failed', error: notLeader(how.host, how.port) };
    if (how.kind === 'end' || how.kind === 'busy' || how.kind === 'timeout') return { kind: how.kind };
  }
  return undefined;
};

/** Do a write, unless something befalls it first. */
export const perform = async <T>(
  context: NodeContext,
  call: WriteCall,
  method: Method,
  effect: () => T,
): Promise<Verdict<T>> => {
  const faults = context.faults.take(method);
  const before = await suffer(context, call, faults, 'before');
  if (before) return before;
  if (!context.node.alive) return { kind: 'silent' };
  const error = refusalOf(context, call.metadata, true);
  if (error) return { kind: 'failed', error };
  const value = effect();
  return (await suffer(context, call, faults, 'after')) ?? { kind: 'done', value };
};

export const tooLarge = (context: NodeContext, events: readonly Proposed[]): TooLarge | undefined => {
  const most = context.sizes();
  const event = events.find((candidate) => sizeOfEvent(candidate) > most.event);
  if (event) return { most: most.event, event: { id: event.id, size: sizeOfEvent(event) } };
  const size = events.reduce((sum, candidate) => sum + sizeOfEvent(candidate), 0);
  return size > most.append ? { most: most.append } : undefined;
};

/** Append for a call, noting that it came. */
export const appendFor = (
  context: NodeContext,
  call: WriteCall,
  stream: string,
  expected: Expected,
  events: readonly Proposed[],
): Promise<Verdict<Outcome>> => {
  context.appends.push({ stream, expected, ids: events.map((event) => event.id) });
  return perform(context, call, 'append', () => append(context.log, stream, expected, events));
};

const fill = <P extends { setCommitPosition(value: string): P; setPreparePosition(value: string): P }>(
  message: P,
  position: Position,
): P => message.setCommitPosition(String(position.commit)).setPreparePosition(String(position.prepare));

const successOf = (outcome: Extract<Outcome, { kind: 'done' }>): StreamsMessages.AppendResp => {
  const success = new streams.AppendResp.Success();
  if (outcome.revision < 0) success.setNoStream(new shared.Empty());
  else success.setCurrentRevision(String(outcome.revision));
  if (outcome.position) success.setPosition(fill(new streams.AppendResp.Position(), outcome.position));
  else success.setNoPosition(new shared.Empty());
  return new streams.AppendResp().setSuccess(success);
};

const wrongVersionOf = (expected: Expected, actual: number): StreamsMessages.AppendResp => {
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (expected === 'any') wrong.setExpectedAny(new shared.Empty());
  else if (expected === 'no stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedRevision(String(expected));
  if (actual < 0) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(String(actual));
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
};

type Answer<T> = sendUnaryData<T>;

/** Give a write that is not a batch its answer, or its error, or none. */
const reply = <T>(verdict: Verdict<T>, answer: (value: T) => void, fail: (error: ServiceError) => void): void => {
  if (verdict.kind === 'done') answer(verdict.value);
  else if (verdict.kind === 'failed') fail(verdict.error);
  else if (verdict.kind === 'busy') fail(tooBusy());
  else if (verdict.kind === 'timeout') fail(timedOut());
};

export const handleAppend = (
  context: NodeContext,
  call: ServerReadableStream<StreamsMessages.AppendReq, StreamsMessages.AppendResp>,
  callback: Answer<StreamsMessages.AppendResp>,
): void => {
  let options: StreamsMessages.AppendReq.Options | undefined;
  const events: Proposed[] = [];
  const finish = async (): Promise<void> => {
    // A call that the network breaks off can end as one that is complete does; it is known for cancelled only after.
    await immediately();
    if (call.cancelled) return;
    const stream = streamOf(options?.getStreamIdentifier());
    const expected = options ? expectedOf(options, options.getRevision()) : 'any';
    const large = tooLarge(context, events);
    if (large?.event) return callback(eventTooLarge(large.event.id, large.event.size, large.most));
    if (large) return callback(appendTooLarge(large.most));
    const verdict = await appendFor(context, call, stream, expected, events);
    reply(
      verdict,
      (outcome) => {
        if (outcome.kind === 'stream deleted') callback(streamDeleted(stream));
        else callback(null, outcome.kind === 'done' ? successOf(outcome) : wrongVersionOf(expected, outcome.actual));
      },
      callback,
    );
  };
  call.on('data', (message: StreamsMessages.AppendReq) => {
    options ??= message.getOptions();
    const proposed = message.getProposedMessage();
    if (proposed) events.push(proposedOf(proposed));
  });
  call.on('end', () => void finish());
};

type DeleteOptions = StreamsMessages.DeleteReq.Options | StreamsMessages.TombstoneReq.Options;

const remove = (context: NodeContext, options: DeleteOptions, forGood: boolean): Position | ServiceError => {
  const stream = streamOf(options.getStreamIdentifier());
  const expected = expectedOf(options, options.getRevision());
  const refused = check(context.log, stream, expected, []);
  if (refused?.kind === 'stream deleted') return streamDeleted(stream);
  if (refused?.kind === 'wrong expected version') return wrongExpectedVersion(stream, expected, refused.actual);
  return forGood ? tombstone(context.log, stream) : softDelete(context.log, stream);
};

const deleteWith =
  <Q extends { getOptions(): DeleteOptions | undefined }, R>(
    forGood: boolean,
    answerOf: (position: Position) => R,
  ): ((context: NodeContext, call: ServerUnaryCall<Q, R>, callback: Answer<R>) => void) =>
  (context, call, callback) => {
    const options = call.request.getOptions()!;
    const write = perform(context, call, 'delete', () => remove(context, options, forGood));
    void write.then((verdict) =>
      reply(
        verdict,
        (removed) => (removed instanceof Error ? callback(removed) : callback(null, answerOf(removed))),
        callback,
      ),
    );
  };

export const handleDelete = deleteWith<StreamsMessages.DeleteReq, StreamsMessages.DeleteResp>(false, (position) =>
  new streams.DeleteResp().setPosition(fill(new streams.DeleteResp.Position(), position)),
);

export const handleTombstone = deleteWith<StreamsMessages.TombstoneReq, StreamsMessages.TombstoneResp>(
  true,
  (position) => new streams.TombstoneResp().setPosition(fill(new streams.TombstoneResp.Position(), position)),
);
