/** A subscription always reads the table, from where it stands to the head; the bell only says when to look again. */

import type { Delivery, Filter, StoredEvent } from '../event-store.js';
import type { Bell } from '../bell.js';

/** What a subscription needs of a store. */
export type Subscribed = Readonly<{
  head: () => number;
  /** The events after a position up to another, both known to be in the log. */
  between: (after: number, until: number, filter: Filter | undefined) => AsyncIterable<StoredEvent>;
  closed: () => boolean;
  bell: Bell;
  /** How often to look where the writer is another process and no bell rings here. */
  pollMilliseconds?: number | undefined;
}>;

export type SubscribeOptions = Readonly<{ filter?: Filter; signal?: AbortSignal }>;

/** Everything after a position, and a mark at the start and whenever new events have brought it to the head. */
export const subscription = async function* (
  store: Subscribed,
  after: number,
  { filter, signal }: SubscribeOptions,
): AsyncGenerator<Delivery, void, undefined> {
  const over = (): boolean => signal?.aborted === true || store.closed();
  let [at, unmarked] = [after, true];
  while (!over()) {
    const head = store.head();
    if (head > at) {
      for await (const stored of store.between(at, head, filter)) {
        if (over()) return;
        unmarked = true;
        yield { kind: 'event', stored };
      }
      at = head;
    } else if (unmarked) {
      unmarked = false;
      yield { kind: 'caught-up', position: head };
    } else await store.bell.heard(signal, store.pollMilliseconds);
  }
};
