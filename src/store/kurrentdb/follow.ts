/**
 * Following the log: a subscription to what the server has of the record's streams, taken up again from where the replica
 * is whenever and however it ends. The replica passes over what comes twice.
 */

import type { AllStreamSubscription, EventStoreDBClient } from '@eventstore/db-client';
import type { CatchUp } from './catch-up.js';
import { NoAnswer } from './client-errors.js';
import type { Connection } from './connection.js';
import { type Limits, pause, pauseBefore } from './limits.js';
import { isAfter, type Place, type Seen, seenOf } from './native.js';
import type { Replica } from './replica.js';

export type Following = Readonly<{
  /** Begins to follow, where nothing does yet. */
  start: () => void;
  stop: () => Promise<void>;
}>;

export type FollowOptions = Readonly<{
  connection: Connection;
  replica: Replica;
  limits: Limits;
  /** What the server's names of the record's streams begin with. */
  prefix: string;
  catchUp: CatchUp;
  /** Told what a subscription ended with. */
  over: (error?: unknown) => void;
}>;

/** How many windows of passed-over records lie between two checkpoints of the filter. */
const CHECKPOINT_INTERVAL = 16;

/** What came of a subscription, put into the replica in its order, many at once where many came at once. */
const intake = (replica: Replica, failed: (error: unknown) => void) => {
  let waiting: Seen[] = [];
  let seen: Place | undefined;
  const flush = (): void => {
    const batch = waiting;
    waiting = [];
    try {
      replica.take(batch);
    } catch (error) {
      failed(error);
    }
  };
  return {
    add: (one: Seen): void => {
      seen = one.place;
      if (waiting.length === 0) setImmediate(flush);
      waiting.push(one);
    },
    seen: () => seen,
  };
};

/**
 * Looks at each heartbeat whether the log has something that the subscription did not bring. Rejects where it has had it
 * for a whole heartbeat.
 */
const watched = async (
  { replica, limits, catchUp }: FollowOptions,
  seen: () => Place | undefined,
  signal: AbortSignal,
): Promise<void> => {
  const from = replica.checkpoint();
  let missing: Place | undefined;
  for (;;) {
    await pause(limits.heartbeat, signal);
    if (signal.aborted) return;
    await catchUp.toHead().catch(() => undefined);
    if (signal.aborted) return;
    const [last, reached] = [replica.last()?.place, seen() ?? from];
    if (missing !== undefined && isAfter(missing, reached)) throw new NoAnswer('a subscription', limits.heartbeat);
    missing = last !== undefined && isAfter(last, reached) ? last : undefined;
  }
};

/** One subscription, from the replica's checkpoint to its end; rejects where it ends with an error or stays silent. */
const subscribed = async (client: EventStoreDBClient, options: FollowOptions, signal: AbortSignal): Promise<void> => {
  if (signal.aborted) return;
  const { replica, limits, prefix } = options;
  const ended = new AbortController();
  await new Promise<void>((resolve, reject) => {
    const { add, seen } = intake(replica, reject);
    // A checkpoint says that all before it was sent, not that it was handed on: while something waits it is left out.
    const checkpointReached = (by: AllStreamSubscription, place: Place): void => {
      if (by.readableLength === 0) add({ place });
    };
    const filter = {
      filterOn: 'streamName' as const,
      prefixes: [prefix],
      checkpointInterval: CHECKPOINT_INTERVAL,
      checkpointReached,
    };
    const subscription = client.subscribeToAll({ fromPosition: replica.checkpoint() ?? 'start', filter });
    const confirming = setTimeout(() => reject(new NoAnswer('a subscription', limits.subscribe)), limits.subscribe);
    ended.signal.addEventListener('abort', () => {
      clearTimeout(confirming);
      subscription.unsubscribe().catch(() => undefined);
    });
    subscription.on('confirmation', () => clearTimeout(confirming));
    subscription.on('data', (resolved) => {
      const one = seenOf(resolved, prefix);
      if (one !== undefined && !ended.signal.aborted) add(one);
    });
    subscription.on('error', reject);
    subscription.on('end', () => resolve());
    subscription.on('close', () => resolve());
    signal.addEventListener('abort', () => resolve(), { once: true });
    watched(options, seen, ended.signal).catch(reject);
  }).finally(() => ended.abort());
};

/** The one who follows, in the background, until it is stopped. */
export const following = (options: FollowOptions): Following => {
  const { connection, limits, catchUp, over } = options;
  const stopped = new AbortController();
  let work: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    for (let attempt = 1; !stopped.signal.aborted; attempt += 1) {
      const began = performance.now();
      try {
        await catchUp.meet();
        await connection.using((client, left) => subscribed(client, options, AbortSignal.any([stopped.signal, left])));
      } catch (error) {
        over(error);
      }
      if (performance.now() - began > limits.longestPause) attempt = 1;
      await pause(pauseBefore(attempt, limits), stopped.signal);
    }
  };
  return {
    start: () => {
      work ??= run();
    },
    stop: async () => {
      stopped.abort();
      await work;
    },
  };
};
