import { createHash } from 'node:crypto';
import type { Quote } from '../../events/index.js';
import { passageLike } from './passages.js';

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

/** More places than this are not told apart. */
const MOST_PLACES = 1_000;

/** For each part of a pattern from its beginning, how much of the beginning it also ends with (Knuth, Morris, Pratt). */
const overlapsOf = (pattern: string): Uint32Array => {
  const overlaps = new Uint32Array(pattern.length);
  for (let at = 1, matched = 0; at < pattern.length; at += 1) {
    while (matched > 0 && pattern.charCodeAt(at) !== pattern.charCodeAt(matched)) matched = overlaps[matched - 1] ?? 0;
    if (pattern.charCodeAt(at) === pattern.charCodeAt(matched)) matched += 1;
    overlaps[at] = matched;
  }
  return overlaps;
};

/**
 * The first places of a pattern in a text. In time of both lengths together whatever they hold: the engine’s own search takes
 * their product where a text repeats itself.
 */
const occurrences = (text: string, pattern: string): readonly number[] => {
  const overlaps = overlapsOf(pattern);
  const found: number[] = [];
  for (let at = 0, matched = 0; at < text.length && found.length <= MOST_PLACES; at += 1) {
    const unit = text.charCodeAt(at);
    while (matched > 0 && unit !== pattern.charCodeAt(matched)) matched = overlaps[matched - 1] ?? 0;
    if (unit === pattern.charCodeAt(matched)) matched += 1;
    if (matched < pattern.length) continue;
    found.push(at + 1 - matched);
    matched = overlaps[matched - 1] ?? 0;
  }
  return found;
};

/** One character for one, so that places in the loosened text are places in the text. */
const loosened = (text: string): string =>
  text
    .replaceAll(/[‘’‚‛′]/g, "'")
    .replaceAll(/[“”„‟″「」『』]/g, '"')
    .replaceAll(/[‐‑‒–—―−]/g, '-')
    .replaceAll(/\s/g, ' ');

/** Where a quote stands with what is before and after it. */
const placesIn = (text: string, { exact, prefix = '', suffix = '' }: Quote): readonly number[] =>
  occurrences(text, `${prefix}${exact}${suffix}`).map((at) => at + prefix.length);

/** The text that was made alike last: several quotes of one source come one after another. */
let loosenedLast: Readonly<{ text: string; loose: string }> | undefined;
const loosenedText = (text: string): string => {
  if (loosenedLast?.text !== text) loosenedLast = { text, loose: loosened(text) };
  return loosenedLast.loose;
};

/** Whether a quote stands where it says that it starts. */
const standsAt = (text: string, { exact, prefix = '', suffix = '', start = 0 }: Quote): boolean =>
  start >= prefix.length && text.startsWith(`${prefix}${exact}${suffix}`, start - prefix.length);

const candidates = (text: string, quote: Quote): readonly number[] => {
  const { start } = quote;
  if (start !== undefined && standsAt(text, quote)) return [start];
  const exactly = placesIn(text, quote);
  if (exactly.length > 0) return exactly;
  const like: Quote = {
    ...quote,
    exact: loosened(quote.exact),
    ...(quote.prefix === undefined ? {} : { prefix: loosened(quote.prefix) }),
    ...(quote.suffix === undefined ? {} : { suffix: loosened(quote.suffix) }),
  };
  const loose = loosenedText(text);
  return start !== undefined && standsAt(loose, like) ? [start] : placesIn(loose, like);
};

const notThere = (text: string, quote: Quote, hint: boolean): Found => {
  const near = hint ? passageLike(text, quote.exact) : undefined;
  const shown = near === undefined ? '' : ` The passage most like it reads: “${near}”.`;
  const among = quote.prefix === undefined && quote.suffix === undefined ? '' : ' with this prefix and suffix';
  return { fault: `does not stand in the source’s text${among}.${shown}` };
};

/**
 * Where a quote stands in its source’s canonical text: exactly, or after making quote marks, dashes and white space
 * alike. A quote that stands nowhere, or in several places, is a fault: it is never moved to a look-alike.
 *
 * @param hint whether a fault names the passage most like it.
 */
export const locate = (text: string, quote: Quote, hint = true): Found => {
  const places = candidates(text, quote);
  const at = quote.start === undefined ? places[0] : places.find((place) => place === quote.start);
  if (at === undefined) return notThere(text, quote, hint);
  if (quote.start === undefined && places.length > 1) {
    return {
      fault: `stands in ${places.length > MOST_PLACES ? `more than ${MOST_PLACES}` : places.length} places of the source’s text. Give a longer prefix or suffix, or its start.`,
    };
  }
  const end = at + quote.exact.length;
  if (quote.end !== undefined && quote.end !== end)
    return { fault: `ends at ${end} in the source’s text, not at ${quote.end}.` };
  return { start: at, end };
};
