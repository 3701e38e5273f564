/** Proofs as they are shown over HTTP and printed: hashes in lower-case hex; a note has base64, as its form asks. */

import type { Consistency, Inclusion, Shown } from './proofs.js';

export type InclusionShown = Readonly<{
  position: number;
  leafIndex: number;
  size: number;
  leafHash: string;
  rootHash: string;
  path: readonly string[];
}>;

export type ConsistencyShown = Readonly<{
  from: number;
  to: number;
  fromRootHash: string;
  rootHash: string;
  path: readonly string[];
}>;

export type CheckpointShown = Readonly<{ origin: string; size: number; rootHash: string; note: string; key?: string }>;

const coded = (hash: Buffer): string => hash.toString('hex');

export const inclusionShown = ({ position, size, leaf, path, root }: Inclusion): InclusionShown => ({
  position,
  leafIndex: position - 1,
  size,
  leafHash: coded(leaf),
  rootHash: coded(root),
  path: path.map(coded),
});

export const consistencyShown = ({ from, to, older, newer, path }: Consistency): ConsistencyShown => ({
  from,
  to,
  fromRootHash: coded(older),
  rootHash: coded(newer),
  path: path.map(coded),
});

export const checkpointShown = ({ origin, size, root, note, key }: Shown): CheckpointShown => ({
  origin,
  size,
  rootHash: coded(root),
  note,
  ...(key === undefined ? {} : { key }),
});
