/**
 * What a loss of power leaves of a store's files, worked out from the journal that `power-loss-shim.c` keeps: what was
 * synced is there, and of the rest whatever a fate decides.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const SUFFIXES = ['', '-wal', '-journal'] as const;
type Suffix = (typeof SUFFIXES)[number];

/** The contents of a store's files by suffix; one that is absent is not there. */
export type Files = ReadonlyMap<Suffix, Buffer>;

type Change = Readonly<{ offset: number; bytes: Buffer }> | Readonly<{ length: number }>;

/** What becomes of a change that was not synced: it is kept, kept in part, or lost. */
export type Fate = Readonly<{ change: (change: Change) => Change | undefined; names: 'as synced' | 'as they were' }>;

const SECTOR = 512;

/** Nothing survives but what was synced. */
export const EVERYTHING_LOST: Fate = { change: () => undefined, names: 'as synced' };

/** Some changes survive and some do not, in no order, and some in part. */
export const someLost = (random: () => number): Fate => ({
  change: (change) => {
    const roll = random();
    if (roll < 0.4) return change;
    if (roll < 0.8 || !('bytes' in change)) return undefined;
    return {
      ...change,
      bytes: change.bytes.subarray(0, SECTOR * Math.floor((random() * change.bytes.length) / SECTOR)),
    };
  },
  names: 'as they were',
});

/** The first changes survive, and none after them. */
export const onlyFirstKept = (random: () => number): Fate => {
  let left = Math.floor(random() * 12);
  return { change: (change) => ((left -= 1) >= 0 ? change : undefined), names: 'as they were' };
};

type Content = { bytes: Buffer; length: number };

const resized = (bytes: Buffer, length: number): Buffer => {
  if (bytes.length >= length) return bytes;
  const larger = Buffer.alloc(Math.max(length, bytes.length * 2));
  bytes.copy(larger);
  return larger;
};

const applyTo = (content: Content, change: Change): void => {
  const length = 'length' in change ? change.length : Math.max(content.length, change.offset + change.bytes.length);
  content.bytes = resized(content.bytes, length);
  if ('bytes' in change) change.bytes.copy(content.bytes, change.offset);
  else content.bytes.fill(0, change.length);
  content.length = length;
};

/** A file on a disk: what is durable of it, and what is only in a cache. */
type DiskFile = { readonly durable: Content; pending: Change[] };

const newFile = (bytes: Buffer = Buffer.alloc(0)): DiskFile => ({
  durable: { bytes: Buffer.from(bytes), length: bytes.length },
  pending: [],
});

type Disk = { names: Map<Suffix, DiskFile>; durableNames: Map<Suffix, DiskFile> };

const OPERATIONS = [
  '',
  'created',
  'written',
  'truncated',
  'synced',
  'unlinked',
  'directory synced',
  'sync failed',
] as const;
type Operation = Readonly<{ kind: (typeof OPERATIONS)[number]; suffix: Suffix; offset: number; bytes: Buffer }>;

const HEAD_BYTES = 32;

/** The operations of a journal; the last may have been cut off with its process. */
const operationsOf = function* (journal: Buffer): Generator<Operation> {
  for (let at = 0; at + HEAD_BYTES <= journal.length;) {
    const [operation, file, offset, length] = [0, 8, 16, 24].map((word) => Number(journal.readBigUInt64LE(at + word)));
    const bytes = journal.subarray(at + HEAD_BYTES, at + HEAD_BYTES + length!);
    at += HEAD_BYTES + length!;
    if (at > journal.length) return;
    yield { kind: OPERATIONS[operation!]!, suffix: SUFFIXES[file! - 1]!, offset: offset!, bytes };
  }
};

const sync = (file: DiskFile): void => {
  for (const change of file.pending) applyTo(file.durable, change);
  file.pending = [];
};

/** After a sync that failed, Linux takes what was to be synced for clean: it may never reach the disk. */
const perform = (disk: Disk, { kind, suffix, offset, bytes }: Operation): void => {
  const file = disk.names.get(suffix);
  if (kind === 'created') disk.names.set(suffix, newFile());
  if (kind === 'written') file?.pending.push({ offset, bytes });
  if (kind === 'truncated') file?.pending.push({ length: offset });
  if (kind === 'synced' && file !== undefined) sync(file);
  if (kind === 'sync failed' && file !== undefined) file.pending = [];
  if (kind === 'unlinked') disk.names.delete(suffix);
  if (kind === 'directory synced') disk.durableNames = new Map(disk.names);
};

const leftOf = ({ durable, pending }: DiskFile, fate: Fate): Buffer => {
  const content = { bytes: Buffer.from(durable.bytes), length: durable.length };
  for (const change of pending) {
    const kept = fate.change(change);
    if (kept !== undefined) applyTo(content, kept);
  }
  return content.bytes.subarray(0, content.length);
};

/** What is left of the files that there were before, after what the journal tells. */
export const afterPowerLoss = (before: Files, journal: Buffer, fate: Fate): Files => {
  const names = new Map([...before].map(([suffix, bytes]) => [suffix, newFile(bytes)]));
  const disk: Disk = { names, durableNames: new Map(names) };
  for (const operation of operationsOf(journal)) perform(disk, operation);
  const survivors = fate.names === 'as synced' ? disk.durableNames : disk.names;
  return new Map([...survivors].map(([suffix, file]) => [suffix, leftOf(file, fate)]));
};

/** How often a journal says that something was synced. */
export const syncsIn = (journal: Buffer): number =>
  [...operationsOf(journal)].filter(({ kind }) => kind === 'synced').length;

/** The store's files as they lie there. */
export const readFiles = (path: string): Files =>
  new Map(
    SUFFIXES.filter((suffix) => existsSync(path + suffix)).map((suffix) => [suffix, readFileSync(path + suffix)]),
  );

/** Puts files in the place of the store's. */
export const writeFiles = (path: string, files: Files): void => {
  for (const suffix of [...SUFFIXES, '-shm']) rmSync(path + suffix, { force: true });
  for (const [suffix, bytes] of files) writeFileSync(path + suffix, bytes);
};

const NEEDED = 'install one and its headers (`apt-get install gcc libc6-dev`) and run the tests again';

/**
 * The shim compiled, and where it lies. Nothing is left out where it cannot be had: whoever asks for it fails, and is told
 * what to install.
 */
export const compileShim = (directory: string, compiler = 'cc'): string => {
  if (process.platform !== 'linux')
    throw new Error('A failing disk is made by preloading a library, which Linux alone does: run the tests there.');
  const shim = join(directory, 'power-loss-shim.so');
  const source = resolve('test/store/power-loss-shim.c');
  const { error, status, stderr } = spawnSync(
    compiler,
    ['-shared', '-fPIC', '-O1', '-o', shim, source, '-ldl', '-lpthread'],
    { encoding: 'utf8' },
  );
  if (error !== undefined)
    throw new Error(`A failing disk is made by a small library, and there is no C compiler (${compiler}): ${NEEDED}.`);
  if (status !== 0) throw new Error(`The library that makes a disk fail does not compile: ${NEEDED}.\n${stderr}`);
  return shim;
};
