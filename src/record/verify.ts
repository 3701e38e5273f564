import { compare, type Compared, NO_LEAF } from '../proof/compare.js';
import { leafHash, MerkleTree } from '../proof/merkle.js';
import { readPlace } from '../proof/saved.js';
import type { PublicKey } from '../proof/signed-note.js';
import { Refusal } from '../refusal.js';
import type { EventStore, StoredEvent, TextStore } from '../store/event-store.js';
import { findingsOf, goOn, isEvent, isKnown, type Met, metIn, nothingBefore } from './verify-log.js';
import { checkQuotes, type QuoteCheck, type QuotesChecked, ReadThrough } from './verify-quotes.js';

/** The record does not hold together: where, and how. */
export class NotWhole extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'not-whole';
  constructor(readonly findings: readonly string[]) {
    super(`The record does not hold together: ${findings.slice(0, MOST_TOLD).join(' ')}${furtherOf(findings.length)}`);
  }
}

const MOST_TOLD = 5;

const furtherOf = (count: number): string => (count > MOST_TOLD ? ` And ${count - MOST_TOLD} more.` : '');

/** What `verify` found. */
export type Verification = Readonly<{
  /** How many events there are that can be read. */
  events: number;
  /** The position at which the log ends. */
  head: number;
  findings: readonly string[];
  quotes: Readonly<{ stand: number; unchecked: number; withheld: number; fail: readonly QuoteCheck[] }>;
  /** The log held against each directory of checkpoints. */
  checkpoints: readonly Compared[];
}>;

export type VerifyOptions = Readonly<{
  /** Texts of sources by id, as read from files. */
  brought?: ReadonlyMap<string, string>;
  /** Directories of saved checkpoints. */
  checkpoints?: readonly string[];
  /** The public keys whose signatures count; checkpoints are taken as they are where there is none. */
  keys?: readonly PublicKey[];
  onProgress?: (done: number, total: number) => void;
}>;

/** More findings than this are counted and not kept. */
const MOST_FINDINGS = 1_000;

const newFindings = (): Readonly<{ add: (found: readonly string[]) => void; all: () => readonly string[] }> => {
  const kept: string[] = [];
  let more = 0;
  return {
    add: (found) => {
      const room = MOST_FINDINGS - kept.length;
      kept.push(...found.slice(0, room));
      more += Math.max(0, found.length - room);
    },
    all: () => (more === 0 ? kept : [...kept, `And ${more} findings more.`]),
  };
};

/** Everything that is read of a log in one pass. */
type Pass = Readonly<{ read: number; leaves: MerkleTree; through: ReadThrough; findings: readonly string[] }>;

const pass = async (
  store: EventStore,
  total: number,
  onProgress: NonNullable<VerifyOptions['onProgress']>,
): Promise<Pass> => {
  const [findings, before, leaves, through] = [newFindings(), nothingBefore(), new MerkleTree(), new ReadThrough()];
  let read = 0;
  const take = (stored: StoredEvent): void => {
    const found = findingsOf(stored, before);
    goOn(before, stored);
    read += 1;
    const misread = isEvent(stored) && isKnown(stored.event.type) ? through.take(stored.event) : undefined;
    findings.add(misread === undefined ? found : [...found, `Event ${stored.position} ${misread}.`]);
  };
  const meet = ({ position, stored, fault }: Met): void => {
    while (leaves.size < position - 1) leaves.push(NO_LEAF);
    leaves.push(stored === undefined ? NO_LEAF : leafHash(stored.line));
    if (stored !== undefined) return take(stored);
    findings.add([`Event ${position} ${fault}.`]);
    before.holes += position - before.position;
    before.position = position;
  };
  for await (const met of metIn(store, total)) {
    meet(met);
    if (met.position % 1000 === 0 || met.position === total) onProgress(met.position, total);
  }
  if (leaves.size < total)
    findings.add([`The log says it ends at ${total}, and nothing after ${leaves.size} can be read.`]);
  return { read, leaves, through, findings: findings.all() };
};

const counted = (quotes: readonly QuoteCheck[], result: QuoteCheck['result']): number =>
  quotes.filter((quote) => quote.result === result).length;

/** Texts that cannot be read are a finding, and no reason to keep silent about the rest. */
const notChecked = (error: unknown): QuotesChecked => {
  if (!(error instanceof Refusal)) throw error;
  return { quotes: [], findings: [`The quotes were not checked: ${error.message}`] };
};

/** Where a kept copy of a log first differs from the log itself, as a sentence; nothing where it does not. */
export const differenceOf = async (log: EventStore, copy: EventStore, what: string): Promise<string | undefined> => {
  const until = await log.head();
  const copied = copy.readAll({ limit: until })[Symbol.asyncIterator]();
  for await (const { position, stream, revision, line } of log.readAll({ limit: until })) {
    const kept: IteratorResult<StoredEvent> = await copied.next();
    const isSame =
      kept.done !== true &&
      kept.value.position === position &&
      kept.value.stream === stream &&
      kept.value.revision === revision &&
      kept.value.line === line;
    if (!isSame)
      return `${what} differs from the log at position ${position}. Delete it while nothing uses it: it is made anew from the log.`;
  }
  return undefined;
};

/**
 * Read the whole log again and check that it holds together: dense positions and revisions, recorded times in order,
 * ids made of their commands, canonical bytes, sources by their hashes, and quotes by their sources’ texts; and that it is
 * what was signed in the checkpoints that were saved of it. What is wrong at one place hides nothing that is wrong after it.
 */
export const verify = async (store: EventStore & TextStore, options: VerifyOptions = {}): Promise<Verification> => {
  const { brought = new Map(), checkpoints = [], keys = [], onProgress = () => undefined } = options;
  const head = await store.head();
  const { read, leaves, through, findings } = await pass(store, head, onProgress);
  const { quotes, findings: misquoted } = await checkQuotes(store, through.base, brought).catch(notChecked);
  const compared = checkpoints.map((directory) => compare(leaves, readPlace(directory), keys));
  return {
    events: read,
    head,
    findings: [
      ...compared.flatMap((one) => one.findings),
      ...findings,
      ...((await store.audit?.()) ?? []),
      ...misquoted,
    ],
    quotes: {
      stand: counted(quotes, 'stands'),
      unchecked: counted(quotes, 'unchecked'),
      withheld: counted(quotes, 'withheld'),
      fail: quotes.filter(({ result }) => result === 'does not stand'),
    },
    checkpoints: compared,
  };
};
