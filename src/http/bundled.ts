import { existsSync, readFileSync } from 'node:fs';
import type { RecordedEvent } from '../../events/index.js';
import { emptyReadings, read, Readings } from '../../projections/index.js';

/** The bundled record as it was read, with its lines: what the API's examples are taken from. */
export type Bundled = Readonly<{ lines: readonly string[]; events: readonly RecordedEvent[]; readings: Readings }>;

/** Beside the sources, or beside what was built of them. */
const PLACES = ['../../examples/japan-china.jsonl', '../../../examples/japan-china.jsonl'];

const found = (): URL | undefined =>
  PLACES.map((place) => new URL(place, import.meta.url)).find((place) => existsSync(place));

/** The bundled record; nothing where the program was installed without it. */
export const bundled = (): Bundled | undefined => {
  const place = found();
  if (place === undefined) return undefined;
  const lines = readFileSync(place, 'utf8').trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as RecordedEvent);
  return { lines, events, readings: events.reduce(read, emptyReadings()) };
};
