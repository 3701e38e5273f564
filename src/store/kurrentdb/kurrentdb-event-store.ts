/**
 * The event store on KurrentDB (or EventStoreDB): appends go to the server, and every read is answered from the replica
 * after it was brought to the head of the server's log. Many processes may write to one cluster.
 */

import { Refusal } from '../../refusal.js';
import { checkStream, checkTrusted, draftsOf, EventNotStorable } from '../envelope.js';
import type {
  Chain,
  Delivery,
  EventStore,
  ExpectedRevision,
  Filter,
  NewEvent,
  ReadOptions,
  Standing,
  StoredEvent,
  TextStore,
  TrustedTime,
} from '../event-store.js';
import { StoreUnreachable } from '../refusals.js';
import type { Append } from '../sqlite/batch.js';
import type { SubscribeOptions } from '../sqlite/subscription.js';
import { type AppendOptions, appendTo, trying } from './append.js';
import { type CatchUp, catchUp } from './catch-up.js';
import { unreachableAt } from './client-errors.js';
import { type Connection, connectionTo, numbersOf, within } from './connection.js';
import { type Following, following } from './follow.js';
import { type Limits, LIMITS } from './limits.js';
import { openReplica, type Replica } from './replica.js';
import { textsOn } from './texts.js';
import { kurrentUrlOf, replicaPathOf } from './url.js';

export type ConnectOptions = Readonly<{
  /** The replica's file; `:memory:` for one that lasts as long as the store is open. The default is by the URL. */
  replica?: string;
  limits?: Partial<Limits>;
}>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The newest major version of the server that this adapter is made for. */
const NEWEST = 26;

const checkIds = (events: readonly NewEvent[]): void => {
  for (const { id } of events)
    if (!UUID.test(id))
      throw new EventNotStorable(`Event ${id}`, 'its id is no UUID in lower case, which KurrentDB wants');
};

const engineOf = (version: string): string => ((numbersOf(version)?.[0] ?? NEWEST) < 25 ? 'EventStoreDB' : 'KurrentDB');

export class KurrentEventStore implements EventStore, TextStore {
  readonly #connection: Connection;
  readonly #replica: Replica;
  readonly #limits: Limits;
  readonly #path: string;
  readonly #catchUp: CatchUp;
  readonly #following: Following;
  readonly #appending: AppendOptions;
  readonly #texts: ReturnType<typeof textsOn>;
  readonly #chains = new WeakMap<Chain, Promise<unknown>>();
  /** What the log or the server is refused for, and what the last attempt to reach the head came to. */
  #refusal: Refusal | undefined;
  #failure: unknown;
  readonly #underWay = new Set<Promise<unknown>>();
  #closed = false;

  private constructor(url: string, { replica, limits = {} }: ConnectOptions) {
    const path = replica === undefined ? replicaPathOf(url) : replica === ':memory:' ? undefined : replica;
    const parsed = kurrentUrlOf(url);
    const { prefix } = parsed;
    const connection = connectionTo(parsed);
    this.#connection = connection;
    this.#limits = { ...LIMITS, ...limits };
    this.#path = path ?? ':memory:';
    this.#replica = openReplica(path, () => {
      if (this.#refusal !== undefined) throw this.#refusal;
    });
    const over = (error?: unknown): void => {
      this.#failure = error;
      this.#refusal = error instanceof Refusal && error.kind !== 'unreachable' ? error : undefined;
    };
    const parts = { connection, replica: this.#replica, limits: this.#limits, prefix };
    this.#catchUp = catchUp({ ...parts, path: this.#path, over });
    this.#following = following({
      ...parts,
      catchUp: this.#catchUp,
      over: (error) => {
        if (error instanceof Refusal) over(error);
      },
    });
    this.#appending = { ...parts, catchUp: this.#catchUp };
    this.#texts = textsOn(this.#appending);
  }

  /**
   * Opens the store. A server that cannot be reached is no hindrance where the replica has held the whole log before.
   *
   * @throws StoreUrlNotUsable, StoreUnreachable, StoreNotUsable, ServerTooOld, ReplicaOfAnotherLog
   */
  static async connect(url: string, options: ConnectOptions = {}): Promise<KurrentEventStore> {
    const store = new KurrentEventStore(url, options);
    try {
      await store.#reached();
      return store;
    } catch (error) {
      if (!(error instanceof Refusal) && store.#replica.asOf() !== undefined) return store;
      await store.close();
      throw error instanceof Refusal
        ? error
        : unreachableAt(store.#connection.shown, error, 'There is no copy of it here.');
    }
  }

  /** The first contact may take as long as it takes to read the log: only silence is waited for in vain. */
  async #reached(): Promise<void> {
    await trying(this.#limits.head, this.#limits, this.#catchUp.meet);
    await this.#catchUp.toHead();
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
    trusted?: TrustedTime,
    chain?: Chain,
  ): Promise<readonly StoredEvent[]> {
    checkStream(stream);
    checkTrusted(trusted);
    const drafts = draftsOf(events);
    checkIds(events);
    const append = { stream, expected, drafts, trusted };
    return chain === undefined ? this.#appended(append) : this.#chained(append, chain);
  }

  async #appended(append: Append): Promise<readonly StoredEvent[]> {
    if (this.#closed) throw new StoreUnreachable('The store is closed.');
    const made = appendTo(this.#appending, append);
    this.#underWay.add(made);
    return made.finally(() => this.#underWay.delete(made));
  }

  /** One after the other; after one that failed none is made. */
  #chained(append: Append, chain: Chain): Promise<readonly StoredEvent[]> {
    const made = (this.#chains.get(chain) ?? Promise.resolve()).then(async () => {
      if (chain.broken !== undefined) throw chain.broken;
      try {
        return await this.#appended(append);
      } catch (error) {
        chain.broken = error;
        throw error;
      }
    });
    this.#chains.set(
      chain,
      made.catch(() => undefined),
    );
    return made;
  }

  /**
   * Brings the replica to the head, or gives up in time: then what is here is the answer. While the server is known to be
   * gone, one attempt is made and no more.
   */
  async #refresh(): Promise<void> {
    if (this.#closed) throw new StoreUnreachable('The store is closed.');
    const { head } = this.#limits;
    const attempt = this.#catchUp.toHead;
    const gone = this.#failure !== undefined;
    const reaching = within('the log’s head', head, gone ? attempt() : trying(head, this.#limits, attempt));
    await reaching.catch((error: unknown) => {
      if (error instanceof Refusal && error.kind !== 'unreachable') throw error;
    });
  }

  async positionOf(id: string): Promise<number | undefined> {
    await this.#refresh();
    return this.#replica.log.positionOf(id);
  }

  async *readStream(stream: string, options: ReadOptions = {}): AsyncGenerator<StoredEvent> {
    await this.#refresh();
    yield* this.#replica.log.readStream(stream, options);
  }

  async *readAll(options: ReadOptions & Readonly<{ filter?: Filter }> = {}): AsyncGenerator<StoredEvent> {
    await this.#refresh();
    yield* this.#replica.log.readAll(options);
  }

  async *subscribe(after: number, options: SubscribeOptions = {}): AsyncGenerator<Delivery> {
    const { signal } = options;
    this.#following.start();
    const aborted = new Promise<void>((resolve) => {
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
    if (signal?.aborted !== true) await Promise.race([this.#refresh(), aborted]);
    yield* this.#replica.log.subscribe(after, options);
  }

  async head(): Promise<number> {
    await this.#refresh();
    return this.#replica.log.head();
  }

  putText(sha256: string, text: string): Promise<void> {
    return this.#texts.put(sha256, text);
  }

  getText(sha256: string): Promise<string | undefined> {
    return this.#texts.get(sha256);
  }

  eraseText(sha256: string): Promise<void> {
    return this.#texts.erase(sha256);
  }

  async identity(): Promise<string> {
    return this.#replica.identity();
  }

  describe(): string {
    const version = this.#connection.version();
    const untried = (numbersOf(version)?.[0] ?? 0) > NEWEST ? ' (newer than On Record was made for)' : '';
    return `${engineOf(version)} ${version}${untried} at ${this.#connection.shown}, replica ${this.#path}`;
  }

  async standing(): Promise<Standing> {
    const problem = await this.#problem();
    const version = this.#connection.version();
    const told = problem === undefined ? { reachable: true } : { reachable: this.#refusal !== undefined, problem };
    const here = this.#closed ? undefined : this.#replica;
    const asOf = here?.asOf() ?? new Date(0).toISOString();
    return { engine: engineOf(version), version, ...told, position: here?.log.head() ?? 0, asOf };
  }

  async #problem(): Promise<string | undefined> {
    if (this.#closed) return 'The store is closed.';
    try {
      await within('the log’s head', this.#limits.head, this.#catchUp.toHead());
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      return unreachableAt(this.#connection.shown, error, 'Reads go on from what was read before.').message;
    }
  }

  /** Waits a little for appends under way, ends its subscriptions and lets the server and the replica's file go. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { head } = this.#limits;
    await within('appends under way', head, Promise.allSettled(this.#underWay)).catch(() => undefined);
    const followed = this.#following.stop();
    await this.#connection.close();
    await followed;
    this.#replica.close();
  }
}
