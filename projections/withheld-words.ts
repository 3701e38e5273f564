/**
 * The words of withheld sources wherever else they stand: in notes, conditions, reasons, titles. What is withheld is small
 * beside the record, so its quotes are indexed, and each text is held against that index once, in the time that its own
 * length takes.
 */

import type { Base } from './readings.js';
import { countWhile } from './reading.js';
import type { StatementRow } from './statements.js';
import { wordsWithheld } from './withheld.js';

/** What withheld words are looked up in. */
export type Told = Pick<Base, 'withheld' | 'statements' | 'log'>;

/** What a quote must be as long as to be looked for inside a text, in columns: of wide (East Asian) characters each is two. */
export const LEAST_COLUMNS = 16;
/** Of a longer quote, so many characters from its beginning stand for all of it. */
const MOST_LOOKED_FOR = 200;
/** How many characters each quote is indexed by: eight wide ones are the least that is looked for. */
const KEY = LEAST_COLUMNS / 2;
/** How many characters of texts are remembered: what is only asked for is looked at too, and may be long. */
const MOST_KNOWN = 2_000_000;

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|[\u{20000}-\u{3FFFD}]/u;

/** How much a text says: a character of a script that writes a syllable or a word with each is two. */
const columnsOf = (text: string): number => {
  let columns = 0;
  for (const character of text) columns += WIDE.test(character) ? 2 : 1;
  return columns;
};

const MARKS_ALIKE: readonly (readonly [RegExp, string])[] = [
  [/\p{Default_Ignorable_Code_Point}+/gu, ''],
  [/[‘’‚‛′`]/g, "'"],
  [/[“”„‟″「」『』]/g, '"'],
  [/[‐‑‒–—―−]/g, '-'],
];
const ASCII = /^[\x20-\x5F\x61-\x7E]*$/;
const AT_AN_END = /[\s\p{P}]/u;

/** A text without white space and punctuation at its ends. */
const bare = (text: string): string => {
  let [start, end] = [0, text.length];
  while (start < end && AT_AN_END.test(text.charAt(start))) start += 1;
  while (end > start && AT_AN_END.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

/** A text as it is compared: quote marks, dashes, white space, width and case alike, nothing invisible, bare at its ends. */
const folded = (text: string): string => {
  const alike = ASCII.test(text)
    ? text
    : MARKS_ALIKE.reduce((made, [marks, mark]) => made.replaceAll(marks, mark), text.normalize('NFKC'));
  return bare(alike.toLowerCase().replaceAll(/\s+/g, ' '));
};

const BASE = 31;
/** The weight that the first character of a key has in its hash. */
const FIRST = Array.from({ length: KEY - 1 }).reduce<number>((power) => Math.imul(power, BASE), 1);

const hashed = (text: string): number => {
  let hash = 0;
  for (let at = 0; at < KEY; at += 1) hash = (Math.imul(hash, BASE) + text.charCodeAt(at)) | 0;
  return hash;
};

/** A quote as it is looked for, and whose it is. */
type Looked = Readonly<{ words: string; source: string }>;

/** Whose words stand in each text that was looked at, and how many characters those texts have. */
type Known = { readonly texts: Map<string, string | undefined>; characters: number };

/** The quotes of withheld sources: long ones by the hash of their beginning, in order; short ones by all of them. */
type Words = Readonly<{
  long: Map<number, Looked[]>;
  short: Map<string, string>;
  known: Known;
  /** What they were taken from: the withheld sources, and each of their statements as it then was. */
  sources: Map<string, Map<string, StatementRow | undefined>>;
}>;

/** The quotes from a source that any version of a statement has. */
const quotesIn = (row: StatementRow, source: string): readonly string[] =>
  row.versions.flatMap(({ state: { codings, withdrawal } }) => [
    ...codings.flatMap(({ evidence }) =>
      evidence.flatMap((one) => (one.source === source && one.quote !== undefined ? [one.quote.exact] : [])),
    ),
    ...(withdrawal?.report.source === source && withdrawal.quote !== undefined ? [withdrawal.quote.exact] : []),
  ]);

/** The place in a bucket before which everything is at most a text: the one that the text can begin with is right there. */
const placeOf = (bucket: readonly Looked[], text: string): number =>
  countWhile(bucket.length, (at) => (bucket[at] as Looked).words <= text);

/** The quote of a bucket that a text has from a place on. None begins with another, so it can only be the last before it. */
const begunWith = (bucket: readonly Looked[], text: string): Looked | undefined => {
  const before = bucket[placeOf(bucket, text) - 1];
  return before !== undefined && text.startsWith(before.words) ? before : undefined;
};

const addLong = (long: Words['long'], looked: Looked): void => {
  const hash = hashed(looked.words);
  const bucket = long.get(hash) ?? [];
  if (begunWith(bucket, looked.words) !== undefined) return;
  const place = placeOf(bucket, looked.words);
  let longer = place;
  while (bucket[longer]?.words.startsWith(looked.words) === true) longer += 1;
  bucket.splice(place, longer - place, looked);
  long.set(hash, bucket);
};

const add = ({ long, short }: Words, exact: string, source: string): void => {
  const words = folded(exact);
  if (words === '') return;
  if (columnsOf(words) < LEAST_COLUMNS || words.length < KEY) short.set(words, short.get(words) ?? source);
  else addLong(long, { words: words.slice(0, MOST_LOOKED_FOR), source });
};

const noWords = (): Words => ({
  long: new Map(),
  short: new Map(),
  known: { texts: new Map(), characters: 0 },
  sources: new Map(),
});

const forget = (known: Known): void => {
  known.texts.clear();
  known.characters = 0;
};

/** Takes in what was recorded of a withheld source since it was last looked at. */
const readOn = (words: Words, base: Told, source: string): void => {
  const seen = words.sources.get(source) ?? new Map<string, StatementRow | undefined>();
  words.sources.set(source, seen);
  for (const id of base.statements.bySource.get(source) ?? []) {
    const row = base.statements.rows.get(id);
    if (row === undefined || seen.get(id) === row) continue;
    seen.set(id, row);
    forget(words.known);
    for (const exact of quotesIn(row, source)) add(words, exact, source);
  }
};

type Made = { words: Words; position: number };

/** The words as they were last made, for each fold: what is withheld is one map in it, whatever else is read. */
const made = new WeakMap<Base['withheld'], Made>();

const sourcesIn = (base: Told): readonly string[] =>
  [...base.withheld.keys()].filter((source) => wordsWithheld(base, source) !== undefined);

/** Where less is withheld than before, the words are made anew; a release is rare. */
const isLess = (words: Words, sources: readonly string[]): boolean =>
  [...words.sources.keys()].some((source) => !sources.includes(source));

const wordsIn = (base: Told): Words | undefined => {
  if (base.withheld.size === 0) return undefined;
  const before = made.get(base.withheld);
  const position = base.log.times.length;
  if (before?.position === position) return before.words;
  const sources = sourcesIn(base);
  const words = before === undefined || isLess(before.words, sources) ? noWords() : before.words;
  for (const source of sources) readOn(words, base, source);
  made.set(base.withheld, { words, position });
  return words;
};

/** Whose words stand in a folded text. One key after the other is looked up; each follows from the one before. */
const foundIn = ({ long, short }: Words, text: string): string | undefined => {
  const whole = short.get(text);
  if (whole !== undefined || text.length < KEY || long.size === 0) return whole;
  let hash = hashed(text);
  for (let at = 0; ; at += 1) {
    const bucket = long.get(hash);
    const found = bucket === undefined ? undefined : begunWith(bucket, text.slice(at, at + MOST_LOOKED_FOR));
    if (found !== undefined) return found.source;
    if (at + KEY >= text.length) return undefined;
    hash = Math.imul(hash - Math.imul(text.charCodeAt(at), FIRST), BASE);
    hash = (hash + text.charCodeAt(at + KEY)) | 0;
  }
};

/** The source whose words stand in a text, where they do. */
const sourceIn = (words: Words, text: string): string | undefined => {
  const { known } = words;
  if (known.texts.has(text)) return known.texts.get(text);
  const source = foundIn(words, folded(text));
  known.characters += text.length;
  if (known.characters > MOST_KNOWN) forget(known);
  known.texts.set(text, source);
  return source;
};

const markFor = (source: string): string => `[withheld: words of ${source}]`;

/** A text as it may be shown: itself, or, where words of a withheld source stand in it, that they do. */
export const textShown = (base: Told, text: string): string => {
  const words = wordsIn(base);
  const source = words === undefined ? undefined : sourceIn(words, text);
  return source === undefined ? text : markFor(source);
};

/** Whether a text may be shown as it is, and found by what it says. */
export const isShown = (base: Told, text: string): boolean =>
  base.withheld.size === 0 || textShown(base, text) === text;

/** Where people write what they like. In every other place a single word is an id, a kind, a date or a link. */
const FREE: ReadonlySet<string> = new Set(
  'authority author condition description name note post publisher reason text title venue why'.split(' '),
);
/** A single word of ASCII. */
const ONE_WORD = /^[\x21-\x7E]*$/;
/** The asker’s own words, and quotes: those of withheld sources are not there, and others are of sources that are shown. */
const NOT_LOOKED_AT: ReadonlySet<string> = new Set(['q', 'quote']);

const isQuoteFound = (value: object, key: string): boolean =>
  key === 'text' && 'field' in value && value.field === 'quote';

/** A look at a value: the words that are withheld, and the sources that were found in it. */
type Look = Readonly<{ words: Words; found: Set<string> }>;

const lookedAt = ({ words, found }: Look, text: string): string => {
  const source = sourceIn(words, text);
  if (source === undefined) return text;
  found.add(source);
  return markFor(source);
};

const valueShown = (look: Look, value: unknown, key: string): unknown => {
  if (typeof value === 'string') return ONE_WORD.test(value) && !FREE.has(key) ? value : lookedAt(look, value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => valueShown(look, item, key));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  const entries = Object.entries(value);
  const shown = entries.map(([inner, part]): unknown =>
    NOT_LOOKED_AT.has(inner) || isQuoteFound(value, inner) ? part : valueShown(look, part, inner),
  );
  if (shown.every((part, at) => part === entries[at]?.[1])) return value;
  return Object.fromEntries(entries.map(([inner], at) => [inner, shown[at]]));
};

/** Something as it may be shown, and the sources, in order and each once, whose words were withheld from it. */
export type Blanked<Value> = Readonly<{ shown: Value; sources: readonly string[] }>;

const blankedBy = <Value>(words: Words | undefined, value: Value): Blanked<Value> => {
  if (words === undefined || (words.long.size === 0 && words.short.size === 0)) return { shown: value, sources: [] };
  const found = new Set<string>();
  const shown = valueShown({ words, found }, value, '') as Value;
  return { shown, sources: [...found].sort() };
};

/** Something without the words of withheld sources in its texts. `also`: more quotes from them, by source. */
export const blanked = <Value>(
  base: Told,
  value: Value,
  also: readonly Readonly<{ source: string; exact: string }>[] = [],
): Blanked<Value> => {
  const first = blankedBy(wordsIn(base), value);
  if (also.length === 0) return first;
  const words = noWords();
  for (const { source, exact } of also) add(words, exact, source);
  const second = blankedBy(words, first.shown);
  return { shown: second.shown, sources: [...new Set([...first.sources, ...second.sources])].sort() };
};

/**
 * An answer as it may be shown: itself, or, where words of withheld sources stand in its texts, one that says so in the
 * place of each. Ids, kinds, dates and links stay, and so do quotes, which are blanked by whose they are.
 */
export const answerShown = <Answer>(base: Told, answer: Answer): Answer =>
  base.withheld.size === 0 ? answer : blanked(base, answer).shown;
