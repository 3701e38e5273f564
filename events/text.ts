/** A text with the language it is in (BCP 47), as `en`, `ja`, `zh-Hans`. */
export type LanguageText = Readonly<{ language: string; text: string }>;

/** The order in which a person's name is written. */
export const NAME_ORDERS = ['family-first', 'given-first'] as const;
export type NameOrder = (typeof NAME_ORDERS)[number];

/** One name of an actor, in one language and order. */
export type Name = LanguageText & Readonly<{ order?: NameOrder }>;

/** What an id looks like: an ASCII slug or a UUID. At most 100 characters. */
export const ID_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,98}[a-z0-9])?$/;
