/**
 * The event store's port. KurrentDB's meaning of each operation is the meaning here, so that any adapter can stand in
 * for any other; `test/contracts/event-store.contract.ts` proves it of each.
 */

import type { RecordedEvent } from '../../events/index.js';

/** An event as it is appended: the store gives it its recorded time and its position. */
export type NewEvent = Readonly<{
  id: string;
  type: string;
  data: unknown;
  recordedby: string;
  commandid: string;
  /** The version of its type’s shape that `data` has; the one it has now where it is left out. No engine sees it. */
  version?: number;
}>;

/** The revision that a stream must be at: the number of its last event, counted from 0, or that there is no stream. */
export type ExpectedRevision = number | 'no stream';

/** A recorded time brought from elsewhere, with what it rests on where that is not a store's clock. */
export type TrustedTime = Readonly<{ time: string; timebasis?: 'reconstructed' }>;

/** An event as the store holds it: its envelope, and the RFC 8785 bytes of it that are stored, exported and hashed. */
export type StoredEvent = Readonly<{
  position: number;
  stream: string;
  revision: number;
  event: RecordedEvent;
  line: string;
}>;

/**
 * Appends that follow each other: they go in in order, and after one that was refused none goes in. Whoever appends
 * makes one, gives it with each, and the store says here why it broke.
 */
export type Chain = { broken?: unknown };

export type ReadOptions = Readonly<{
  /** Read from here: the first revision or position read, inclusive. The default is the end the direction starts at. */
  from?: number;
  direction?: 'forwards' | 'backwards';
  limit?: number;
}>;

/** Which events of the whole log are wanted; all that are given must hold. */
export type Filter = Readonly<{ types?: readonly string[]; streamPrefix?: string }>;

/** What a subscription yields: each event once, in order, and a mark each time it has reached the log's head. */
export type Delivery =
  Readonly<{ kind: 'event'; stored: StoredEvent }> | Readonly<{ kind: 'caught-up'; position: number }>;

/** How a store stands, for `doctor` and `/readyz`. */
export type Standing = Readonly<{
  /** `SQLite`, `KurrentDB` or `EventStoreDB`, as the server calls itself. */
  engine: string;
  /** The version of the server or library; `unknown` where the server was never reached. */
  version: string;
  reachable: boolean;
  /** One sentence, where something is wrong. */
  problem?: string;
  /** The position of the last event held here. */
  position: number;
  /** When that was last known to be the head of the log: ISO 8601, UTC, in milliseconds. */
  asOf: string;
}>;

export interface EventStore {
  /**
   * Append events to one stream, all or none, durable when the promise resolves. The same events again (by id, in the
   * same order, from the same revision) are no new events and resolve to the ones there are.
   *
   * @throws WrongExpectedRevision, EventIdTaken, TimeRunsBackwards, StoreUnreachable
   */
  append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    trusted?: TrustedTime,
    chain?: Chain,
  ): Promise<readonly StoredEvent[]>;

  /** Where the event with an id stands, for engines that can tell; nothing where there is none. */
  positionOf?(id: string): Promise<number | undefined>;

  /** A stream's events in revision order; none where there is no such stream. */
  readStream(stream: string, options?: ReadOptions): AsyncIterable<StoredEvent>;

  /** The whole log in position order. */
  readAll(options?: ReadOptions & Readonly<{ filter?: Filter }>): AsyncIterable<StoredEvent>;

  /** The log after a position (0: from the beginning): what is there, then what comes, until the signal aborts. */
  subscribe(after: number, options?: Readonly<{ filter?: Filter; signal?: AbortSignal }>): AsyncIterable<Delivery>;

  /** The position of the last event; 0 where the log is empty. */
  head(): Promise<number>;

  /** What tells this log from every other, however alike their events are; for what is kept beside it. */
  identity(): Promise<string>;

  /** What is wrong with what only the engine can see (its file, its columns, its indexes), in sentences, for `verify`. */
  audit?(): Promise<readonly string[]>;

  /** Copy everything, as it is at one moment, into a new file that this engine can open; for engines that are files. */
  copyTo?(file: string): Promise<void>;

  /** The engine and its version, for people. */
  describe(): string;

  /** How the store stands at this moment. It never throws, and answers within a deadline of its own. */
  standing(): Promise<Standing>;

  close(): Promise<void>;
}

/** Where the canonical texts of sources lie, by their SHA-256 (lower-case hex), beside the log. */
export interface TextStore {
  putText(sha256: string, text: string): Promise<void>;
  getText(sha256: string): Promise<string | undefined>;
  /** Take a text out, durably; the space it took is overwritten where the engine can. Nothing where there is none. */
  eraseText(sha256: string): Promise<void>;
}
