/** The passage of a text that is most like a quote which stands nowhere in it: a hint to whoever mistyped it. */

import { distance } from 'fastest-levenshtein';

/** How much of a text is looked through, in UTF-16 code units. */
const LONGEST_SEARCHED = 200_000;
/** How much of a quote is held against each passage. */
const LONGEST_COMPARED = 400;
/** How far a word may go on at either end of a passage. */
const LONGEST_WORD = 50;

/** From where to where a passage reaches in its text, end exclusive. */
type Span = Readonly<{ start: number; end: number }>;

/** About where the passage most like some words begins: of places a quarter of their length apart. */
const roughly = (text: string, words: string): Readonly<{ at: number; step: number }> | undefined => {
  const step = Math.max(1, Math.floor(words.length / 4));
  let best: Readonly<{ far: number; at: number }> | undefined;
  for (let at = 0; at + words.length <= Math.min(text.length, LONGEST_SEARCHED); at += step) {
    const far = distance(text.slice(at, at + words.length), words);
    if (best === undefined || far < best.far) best = { far, at };
  }
  return best !== undefined && best.far < words.length * 0.6 ? { at: best.at, step } : undefined;
};

/** The edit distance of some words from whatever ends at a place of a text, by how many of the words, and where that starts. */
type Column = Readonly<{ far: Uint16Array; start: Uint16Array }>;

const column = (words: string): Column => ({
  far: new Uint16Array(words.length + 1),
  start: new Uint16Array(words.length + 1),
});

/** The column after the next character of the text. Where two ways are as far, the one that keeps both texts in step is taken. */
const advance = (before: Column, next: Column, words: string, character: number, place: number): void => {
  next.far[0] = 0;
  next.start[0] = place;
  for (let at = 1; at <= words.length; at += 1) {
    const kept = (before.far[at - 1] as number) + (words.charCodeAt(at - 1) === character ? 0 : 1);
    const added = (before.far[at] as number) + 1;
    const left = (next.far[at - 1] as number) + 1;
    const least = Math.min(kept, added, left);
    next.far[at] = least;
    next.start[at] =
      least === kept
        ? (before.start[at - 1] as number)
        : ((least === added ? before.start[at] : next.start[at - 1]) as number);
  }
};

/** The part of a text that is least far from some words (Sellers 1980); of several, the one that is as long as they are. */
const closest = (text: string, words: string): Span => {
  let [before, next] = [column(words), column(words)];
  for (let at = 0; at <= words.length; at += 1) before.far[at] = at;
  let best = { start: 0, end: 0, far: words.length };
  for (let end = 1; end <= text.length; end += 1) {
    advance(before, next, words, text.charCodeAt(end - 1), end);
    [before, next] = [next, before];
    const [far, start] = [before.far[words.length] as number, before.start[words.length] as number];
    const isNearer = Math.abs(end - start - words.length) < Math.abs(best.end - best.start - words.length);
    if (far < best.far || (far === best.far && isNearer)) best = { start, end, far };
  }
  return best;
};

const SAYS = /[\p{L}\p{M}\p{N}]/u;
/** Scripts that put no space between words: a passage in one may begin and end anywhere. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}ー]/u;
const MARK = /\p{M}/u;
const JOINS = /['’‐‑-]/u;
const LOW_HALF = /[\uDC00-\uDFFF]/;

const isOfWord = (character = ''): boolean => SAYS.test(character) && !UNSPACED.test(character);
const isJoint = (text: string, at: number): boolean =>
  JOINS.test(text[at] ?? '') && isOfWord(text[at - 1]) && isOfWord(text[at + 1]);

/** Whether a place in a text is inside a word, or inside a character. */
const isInside = (text: string, at: number): boolean => {
  const [before, after = ''] = [text[at - 1], text[at]];
  if (before === undefined) return false;
  if (MARK.test(after) || LOW_HALF.test(after)) return true;
  if (isOfWord(before)) return isOfWord(after) || isJoint(text, at);
  return isJoint(text, at - 1);
};

/** A passage that begins and ends with its words, and without marks that the quote does not begin or end with. */
const aligned = (text: string, { start, end }: Span, quote: string): Span => {
  let [from, to] = [start, end];
  const saysAt = (of: string, at: number): boolean => SAYS.test(of.charAt(at)) || LOW_HALF.test(of.charAt(at + 1));
  if (saysAt(quote, 0)) while (from < to && !saysAt(text, from)) from += 1;
  if (saysAt(quote, quote.length - 1)) while (to > from && !saysAt(text, to - 1)) to -= 1;
  while (isInside(text, from) && from > start - LONGEST_WORD) from -= 1;
  while (isInside(text, to) && to < end + LONGEST_WORD) to += 1;
  return { start: from, end: to };
};

/**
 * The passage of a text that is most like a quote, from word to word where the script has words; nothing where none is like it.
 * In bounded time: of the text and of the quote, so much and no more is compared.
 */
export const passageLike = (text: string, quote: string): string | undefined => {
  const words = quote.slice(0, LONGEST_COMPARED);
  const rough = roughly(text, words);
  if (rough === undefined) return undefined;
  const first = Math.max(0, rough.at - rough.step);
  const found = closest(text.slice(first, rough.at + words.length + rough.step), words);
  const start = first + found.start;
  const end = quote.length > words.length ? Math.min(text.length, start + quote.length) : first + found.end;
  const span = aligned(text, { start, end }, quote);
  const passage = text.slice(span.start, span.end).trim();
  return passage === '' ? undefined : passage;
};
