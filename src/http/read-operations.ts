import type { TableKind } from '../record/tables.js';
import { CSV_TYPE, JSON_TYPE, JSONL_TYPE, MediaType, Operation, STREAM_TYPE, Tag } from './operation.js';
import type { ParameterName } from './parameters.js';

export const read = (
  path: Operation['path'],
  tag: Tag,
  summary: string,
  answer: string,
  query: readonly ParameterName[] = [],
  media: readonly MediaType[] = [JSON_TYPE],
): Operation => ({ method: 'get', path, tag, scope: 'read', summary, query: [...query, 'minPosition'], answer, media });

/** A read whose answer is a table too. */
const table = (kind: TableKind, operation: Operation): Operation => ({
  ...operation,
  query: [...operation.query, 'format'],
  media: [JSON_TYPE, CSV_TYPE, ...operation.media.slice(1)],
  table: kind,
});

const CLOCKS: readonly ParameterName[] = ['asOf', 'knownAt', 'evidence'];
const PAGE: readonly ParameterName[] = ['offset', 'limit'];
const SIDES: readonly ParameterName[] = ['from', 'to', 'knownFrom', 'knownTo', 'with', ...CLOCKS];
const CHANGE_FILTERS: readonly ParameterName[] = ['actor', 'issue', 'proposition', 'kind', 'body'];
const STATEMENT_FILTERS: readonly ParameterName[] = [
  ...(['speaker', 'issue', 'proposition', 'source'] as const),
  ...(['askedBy', 'inReplyTo'] as const),
];

/** What can be asked. */
export const READS = {
  board: table('board', read('/v1/positions', 'positions', 'Every actor’s position on every issue', 'Board', CLOCKS)),
  position: table(
    'position',
    read('/v1/positions/{actor}/{issue}', 'positions', 'An actor’s position on an issue', 'Position', CLOCKS),
  ),
  history: table(
    'history',
    read('/v1/positions/{actor}/{issue}/history', 'positions', 'How a position came about', 'History', [
      ...CLOCKS,
      ...PAGE,
    ]),
  ),
  diff: table(
    'diff',
    read(
      '/v1/positions/{actor}/{issue}/diff',
      'positions',
      'What differs between two dates, two recorded times or two actors',
      'Diff',
      SIDES,
    ),
  ),
  positionCorrections: read(
    '/v1/positions/{actor}/{issue}/corrections',
    'positions',
    'What was corrected since of what a position showed',
    'CorrectionsSince',
    ['asOf', 'knownFrom', 'knownTo', 'evidence'],
  ),
  search: table(
    'search',
    read('/v1/search', 'look up', 'Where words stand in the record', 'Search', ['q', 'asOf', 'knownAt', ...PAGE]),
  ),
  changes: table(
    'changes',
    read(
      '/v1/changes',
      'changes',
      'How positions moved, as a page or, as text/event-stream, as it happens',
      'Changes',
      ['after', 'limit', ...CHANGE_FILTERS, 'knownAt'],
      [JSON_TYPE, STREAM_TYPE],
    ),
  ),
  eventStream: read(
    '/v1/events/stream',
    'changes',
    'The log’s events as they happen',
    'Event',
    ['after'],
    [STREAM_TYPE],
  ),
  events: read(
    '/v1/events',
    'log',
    'A page of the log, one event a line',
    'Event',
    ['after', 'limit', 'knownAt'],
    [JSONL_TYPE],
  ),
  event: read('/v1/events/{position}', 'log', 'The event at a log position', 'Event'),
  exportLog: read('/v1/export', 'log', 'The whole log in the import format', 'Event', ['knownAt'], [JSONL_TYPE]),
  projections: read('/v1/projections', 'log', 'The rules, and the hash of what was read under them', 'Projections'),
  actors: table('actors', read('/v1/actors', 'look up', 'Actors', 'Actors', ['name', 'knownAt', ...PAGE])),
  actor: read('/v1/actors/{actor}', 'look up', 'An actor, by id or any name', 'Actor', ['knownAt']),
  issues: read('/v1/issues', 'look up', 'The issues of the codebook', 'Issues', ['knownAt', ...PAGE]),
  issue: read('/v1/issues/{issue}', 'look up', 'An issue with its propositions', 'Issue', ['knownAt']),
  sources: read('/v1/sources', 'look up', 'Sources', 'Sources', ['knownAt', ...PAGE]),
  source: read('/v1/sources/{source}', 'look up', 'A source, its captures and what rests on it', 'Source', ['knownAt']),
  statements: read('/v1/statements', 'look up', 'Statements in the order of recording', 'Statements', [
    ...STATEMENT_FILTERS,
    'knownAt',
    ...PAGE,
  ]),
  statement: read('/v1/statements/{statement}', 'look up', 'A statement', 'Statement', ['knownAt']),
  thread: read(
    '/v1/statements/{statement}/thread',
    'look up',
    'The exchange that a statement is part of: what it answers and what answers it, oldest first',
    'Thread',
    ['knownAt', ...PAGE],
  ),
  versions: read(
    '/v1/statements/{statement}/versions',
    'look up',
    'What a statement was known as, and why that changed',
    'Versions',
    ['knownAt'],
  ),
  corrections: read('/v1/corrections', 'look up', 'What was corrected, in the order of recording', 'Corrections', [
    'knownAt',
    ...PAGE,
  ]),
  alive: { ...read('/healthz', 'service', 'Whether the service runs', 'Alive'), scope: 'none', query: [] },
  ready: {
    ...read('/readyz', 'service', 'Whether the store can be read, and how far it was', 'Ready'),
    scope: 'none',
    query: [],
  },
} satisfies Readonly<Record<string, Operation>>;
