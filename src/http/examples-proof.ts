/** Examples of what proves something, over the bundled record. */

import { originOf, readCheckpoint, signedCheckpoint } from '../proof/checkpoint.js';
import type { StatementCitation } from '../proof/citation.js';
import { leafHash, MerkleTree } from '../proof/merkle.js';
import { checkpointShown, consistencyShown, inclusionShown } from '../proof/shown.js';
import { publicKeyText, signingKey } from '../proof/signed-note.js';
import type { Bundled } from './bundled.js';
import type { Example } from './examples.js';
import type { OperationId } from './operations.js';

const treeOf = ({ lines }: Bundled): MerkleTree => MerkleTree.of(lines.map((line) => leafHash(line)));

const inclusionIn = (tree: MerkleTree, position: number, size: number) => ({
  position,
  size,
  leaf: tree.leaf(position - 1),
  path: tree.inclusion(position - 1, size),
  root: tree.root(size),
});

/** What a service answers whether it signs or not. */
export const proofExamples = (bundled: Bundled): Partial<Record<OperationId, Example>> => {
  const tree = treeOf(bundled);
  const [from, to] = [60, 72];
  const consistency = { from, to, older: tree.root(from), newer: tree.root(to), path: tree.consistency(from, to) };
  return {
    inclusion: {
      request: '/v1/log/proof/inclusion?position=63&size=72',
      answer: inclusionShown(inclusionIn(tree, 63, 72)),
    },
    consistency: {
      request: '/v1/log/proof/consistency?from=60&to=72',
      answer: consistencyShown(consistency),
    },
  };
};

/** A key that anybody can make, for examples alone. */
const EXAMPLE_SEED = Buffer.alloc(32, 'onrecord example');

/** What a service answers that signs: as one would whose key is the example’s. */
export const signedExamples = (bundled: Bundled): Partial<Record<OperationId, Pick<Example, 'answer'>>> => {
  const tree = treeOf(bundled);
  const key = signingKey(originOf(tree.leaf(0)), EXAMPLE_SEED);
  const { size } = tree;
  const note = signedCheckpoint({ origin: key.name, size, root: tree.root() }, key);
  const { leafHash: leaf, path, position } = inclusionShown(inclusionIn(tree, size, size));
  const citation: StatementCitation = {
    citation: 1,
    statement: 'saito-remarks-2025-11-25',
    origin: key.name,
    checkpoint: note,
    key: publicKeyText(key),
    events: [
      {
        position,
        leafHash: leaf,
        event: JSON.parse(bundled.lines[size - 1] ?? '{}') as Readonly<Record<string, unknown>>,
        path,
      },
    ],
  };
  const checkpoint = checkpointShown({ ...readCheckpoint(note), key: publicKeyText(key) });
  return { checkpoint: { answer: checkpoint }, citation: { answer: citation } };
};
