/** Checkpoints (C2SP tlog-checkpoint): the name, the size and the root of a log, as a signed note. */

import { HASH_BYTES } from './merkle.js';
import { NotReadable } from './refusals.js';
import { fromBase64, Note, PublicKey, readNote, signedBy, SigningKey, signedNote } from './signed-note.js';

/** A log at a size: what it is called, and the root of the tree of its first events. */
export type Checkpoint = Readonly<{ origin: string; size: number; root: Buffer }>;

/** A checkpoint as it was read, with the note that it stands in. */
export type NotedCheckpoint = Checkpoint & Readonly<{ note: string; signatures: Note }>;

const ORIGIN_DIGITS = 32;

/**
 * What a log is called: `onrecord/` and the first 32 hexadecimal digits of the leaf hash of its first event. A copy of a
 * log is called the same, another log is not.
 */
export const originOf = (firstLeaf: Buffer): string => `onrecord/${firstLeaf.toString('hex').slice(0, ORIGIN_DIGITS)}`;

const textOf = ({ origin, size, root }: Checkpoint): string => `${origin}\n${size}\n${root.toString('base64')}\n`;

/** A checkpoint, signed. */
export const signedCheckpoint = (checkpoint: Checkpoint, key: SigningKey): string =>
  signedNote(textOf(checkpoint), key);

const SIZE = /^(0|[1-9]\d{0,14})$/;

/**
 * A checkpoint as its note says it. Lines after the root belong to others and are passed over; they are signed too.
 *
 * @throws NotReadable
 */
export const readCheckpoint = (note: string): NotedCheckpoint => {
  const signatures = readNote(note);
  const [origin = '', size = '', coded = '', ...extensions] = signatures.text.split('\n');
  const root = fromBase64(coded);
  if (origin === '' || !SIZE.test(size) || root?.length !== HASH_BYTES || extensions.slice(0, -1).includes(''))
    throw new NotReadable('This is no checkpoint: a log’s name, its size and its root, each on a line of its own.');
  return { origin, size: Number(size), root, note, signatures };
};

/** Whether any of some keys signed a checkpoint. One in whose name it was signed otherwise is `forged`. */
export const signatureOn = (
  { origin, signatures }: NotedCheckpoint,
  keys: readonly PublicKey[],
): 'yes' | 'no' | 'forged' => {
  const found = keys.filter(({ name = origin }) => name === origin).map((key) => signedBy(signatures, origin, key));
  if (found.includes('yes')) return 'yes';
  return found.includes('forged') ? 'forged' : 'no';
};
