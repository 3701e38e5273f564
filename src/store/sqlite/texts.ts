/** Canonical texts beside the log: named by their SHA-256, in chunks of 256 KiB of UTF-8. */

import { createHash } from 'node:crypto';
import { Refusal } from '../../refusal.js';
import type { Database } from './database.js';

const CHUNK_BYTES = 256 * 1024;

/** The text is not the one that its hash names. */
export class TextNotAsHashed extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'text-not-as-hashed';
  constructor(
    readonly sha256: string,
    readonly actual: string,
  ) {
    super(`The text has SHA-256 ${actual}, not ${sha256}. Hash its UTF-8 bytes, in lower-case hex.`);
  }
}

/** The SHA-256 of bytes, in lower-case hex. */
export const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A text's chunks, each of 256 KiB but the last; one that is empty where the text is. */
const chunksOf = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.max(1, Math.ceil(bytes.length / CHUNK_BYTES)) }, (_, chunk) =>
    bytes.subarray(chunk * CHUNK_BYTES, (chunk + 1) * CHUNK_BYTES),
  );

const isThere = (database: Database, sha256: string): boolean =>
  database.rows('SELECT 1 FROM texts WHERE sha256 = ? AND chunk = 0', sha256).length > 0;

/** A text as the chunks that are kept of it, or a refusal where it is not the one that its hash names. */
export const hashedChunks = (sha256: string, text: string): readonly Buffer[] => {
  const bytes = Buffer.from(text, 'utf8');
  const actual = hashOf(bytes);
  if (actual !== sha256) throw new TextNotAsHashed(sha256, actual);
  return chunksOf(bytes);
};

/** Keeps a text, durably; one that is there already is left as it is. */
export const putText = (database: Database, sha256: string, text: string): void => {
  const chunks = hashedChunks(sha256, text);
  database.transaction(() => {
    if (isThere(database, sha256)) return;
    chunks.forEach((chunk, index) =>
      database.run('INSERT INTO texts (sha256, chunk, bytes) VALUES (?, ?, ?)', sha256, index, chunk),
    );
  });
};

/** Takes a text out. Its pages are overwritten, and the write-ahead log is emptied as far as nobody still reads from it. */
export const eraseText = (database: Database, sha256: string): void => {
  if (!isThere(database, sha256)) return;
  database.exec('PRAGMA secure_delete = ON');
  database.transaction(() => database.run('DELETE FROM texts WHERE sha256 = ?', sha256));
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
};

/** The text of that hash, where it is kept. */
export const getText = (database: Database, sha256: string): string | undefined => {
  const chunks = database.rows<[Buffer]>(
    'SELECT CAST(bytes AS BLOB) FROM texts WHERE sha256 = ? ORDER BY chunk',
    sha256,
  );
  return chunks.length === 0 ? undefined : Buffer.concat(chunks.map(([bytes]) => bytes)).toString('utf8');
};
