/**
 * The Merkle tree of a log (RFC 6962 section 2.1, RFC 9162 section 2.1), over SHA-256. Nothing here knows what a leaf is
 * of: leaves are counted from 0, hashes are 32 bytes, and a tree of a size is the one over that many first leaves.
 */

import { createHash } from 'node:crypto';

export const HASH_BYTES = 32;

/** Where a tree or a proof is asked for that the leaves there are do not give. A bug of the caller. */
const outside = (what: string): never => {
  throw new RangeError(what);
};

const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

/** The hash of a leaf: SHA-256 of a zero byte and the leaf’s bytes. */
export const leafHash = (bytes: Buffer | string): Buffer => createHash('sha256').update(LEAF).update(bytes).digest();

/** The hash of an inner node: SHA-256 of a byte of one and the hashes of its two children. */
export const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** The root of the tree of no leaves: SHA-256 of nothing. */
export const EMPTY_ROOT: Buffer = createHash('sha256').digest();

/** The largest power of two that is less than a size of two or more. */
const split = (size: number): number => {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
};

const isPowerOfTwo = (size: number): boolean => size === 1 || split(size) * 2 === size;

/** Hashes one after another in one piece of memory that grows. */
class Hashes {
  #bytes = Buffer.alloc(HASH_BYTES * 64);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): Buffer {
    return this.#bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }

  push(hash: Buffer): void {
    const end = (this.#length + 1) * HASH_BYTES;
    if (end > this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], this.#bytes.length * 2);
    hash.copy(this.#bytes, end - HASH_BYTES);
    this.#length += 1;
  }

  first(count: number): Buffer {
    return this.#bytes.subarray(0, count * HASH_BYTES);
  }
}

/**
 * A tree that grows by its leaves and keeps the root of every full subtree, so that the root and the proofs of any size up
 * to its own take about as many steps as the tree is high, and no leaf is ever hashed again. It holds 64 bytes a leaf.
 */
export class MerkleTree {
  /** By height: the roots of the full subtrees of that height, from the left. The leaves are the first of them. */
  readonly #levels: Hashes[] = [new Hashes()];

  /** The tree of these leaves. */
  static of(leaves: Iterable<Buffer>): MerkleTree {
    const tree = new MerkleTree();
    for (const leaf of leaves) tree.push(leaf);
    return tree;
  }

  get size(): number {
    return this.#level(0).length;
  }

  /** Adds a leaf by its hash. */
  push(leaf: Buffer): void {
    if (leaf.length !== HASH_BYTES) outside(`A leaf’s hash is ${HASH_BYTES} bytes, not ${leaf.length}.`);
    this.#level(0).push(leaf);
    for (let height = 0; this.#level(height).length % 2 === 0; height += 1) {
      const level = this.#level(height);
      this.#level(height + 1).push(nodeHash(level.at(level.length - 2), level.at(level.length - 1)));
    }
  }

  /** The hash of the leaf at an index. */
  leaf(index: number): Buffer {
    this.#check(index + 1);
    return Buffer.from(this.#level(0).at(index));
  }

  /** The hashes of the first leaves, one after another. */
  leaves(count = this.size): Buffer {
    this.#check(count);
    return this.#level(0).first(count);
  }

  /** The root of the tree of a size: MTH(D[0:size]). */
  root(size = this.size): Buffer {
    this.#check(size);
    return size === 0 ? EMPTY_ROOT : Buffer.from(this.#range(0, size));
  }

  /** The audit path of a leaf in the tree of a size, from the leaf up: PATH(index, D[0:size]). */
  inclusion(index: number, size = this.size): readonly Buffer[] {
    this.#check(size);
    if (!Number.isSafeInteger(index) || index < 0 || index >= size) outside(`There is no leaf ${index} of ${size}.`);
    return this.#path(index, 0, size).map((hash) => Buffer.from(hash));
  }

  /** The proof that the tree of one size begins as that of another, from the leaves up: PROOF(from, D[0:to]). */
  consistency(from: number, to = this.size): readonly Buffer[] {
    this.#check(to);
    this.#check(from);
    if (from > to) outside(`A tree of ${from} is no beginning of one of ${to}.`);
    if (from === 0 || from === to) return [];
    return this.#subproof(from, 0, to, true).map((hash) => Buffer.from(hash));
  }

  #check(size: number): void {
    if (!Number.isSafeInteger(size) || size < 0 || size > this.size)
      outside(`There are ${this.size} leaves, and ${size} were asked for.`);
  }

  #level(height: number): Hashes {
    return (this.#levels[height] ??= new Hashes());
  }

  /** The root of the leaves from one index to another, as the definition divides them: `low` is a multiple of the split. */
  #range(low: number, high: number): Buffer {
    const size = high - low;
    if (isPowerOfTwo(size)) return this.#level(Math.log2(size)).at(low / size);
    const middle = low + split(size);
    return nodeHash(this.#range(low, middle), this.#range(middle, high));
  }

  #path(index: number, low: number, high: number): readonly Buffer[] {
    if (high - low === 1) return [];
    const middle = low + split(high - low);
    return index < middle
      ? [...this.#path(index, low, middle), this.#range(middle, high)]
      : [...this.#path(index, middle, high), this.#range(low, middle)];
  }

  /** SUBPROOF of RFC 6962: `whole` says whether the smaller tree is all that is to its left, so that its root is known. */
  #subproof(from: number, low: number, high: number, whole: boolean): readonly Buffer[] {
    if (from === high) return whole ? [] : [this.#range(low, high)];
    const middle = low + split(high - low);
    return from <= middle
      ? [...this.#subproof(from, low, middle, whole), this.#range(middle, high)]
      : [...this.#subproof(from, middle, high, false), this.#range(low, middle)];
  }
}

const isOdd = (value: bigint): boolean => (value & 1n) === 1n;

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** The root that an audit path leads to from a leaf; nothing where the path does not fit (RFC 9162, 2.1.3.2). */
export const rootByInclusion = (
  index: number,
  size: number,
  leaf: Buffer,
  path: readonly Buffer[],
): Buffer | undefined => {
  if (!isSize(index) || !isSize(size) || index >= size) return undefined;
  let [at, last, hash] = [BigInt(index), BigInt(size - 1), leaf];
  for (const next of path) {
    if (last === 0n || next.length !== HASH_BYTES) return undefined;
    if (isOdd(at) || at === last) {
      hash = nodeHash(next, hash);
      while (!isOdd(at) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else hash = nodeHash(hash, next);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n ? hash : undefined;
};

/** Whether a leaf stands at an index of the tree of a size that has a root, by its audit path. */
export const verifyInclusion = (
  index: number,
  size: number,
  leaf: Buffer,
  path: readonly Buffer[],
  root: Buffer,
): boolean => rootByInclusion(index, size, leaf, path)?.equals(root) === true;

/** Both roots that a consistency proof leads to; nothing where the proof does not fit (RFC 9162, 2.1.4.2). */
const rootsByConsistency = (
  from: number,
  to: number,
  path: readonly Buffer[],
): readonly [Buffer, Buffer] | undefined => {
  let [at, last] = [BigInt(from - 1), BigInt(to - 1)];
  while (isOdd(at)) [at, last] = [at >> 1n, last >> 1n];
  const [first, ...rest] = path;
  if (first === undefined || path.some((hash) => hash.length !== HASH_BYTES)) return undefined;
  let [older, newer] = [first, first];
  for (const next of rest) {
    if (last === 0n) return undefined;
    if (isOdd(at) || at === last) {
      [older, newer] = [nodeHash(next, older), nodeHash(next, newer)];
      while (!isOdd(at) && at !== 0n) [at, last] = [at >> 1n, last >> 1n];
    } else newer = nodeHash(newer, next);
    [at, last] = [at >> 1n, last >> 1n];
  }
  return last === 0n ? [older, newer] : undefined;
};

/** Whether the tree of one size and root begins as that of a smaller size and root, by a consistency proof. */
export const verifyConsistency = (
  from: number,
  to: number,
  older: Buffer,
  newer: Buffer,
  path: readonly Buffer[],
): boolean => {
  if (!isSize(from) || !isSize(to) || from > to) return false;
  if (from === to) return path.length === 0 && older.equals(newer);
  if (from === 0) return path.length === 0 && older.equals(EMPTY_ROOT);
  const roots = rootsByConsistency(from, to, isPowerOfTwo(from) ? [older, ...path] : path);
  return roots !== undefined && roots[0].equals(older) && roots[1].equals(newer);
};
