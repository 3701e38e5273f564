/** The answers that prove something of the log. Hashes are in lower-case hex; a note has base64, as its form asks. */

import { anything, count, list, object, Schema, text } from './schema.js';
import { ID } from './schemas-common.js';

const HASH: Schema = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const PATH = list(HASH, 'From the leaf up.');
const ORIGIN = text('What the log is called: `onrecord/` and the first 32 digits of the leaf hash of its first event.');
const NOTE = text('The checkpoint: a C2SP signed note (tlog-checkpoint).');
const KEY = text('The public key that signed, as `name+hash+key`, where this service has it.');

export const PROOF_SCHEMAS: Readonly<Record<string, Schema>> = {
  Checkpoint: object({ origin: ORIGIN, size: count(), rootHash: HASH, note: NOTE }, { key: KEY }),
  InclusionProof: object({
    position: count(),
    leafIndex: count('The position less one: RFC 9162 counts leaves from 0.'),
    size: count('Of the log that it is proved of.'),
    leafHash: HASH,
    rootHash: HASH,
    path: PATH,
  }),
  ConsistencyProof: object({ from: count(), to: count(), fromRootHash: HASH, rootHash: HASH, path: PATH }),
  StatementCitation: object(
    {
      citation: { const: 1 },
      statement: ID,
      origin: ORIGIN,
      checkpoint: NOTE,
      events: list(
        object({
          position: count(),
          leafHash: HASH,
          event: { ...anything, description: 'As it is stored; without words that are withheld.' },
          path: PATH,
        }),
        'Everything recorded of the statement, each with the path to the root of the checkpoint.',
      ),
    },
    { key: KEY },
  ),
};
