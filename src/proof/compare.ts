/** A log held against checkpoints that were saved of it. */

import { type NotedCheckpoint, originOf, signatureOn } from './checkpoint.js';
import { HASH_BYTES, MerkleTree } from './merkle.js';
import type { Place, Saved } from './saved.js';
import type { PublicKey } from './signed-note.js';

/** What the checkpoints of one directory say of a log. */
export type Compared = Readonly<{
  directory: string;
  /** How many checkpoints there are, and how many of them are signed by a key that was given. */
  checkpoints: number;
  signed: number;
  /** The size of the largest that the log agrees with, of those that are signed where any key was given; else 0. */
  covered: number;
  /** The first position at which the log is not what was signed; where that can be told. */
  firstDifference?: number;
  findings: readonly string[];
}>;

/** A leaf that no event hashes to: it stands where an event is missing or cannot be read. */
export const NO_LEAF: Buffer = Buffer.alloc(HASH_BYTES);

type Known = Saved & Readonly<{ checkpoint: NotedCheckpoint }>;

const isKnown = (saved: Saved): saved is Known => saved.checkpoint !== undefined;

const agrees = (tree: MerkleTree, { checkpoint: { size, root, origin } }: Known): boolean =>
  size > 0 && size <= tree.size && tree.root(size).equals(root) && origin === originOf(tree.leaf(0));

const positionsThat = (count: number, differ: (at: number) => boolean): readonly number[] =>
  Array.from({ length: count }, (_, at) => at)
    .filter(differ)
    .map((at) => at + 1);

/** Whether the saved leaf hashes are those that a checkpoint signs. */
const hasLeavesOf = ({ leaves }: Place, { checkpoint: { size, root } }: Known): boolean =>
  leaves.size >= size && leaves.root(size).equals(root);

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

const whatDiffers = (tree: MerkleTree, position: number): string =>
  tree.leaf(position - 1).equals(NO_LEAF)
    ? `Event ${position} is missing or cannot be read`
    : `Event ${position} is not what it was`;

const shortBy = (tree: MerkleTree, { file, size }: Saved): string =>
  `The log ends at position ${tree.size}, and ${file} covers ${size}: what came after ${tree.size} is missing.`;

type Difference = Readonly<{ findings: readonly string[]; firstDifference?: number }>;

/** What differs, by the leaf hashes that were signed. */
const namedDifference = (tree: MerkleTree, place: Place, { file, checkpoint }: Known): Difference => {
  const common = Math.min(checkpoint.size, tree.size);
  const positions = positionsThat(common, (at) => !tree.leaf(at).equals(place.leaves.leaf(at)));
  const [first] = positions;
  if (first === undefined)
    return tree.size < checkpoint.size
      ? { findings: [], firstDifference: tree.size + 1 }
      : { findings: [`${file} names the log ${checkpoint.origin}, and this is another.`] };
  const others = positions.length === 1 ? '' : ` It is the first of ${positions.length} up to position ${common}.`;
  return { findings: [`${whatDiffers(tree, first)} when ${file} was signed.${others}`], firstDifference: first };
};

/** Why a log does not agree with the smallest checkpoint that it does not agree with. */
const differing = (tree: MerkleTree, place: Place, wrong: Known, before: number): Difference => {
  if (hasLeavesOf(place, wrong)) return namedDifference(tree, place, wrong);
  if (tree.size < wrong.size) return { findings: [] };
  const stretch = `it differs somewhere from position ${before + 1} to ${wrong.size}`;
  return {
    findings: [
      `The log is not what was signed in ${wrong.file}: ${stretch}. The leaf hashes that would say where are ` +
        `missing from ${place.directory}, or are not those that were signed.`,
    ],
  };
};

const unsigned = (saved: Known, keys: readonly PublicKey[]): readonly string[] => {
  const signature = signatureOn(saved.checkpoint, keys);
  if (keys.length === 0 || signature === 'yes') return [];
  if (signature === 'forged') return [`${saved.file} says to be signed by the key that was given, and is not.`];
  return [`${saved.file} is not signed by a key that was given: it proves nothing.`];
};

/** Whether the leaf hashes kept are still those that the last checkpoint signs, as far as they go. */
const leafFaults = (place: Place, known: readonly Known[]): readonly string[] => {
  const last = known.findLast(({ size }) => size <= place.leaves.size);
  const short = known.findLast(({ size }) => size > place.leaves.size);
  return [
    ...place.faults,
    ...(last === undefined || hasLeavesOf(place, last)
      ? []
      : [
          `The leaf hashes kept in ${place.directory} are not those that ${last.file} signs: they were damaged or changed.`,
        ]),
    ...(short === undefined || place.faults.length > 0
      ? []
      : [
          `The leaf hashes kept in ${place.directory} end at ${place.leaves.size}, and ${short.file} covers ${short.size}.`,
        ]),
  ];
};

/**
 * Hold a log against what a directory keeps.
 *
 * @param tree the leaves of the log as it reads now, `NO_LEAF` where there is no event that can be read.
 * @param keys whose signatures count; where none is given, checkpoints are taken as they are.
 */
export const compare = (tree: MerkleTree, place: Place, keys: readonly PublicKey[]): Compared => {
  const known = place.checkpoints.filter(isKnown);
  const counting = known.filter((saved) => keys.length === 0 || signatureOn(saved.checkpoint, keys) === 'yes');
  const wrong = counting.filter((saved) => !agrees(tree, saved));
  const right = counting.filter((saved) => agrees(tree, saved));
  const [first] = wrong;
  const before = right.findLast(({ size }) => first === undefined || size < first.size)?.size ?? 0;
  const found = first === undefined ? { findings: [] } : differing(tree, place, first, before);
  const short = wrong.findLast(({ size }) => size > tree.size);
  return {
    directory: place.directory,
    checkpoints: place.checkpoints.length,
    signed: keys.length === 0 ? 0 : counting.length,
    covered: right.at(-1)?.size ?? 0,
    ...(found.firstDifference === undefined ? {} : { firstDifference: found.firstDifference }),
    findings: [
      ...found.findings,
      ...(short === undefined ? [] : [shortBy(tree, short)]),
      ...(wrong.length > 1 ? [`It disagrees with ${plural(wrong.length - 1, 'later checkpoint')} as well.`] : []),
      ...place.checkpoints.flatMap(({ fault }) => fault ?? []),
      ...known.flatMap((saved) => unsigned(saved, keys)),
      ...leafFaults(place, known),
    ],
  };
};

/** What a comparison says, in a sentence or two for people. */
export const comparedText = (compared: Compared, head: number, keyed: boolean): string => {
  const { checkpoints, covered, directory } = compared;
  if (checkpoints === 0) return `There is no checkpoint in ${directory}: that nothing was changed cannot be told.`;
  const signed = keyed
    ? `, ${compared.signed} of them signed by a key that was given`
    : '; their signatures were not checked (--key)';
  const reach =
    covered === 0 ? 'The log agrees with none of them.' : `The log is what was signed up to position ${covered}.`;
  const after = head - covered;
  const beyond =
    after <= 0 || covered === 0
      ? ''
      : ` ${plural(after, 'event')} after that ${after === 1 ? 'is' : 'are'} out of their reach until the next.`;
  return `${plural(checkpoints, 'checkpoint')} in ${directory}${signed}. ${reach}${beyond}`;
};
