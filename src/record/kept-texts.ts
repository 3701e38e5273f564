/** The texts of a record's sources as files, beside an export of its log: each named by its SHA-256, in UTF-8. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Base } from '../../projections/index.js';
import { sha256Of } from '../deciders/quotes.js';
import { makeDirectory, writeWhole } from '../proof/files.js';
import { Refusal } from '../refusal.js';
import type { TextStore } from '../store/event-store.js';
import { erasedIn } from './erase.js';

/** There is no directory to take texts from. */
export class NoSuchDirectory extends Refusal {
  readonly kind = 'missing';
  readonly type = 'no-such-directory';
  constructor(directory: string) {
    super(`There is no directory ${directory} that can be read.`);
  }
}

/** A file that is named by a hash holds something else. */
export class NotItsText extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'not-its-text';
  constructor(file: string) {
    super(
      `${file} does not hold the text that it is named by: its SHA-256 is another. Export it anew, or take it away.`,
    );
  }
}

/** What became of texts that were to be written to files: `absent` are of sources whose text the store does not keep. */
export type TextsExported = Readonly<{ written: number; withheld: number; absent: number }>;

/** What became of files of texts: `known` were kept already, `strange` are of no source on record, or were erased there. */
export type TextsImported = Readonly<{ kept: number; known: number; strange: number }>;

const NAMED = /^([0-9a-f]{64})\.txt$/;

const hashesOf = (sources: Iterable<string>, readings: Base): ReadonlySet<string> =>
  new Set(
    [...sources].flatMap((source) => (readings.sources.get(source)?.captures ?? []).map(({ value }) => value.sha256)),
  );

/**
 * Write each kept text to a file in a directory, which is made where there is none. Those of withheld sources are left out,
 * unless they are asked for.
 */
export const exportTexts = async (
  store: Pick<TextStore, 'getText'>,
  readings: Base,
  directory: string,
  withWithheld = false,
): Promise<TextsExported> => {
  makeDirectory(directory);
  const withheld = withWithheld ? new Set<string>() : hashesOf(readings.withheld.keys(), readings);
  const tally = { written: 0, withheld: withheld.size, absent: 0 };
  for (const sha256 of hashesOf(readings.sources.keys(), readings)) {
    if (withheld.has(sha256)) continue;
    const text = await store.getText(sha256);
    if (text === undefined) tally.absent += 1;
    else writeWhole(join(directory, `${sha256}.txt`), Buffer.from(text, 'utf8'));
    if (text !== undefined) tally.written += 1;
  }
  return tally;
};

const textIn = (directory: string, sha256: string): string => {
  const file = join(directory, `${sha256}.txt`);
  const text = readFileSync(file, 'utf8');
  if (sha256Of(text) !== sha256) throw new NotItsText(file);
  return text;
};

/**
 * The hashes of the texts in a directory, each of which its file holds. Files that no hash names are passed over.
 *
 * @throws NoSuchDirectory, NotItsText
 */
export const textsFound = (directory: string): readonly string[] => {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true) throw new NoSuchDirectory(directory);
  const hashes = readdirSync(directory).flatMap((name) => NAMED.exec(name)?.[1] ?? []);
  for (const sha256 of hashes) textIn(directory, sha256);
  return hashes;
};

/**
 * Keep the texts found in a directory that sources on record were captured with. One that was erased stays so.
 *
 * @throws NotItsText
 */
export const importTexts = async (
  store: TextStore,
  readings: Base,
  directory: string,
  found: readonly string[],
): Promise<TextsImported> => {
  const captured = hashesOf(readings.sources.keys(), readings);
  const erased = new Set([...readings.withheld.keys()].flatMap((source) => erasedIn(readings, source)));
  const tally = { kept: 0, known: 0, strange: 0 };
  for (const sha256 of found) {
    if (!captured.has(sha256) || erased.has(sha256)) tally.strange += 1;
    else if ((await store.getText(sha256)) !== undefined) tally.known += 1;
    else {
      await store.putText(sha256, textIn(directory, sha256));
      tally.kept += 1;
    }
  }
  return tally;
};
