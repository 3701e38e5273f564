import type { Base } from '../../projections/index.js';
import { correctedSince, Correction, Shown } from '../record/corrected-since.js';
import type { Reader } from '../record/reader.js';
import { Output, print, remark, wrapped } from './output.js';

const correctedText = ({ statement, actor, membership, issue, proposition }: Correction): string => {
  if (membership !== undefined) return `${actor}, membership ${membership}`;
  return statement ?? `${issue}/${proposition}`;
};

const correctionText = (correction: Correction): readonly string[] => {
  const { event, time, recordedby, reason } = correction;
  const of = correctedText(correction);
  return wrapped(`${of}: ${event} at ${time} by ${recordedby}${reason === undefined ? '' : `: ${reason}`}`, 2);
};

/** What was corrected since, for people; nothing where nothing was. */
export const correctionsText = (since: readonly Correction[]): readonly string[] =>
  since.length === 0 ? [] : ['', 'Corrected since', ...since.flatMap(correctionText)];

/** An answer that may be an old one: what it shows, and up to which position it knows. */
export type Pinned = Readonly<{ reader: Reader<Base>; readings: Base; shown: Shown; position: number }>;

/** What was corrected since an answer, as lines to stand beside it. */
export const correctionsBeside = async ({ reader, readings, shown, position }: Pinned): Promise<readonly string[]> =>
  correctionsText(await correctedSince(reader.store, readings, shown, position));

/** Print what was corrected since beside data that stays as it is. */
export const remarkCorrections = async (pinned: Pinned): Promise<void> => {
  for (const text of (await correctionsBeside(pinned)).slice(1)) remark(text);
};

/**
 * Print an answer, and beside it what was corrected since of what it shows. A document for programs stays the pinned
 * answer itself: what was learned later goes to stderr.
 */
export const printPinned = async (
  answer: unknown,
  output: Output,
  pinned: Pinned,
  text: () => readonly string[],
): Promise<void> => {
  if (output.json) {
    await print(answer, output, text);
    return remarkCorrections(pinned);
  }
  const beside = await correctionsBeside(pinned);
  return print(answer, output, () => [...text(), ...beside]);
};
