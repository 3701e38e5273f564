import { createHash } from 'node:crypto';
import { distance } from 'fastest-levenshtein';
import type { Quote } from '../../events/index.js';

/** A source’s text in the form that is hashed and that quotes point into: NFC, LF line ends, no byte order mark. */
export const canonicalText = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .normalize('NFC');

/** SHA-256 of a canonical text’s UTF-8, in lower-case hexadecimal. */
export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Where a quote stands in a text, or why it cannot be said to stand there. */
export type Found = Readonly<{ start: number; end: number }> | Readonly<{ fault: string }>;

const occurrences = (text: string, exact: string): readonly number[] => {
  const found: number[] = [];
  for (let at = text.indexOf(exact); at >= 0; at = text.indexOf(exact, at + 1)) found.push(at);
  return found;
};

const fits = (text: string, quote: Quote, at: number): boolean => {
  const end = at + quote.exact.length;
  return (
    (quote.prefix === undefined || text.slice(0, at).endsWith(quote.prefix)) &&
    (quote.suffix === undefined || text.startsWith(quote.suffix, end))
  );
};

/** One character for one, so that places in the loosened text are places in the text. */
const loosened = (text: string): string =>
  text
    .replaceAll(/[‘’‚‛′]/g, "'")
    .replaceAll(/[“”„‟″「」『』]/g, '"')
    .replaceAll(/[‐‑‒–—―−]/g, '-')
    .replaceAll(/\s/g, ' ');

const candidates = (text: string, quote: Quote): readonly number[] => {
  const exactly = occurrences(text, quote.exact).filter((at) => fits(text, quote, at));
  if (exactly.length > 0) return exactly;
  const [loose, wanted] = [loosened(text), loosened(quote.exact)];
  const like: Quote = {
    ...quote,
    exact: wanted,
    ...(quote.prefix === undefined ? {} : { prefix: loosened(quote.prefix) }),
    ...(quote.suffix === undefined ? {} : { suffix: loosened(quote.suffix) }),
  };
  return occurrences(loose, wanted).filter((at) => fits(loose, like, at));
};

const LONGEST_SEARCHED = 200_000;

/** The passage most like a quote that is not there: shown, never taken for it. */
const nearestPassage = (text: string, exact: string): string | undefined => {
  const step = Math.max(1, Math.floor(exact.length / 4));
  let best: Readonly<{ far: number; passage: string }> | undefined;
  for (let at = 0; at + exact.length <= Math.min(text.length, LONGEST_SEARCHED); at += step) {
    const passage = text.slice(at, at + exact.length);
    const far = distance(passage, exact);
    if (best === undefined || far < best.far) best = { far, passage };
  }
  return best !== undefined && best.far < exact.length * 0.6 ? best.passage : undefined;
};

const notThere = (text: string, quote: Quote): Found => {
  const near = nearestPassage(text, quote.exact);
  const shown = near === undefined ? '' : ` The passage most like it reads: “${near.trim()}”.`;
  return { fault: `does not stand in the source’s text with this prefix and suffix.${shown}` };
};

/**
 * Where a quote stands in its source’s canonical text: exactly, or after making quote marks, dashes and white space
 * alike. A quote that stands nowhere, or in several places, is a fault: it is never moved to a look-alike.
 */
export const locate = (text: string, quote: Quote): Found => {
  const places = candidates(text, quote);
  const at = quote.start === undefined ? places[0] : places.find((place) => place === quote.start);
  if (at === undefined) return notThere(text, quote);
  if (quote.start === undefined && places.length > 1) {
    return {
      fault: `stands in ${places.length} places of the source’s text. Give a longer prefix or suffix, or its start.`,
    };
  }
  const end = at + quote.exact.length;
  if (quote.end !== undefined && quote.end !== end)
    return { fault: `ends at ${end} in the source’s text, not at ${quote.end}.` };
  return { start: at, end };
};
