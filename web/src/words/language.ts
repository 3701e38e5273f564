/** The language of the interface, and how words are had in it. */

import { computed } from '@preact/signals';
import { address } from '../state/address.js';

export type Language = 'en' | 'ja';

export const LANGUAGES: readonly Language[] = ['en', 'ja'];

const fromBrowser = (): Language => (navigator.language.startsWith('ja') ? 'ja' : 'en');

export const language = computed<Language>(() => {
  const { lang } = address.value;
  return lang === 'en' || lang === 'ja' ? lang : fromBrowser();
});

/** The words of one place on the page, the same in both languages. */
export type Words<W> = Readonly<{ en: W; ja: W }>;

/** Both languages of a place: the compiler holds them to the same words. */
export const inBoth = <W>(en: W, ja: NoInfer<W>): Words<W> => ({ en, ja });

/** The words in the interface’s language. */
export const say = <W>(words: Words<W>): W => words[language.value];
