/** Where proofs are kept, and what signs them. */

import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import { isKurrentUrl } from '../store/kurrentdb/url.js';
import { pathOf } from '../store/open-store.js';
import { syncDirectory, writeSynced } from './files.js';
import { KeyNotUsable, NoCheckpointPlace, ProofsUnreachable } from './refusals.js';
import {
  privateKeyText,
  publicKeyText,
  type PublicKey,
  readPublicKey,
  readSigningKey,
  type SigningKey,
  signingKey,
} from './signed-note.js';

/** Where the leaf hashes of a store’s log are kept; nothing where the store is no file. */
export const leavesPath = (url: string): string | undefined => {
  const path = pathOf(url);
  return path === undefined ? undefined : `${path}.leaves`;
};

/**
 * Where a store’s checkpoints are kept: `ONRECORD_CHECKPOINTS`, else beside its file; nothing where there is none. A
 * cluster’s replica is no place: it is one computer’s copy, which may be deleted.
 */
export const checkpointsPath = (url: string): string | undefined => {
  const named = process.env['ONRECORD_CHECKPOINTS'];
  if (named !== undefined && named !== '') return resolve(named);
  const path = isKurrentUrl(url) ? undefined : pathOf(url);
  return path === undefined ? undefined : `${path}.checkpoints`;
};

/**
 * Refuses a cluster whose checkpoints have no place, before anything is signed or held against them.
 *
 * @throws NoCheckpointPlace
 */
export const requirePlace = (url: string): void => {
  if (isKurrentUrl(url) && checkpointsPath(url) === undefined) throw new NoCheckpointPlace();
};

/** Whether a directory of checkpoints lies where the store’s file does, so that who can change one can change both. */
export const liesBeside = (directory: string, url: string): boolean => {
  const path = pathOf(url);
  return path !== undefined && dirname(resolve(directory)) === dirname(path);
};

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new KeyNotUsable(file, `it cannot be read (${(error as Error).message}).`, { cause: error });
  }
};

/** The file of the signing key, where one is set. */
export const signingKeyFile = (): string | undefined => {
  const file = process.env['ONRECORD_SIGNING_KEY'];
  return file === undefined || file === '' ? undefined : file;
};

/**
 * The key that signs a log’s checkpoints, where one is set.
 *
 * @throws KeyNotUsable
 */
export const configuredKey = (origin: string): SigningKey | undefined => {
  const file = signingKeyFile();
  return file === undefined ? undefined : readSigningKey(file, textOf(file), origin);
};

/**
 * The public half of the key that is set, by the name it has; nothing where none is set.
 *
 * @throws KeyNotUsable
 */
export const configuredPublicKey = (): PublicKey | undefined => {
  const file = signingKeyFile();
  if (file === undefined) return undefined;
  const text = textOf(file);
  const name = /^\s*PRIVATE\+KEY\+([^+]*)/.exec(text)?.[1];
  const { bytes } = readSigningKey(file, text, name ?? '');
  return name === undefined ? { bytes } : { name, bytes };
};

/** Whether others than its owner may read the file of the signing key. */
export const isKeyExposed = (): boolean => {
  const file = signingKeyFile();
  return file !== undefined && process.platform !== 'win32' && existsSync(file) && (statSync(file).mode & 0o077) !== 0;
};

/**
 * A public key as an option gives it: the key itself, or a file that holds it.
 *
 * @throws KeyNotUsable
 */
export const publicKeyGiven = (given: string): PublicKey =>
  existsSync(given) ? readPublicKey(given, textOf(given)) : readPublicKey(`“${given}”`, given);

const writeNew = (file: string, text: string, mode: number): void => {
  const opened = openSync(file, 'wx', mode);
  try {
    writeSynced(opened, Buffer.from(`${text}\n`));
  } finally {
    closeSync(opened);
  }
};

const SEED_BYTES = 32;

/**
 * Make a signing key for a log: a file that its owner alone can read, and beside it the public key (`.pub`).
 *
 * @returns the public key as text.
 * @throws ProofsUnreachable where a file is there already: no key is ever written over.
 */
export const makeKey = (file: string, origin: string): string => {
  const seed = randomBytes(SEED_BYTES);
  const text = publicKeyText(signingKey(origin, seed));
  try {
    writeNew(file, privateKeyText(origin, seed), 0o600);
    writeNew(`${file}.pub`, text, 0o644);
    syncDirectory(dirname(resolve(file)));
  } catch (error) {
    throw new ProofsUnreachable(file, error);
  }
  return text;
};
