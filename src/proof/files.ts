/** Files that are there whole or not at all, and outlive a loss of power. */

import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Makes what a directory lists durable. */
export const syncDirectory = (path: string): void => {
  const directory = openSync(path, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
};

/** Makes a directory and those above it, so that they outlive a loss of power. */
export const makeDirectory = (path: string): void => {
  const first = mkdirSync(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made)) syncDirectory(dirname(made));
};

/** Writes bytes to a file that was opened, all of them, and syncs it. */
export const writeSynced = (file: number, bytes: Buffer): void => {
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
  fsyncSync(file);
};

let drafts = 0;

/** Puts a file in its place, durable when it returns; whoever reads it meets the one before or this one, whole. */
export const writeWhole = (path: string, bytes: Buffer): void => {
  drafts += 1;
  const draft = `${path}.${process.pid}.${drafts}.new`;
  try {
    const file = openSync(draft, 'w');
    try {
      writeSynced(file, bytes);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  syncDirectory(dirname(path));
};
