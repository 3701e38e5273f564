/**
 * The Merkle tree over a log: leaf n - 1 is the hash of the stored bytes of the event at position n. The hashes are kept
 * beside the log, so that a start need not read it all; a file that does not fit its log is left aside, and made again.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Refusal } from '../refusal.js';
import type { EventStore } from '../store/event-store.js';
import { storedAt } from '../store/stored-at.js';
import { originOf } from './checkpoint.js';
import { writeWhole } from './files.js';
import { HASH_BYTES, leafHash, MerkleTree } from './merkle.js';

/** A position that the log does not give: no tree is made over a log with holes. */
export class LogHasHole extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'log-has-hole';
  constructor(readonly position: number) {
    super(
      `The log gives no event at position ${position}, and has later ones. \`onrecord verify\` names all that is wrong.`,
    );
  }
}

type Head = Readonly<{ store: string; size: number; sha256: string }>;

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const parsed = (file: string): Readonly<{ head: Head; leaves: Buffer }> | undefined => {
  try {
    const bytes = readFileSync(file);
    const end = bytes.indexOf('\n');
    const head = JSON.parse(bytes.toString('utf8', 0, end)) as Head | null;
    return head === null || typeof head !== 'object' ? undefined : { head, leaves: bytes.subarray(end + 1) };
  } catch {
    return undefined;
  }
};

const leafAt = async (store: EventStore, position: number): Promise<Buffer | undefined> => {
  const stored = await storedAt(store, position);
  return stored === undefined ? undefined : leafHash(stored.line);
};

/** The leaves kept in a file, where they are whole, of this store, and end with an event that it has. */
const keptLeaves = async (file: string | undefined, store: EventStore): Promise<readonly Buffer[]> => {
  const kept = file === undefined ? undefined : parsed(file);
  if (kept === undefined) return [];
  const { head, leaves } = kept;
  if (leaves.length !== head.size * HASH_BYTES || head.size === 0 || sha256(leaves) !== head.sha256) return [];
  if (head.store !== (await store.identity())) return [];
  const all = Array.from({ length: head.size }, (_, at) => leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  return (await leafAt(store, head.size))?.equals(all.at(-1) as Buffer) === true ? all : [];
};

/** The tree of one log, read on as the log grows. */
export class LogTree {
  #reading: Promise<void> = Promise.resolve();
  #kept: number;

  private constructor(
    private readonly store: EventStore,
    private readonly file: string | undefined,
    readonly tree: MerkleTree,
  ) {
    this.#kept = tree.size;
  }

  /** The tree of a store’s log, with the leaves that a file keeps; the rest is read when it is asked for. */
  static async open(store: EventStore, file: string | undefined): Promise<LogTree> {
    return new LogTree(store, file, MerkleTree.of(await keptLeaves(file, store)));
  }

  get size(): number {
    return this.tree.size;
  }

  /** What the log is called; nothing while it is empty. */
  get origin(): string | undefined {
    return this.size === 0 ? undefined : originOf(this.tree.leaf(0));
  }

  /**
   * Read to the head of the log as it is now.
   *
   * @throws LogHasHole, LogDamaged, StoreUnreachable
   */
  async toHead(): Promise<MerkleTree> {
    const turn = this.#reading.then(() => this.#readOn());
    this.#reading = turn.catch(() => undefined);
    await turn;
    return this.tree;
  }

  /** Keep the leaves beside the log, where there are new ones. What cannot be kept is read again the next time. */
  async keep(): Promise<void> {
    const { size } = this;
    if (this.file === undefined || size === this.#kept) return;
    try {
      const leaves = this.tree.leaves(size);
      const head: Head = { store: await this.store.identity(), size, sha256: sha256(leaves) };
      writeWhole(this.file, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), leaves]));
      this.#kept = size;
    } catch {
      // The log is the truth.
    }
  }

  async #readOn(): Promise<void> {
    for await (const { position, line } of this.store.readAll({ from: this.size + 1 })) {
      if (position !== this.size + 1) throw new LogHasHole(this.size + 1);
      this.tree.push(leafHash(line));
    }
  }
}
