/** A text with the language it is in (BCP 47), as `en`, `ja`, `zh-Hans`. */
export type LanguageText = Readonly<{ language: string; text: string }>;

/** The order in which a person's name is written. */
export const NAME_ORDERS = ['family-first', 'given-first'] as const;
export type NameOrder = (typeof NAME_ORDERS)[number];

/** One name of an actor, in one language and order. */
export type Name = LanguageText & Readonly<{ order?: NameOrder }>;

/** How a `langtag` of RFC 5646, section 2.1, begins: the language with what extends it, the script and the region. */
const LANGUAGE = /^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?(?=-|$)/i;
/** How it goes on: variants, extensions, and what is agreed in private. */
const FURTHER =
  /^(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?$/i;
const PRIVATE_USE = /^x(?:-[a-z0-9]{1,8})+$/i;
/** The tags that were registered before there was a grammar, and that do not follow it. */
const IRREGULAR =
  /^(?:en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de))$/i;

const isLangtag = (text: string): boolean => {
  const [begun] = LANGUAGE.exec(text) ?? [];
  return begun !== undefined && FURTHER.test(text.slice(begun.length));
};

/**
 * Whether a text is a well-formed language tag by the grammar of RFC 5646 (BCP 47), in letters of any size. Whether there is such a
 * language is another question: `notalang` is well-formed. `Intl` knows a narrower grammar, without `zh-yue` or `x-private`.
 */
export const isLanguageTag = (text: string): boolean =>
  isLangtag(text) || PRIVATE_USE.test(text) || IRREGULAR.test(text);

/** That a text is no language tag, and how one is written. */
export const noLanguageTag = (text: string): string =>
  `“${text}” is no language tag (BCP 47): write one as en, ja or zh-Hans, or und where the language is not known.`;

/** What an id looks like: an ASCII slug or a UUID. At most 100 characters. */
export const ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;
