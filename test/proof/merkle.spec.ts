import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  EMPTY_ROOT,
  leafHash,
  MerkleTree,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
} from '../../src/proof/merkle.js';

/*
 * The definition of RFC 6962 section 2.1, read aloud over lists of leaves' bytes: slow, and sharing no code with what it
 * is held against.
 */
const sha = (...parts: readonly Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
const largestBelow = (size: number): number => {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
};
const known = new Map<string, Buffer>();
const MTH = (leaves: readonly Buffer[]): Buffer => {
  const name = leaves.map((leaf) => `${leaf.length}.${leaf.toString('hex')}`).join();
  const root = known.get(name) ?? defined(leaves);
  known.set(name, root);
  return root;
};
const defined = (leaves: readonly Buffer[]): Buffer => {
  if (leaves.length === 0) return sha();
  if (leaves.length === 1) return sha(Buffer.of(0), leaves[0]!);
  const middle = largestBelow(leaves.length);
  return sha(Buffer.of(1), MTH(leaves.slice(0, middle)), MTH(leaves.slice(middle)));
};
const PATH = (index: number, leaves: readonly Buffer[]): readonly Buffer[] => {
  if (leaves.length === 1) return [];
  const middle = largestBelow(leaves.length);
  return index < middle
    ? [...PATH(index, leaves.slice(0, middle)), MTH(leaves.slice(middle))]
    : [...PATH(index - middle, leaves.slice(middle)), MTH(leaves.slice(0, middle))];
};
const SUBPROOF = (from: number, leaves: readonly Buffer[], whole: boolean): readonly Buffer[] => {
  if (from === leaves.length) return whole ? [] : [MTH(leaves)];
  const middle = largestBelow(leaves.length);
  return from <= middle
    ? [...SUBPROOF(from, leaves.slice(0, middle), whole), MTH(leaves.slice(middle))]
    : [...SUBPROOF(from - middle, leaves.slice(middle), false), MTH(leaves.slice(0, middle))];
};

const MOST = 100;
const LEAVES = Array.from({ length: MOST }, (_, index) => Buffer.from(`leaf ${index}`));
const tree = MerkleTree.of(LEAVES.map((leaf) => leafHash(leaf)));
const ROOTS = Array.from({ length: MOST + 1 }, (_, size) => MTH(LEAVES.slice(0, size)));
const SIZES = ROOTS.map((_, size) => size);

const hex = (hashes: readonly Buffer[]): readonly string[] => hashes.map((hash) => hash.toString('hex'));

const flipped = (hash: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(hash);
  copy[bit >> 3] = copy[bit >> 3]! ^ (1 << (bit & 7));
  return copy;
};

describe('a Merkle tree', () => {
  it('has the root that the definition gives, at every size to a hundred', () => {
    expect(hex(SIZES.map((size) => tree.root(size)))).toEqual(hex(ROOTS));
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it('tells a leaf from a node of the same bytes', () => {
    const [one, two] = [leafHash('a'), leafHash('b')];
    expect(leafHash(Buffer.concat([one, two])).equals(nodeHash(one, two))).toBe(false);
  });

  it('gives the audit path of the definition, for every leaf of every size to a hundred', () => {
    for (const size of SIZES) {
      const indexes = Array.from({ length: size }, (_, index) => index);
      const paths = indexes.map((index) => hex(tree.inclusion(index, size)));
      expect(paths).toEqual(indexes.map((index) => hex(PATH(index, LEAVES.slice(0, size)))));
    }
  });

  it('gives the consistency proof of the definition, for every pair of sizes to a hundred', () => {
    for (const to of SIZES) {
      const froms = SIZES.slice(1, to + 1);
      const proofs = froms.map((from) => hex(tree.consistency(from, to)));
      expect(proofs).toEqual(froms.map((from) => hex(SUBPROOF(from, LEAVES.slice(0, to), true))));
    }
  });

  it('refuses what it has no leaves for', () => {
    expect(() => tree.root(101)).toThrow(RangeError);
    expect(() => tree.inclusion(5, 5)).toThrow(RangeError);
    expect(() => tree.inclusion(-1, 5)).toThrow(RangeError);
    expect(() => tree.inclusion(1.5, 5)).toThrow(RangeError);
    expect(() => tree.consistency(6, 5)).toThrow(RangeError);
    expect(() => new MerkleTree().push(Buffer.alloc(31))).toThrow(RangeError);
  });
});

/** What ought to be and is not, of many things that are asked: one `expect` for each would take longer than the asking. */
const wrongOf = (asked: Iterable<readonly [what: string, holds: boolean, ought: boolean]>): readonly string[] =>
  [...asked].filter(([, holds, ought]) => holds !== ought).map(([what]) => what);

const inclusions = function* (): Generator<readonly [string, boolean, boolean]> {
  for (const size of SIZES)
    for (let index = 0; index < size; index += 1) {
      const [leaf, path, root] = [tree.leaf(index), tree.inclusion(index, size), ROOTS[size]!];
      const at = `${index} of ${size}`;
      yield [at, verifyInclusion(index, size, leaf, path, root), true];
      yield [`${at}, another leaf`, verifyInclusion(index, size, leafHash('another'), path, root), false];
      yield [`${at}, the next place`, verifyInclusion((index + 1) % size, size, leaf, path, root), size === 1];
      yield [`${at}, another root`, verifyInclusion(index, size, leaf, path, ROOTS[(size + 1) % MOST]!), false];
      yield [`${at}, longer`, verifyInclusion(index, size, leaf, [...path, root], root), false];
      if (path.length === 0) continue;
      yield [`${at}, without its first`, verifyInclusion(index, size, leaf, path.slice(1), root), false];
      yield [`${at}, without its last`, verifyInclusion(index, size, leaf, path.slice(0, -1), root), false];
    }
};

const consistencies = function* (): Generator<readonly [string, boolean, boolean]> {
  for (const to of SIZES)
    for (const from of SIZES.slice(0, to + 1)) {
      const path = tree.consistency(from, to);
      const [older, newer] = [ROOTS[from]!, ROOTS[to]!];
      const at = `${from} to ${to}`;
      yield [at, verifyConsistency(from, to, older, newer, path), true];
      yield [`${at}, other beginning`, verifyConsistency(from, to, ROOTS[(from + 1) % MOST]!, newer, path), false];
      yield [`${at}, longer`, verifyConsistency(from, to, older, newer, [...path, older]), false];
      if (from > 0) yield [`${at}, other end`, verifyConsistency(from, to, older, flipped(newer, 9), path), false];
      if (path.length > 0) yield [`${at}, shorter`, verifyConsistency(from, to, older, newer, path.slice(1)), false];
      if (from < to) yield [`${at}, turned round`, verifyConsistency(to, from, newer, older, path), false];
    }
};

describe('a proof', () => {
  it('is taken for every leaf of every size to a hundred, and for no other leaf, place, size or root', () =>
    expect(wrongOf(inclusions())).toEqual([]));

  it('of consistency is taken for every pair of sizes to a hundred, and for no other roots', () =>
    expect(wrongOf(consistencies())).toEqual([]));

  it('fails when any bit of it, of the leaf or of the root is another', () =>
    fc.assert(
      fc.property(fc.integer({ min: 2, max: MOST }), fc.nat(), fc.nat(), fc.nat(255), (size, which, place, bit) => {
        const index = which % size;
        const [leaf, path, root] = [tree.leaf(index), tree.inclusion(index, size), ROOTS[size]!];
        const bent = path.map((hash, at) => (at === place % path.length ? flipped(hash, bit) : hash));
        expect(verifyInclusion(index, size, leaf, bent, root)).toBe(false);
        expect(verifyInclusion(index, size, flipped(leaf, bit), path, root)).toBe(false);
        expect(verifyInclusion(index, size, leaf, path, flipped(root, bit))).toBe(false);
        const from = 1 + (which % (size - 1));
        const proof = tree.consistency(from, size);
        const broken = proof.map((hash, at) => (at === place % proof.length ? flipped(hash, bit) : hash));
        expect(verifyConsistency(from, size, ROOTS[from]!, root, broken)).toBe(false);
        expect(verifyConsistency(from, size, flipped(ROOTS[from]!, bit), root, proof)).toBe(false);
      }),
      { numRuns: 1_000 },
    ));

  it('holds between random trees of any leaves, however they grew', () =>
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 300 }), fc.nat(), (all, at) => {
        const leaves = all.map((bytes) => Buffer.from(bytes));
        const grown = new MerkleTree();
        leaves.forEach((leaf, index) => {
          grown.push(leafHash(leaf));
          if (index % 7 === 0) expect(grown.root().length).toBe(32);
        });
        const from = at % (leaves.length + 1);
        expect(grown.root().equals(MTH(leaves))).toBe(true);
        expect(grown.root(from).equals(MTH(leaves.slice(0, from)))).toBe(true);
        const proof = grown.consistency(from);
        expect(verifyConsistency(from, leaves.length, MTH(leaves.slice(0, from)), MTH(leaves), proof)).toBe(true);
      }),
      { numRuns: 100 },
    ));

  it('of a size that no list has is refused and does not run on', () => {
    const [leaf, root] = [tree.leaf(0), tree.root()];
    for (const size of [0, -1, 1.5, Number.NaN, Infinity, 2 ** 60])
      expect(verifyInclusion(0, size, leaf, [], root)).toBe(false);
    for (const size of [-1, 1.5, Number.NaN, Infinity]) {
      expect(verifyConsistency(size, 4, root, root, [])).toBe(false);
      expect(verifyConsistency(1, size, root, root, [])).toBe(false);
    }
  });
});
