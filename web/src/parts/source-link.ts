/** Links into sources, at the words (WICG text fragments). */

import type { Quote } from '../api/types.js';

/** How many characters of a quote are looked for whole; of a longer one, its first and last words. */
const WHOLE = 80;
const WORDS = 5;

const encoded = (text: string): string => encodeURIComponent(text).replaceAll('-', '%2D');

const directive = (exact: string): string => {
  const text = exact.replaceAll(/\s+/g, ' ').trim();
  if (text.length <= WHOLE) return encoded(text);
  const words = text.split(' ');
  if (words.length <= WORDS * 2) return `${encoded(text.slice(0, 20))},${encoded(text.slice(-20))}`;
  return `${encoded(words.slice(0, WORDS).join(' '))},${encoded(words.slice(-WORDS).join(' '))}`;
};

/** Where a source can be opened, and whether that is at the words. */
export type SourceLink = Readonly<{ href: string; atQuote: boolean }>;

/** The address of a source, scrolled to the words where the browser can find them; only for http and https. */
export const sourceAt = (url: string | undefined, quote: Quote | undefined): SourceLink | undefined => {
  if (url === undefined || !/^https?:\/\//i.test(url)) return undefined;
  if (quote === undefined || url.includes('#')) return { href: url, atQuote: false };
  return { href: `${url}#:~:text=${directive(quote.exact)}`, atQuote: true };
};
