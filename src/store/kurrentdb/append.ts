/** Appending to the server: once, however often it has to be sent, or with a refusal that says what became of it. */

import type { EventData } from '@eventstore/db-client';
import { Refusal } from '../../refusal.js';
import { EventNotStorable, STREAM_PREFIX } from '../envelope.js';
import type { StoredEvent } from '../event-store.js';
import { WrongExpectedRevision } from '../refusals.js';
import type { Append } from '../sqlite/batch.js';
import type { CatchUp } from './catch-up.js';
import { failureOf, unreachableAt, wordsOf } from './client-errors.js';
import { type Connection, isAtLeast, within } from './connection.js';
import { type Limits, pause, pauseBefore } from './limits.js';
import { DELETED_FOR_GOOD, proposedOf } from './native.js';
import { EventTooLarge, LogNotOurs } from './refusals.js';
import type { Replica } from './replica.js';

export type AppendOptions = Readonly<{
  connection: Connection;
  replica: Replica;
  limits: Limits;
  /** What the server's names of the record's streams begin with. */
  prefix: string;
  catchUp: CatchUp;
}>;

const MEBIBYTE = 1024 * 1024;
const BY_EVENT_FROM = [25, 1] as const;

/** Refuses what the server would: 1 MiB an append up to 25.0, 16 MiB an event from 25.1. */
const checkSize = (stream: string, version: string, sizes: readonly number[]): void => {
  const byEvent = isAtLeast(version, BY_EVENT_FROM);
  const [bytes, most] = byEvent
    ? [Math.max(...sizes), 16 * MEBIBYTE]
    : [sizes.reduce((sum, size) => sum + size, 0), MEBIBYTE];
  if (bytes > most) throw new EventTooLarge(stream, byEvent ? 'an event' : 'one append', bytes, most);
};

const NOTHING_WRITTEN = 'Nothing of it was written.';
const UNKNOWN_OUTCOME =
  'Whether it was written is unknown: send the same command again, with the same ids, and it is recorded once.';

/** Tries until it succeeds or is refused; after so many milliseconds it is not tried again, and the last error is thrown. */
export const trying = async <Result>(
  milliseconds: number,
  limits: Limits,
  work: () => Promise<Result>,
): Promise<Result> => {
  const until = performance.now() + milliseconds;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const wait = pauseBefore(attempt, limits);
      if (error instanceof Refusal || failureOf(error).kind === 'access-denied') throw error;
      if (performance.now() + wait > until) throw error;
      await pause(wait);
    }
  }
};

const refused = ({ connection }: AppendOptions, error: unknown, after: string): Refusal =>
  error instanceof Refusal ? error : unreachableAt(connection.shown, error, after);

const toHead = (context: AppendOptions, milliseconds: number, after: string): Promise<void> =>
  trying(milliseconds, context.limits, context.catchUp.toHead).catch((error: unknown) => {
    throw refused(context, error, after);
  });

/** What an append comes to once the log has been read on; nothing where that stays as if it had not been sent. */
const readBack = async (context: AppendOptions, append: Append): Promise<readonly StoredEvent[] | undefined> => {
  const { limits, replica } = context;
  const until = performance.now() + limits.read;
  for (let attempt = 1; ; attempt += 1) {
    await toHead(context, limits.appendTotal, UNKNOWN_OUTCOME);
    const stored = replica.judge(append);
    if (stored !== undefined || performance.now() > until) return stored;
    await pause(pauseBefore(attempt, limits));
  }
};

const proposed = ({ connection }: AppendOptions, { stream, drafts, trusted }: Append): EventData[] => {
  const all = drafts.map((draft) => proposedOf(draft, trusted));
  const sizes = all.map(({ bytes }) => bytes);
  checkSize(stream, connection.version(), sizes);
  return all.map(({ event }) => event);
};

const send = (context: AppendOptions, { stream, expected }: Append, events: EventData[]): Promise<unknown> => {
  const { connection, replica, limits, prefix } = context;
  const name = `${prefix}${stream.slice(STREAM_PREFIX.length)}`;
  const revision = (expected === 'no stream' ? -1 : expected) + replica.passedOver(stream);
  const expectedRevision = revision < 0 ? ('no_stream' as const) : BigInt(revision);
  const options = { expectedRevision, deadline: limits.append };
  return connection.using((client) => within('an append', limits.append, client.appendToStream(name, events, options)));
};

/** The server says that the stream is elsewhere: the log tells what that means. */
const otherwise = async (
  context: AppendOptions,
  append: Append,
  actual: number | 'no stream',
): Promise<readonly StoredEvent[]> => {
  const { stream, expected } = append;
  const stored = await readBack(context, append);
  if (stored !== undefined) return stored;
  const there = (actual === 'no stream' ? -1 : actual) - context.replica.passedOver(stream);
  const wanted = expected === 'no stream' ? -1 : expected;
  if (there > wanted) throw new WrongExpectedRevision(stream, expected, there);
  throw new LogNotOurs(
    stream,
    wanted + 1,
    'the server has the stream no longer as far as it was read. Somebody deleted or truncated it, which On Record ' +
      'never does: restore the server from a backup',
  );
};

const bytesOf = ({ drafts, trusted }: Append): number =>
  drafts.reduce((sum, draft) => sum + proposedOf(draft, trusted).bytes, 0);

/** A failure that tells what became of the append, as its result or a refusal; nothing where that is unknown. */
const settled = async (
  context: AppendOptions,
  append: Append,
  error: unknown,
): Promise<readonly StoredEvent[] | undefined> => {
  if (error instanceof Refusal) throw error;
  const failure = failureOf(error);
  switch (failure.kind) {
    case 'wrong-revision':
      return otherwise(context, append, failure.actual);
    case 'too-large':
      throw new EventTooLarge(append.stream, 'one append', bytesOf(append), failure.most);
    case 'stream-deleted':
      throw new LogNotOurs(append.stream, 0, DELETED_FOR_GOOD);
    case 'access-denied':
      throw refused(context, error, NOTHING_WRITTEN);
    case 'invalid':
      throw new EventNotStorable(`What was to be appended to ${append.stream}`, wordsOf(error), { cause: error });
    default:
      return undefined;
  }
};

/** Sends it until the server acknowledges it or refuses it: always the same ids at the same revision. */
const acknowledged = async (context: AppendOptions, append: Append): Promise<readonly StoredEvent[] | undefined> => {
  const { limits } = context;
  const events = proposed(context, append);
  const until = performance.now() + limits.appendTotal;
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send(context, append, events);
      return await readBack(context, append);
    } catch (error) {
      const stored = await settled(context, append, error);
      if (stored !== undefined) return stored;
      if (performance.now() > until) throw refused(context, error, UNKNOWN_OUTCOME);
      await pause(pauseBefore(attempt, limits));
    }
  }
};

/**
 * An append: what it comes to by the log as it is now, else what became of it on the server.
 *
 * @throws WrongExpectedRevision, EventIdTaken, TimeRunsBackwards, EventTooLarge, LogNotOurs, StoreUnreachable
 */
export const appendTo = async (context: AppendOptions, append: Append): Promise<readonly StoredEvent[]> => {
  await toHead(context, context.limits.head, NOTHING_WRITTEN);
  const stored = context.replica.judge(append) ?? (await acknowledged(context, append));
  if (stored !== undefined) return stored;
  const shy = new Error('the server acknowledged events that it does not show yet');
  throw unreachableAt(context.connection.shown, shy, UNKNOWN_OUTCOME);
};
