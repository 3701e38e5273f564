/** Appends that wait together are committed together: one transaction and one sync for all of them. */

import { StoreUnreachable } from '../refusals.js';
import type { StoredEvent } from '../event-store.js';
import type { Append } from './batch.js';

/** What one append of a batch comes to. */
export type Outcome = Readonly<{ stored: readonly StoredEvent[] }> | Readonly<{ refusal: unknown }>;

/** The most that one transaction takes; a single append may be larger. */
const MOST_EVENTS = 1000;
const MOST_CHARACTERS = 8_000_000;

type Waiting = Readonly<{
  append: Append;
  resolve: (stored: readonly StoredEvent[]) => void;
  reject: (reason: unknown) => void;
}>;

export type GroupCommit = Readonly<{
  /** Resolves when the append is durable. */
  add: (append: Append) => Promise<readonly StoredEvent[]>;
  /** Commits what waits and takes no more. */
  close: () => void;
}>;

const sizeOf = ({ drafts }: Append): number => drafts.reduce((sum, { data }) => sum + data.length, 0);

/** How many of those that wait go into one transaction: at least one. */
const batchSize = (queue: readonly Waiting[]): number => {
  let [events, characters] = [0, 0];
  const over = queue.findIndex(({ append }) => {
    events += append.drafts.length;
    characters += sizeOf(append);
    return events > MOST_EVENTS || characters > MOST_CHARACTERS;
  });
  return over === -1 ? queue.length : Math.max(over, 1);
};

const settle = (batch: readonly Waiting[], outcomes: readonly Outcome[]): void =>
  batch.forEach(({ resolve, reject }, index) => {
    const outcome = outcomes[index];
    if (outcome !== undefined && 'stored' in outcome) resolve(outcome.stored);
    else reject(outcome?.refusal);
  });

/** The queue before a commit, which gives one outcome for each append or throws for all of them. */
export const groupCommit = (commit: (appends: readonly Append[]) => readonly Outcome[]): GroupCommit => {
  let queue: Waiting[] = [];
  let closed = false;
  const commitSome = (): void => {
    const batch = queue.slice(0, batchSize(queue));
    queue = queue.slice(batch.length);
    try {
      settle(batch, commit(batch.map(({ append }) => append)));
    } catch (error) {
      for (const { append, reject } of batch) {
        if (append.chain !== undefined) append.chain.broken = error;
        reject(error);
      }
    }
  };
  const flush = (): void => {
    if (queue.length > 0) commitSome();
    if (queue.length > 0) setImmediate(flush);
  };
  return {
    add: (append) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new StoreUnreachable('The store is closed.'));
        if (queue.length === 0) setImmediate(flush);
        queue.push({ append, resolve, reject });
      }),
    close: () => {
      closed = true;
      while (queue.length > 0) commitSome();
    },
  };
};
