/**
 * Writes the bundled record in the import format: one CloudEvents envelope a line, in its RFC 8785 form.
 *
 * @example npx tsc -p examples/tsconfig.json && node dist/bundled/examples/build.js
 */

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import canonicalize from 'canonicalize';
import { EVENT_SOURCE, sequenceOf, subjectOf } from '../events/index.js';
import { eventIdOf } from '../src/record/event-id.js';
import { Entry, RECORDER } from './japan-china/entry.js';
import { record } from './japan-china/index.js';

const envelopeOf = ({ commandId, time, event }: Entry, index: number) => ({
  specversion: '1.0',
  id: eventIdOf(commandId, 0),
  type: event.type,
  source: EVENT_SOURCE,
  subject: subjectOf(event),
  time,
  sequence: sequenceOf(index + 1),
  datacontenttype: 'application/json',
  recordedby: RECORDER,
  commandid: commandId,
  timebasis: 'reconstructed',
  data: event.data,
});

/** The bundled record as its file holds it. */
export const bundledRecord = (): string =>
  record.map((entry, index) => `${canonicalize(envelopeOf(entry, index))}\n`).join('');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync('examples/japan-china.jsonl', bundledRecord());
}
