/** Captures of a source's text: the log has its hash and length, and the text itself is kept beside the log. */

import { InvalidCommand } from '../commands/check.js';
import type { Body } from '../commands/placed.js';
import { canonicalText, sha256Of } from '../deciders/quotes.js';
import { SourceIsWithheld } from '../deciders/refusals.js';
import type { TextStore } from '../store/event-store.js';
import type { Outcome } from './ledger.js';

/** A text to keep, in its canonical form, and the body of the command that records its capture. */
export type Given = Readonly<{ text: string; sha256: string; body: Body }>;

const fault = (pointer: string, detail: string): InvalidCommand =>
  new InvalidCommand('CaptureSource', [{ pointer, detail }]);

/**
 * What a body gives that has a text in it.
 *
 * @throws InvalidCommand where the text is none, or is given with anything but its source.
 */
export const givenIn = ({ sourceId, text, ...others }: Body): Given => {
  const [stray] = Object.keys(others);
  if (stray !== undefined) throw fault(`/${stray}`, 'goes with no text: give the text alone, or sha256 and length');
  if (typeof text !== 'string' || text.trim() === '') throw fault('/text', 'must be a text that says something');
  if (/[\0\p{Surrogate}]/u.test(text)) throw fault('/text', 'holds half a character (a lone surrogate) or a NUL');
  const canonical = canonicalText(text);
  const sha256 = sha256Of(canonical);
  return { text: canonical, sha256, body: { sourceId, sha256, length: canonical.length } };
};

/**
 * Record a capture and keep its text: the text first, so that nothing captured is ever without, and not before it is known
 * that the capture is taken. Where the source is withheld in between, nothing is kept that was not kept before.
 */
export const capture = async (
  store: TextStore,
  { sha256, text }: Given,
  execute: (dryRun: boolean) => Promise<Outcome>,
): Promise<Outcome> => {
  await execute(true);
  const isKept = (await store.getText(sha256)) !== undefined;
  if (!isKept) await store.putText(sha256, text);
  try {
    return await execute(false);
  } catch (error) {
    if (error instanceof SourceIsWithheld && !isKept) await store.eraseText(sha256);
    throw error;
  }
};
