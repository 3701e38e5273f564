/**
 * The log of the tests' server, in memory: records in the order of `$all`, each at the byte offset where a server would
 * have written it, and the rules by which an append goes in. It knows nothing of the network.
 */

/** A place in the log. Two offsets, as on the wire: where its transaction was committed and where the record lies. */
export type Position = Readonly<{ commit: number; prepare: number }>;

export type LogRecord = Readonly<{
  /** Its number among all there ever were, from 0; a scavenge does not change it. */
  sequence: number;
  position: Position;
  /** Where a read that comes after it begins. Its prepare offset can be 0: such a place is no record's. */
  next: Position;
  stream: string;
  revision: number;
  id: string;
  type: string;
  json: boolean;
  data: Uint8Array;
  metadata: Uint8Array;
  /** When it was written: units of 100 ns since 1970, as on the wire. */
  ticks: bigint;
}>;

export type Proposed = Readonly<Pick<LogRecord, 'id' | 'type' | 'json' | 'data' | 'metadata'>>;

export type Expected = number | 'any' | 'no stream' | 'stream exists';

/** What became of an append. A revision of -1 says that there is no event in the stream. */
export type Outcome =
  | Readonly<{ kind: 'done'; revision: number; position?: Position }>
  | Readonly<{ kind: 'wrong expected version'; actual: number }>
  | Readonly<{ kind: 'stream deleted' }>;

/** `records` are in revision order and may have gaps after a scavenge; `last` is the newest revision there ever was. */
export type StreamState = { records: LogRecord[]; last: number; tombstoned: boolean };

/** A stream's own limits, from its metadata: events below `from`, and all but the newest `keep`, are not read. */
export type Limits = Readonly<{ from: number; keep: number }>;

/** Who serves this log; the tests' servers enter themselves, gossip reads it. */
export type Node = { port: number; role: 'leader' | 'follower'; alive: boolean; id: string };

export type TestLog = {
  records: LogRecord[];
  readonly streams: Map<string, StreamState>;
  readonly limits: Map<string, Limits>;
  /** Offsets at which a record begins or one ended: no other commit offset can be read from. */
  readonly boundaries: Set<number>;
  /** Ids lately written, which alone make an append that expects any revision idempotent. */
  readonly remembered: Map<string, Readonly<{ stream: string; revision: number }>>;
  readonly watchers: Set<() => void>;
  readonly nodes: Node[];
  sequence: number;
  end: number;
  /** Milliseconds since 1970; may have a fraction, may run backwards. */
  clock: () => number;
  /** Whether the events of one append share a commit offset, as those of an explicit transaction do. */
  transactions: boolean;
};

/** The `$tb` by which a server marks a stream as soft-deleted: the greatest 64-bit integer. */
const DELETED = 2 ** 63;
const RECORD_OVERHEAD = 64;
const TICKS_PER_MILLISECOND = 10_000;
const NO_BYTES = new Uint8Array();

export const compare = (a: Position, b: Position): number => a.commit - b.commit || a.prepare - b.prepare;

const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value), 'utf8');

const stateOf = (log: TestLog, stream: string): StreamState => {
  const held = log.streams.get(stream) ?? { records: [], last: -1, tombstoned: false };
  log.streams.set(stream, held);
  return held;
};

const ticksOf = (milliseconds: number): bigint => {
  const whole = Math.floor(milliseconds);
  return (
    BigInt(whole) * BigInt(TICKS_PER_MILLISECOND) + BigInt(Math.floor((milliseconds - whole) * TICKS_PER_MILLISECOND))
  );
};

const sizeOf = (event: Proposed, stream: string): number =>
  RECORD_OVERHEAD + stream.length + event.type.length + event.data.length + event.metadata.length;

/** The places of an append's records: each at its own offset, or all of one commit after them. */
const placesOf = (log: TestLog, stream: string, events: readonly Proposed[]) => {
  const starts: number[] = [];
  let offset = log.end;
  for (const event of events) {
    starts.push(offset);
    offset += sizeOf(event, stream);
  }
  const ends = [...starts.slice(1), offset];
  log.end = log.transactions ? offset + RECORD_OVERHEAD : offset;
  for (const boundary of [...starts, offset, log.end]) log.boundaries.add(boundary);
  return starts.map((start, index) => ({
    position: { commit: log.transactions ? offset : start, prepare: start },
    next: log.transactions ? { commit: offset, prepare: ends[index]! } : { commit: ends[index]!, prepare: 0 },
  }));
};

const noteLimits = (log: TestLog, record: LogRecord): void => {
  if (!record.stream.startsWith('$$')) return;
  const metadata = JSON.parse(Buffer.from(record.data).toString('utf8') || '{}') as Record<string, number | undefined>;
  log.limits.set(record.stream.slice(2), { from: metadata['$tb'] ?? 0, keep: metadata['$maxCount'] ?? Infinity });
};

const write = (log: TestLog, stream: string, events: readonly Proposed[]): void => {
  const state = stateOf(log, stream);
  const ticks = ticksOf(log.clock());
  placesOf(log, stream, events).forEach((place, index) => {
    const revision = (state.last += 1);
    const record = { ...events[index]!, ...place, stream, revision, ticks, sequence: log.sequence++ };
    log.records.push(record);
    state.records.push(record);
    log.remembered.set(record.id, { stream, revision });
    noteLimits(log, record);
  });
};

/** Let all who wait for a change look again. */
export const ring = (log: TestLog): void => {
  for (const wake of log.watchers) wake();
};

/** The record of a stream at a revision. */
const recordAt = (state: StreamState, revision: number): LogRecord | undefined => {
  const guess = state.records[revision - (state.records[0]?.revision ?? 0)];
  return guess?.revision === revision ? guess : state.records.find((record) => record.revision === revision);
};

export const isSoftDeleted = (log: TestLog, stream: string): boolean => (log.limits.get(stream)?.from ?? 0) >= DELETED;

const repeatOf = (state: StreamState, revision: number): Outcome => {
  const position = recordAt(state, revision)?.position;
  return { kind: 'done', revision, ...(position ? { position } : {}) };
};

/** An append that expects no exact revision is a repeat only where all of its ids are remembered of this stream. */
const checkAny = (log: TestLog, stream: string, state: StreamState, ids: readonly string[]): Outcome | undefined => {
  const held = ids.map((id) => log.remembered.get(id)).map((entry) => (entry?.stream === stream ? entry : undefined));
  if (held[0] === undefined) return undefined;
  const last = held.at(-1);
  return held.includes(undefined) || last === undefined
    ? { kind: 'wrong expected version', actual: state.last }
    : repeatOf(state, last.revision);
};

/** An append from an older revision is a repeat where the same ids stand there, in the same order, all of them. */
const checkExact = (
  log: TestLog,
  stream: string,
  state: StreamState,
  expected: number,
  ids: readonly string[],
): Outcome | undefined => {
  if (expected > state.last) return { kind: 'wrong expected version', actual: state.last };
  if (expected === state.last) return undefined;
  const differs = ids.findIndex((id, index) => recordAt(state, expected + 1 + index)?.id !== id);
  if (differs < 0 && ids.length > 0) return repeatOf(state, expected + ids.length);
  const begins = differs === 0 && expected === -1 && isSoftDeleted(log, stream);
  return begins ? undefined : { kind: 'wrong expected version', actual: state.last };
};

/** What an append comes to without writing: undefined where it is to go in. */
export const check = (
  log: TestLog,
  stream: string,
  expected: Expected,
  ids: readonly string[],
): Outcome | undefined => {
  const state = stateOf(log, stream);
  if (state.tombstoned) return { kind: 'stream deleted' };
  if (typeof expected === 'number') return checkExact(log, stream, state, expected, ids);
  if (expected === 'no stream') return checkExact(log, stream, state, -1, ids);
  if (expected === 'stream exists') {
    if (isSoftDeleted(log, stream)) return { kind: 'stream deleted' };
    if (state.last < 0 && !log.limits.has(stream)) return { kind: 'wrong expected version', actual: -1 };
  }
  return checkAny(log, stream, state, ids);
};

const metadataEvent = (limits: object): Proposed => ({
  id: crypto.randomUUID(),
  type: '$metadata',
  json: true,
  data: bytesOf(limits),
  metadata: NO_BYTES,
});

/** Append to one stream, all or none. Appending to a soft-deleted stream brings it back, with its old events hidden. */
export const append = (log: TestLog, stream: string, expected: Expected, events: readonly Proposed[]): Outcome => {
  const refused = check(
    log,
    stream,
    expected,
    events.map((event) => event.id),
  );
  if (refused) return refused;
  const state = stateOf(log, stream);
  const hidden = isSoftDeleted(log, stream) ? state.last + 1 : undefined;
  if (events.length > 0) write(log, stream, events);
  if (hidden !== undefined) write(log, `$$${stream}`, [metadataEvent({ $tb: hidden })]);
  ring(log);
  return { kind: 'done', revision: state.last, ...(events.length ? { position: log.records.at(-1)!.position } : {}) };
};

/** Hide the events of a stream below a revision, as an operator can. They stay in `$all` until a scavenge. */
export const truncate = (log: TestLog, stream: string, before: number): void => {
  write(log, `$$${stream}`, [metadataEvent({ $tb: before })]);
  ring(log);
};

/** Delete a stream so that it can come back. Its events stay in `$all` until a scavenge. */
export const softDelete = (log: TestLog, stream: string): Position => {
  write(log, `$$${stream}`, [{ ...metadataEvent({}), data: Buffer.from('{"$tb":9223372036854775807}', 'utf8') }]);
  ring(log);
  return log.records.at(-1)!.position;
};

/** Delete a stream for good: its name cannot be used again. */
export const tombstone = (log: TestLog, stream: string): Position => {
  write(log, stream, [{ ...metadataEvent({}), type: '$streamDeleted' }]);
  stateOf(log, stream).tombstoned = true;
  ring(log);
  return log.records.at(-1)!.position;
};

/** The first revision of a stream that is read. A stream of metadata shows its newest event only. */
export const firstShown = (log: TestLog, stream: string): number => {
  const last = log.streams.get(stream)?.last ?? -1;
  const { from, keep } = log.limits.get(stream) ?? { from: 0, keep: stream.startsWith('$$') ? 1 : Infinity };
  return Math.max(from, last + 1 - keep);
};

/** Remove for good what is hidden. Of a deleted stream its newest event stays, for its number. */
export const scavenge = (log: TestLog): void => {
  const kept = (record: LogRecord): boolean => {
    const last = log.streams.get(record.stream)?.last;
    return record.revision === last || record.revision >= firstShown(log, record.stream);
  };
  log.records = log.records.filter(kept);
  for (const state of log.streams.values()) state.records = state.records.filter(kept);
};

/** The log as it was before its newest records: a server restored from an older backup. */
export const rollBack = (log: TestLog, count: number): void => {
  for (const record of log.records.splice(Math.max(0, log.records.length - count)).reverse()) {
    const state = stateOf(log, record.stream);
    state.records.pop();
    state.last = record.revision - 1;
    state.tombstoned = false;
    log.remembered.delete(record.id);
    if (record.stream.startsWith('$$')) log.limits.delete(record.stream.slice(2));
    const before = state.records.at(-1);
    if (before) noteLimits(log, before);
    log.end = Math.min(log.end, record.position.prepare);
  }
  log.sequence = (log.records.at(-1)?.sequence ?? -1) + 1;
  for (const boundary of log.boundaries) if (boundary > log.end) log.boundaries.delete(boundary);
};

/** What a server writes for itself before the first client comes. */
const BIRTH = [
  ['$users', '$User'],
  ['$user-admin', '$UserCreated'],
  ['$user-ops', '$UserCreated'],
] as const;

export const createLog = (options: Partial<Pick<TestLog, 'clock' | 'transactions'>> = {}): TestLog => {
  const log: TestLog = {
    records: [],
    streams: new Map(),
    limits: new Map(),
    boundaries: new Set([0]),
    remembered: new Map(),
    watchers: new Set(),
    nodes: [],
    sequence: 0,
    end: RECORD_OVERHEAD,
    clock: options.clock ?? (() => performance.timeOrigin + performance.now()),
    transactions: false,
  };
  log.boundaries.add(log.end);
  for (const [stream, type] of BIRTH) write(log, stream, [{ ...metadataEvent({}), type }]);
  log.transactions = options.transactions ?? false;
  return log;
};
