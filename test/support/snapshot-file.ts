/** A snapshot’s file taken apart and put together: its head, the lines of the readings, and the hash at its end. */

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

/** `pieces` and `end` with the line feeds that end their lines; without an `end`, one that fits is made. */
export type SnapshotParts = Readonly<{ head: Readonly<Record<string, unknown>>; pieces: string; end?: string }>;

export const partsOf = (path: string): Required<SnapshotParts> => {
  const text = readFileSync(path, 'utf8');
  const [first, last] = [text.indexOf('\n') + 1, text.lastIndexOf('\n', text.length - 2) + 1];
  return {
    head: JSON.parse(text.slice(0, first)) as Record<string, unknown>,
    pieces: text.slice(first, last),
    end: text.slice(last),
  };
};

const endOf = (pieces: string): string =>
  `${JSON.stringify({ sha256: createHash('sha256').update(pieces, 'utf8').digest('hex') })}\n`;

export const writeParts = (path: string, { head, pieces, end = endOf(pieces) }: SnapshotParts): void =>
  writeFileSync(path, `${JSON.stringify(head)}\n${pieces}${end}`);
