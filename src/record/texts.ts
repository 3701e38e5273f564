import type { Base } from '../../projections/index.js';
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

/** The canonical texts of the sources a command quotes from, as far as they are kept. */
export const textsFor = async (
  store: TextStore,
  readings: Base,
  command: object,
): Promise<ReadonlyMap<string, string>> => {
  const texts = new Map<string, string>();
  for (const source of new Set(sourcesNamedIn(command))) {
    const capture = readings.sources.get(source)?.captures.at(-1)?.value;
    const text = capture === undefined ? undefined : await store.getText(capture.sha256);
    if (text !== undefined) texts.set(source, text);
  }
  return texts;
};
