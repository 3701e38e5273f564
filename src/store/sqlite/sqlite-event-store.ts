/**
 * The embedded event store: one SQLite file, durable before it acknowledges (WAL, `synchronous=FULL`), group commit,
 * one writing process and any number of reading ones. It trusts its caller to hold the writer lock.
 */

import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Refusal } from '../../refusal.js';
import { checkStream, checkTrusted, draftsOf } from '../envelope.js';
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
import { auditOf } from './audit.js';
import { Bell } from '../bell.js';
import { type Database, isReadOnly, openDatabase } from './database.js';
import { type GroupCommit, groupCommit } from './group-commit.js';
import { type LogFile, logFile } from './log-file.js';
import { checkReadable, migrate, STORE_SCHEMA } from './schema.js';
import type { SubscribeOptions } from './subscription.js';
import { eraseText, getText, putText } from './texts.js';
import { commitBatch } from './writes.js';

export type OpenOptions = Readonly<{
  readonly?: boolean;
  /** The recorded time to give, in milliseconds since 1970. */
  clock?: () => number;
}>;

/** How often a reader looks for what another process wrote. */
const POLL_MILLISECONDS = 250;

/** There is no store where one was to be read. */
export class NoStore extends Refusal {
  readonly kind = 'missing';
  readonly type = 'no-store';
  constructor(readonly path: string) {
    super(
      `There is no store at ${path}; run \`onrecord import\` or \`onrecord demo\`, or name another in ONRECORD_STORE.`,
    );
  }
}

const WRITER_PRAGMAS = [
  'PRAGMA busy_timeout = 2000',
  'PRAGMA journal_mode = WAL',
  'PRAGMA synchronous = FULL',
  'PRAGMA journal_size_limit = 67108864',
  'PRAGMA wal_autocheckpoint = 4000',
];
const READER_PRAGMAS = ['PRAGMA busy_timeout = 2000', 'PRAGMA query_only = 1'];

const prepareFile = (database: Database, path: string, readonly: boolean): void => {
  for (const pragma of readonly ? READER_PRAGMAS : WRITER_PRAGMAS) database.exec(pragma);
  if (readonly) checkReadable(database, path, STORE_SCHEMA);
  else migrate(database, path, STORE_SCHEMA);
};

export class SqliteEventStore implements EventStore, TextStore {
  readonly #database: Database;
  readonly #path: string;
  readonly #log: LogFile;
  readonly #bell = new Bell();
  readonly #commits: GroupCommit;
  #transactions = 0;
  #closed = false;

  private constructor(database: Database, path: string, { readonly = false, clock = Date.now }: OpenOptions) {
    this.#database = database;
    this.#path = path;
    this.#log = logFile(database, {
      bell: this.#bell,
      closed: () => this.#closed,
      pollMilliseconds: readonly ? POLL_MILLISECONDS : undefined,
    });
    this.#commits = groupCommit((appends) => {
      const outcomes = commitBatch(database, appends, clock);
      this.#transactions += 1;
      this.#bell.ring();
      return outcomes;
    });
  }

  /**
   * Opens a store, making it where there is none; `:memory:` is one that lasts as long as it is open.
   *
   * @throws NoStore, StoreNotUsable, StoreUnreachable
   */
  static open(path: string, options: OpenOptions = {}): SqliteEventStore {
    const { readonly = false } = options;
    if (readonly && !existsSync(path)) throw new NoStore(path);
    try {
      return SqliteEventStore.#openAt(path, path, options);
    } catch (error) {
      if (!readonly || !isReadOnly(error) || existsSync(`${path}-wal`)) throw error;
      return SqliteEventStore.#openAt(`${pathToFileURL(path).href}?immutable=1`, path, options);
    }
  }

  /** Opens the file by a path or a URI of SQLite’s: on a read-only file system it takes one that says it cannot change. */
  static #openAt(place: string, path: string, options: OpenOptions): SqliteEventStore {
    const database = openDatabase(place);
    try {
      prepareFile(database, path, options.readonly === true);
      return new SqliteEventStore(database, path, options);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** How many transactions appends have taken since it was opened: fewer than appends where several waited together. */
  get transactions(): number {
    return this.#transactions;
  }

  /** How the file is written, as SQLite says it: `wal` and 2, which is FULL. */
  get durability(): Readonly<{ journal: unknown; synchronous: unknown }> {
    const pragma = (name: string): unknown => this.#database.rows<[unknown]>(`PRAGMA ${name}`)[0]?.[0];
    return { journal: pragma('journal_mode'), synchronous: pragma('synchronous') };
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
    return this.#commits.add({ stream, expected, drafts: draftsOf(events), trusted, chain });
  }

  async positionOf(id: string): Promise<number | undefined> {
    return this.#log.positionOf(id);
  }

  readStream(stream: string, options: ReadOptions = {}): AsyncIterable<StoredEvent> {
    return this.#log.readStream(stream, options);
  }

  readAll(options: ReadOptions & Readonly<{ filter?: Filter }> = {}): AsyncIterable<StoredEvent> {
    return this.#log.readAll(options);
  }

  subscribe(after: number, options: SubscribeOptions = {}): AsyncIterable<Delivery> {
    return this.#log.subscribe(after, options);
  }

  async head(): Promise<number> {
    return this.#log.head();
  }

  async putText(sha256: string, text: string): Promise<void> {
    putText(this.#database, sha256, text);
  }

  async getText(sha256: string): Promise<string | undefined> {
    return getText(this.#database, sha256);
  }

  async eraseText(sha256: string): Promise<void> {
    eraseText(this.#database, sha256);
  }

  async identity(): Promise<string> {
    return this.#database.rows<[Buffer]>('SELECT CAST(id AS BLOB) FROM identity')[0]?.[0].toString('latin1') ?? '';
  }

  async audit(): Promise<readonly string[]> {
    return auditOf(this.#database);
  }

  async copyTo(file: string): Promise<void> {
    const [only] = this.#database.rows<[number]>('PRAGMA query_only')[0] ?? [0];
    this.#database.exec('PRAGMA query_only = 0');
    try {
      this.#database.run('VACUUM INTO ?', file);
    } finally {
      this.#database.exec(`PRAGMA query_only = ${only}`);
    }
  }

  describe(): string {
    return `SQLite ${this.#version()} at ${this.#path}`;
  }

  async standing(): Promise<Standing> {
    const [engine, asOf] = ['SQLite', new Date().toISOString()];
    try {
      return { engine, version: this.#version(), reachable: true, position: this.#log.head(), asOf };
    } catch (error) {
      const problem = this.#closed ? 'The store is closed.' : error instanceof Error ? error.message : String(error);
      return { engine, version: 'unknown', reachable: false, problem, position: 0, asOf };
    }
  }

  #version(): string {
    return this.#database.rows<[string]>('SELECT sqlite_version()')[0]?.[0] ?? 'unknown';
  }

  /** Commits what waits, ends its subscriptions and lets the file go. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#commits.close();
    this.#closed = true;
    this.#bell.ring();
    this.#database.close();
  }
}
