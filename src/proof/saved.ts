/**
 * Checkpoints kept in a directory apart from the store: `SIZE.checkpoint`, a signed note each, and `FROM-TO.leaves`, the
 * leaf hashes of those positions (32 bytes each), so that the first event that differs can be named. No file is ever
 * written over by another, so the place may be one that only takes new files.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NotedCheckpoint, readCheckpoint } from './checkpoint.js';
import { makeDirectory, writeWhole } from './files.js';
import { HASH_BYTES, MerkleTree } from './merkle.js';
import { ProofsUnreachable } from './refusals.js';

/** A file of a checkpoint: what it says, or why it cannot be read. */
export type Saved = Readonly<{ file: string; size: number }> &
  (Readonly<{ checkpoint: NotedCheckpoint; fault?: never }> | Readonly<{ checkpoint?: never; fault: string }>);

/** What a directory keeps, the smallest checkpoint first: `leaves` are those from the first event on without a gap. */
export type Place = Readonly<{
  directory: string;
  checkpoints: readonly Saved[];
  leaves: MerkleTree;
  faults: readonly string[];
}>;

const CHECKPOINT = /^(\d{10,15})\.checkpoint$/;
const LEAVES = /^(\d{10,15})-(\d{10,15})\.leaves$/;

const numbered = (position: number): string => String(position).padStart(10, '0');

const reached = <Result>(path: string, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw new ProofsUnreachable(path, error);
  }
};

const namesIn = (directory: string): readonly string[] =>
  existsSync(directory) ? reached(directory, () => readdirSync(directory)).toSorted() : [];

const sizesIn = (directory: string): readonly number[] =>
  namesIn(directory)
    .flatMap((name) => CHECKPOINT.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((one, other) => one - other);

type Stretch = Readonly<{ file: string; from: number; to: number }>;

const stretchesIn = (directory: string): readonly Stretch[] =>
  namesIn(directory)
    .flatMap((name) => {
      const [, from, to] = LEAVES.exec(name) ?? [];
      return from === undefined ? [] : [{ file: join(directory, name), from: Number(from), to: Number(to) }];
    })
    .toSorted((one, other) => one.from - other.from || one.to - other.to);

/** How far the stretches go from the first event on without a gap. */
const coveredBy = (stretches: readonly Stretch[]): number =>
  stretches.reduce((end, { from, to }) => (from <= end + 1 ? Math.max(end, to) : end), 0);

const fileOf = (directory: string, size: number): string => join(directory, `${numbered(size)}.checkpoint`);

const savedIn = (directory: string, size: number): Saved => {
  const file = fileOf(directory, size);
  const note = reached(file, () => readFileSync(file, 'utf8'));
  try {
    const checkpoint = readCheckpoint(note);
    if (checkpoint.size === size) return { file, size, checkpoint };
    return { file, size, fault: `${file} is the checkpoint of ${checkpoint.size} events by what it says.` };
  } catch (error) {
    return { file, size, fault: `${file}: ${(error as Error).message}` };
  }
};

/** Adds a stretch to the leaves known so far; what is wrong with it, where it does not go on from them. */
const takenIn = (leaves: MerkleTree, { file, from, to }: Stretch): string | undefined => {
  if (from > leaves.size + 1)
    return `The leaf hashes of positions ${leaves.size + 1} to ${from - 1} are missing beside ${file}.`;
  const bytes = reached(file, () => readFileSync(file));
  if (bytes.length !== (to - from + 1) * HASH_BYTES)
    return `${file} is ${bytes.length} bytes long, and its name says otherwise.`;
  for (let position = from; position <= to; position += 1) {
    const leaf = bytes.subarray((position - from) * HASH_BYTES, (position - from + 1) * HASH_BYTES);
    if (position > leaves.size) leaves.push(leaf);
    else if (!leaves.leaf(position - 1).equals(leaf))
      return `${file} differs at position ${position} from another beside it.`;
  }
  return undefined;
};

/** Everything that a directory keeps; nothing where it is not there. */
export const readPlace = (directory: string): Place => {
  const leaves = new MerkleTree();
  const faults = stretchesIn(directory).flatMap((stretch) => takenIn(leaves, stretch) ?? []);
  const checkpoints = sizesIn(directory).map((size) => savedIn(directory, size));
  return { directory, checkpoints, leaves, faults };
};

/** The largest checkpoint of a directory. */
export const lastSaved = (directory: string): Saved | undefined => {
  const size = sizesIn(directory).at(-1);
  return size === undefined ? undefined : savedIn(directory, size);
};

/** The smallest checkpoint of a directory that covers a position. */
export const savedCovering = (directory: string, position: number): Saved | undefined => {
  const size = sizesIn(directory).find((one) => one >= position);
  return size === undefined ? undefined : savedIn(directory, size);
};

/**
 * Keep a checkpoint, and the leaf hashes that it covers and the directory does not have yet; durable when it returns.
 *
 * @throws ProofsUnreachable
 */
export const saveCheckpoint = (directory: string, tree: MerkleTree, size: number, note: string): string =>
  reached(directory, () => {
    makeDirectory(directory);
    const covered = coveredBy(stretchesIn(directory));
    if (covered < size) {
      const fresh = tree.leaves(size).subarray(covered * HASH_BYTES);
      writeWhole(join(directory, `${numbered(covered + 1)}-${numbered(size)}.leaves`), fresh);
    }
    const file = fileOf(directory, size);
    writeWhole(file, Buffer.from(note));
    return file;
  });
