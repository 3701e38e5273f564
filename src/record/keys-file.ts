/**
 * The file that keeps the keys (JSON, mode 0600): whole before or whole after a change, whatever happens in between. One
 * process changes it at a time. When each key was last used stands in a file beside it, which the service writes.
 */

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { pathOf } from '../store/open-store.js';
import { StoreHeld } from '../store/refusals.js';
import { acquireWriterLock } from '../store/sqlite/writer-lock.js';
import { isKeyEntry, KeyEntry, KeyRefused } from './keys.js';

/** The file that keeps the keys of a store: the one `ONRECORD_KEYS` names, else one beside the store's. */
export const keysPath = (url: string): string | undefined => {
  const named = process.env['ONRECORD_KEYS'];
  if (named !== undefined && named !== '') return resolve(named);
  const path = pathOf(url);
  return path === undefined ? undefined : `${path}.keys.json`;
};

const NOTHING: ReadonlyMap<string, KeyEntry> = new Map();

const unusable = (path: string, why: string): KeyRefused =>
  new KeyRefused('integrity', 'keys-not-usable', `The keys in ${path} cannot be used: ${why}`);

const othersMayWrite = (path: string): boolean => process.platform !== 'win32' && (statSync(path).mode & 0o022) !== 0;

const parsed = (path: string, text: string): readonly KeyEntry[] => {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw unusable(path, 'it is no JSON. Bring it back from a copy.');
  }
  const { version, keys } = (body ?? {}) as { version?: unknown; keys?: unknown };
  if (version !== 1) throw unusable(path, 'it is not of the version 1 that is read here.');
  if (Array.isArray(keys) && keys.every(isKeyEntry)) return keys;
  throw unusable(path, 'an entry is not what `onrecord key` writes. Bring it back from a copy.');
};

/**
 * The keys by their ids; none where there is no file.
 *
 * @throws KeyRefused where the file cannot be read, is broken, or can be written by others.
 */
export const readKeys = (path: string | undefined): ReadonlyMap<string, KeyEntry> => {
  if (path === undefined || !existsSync(path)) return NOTHING;
  if (othersMayWrite(path)) throw unusable(path, `others may write to it. Run: chmod 600 ${path}`);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw unusable(path, `it cannot be read (${(error as Error).message}).`);
  }
  return new Map(parsed(path, text).map((entry) => [entry.id, entry]));
};

const synced = (path: string, how: string, text?: string): void => {
  const file = openSync(path, how, 0o600);
  try {
    if (text !== undefined) writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** Puts a text in a file's place, readable by its owner alone: on disk before it takes the name. */
export const replaceFile = (path: string, text: string): void => {
  const target = existsSync(path) ? realpathSync(path) : path;
  const draft = `${target}.${process.pid}.new`;
  synced(draft, 'w', text);
  renameSync(draft, target);
  if (process.platform !== 'win32') synced(dirname(target), 'r');
};

/** How long a change waits for another one, in milliseconds, and how often it looks. */
const PATIENCE_MS = 5_000;
const LOOK_AGAIN_MS = 50;

const pause = (): Promise<void> => new Promise((done) => setTimeout(done, LOOK_AGAIN_MS));

/** Wait for whoever changes the keys; the operating system frees the lock with its process. */
const locked = async (path: string): Promise<() => void> => {
  for (const deadline = Date.now() + PATIENCE_MS; ; await pause()) {
    try {
      return acquireWriterLock(path).release;
    } catch (error) {
      if (!(error instanceof StoreHeld)) throw error;
      if (Date.now() > deadline)
        throw new KeyRefused('conflict', 'keys-held', `Another process changes the keys in ${path}: try again.`);
    }
  }
};

/**
 * Change the keys, one process at a time. What `change` and `noted` throw leaves them as they were: `noted` tells elsewhere
 * of a change before it is made.
 */
export const changeKeys = async <Told>(
  path: string,
  change: (keys: ReadonlyMap<string, KeyEntry>) => Readonly<{ keys: readonly KeyEntry[]; told: Told }>,
  noted: (told: Told) => void,
): Promise<Told> => {
  mkdirSync(dirname(path), { recursive: true });
  const release = await locked(path);
  try {
    const { keys, told } = change(readKeys(path));
    noted(told);
    replaceFile(path, `${JSON.stringify({ version: 1, keys }, null, 2)}\n`);
    return told;
  } finally {
    release();
  }
};

const usedPath = (path: string): string => `${path}.used.json`;

/** When each key was last used (ISO 8601), as far as that was kept; what cannot be read is nothing. */
export const readUsed = (path: string | undefined): Readonly<Record<string, string>> => {
  try {
    const used: unknown = path === undefined ? {} : JSON.parse(readFileSync(usedPath(path), 'utf8'));
    return typeof used === 'object' && used !== null ? (used as Record<string, string>) : {};
  } catch {
    return {};
  }
};

/** Keep when keys were last used, beside what other processes kept of them. */
export const keepUsed = (path: string, used: ReadonlyMap<string, string>): void => {
  const before = readUsed(path);
  const latest = [...used].map(([id, at]) => [id, (before[id] ?? '') > at ? before[id] : at]);
  replaceFile(usedPath(path), `${JSON.stringify({ ...before, ...Object.fromEntries(latest) }, null, 2)}\n`);
};
