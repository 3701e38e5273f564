/** Reads of the server with deadlines of our own: the client gives them none. */

import type { EventStoreDBClient, StreamingRead } from '@eventstore/db-client';
import { ConnectionLeft, NoAnswer } from './client-errors.js';
import type { Limits } from './limits.js';
import { type Place, type Seen, seenOf } from './native.js';

/**
 * All that a read gives.
 *
 * @throws NoAnswer where nothing came for so many milliseconds, ConnectionLeft where it closed before its end, or what the
 * client throws
 */
export const collected = <Item>(reading: StreamingRead<Item>, milliseconds: number): Promise<readonly Item[]> =>
  new Promise((resolve, reject) => {
    const items: Item[] = [];
    const timer = setTimeout(() => {
      reject(new NoAnswer('a read', milliseconds));
      reading.cancel().catch(() => undefined);
    }, milliseconds);
    const over = (settle: () => void) => {
      clearTimeout(timer);
      settle();
    };
    reading.on('data', (item) => {
      timer.refresh();
      items.push(item);
    });
    reading.on('error', (error) => over(() => reject(error)));
    reading.on('end', () => over(() => resolve(items)));
    // After an end this does nothing; without one, what came may be a part.
    reading.on('close', () => over(() => reject(new ConnectionLeft())));
  });

/** Whose streams are asked for, and how long an answer may take. */
export type Asking = Readonly<{ prefix: string; limits: Limits }>;

/** The whole log from a place on, that included: at most so many records. */
export const recordsFrom = async (
  client: EventStoreDBClient,
  { prefix, limits }: Asking,
  from: Place | undefined,
  maxCount: number,
): Promise<readonly Seen[]> => {
  const reading = client.readAll({ fromPosition: from ?? 'start', direction: 'forwards', maxCount });
  return (await collected(reading, limits.read)).flatMap((one) => seenOf(one, prefix) ?? []);
};

/** The last record of the whole log. */
export const lastRecord = async (client: EventStoreDBClient, { prefix, limits }: Asking): Promise<Seen | undefined> => {
  const reading = client.readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 1 });
  return (await collected(reading, limits.read)).map((one) => seenOf(one, prefix))[0];
};
