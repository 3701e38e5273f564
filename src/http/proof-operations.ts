import type { Operation } from './operation.js';
import { read } from './read-operations.js';

/** What can be proved of the log. */
export const PROOF_READS = {
  checkpoint: read('/v1/log/checkpoint', 'log', 'The last signed checkpoint of the log', 'Checkpoint'),
  inclusion: read('/v1/log/proof/inclusion', 'log', 'The proof that an event is in the log', 'InclusionProof', [
    'position',
    'size',
  ]),
  consistency: read(
    '/v1/log/proof/consistency',
    'log',
    'The proof that the log of one size begins as that of another',
    'ConsistencyProof',
    ['from', 'to'],
  ),
  citation: read(
    '/v1/statements/{statement}/citation',
    'log',
    'A statement as it is on record, with the proof that it is',
    'StatementCitation',
  ),
} satisfies Readonly<Record<string, Operation>>;
