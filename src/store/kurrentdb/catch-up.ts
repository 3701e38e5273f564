/** Bringing the replica to the head of the server's log. */

import type { EventStoreDBClient } from '@eventstore/db-client';
import { isInvalidPosition } from './client-errors.js';
import type { Connection } from './connection.js';
import { type Limits, PAGE_RECORDS } from './limits.js';
import { isAfter, isSamePlace, type Place, type Seen } from './native.js';
import { lastRecord, recordsFrom } from './reading.js';
import { ReplicaOfAnotherLog } from './refusals.js';
import type { Replica } from './replica.js';

export type CatchUp = Readonly<{
  /**
   * Resolves when the replica holds all that the log held when this was called. Who asks while a read is under way waits
   * for the next, which all who asked meanwhile share.
   *
   * @throws a Refusal where the log or the server is not to be used, or what the client throws
   */
  toHead: () => Promise<void>;
  /**
   * Makes sure of the server and that its log is the replica's.
   *
   * @throws ServerTooOld, ReplicaOfAnotherLog, or what the client throws
   */
  meet: () => Promise<void>;
}>;

export type CatchUpOptions = Readonly<{
  connection: Connection;
  replica: Replica;
  limits: Limits;
  /** What the server's names of the record's streams begin with. */
  prefix: string;
  /** Names the replica, for people. */
  path: string;
  /** Told how each attempt came out. */
  over: (error?: unknown) => void;
}>;

/** The first record at a place or after it; nothing where no record begins there any more. */
const recordAt = async (
  client: EventStoreDBClient,
  options: CatchUpOptions,
  place: Place,
): Promise<Seen | undefined> => {
  try {
    return (await recordsFrom(client, options, place, 1))[0];
  } catch (error) {
    if (isInvalidPosition(error)) return undefined;
    throw error;
  }
};

/**
 * Refuses a log in which the replica's last event is not where it was. Where only what the replica passed over is gone, as
 * another application's events are when a backup is restored, it goes back to that event.
 */
const checkLog = async (client: EventStoreDBClient, options: CatchUpOptions): Promise<void> => {
  const { connection, replica, path } = options;
  const [last, checkpoint] = [replica.last(), replica.checkpoint()];
  if (checkpoint === undefined) return;
  const end = await lastRecord(client, options);
  const isThere = (place: Place): boolean => end !== undefined && !isAfter(place, end.place);
  if (last !== undefined) {
    const there = isThere(last.place) ? await recordAt(client, options, last.place) : undefined;
    if (!isSamePlace(there?.place, last.place) || there?.event?.id !== last.id)
      throw new ReplicaOfAnotherLog(path, connection.shown, replica.log.head());
  }
  if (isSamePlace(last?.place, checkpoint)) return;
  if (!isThere(checkpoint) || (await recordAt(client, options, checkpoint)) === undefined) replica.rewind();
};

/** A page from the checkpoint on; nothing where no record begins there any more. */
const pageFrom = async (client: EventStoreDBClient, options: CatchUpOptions, from: Place | undefined) => {
  try {
    return await recordsFrom(client, options, from, PAGE_RECORDS);
  } catch (error) {
    if (isInvalidPosition(error)) return undefined;
    throw error;
  }
};

/** Reads pages, and looks again at the log where it does not go on from where it was left. */
const pageReader = (options: CatchUpOptions) => {
  const { replica } = options;
  let verified: Place | undefined;
  /** One page; whether it was the last. */
  return async (client: EventStoreDBClient): Promise<boolean> => {
    const from = replica.checkpoint();
    const page = await pageFrom(client, options, from);
    const goesOn = page !== undefined && isSamePlace(page[0]?.place, from);
    if (from !== undefined && !goesOn && !isSamePlace(verified, from)) {
      await checkLog(client, options);
      verified = replica.checkpoint();
      return false;
    }
    const last = replica.last();
    const [first] = page ?? [];
    if (last !== undefined && isSamePlace(first?.place, last.place) && first?.event?.id !== last.id)
      throw new ReplicaOfAnotherLog(options.path, options.connection.shown, replica.log.head());
    replica.take(page ?? []);
    return (page?.length ?? 0) < PAGE_RECORDS;
  };
};

/** The one who brings a replica up to date. */
export const catchUp = (options: CatchUpOptions): CatchUp => {
  const { connection, replica, limits, over } = options;
  const readPage = pageReader(options);
  let met = false;
  const meet = async (): Promise<void> => {
    await connection.meet(limits.read);
    await connection.using((client) => checkLog(client, options));
    met = true;
  };
  const read = async (): Promise<void> => {
    const began = new Date();
    try {
      if (!met) await meet();
      while (!(await connection.using(readPage))) continue;
      replica.wasWhole(began);
      over();
    } catch (error) {
      // Who comes back may have been restored to an earlier state.
      met = false;
      over(error);
      throw error;
    }
  };
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const start = (): Promise<void> => {
    next = undefined;
    const mine = read().finally(() => {
      if (current === mine) current = undefined;
    });
    current = mine;
    return mine;
  };
  return {
    meet,
    toHead: () => {
      if (current === undefined) return start();
      next ??= current.then(start, start);
      return next;
    },
  };
};
