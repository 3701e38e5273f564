/** The answers about the log and the service, and what becomes of a write. */

import { anything, count, flag, instant, list, listOf, object, oneOf, Schema, text } from './schema.js';
import { RECONSTRUCTED } from './schemas-common.js';

/** An event's envelope (CloudEvents 1.0); `data` is as docs/events.md has it for each type. */
const EVENT = object(
  {
    specversion: { const: '1.0' },
    id: text('UUIDv5 of the command’s id and the event’s index.'),
    type: text(),
    source: text(),
    subject: text(),
    time: { ...instant, description: 'When it was recorded.' },
    sequence: text('The log position, in ten digits.'),
    datacontenttype: { const: 'application/json' },
    recordedby: text(),
    commandid: text(),
    data: anything,
  },
  {
    timebasis: RECONSTRUCTED,
    withheld: text('The sources, with spaces between, whose words are withheld and therefore not in `data`.'),
    leafhash: text('Where words are withheld: the hash (RFC 6962) of the event as it is in the log, in hex.'),
  },
);

const NAMED = text('What the log is called from now on, where it had no name before this and was given none.');

const OUTCOME = object(
  {
    outcome: {
      ...oneOf('recorded', 'repeated', 'unchanged', 'dry-run'),
      description:
        '`recorded`: new events; `repeated`: the same command was recorded before; `unchanged`: the wish was true ' +
        'already; `dry-run`: nothing was recorded, and these are the events and changes there would be.',
    },
    position: count('The log position after which it can be read.'),
    events: list(object({ id: text(), type: text(), data: anything }, { position: count(), time: instant })),
    changes: listOf('Change'),
    warnings: list(
      text(),
      'Of the statement: sources that are stamped before what they tell of. Of the actor: memberships that make a circle.',
    ),
  },
  { named: NAMED },
);

export const LOG_SCHEMAS: Readonly<Record<string, Schema>> = {
  Event: EVENT,
  Outcome: OUTCOME,
  ImportReport: object(
    {
      lines: count(),
      recorded: count(),
      repeated: count(),
      position: count(),
      dryRun: flag,
      warned: count('How many warnings the lines gave.'),
      warnings: list(object({ line: count(), warning: text() }, { statement: text() }), 'The first hundred of them.'),
    },
    { named: NAMED },
  ),
  Projections: object({ rules: text(), position: count(), sha256: text() }),
  Alive: object({ status: { const: 'alive' } }),
  Ready: object({
    status: { const: 'ready' },
    engine: text('`SQLite`, `KurrentDB` or `EventStoreDB`.'),
    version: text('Of the engine.'),
    store: text(),
    head: count('The log position of the last event.'),
    position: count('How far it was read.'),
    lag: count('How many events were not read yet.'),
    asOf: { ...instant, description: 'When the head was asked for.' },
  }),
  /** The text of a source, to be kept, or its hash and length alone. */
  SourceText: {
    oneOf: [object({ text: text() }), object({ sha256: text(), length: count() })],
  },
};
