/** Who used what only few may: a line of JSON each, added to a file that nothing here ever shortens. No secret is in it. */

import { open } from 'node:fs/promises';
import { StoreUnreachable } from '../store/refusals.js';

/** One use: when (ISO 8601), who, what, and what became of the wish. */
export type Audited = Readonly<{
  time: string;
  who: string;
  what: string;
  outcome: 'done' | 'admitted' | 'refused';
  keyId?: string;
  requestId?: string;
  address?: string;
  about?: Readonly<Record<string, unknown>>;
}>;

/** The file beside the keys. */
export const auditPath = (keys: string): string => `${keys}.audit.jsonl`;

/**
 * Add a line, on disk when the promise resolves. Lines of several processes do not run into each other: each is one write
 * to the end of the file.
 *
 * @throws StoreUnreachable where it cannot be kept: what is not audited is not done.
 */
export const audit = async (keys: string | undefined, entry: Audited): Promise<void> => {
  if (keys === undefined) return;
  const path = auditPath(keys);
  try {
    const file = await open(path, 'a', 0o600);
    try {
      await file.write(`${JSON.stringify(entry)}\n`);
      await file.datasync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new StoreUnreachable(
      `The use of an admin's right cannot be kept in ${path} (${(error as Error).message}), so it is not granted.`,
      { cause: error },
    );
  }
};
