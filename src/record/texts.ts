import type { Base } from '../../projections/index.js';
import { Refusal } from '../refusal.js';
import type { TextStore } from '../store/event-store.js';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** The source ids that a command names anywhere in it. */
const sourcesNamedIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(sourcesNamedIn);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'source' && typeof inner === 'string' ? [inner] : sourcesNamedIn(inner),
  );
};

/** How many characters of text one command may have searched: a whole book for each of a hundred quotes. */
const MOST_SEARCHED = 64 * 1_048_576;

/** So much would have to be searched that everybody else would wait. */
export class TooMuchToSearch extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'too-much-to-search';
  constructor(quotes: number) {
    super(
      `The ${quotes} quotes are from texts too long to search for all of them at once: record the statement with some of its ` +
        'codings, and add the others one by one.',
    );
  }
}

/** The sources that a command quotes from, once for each quote. */
const quotedIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(quotedIn);
  if (!isObject(value)) return [];
  const own = isObject(value['quote']) && typeof value['source'] === 'string' ? [value['source']] : [];
  return [...own, ...Object.values(value).flatMap(quotedIn)];
};

const checkLengths = (command: object, texts: ReadonlyMap<string, string>): void => {
  const quoted = quotedIn(command);
  const searched = quoted.reduce((sum, source) => sum + (texts.get(source)?.length ?? 0), 0);
  if (quoted.length > 1 && searched > MOST_SEARCHED) throw new TooMuchToSearch(quoted.length);
};

/**
 * The canonical texts of the sources a command quotes from, as far as they are kept. Not those of withheld sources: what is
 * said of a quote that does not stand would show them.
 */
export const textsFor = async (
  store: TextStore,
  readings: Base,
  command: object,
): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  for (const source of new Set(sourcesNamedIn(command))) {
    if (readings.withheld.has(source)) continue;
    const capture = readings.sources.get(source)?.captures.at(-1)?.value;
    const text = capture === undefined ? undefined : await store.getText(capture.sha256);
    if (text !== undefined) texts.set(source, text);
  }
  checkLengths(command, texts);
  return texts;
};
