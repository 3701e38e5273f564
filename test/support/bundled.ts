/** The bundled record of the Japan-China dispute, as lines, as events and as read. */

import { readFileSync } from 'node:fs';
import type { RecordedEvent } from '../../events/index.js';
import { emptyReadings, read, Readings } from '../../projections/index.js';

export const NOW = '2026-06-01T00:00:00.000Z';

export const file: string = readFileSync('examples/japan-china.jsonl', 'utf8');
export const lines: readonly string[] = file.trimEnd().split('\n');
export const events: readonly RecordedEvent[] = lines.map((line) => JSON.parse(line) as RecordedEvent);
export const bundled: Readings = events.reduce(read, emptyReadings());
