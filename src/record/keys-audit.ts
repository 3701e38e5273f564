/** Who used what only few may: a line of JSON each, added to a file that nothing here ever shortens. No secret is in it. */

import { closeSync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
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

const NEWLINE = 10;

/** A line as it is added: on one of its own, where the last was cut short, as a full disk does. */
const lineAfter = (last: number | undefined, entry: Audited): Buffer =>
  Buffer.from(`${last === undefined || last === NEWLINE ? '' : '\n'}${JSON.stringify(entry)}\n`);

const checkWhole = (written: number, { length }: Buffer): void => {
  if (written < length) throw new Error(`only ${written} of ${length} bytes found room`);
};

const unkept = (path: string, error: unknown): StoreUnreachable =>
  new StoreUnreachable(
    `The use of an admin's right cannot be kept in ${path} (${(error as Error).message}), so it is not granted.`,
    { cause: error },
  );

const lastOf = async (file: FileHandle): Promise<number | undefined> => {
  const { size } = await file.stat();
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
  return bytesRead === 0 ? undefined : buffer[0];
};

/**
 * Add a line, on disk when the promise resolves. Lines of several processes do not run into each other: each is one write
 * to the end of the file, after whatever was cut short there.
 *
 * @throws StoreUnreachable where it cannot be kept: what is not audited is not done.
 */
export const audit = async (keys: string | undefined, entry: Audited): Promise<void> => {
  if (keys === undefined) return;
  const path = auditPath(keys);
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+', 0o600);
    try {
      const line = lineAfter(await lastOf(file), entry);
      checkWhole((await file.write(line)).bytesWritten, line);
      await file.datasync();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unkept(path, error);
  }
};

const lastOfSync = (file: number): number | undefined => {
  const byte = Buffer.alloc(1);
  return readSync(file, byte, 0, 1, Math.max(0, fstatSync(file).size - 1)) === 0 ? undefined : byte[0];
};

/**
 * Add a line at once, for whoever holds the keys’ lock: those that wait for it in the same process let nothing else run.
 *
 * @throws StoreUnreachable
 */
export const auditSync = (keys: string, entry: Audited): void => {
  const path = auditPath(keys);
  try {
    const file = openSync(path, 'a+', 0o600);
    try {
      const line = lineAfter(lastOfSync(file), entry);
      checkWhole(writeSync(file, line), line);
      fdatasyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unkept(path, error);
  }
};
