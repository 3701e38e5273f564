/** What is read of a log that lies in an SQLite file, whoever puts events into it. */

import type { Delivery, Filter, ReadOptions, StoredEvent } from '../event-store.js';
import type { Bell } from '../bell.js';
import type { Database } from './database.js';
import { eventsOf, headOf, logPages, streamPages } from './reads.js';
import { subscription, type SubscribeOptions } from './subscription.js';

export type LogFile = Readonly<{
  positionOf: (id: string) => number | undefined;
  readStream: (stream: string, options: ReadOptions) => AsyncIterable<StoredEvent>;
  readAll: (options: ReadOptions & Readonly<{ filter?: Filter }>) => AsyncIterable<StoredEvent>;
  subscribe: (after: number, options: SubscribeOptions) => AsyncIterable<Delivery>;
  /** The position of the last event; 0 where there is none. */
  head: () => number;
}>;

export type LogFileOptions = Readonly<{
  /** Rings when events were put in. */
  bell: Bell;
  closed: () => boolean;
  /** How often a subscription looks for itself, where another process puts events in. */
  pollMilliseconds?: number | undefined;
  /** Throws where subscriptions have to end with an error. */
  check?: () => void;
}>;

/** The reading side of a file, for one connection to it. */
export const logFile = (database: Database, options: LogFileOptions): LogFile => {
  const { bell, closed, pollMilliseconds, check } = options;
  const subscribed = {
    head: (): number => {
      check?.();
      return headOf(database);
    },
    between: (at: number, until: number, filter: Filter | undefined) =>
      eventsOf(logPages(database, { from: at + 1, until, filter }), closed),
    closed,
    bell,
    pollMilliseconds,
  };
  return {
    positionOf: (id) => database.rows<[number]>('SELECT position FROM events WHERE id = ?', id)[0]?.[0],
    readStream: (stream, asked) => eventsOf(streamPages(database, stream, asked)),
    readAll: (asked) => eventsOf(logPages(database, asked)),
    subscribe: (after, asked) => subscription(subscribed, after, asked),
    head: () => headOf(database),
  };
};
