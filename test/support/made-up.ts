/** The README’s made-up record, and what else specs that correct it need. */

import { readFileSync } from 'node:fs';
import type { RecordedEvent } from '../../events/index.js';
import { onrecord } from './command-line.js';

export const SPEECH = 'placeholder-speech-2026-01-14';
export const GAZETTE = 'examplia-gazette-2026-01-15';
/** How the gazette gives the words, as options. */
export const WORDS = ['--source', GAZETTE, '--directness', 'verbatim'];

const line = (type: string, data: object): string => JSON.stringify({ type, data });

const RECORD = [
  line('RecordOpened', { name: 'A made-up record' }),
  readFileSync('examples/first-statement.jsonl', 'utf8').trimEnd(),
  line('ActorRegistered', {
    actorId: 'placeholder-john',
    kind: 'person',
    names: [{ language: 'en', text: 'John Placeholder' }],
  }),
  line('PropositionWorded', {
    issueId: 'harbour',
    propositionId: 'harbour-needs-dredging',
    kind: 'claim',
    wording: [{ language: 'en', text: 'The harbour needs dredging.' }],
  }),
  line('SourceDescribed', {
    sourceId: 'examplia-daily',
    kind: 'press',
    title: 'Harbour talk',
    publisher: 'The Daily',
    language: 'en',
  }),
].join('\n');

/** The position at which it ends. */
export const HEAD = 11;

/** Import it into a store. */
export const madeUp = (store: string): string => {
  const { code, err } = onrecord(store, ['import', '-'], RECORD);
  if (code !== 0) throw new Error(err);
  return store;
};

/** The events of a store. */
export const exported = (store: string): readonly RecordedEvent[] =>
  onrecord(store, ['export'])
    .out.trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as RecordedEvent);
