/** The official client, loaded when it is first wanted, replaced by a new one where it may have lost its way. */

import { setMaxListeners } from 'node:events';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { StoreUnreachable } from '../refusals.js';
import { ConnectionLeft, NoAnswer } from './client-errors.js';
import { ServerTooOld } from './refusals.js';
import type { KurrentUrl } from './url.js';

export type Connection = Readonly<{
  /** Where it leads to, for people. */
  shown: string;
  /** The server's version as it last told it; `unknown` before it was reached. */
  version: () => string;
  /**
   * Asks the server its version.
   *
   * @throws ServerTooOld, or what the client throws
   */
  meet: (milliseconds: number) => Promise<void>;
  /**
   * Does something with the client. Where that had no answer in time, its connection is given up with all that is under way
   * on it, and the next one gets a new one. The signal aborts when that happens.
   */
  using: <Result>(work: (client: EventStoreDBClient, left: AbortSignal) => Promise<Result>) => Promise<Result>;
  close: () => Promise<void>;
}>;

/**
 * What is used of the client beside its public methods: members that it keeps for its subclasses, which cannot be made
 * of a connection string.
 */
type Inside = {
  getChannel: () => Promise<Readonly<{ close: () => void }>>;
  readonly capabilities: Promise<Readonly<{ serverVersion: string }>>;
  supports: () => Promise<boolean>;
};

type Held = Readonly<{ client: EventStoreDBClient; inside: Inside; left: AbortSignal; release: () => Promise<void> }>;

/** How long a client that is left may take to end its calls, in milliseconds. */
const FAREWELL_MILLISECONDS = 1_000;

/** A promise that is waited for no longer than so many milliseconds. */
export const within = async <Result>(what: string, milliseconds: number, work: Promise<Result>): Promise<Result> => {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(what, milliseconds)), milliseconds);
  });
  return Promise.race([work, patience]).finally(() => clearTimeout(timer));
};

/**
 * One append is one call. In the batches that the client would make, the promises of all clients of the process lie in one
 * table: an error of one rejects the appends of all, an answer that comes later ends the process, and so does a cut while
 * writes wait for the network.
 */
const withoutBatches = (inside: Inside): void => {
  inside.supports = async () => false;
};

const heldBy = (client: EventStoreDBClient): Held => {
  const inside = client as unknown as Inside;
  const getChannel = inside.getChannel;
  let channel: ReturnType<Inside['getChannel']> | undefined;
  inside.getChannel = () => (channel = getChannel());
  withoutBatches(inside);
  const left = new AbortController();
  setMaxListeners(0, left.signal);
  const release = async (): Promise<void> => {
    left.abort();
    await within('the end of its calls', FAREWELL_MILLISECONDS, client.dispose()).catch(() => undefined);
    await channel?.then((open) => open.close()).catch(() => undefined);
  };
  return { client, inside, left: left.signal, release };
};

const connect = async ({ connection }: KurrentUrl): Promise<Held> => {
  const { EventStoreDBClient: Client } = await import('@eventstore/db-client');
  return heldBy(Client.connectionString(connection));
};

/** A promise that is waited for no longer than the signal lets it. */
const unlessLeft = <Result>(left: AbortSignal, work: Promise<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    const leave = (): void => reject(new ConnectionLeft());
    if (left.aborted) leave();
    left.addEventListener('abort', leave, { once: true });
    work.then(resolve, reject).finally(() => left.removeEventListener('abort', leave));
  });

/** The major and minor number of a version; nothing where it is none. */
export const numbersOf = (version: string): readonly [number, number] | undefined => {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
};

/** Whether a version is at least another, by major and minor number. */
export const isAtLeast = (version: string, least: readonly [number, number]): boolean => {
  const [major, minor] = numbersOf(version) ?? [0, 0];
  return major > least[0] || (major === least[0] && minor >= least[1]);
};

const OLDEST = [23, 10] as const;

/** A connection that is made when something is first done with it. */
export const connectionTo = (url: KurrentUrl): Connection => {
  let held: Promise<Held> | undefined;
  let version = 'unknown';
  let closed = false;
  const client = (): Promise<Held> => (held ??= connect(url));
  const leave = async (left: Promise<Held>): Promise<void> => {
    if (held === left) held = undefined;
    await (await left.catch(() => undefined))?.release();
  };
  const using = async <Result>(
    work: (held: Held) => Promise<Result>,
    isLost = (error: unknown): boolean => error instanceof NoAnswer,
  ): Promise<Result> => {
    if (closed) throw new StoreUnreachable('The store is closed.');
    const mine = client();
    try {
      const ours = await mine;
      return await unlessLeft(ours.left, work(ours));
    } catch (error) {
      if (closed) throw new StoreUnreachable('The store is closed.', { cause: error });
      if (isLost(error)) void leave(mine);
      throw error;
    }
  };
  return {
    shown: url.shown,
    version: () => version,
    meet: async (milliseconds) => {
      // The client keeps the answer, were it an error, for as long as it keeps its connection.
      const asked = ({ inside }: Held) => within('its version', milliseconds, inside.capabilities);
      const { serverVersion } = await using(asked, () => true);
      version = serverVersion;
      if (!isAtLeast(version, OLDEST)) throw new ServerTooOld(version, url.shown);
    },
    using: (work) => using((mine) => work(mine.client, mine.left)),
    close: async () => {
      closed = true;
      if (held !== undefined) await leave(held);
    },
  };
};
