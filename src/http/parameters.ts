/** The query parameters there are, each said once: routes refuse all others, and the API's description lists them. */

import { CHANGE_KINDS, EVIDENCE_POLICIES } from '../../projections/index.js';

export type Parameter = Readonly<{ description: string; schema: Readonly<Record<string, unknown>>; example?: string }>;

const text = (description: string, example?: string): Parameter => ({
  description,
  schema: { type: 'string' },
  ...(example === undefined ? {} : { example }),
});

const oneOf = (words: readonly string[], description: string): Parameter => ({
  description,
  schema: { type: 'string', enum: words },
});

const count = (description: string, more: Readonly<Record<string, unknown>> = {}): Parameter => ({
  description,
  schema: { type: 'integer', minimum: 0, ...more },
});

const FLAG = ['true', 'false'];

export const PARAMETERS = {
  asOf: text('Said by then, inclusive: a day, compared where each thing was said, or an instant with an offset.'),
  knownAt: text('Recorded by then: a log position, a day (up to the next midnight UTC) or an instant with an offset.'),
  evidence: oneOf(EVIDENCE_POLICIES, 'Whose accounts may move a position; `press` where it is left out.'),
  offset: count('How many to pass over.', { default: 0 }),
  limit: count('How many to give at most.', { default: 100, maximum: 1000 }),
  from: text('The earlier said date; of a proof, the smaller size of the log.', '2025-11-06'),
  to: text('The later said date, now where it is left out; of a proof, the larger size, all of the log.', '2025-11-25'),
  position: count('The log position.', { minimum: 1 }),
  size: count('How many events the log had: those of the last checkpoint, or all there are, where it is left out.', {
    minimum: 1,
  }),
  knownFrom: text('The earlier recorded time.', '2025-11-25'),
  knownTo: text('The later recorded time.', '2025-11-26'),
  with: text('The actor to compare with, by id or any name.', 'china'),
  q: text('The words to find, all of them, in any script.', '存立危機事態'),
  name: text('A name or id of an actor, in any order and script.', 'Sanae Takaichi'),
  actor: text('The actor, by id or any name.', 'japan'),
  body: text('A body: its own changes and those of whoever spoke for it in the statement, by id or any name.', 'japan'),
  speaker: text('Who spoke, by id or any name.', 'takaichi-sanae'),
  issue: text('The issue’s id.', 'taiwan'),
  proposition: text('The proposition’s id.', 'strait-peace-matters'),
  source: text('The source’s id.'),
  askedBy: text('Who asked, by id or any name.', 'komeito'),
  inReplyTo: text('The id of the statement answered.'),
  kind: text(`Kinds of change, separated by commas: ${CHANGE_KINDS.join(', ')}.`, 'shifted,contested'),
  after: text('What comes after this: a log position, or the id of a change (`position.index`).', '0'),
  format: oneOf(['json', 'csv'], 'The form of the answer, where the Accept header cannot say so.'),
  minPosition: count('The log position that the answer has to rest on at least; 503 where that is not reached.'),
  dryRun: oneOf(FLAG, 'Say what would change, and record nothing.'),
  trustRecordedAt: oneOf(FLAG, 'Take the recorded times from the file; only into an empty log.'),
} as const satisfies Readonly<Record<string, Parameter>>;

export type ParameterName = keyof typeof PARAMETERS;

/** The parameters whose texts are dates: a `+` of an offset that was not percent-encoded is one again. */
export const DATES: readonly string[] = ['asOf', 'knownAt', 'from', 'to', 'knownFrom', 'knownTo'];
