/** An example of each answer: what the service says over the bundled record, worked out from it and never written down. */

import { positionOf } from '../../events/index.js';
import { readPosition, Readings, RULES_VERSION } from '../../projections/index.js';
import { askBoard, askDiff, askHistory, askPosition } from '../record/ask.js';
import { askActor, askActors, askIssue, askIssues, askSearch } from '../record/look-up.js';
import {
  askSources,
  askStatement,
  askStatements,
  askThread,
  askVersions,
  sourceAnswer,
} from '../record/look-up-statements.js';
import { readingsHash } from '../record/snapshot.js';
import type { Bundled } from './bundled.js';
import { changesPage } from '../record/feed.js';
import { warned } from '../record/warned.js';
import { correctionExamples } from './examples-corrections.js';
import { proofExamples } from './examples-proof.js';
import type { OperationId } from './operations.js';

/** A request, by path and query, and what it is answered. A text is the body as it is sent. */
export type Example = Readonly<{ request: string; answer: unknown }>;

type Texts = Readonly<Record<string, string>>;
type Made = Readonly<{
  request: string;
  answer: (readings: Readings, query: Texts, ids: readonly string[]) => unknown;
}>;

/** Every example pins both clocks, so that it is the same answer whenever it is asked for. */
const NOW = '2026-01-01T00:00:00.000Z';

const made = (request: string, answer: Made['answer']): Made => ({ request, answer });

const MADE: Partial<Record<OperationId, Made>> = {
  board: made('/v1/positions?asOf=2023-02-22&knownAt=72', (readings, query) => askBoard(readings, query, NOW)),
  position: made(
    '/v1/positions/japan/collective-self-defense?asOf=2025-11-07&knownAt=72',
    (readings, query, [, , actor = '', issue = '']) => askPosition(readings, actor, issue, query, NOW),
  ),
  history: made(
    '/v1/positions/japan/collective-self-defense/history?asOf=2025-11-07&knownAt=72',
    (readings, query, [, , actor = '', issue = '']) => askHistory(readings, actor, issue, query, NOW),
  ),
  diff: made(
    '/v1/positions/japan/collective-self-defense/diff?from=2025-11-06&to=2025-11-07&knownAt=72',
    (readings, query, [, , actor = '', issue = '']) => askDiff(readings, actor, issue, query, NOW),
  ),
  search: made('/v1/search?q=hotline&asOf=2025-11-25&knownAt=72&limit=2', (readings, query) =>
    askSearch(readings, query, NOW),
  ),
  changes: made('/v1/changes?after=63&limit=2&knownAt=72', (readings, query) => changesPage(readings, query, NOW)),
  actors: made('/v1/actors?name=Takaichi&knownAt=72', (readings, query) => askActors(readings, query, NOW)),
  actor: made('/v1/actors/takaichi-sanae?knownAt=72', (readings, query, [, , actor = '']) =>
    askActor(readings, actor, query, NOW),
  ),
  issues: made('/v1/issues?knownAt=72&limit=1', (readings, query) => askIssues(readings, query, NOW)),
  issue: made('/v1/issues/dialogue?knownAt=72', (readings, query, [, , issue = '']) =>
    askIssue(readings, issue, query, NOW),
  ),
  sources: made('/v1/sources?knownAt=72&limit=1', (readings, query) => askSources(readings, query, NOW)),
  source: made('/v1/sources/japan-un-letter-2025-11-24?knownAt=72', (readings, query, [, , source = '']) => ({
    ...sourceAnswer(readings, source, query, NOW),
    textKept: false,
  })),
  statements: made('/v1/statements?knownAt=72&limit=2', (readings, query) => askStatements(readings, query, NOW)),
  statement: made('/v1/statements/saito-remarks-2025-11-25?knownAt=72', (readings, query, [, , statement = '']) =>
    askStatement(readings, statement, query, NOW),
  ),
  thread: made(
    '/v1/statements/yamazaki-un-letter-2025-11-24/thread?knownAt=72',
    (readings, query, [, , statement = '']) => askThread(readings, statement, query, NOW),
  ),
  versions: made(
    '/v1/statements/saito-remarks-2025-11-25/versions?knownAt=72',
    (readings, query, [, , statement = '']) => askVersions(readings, statement, query, NOW),
  ),
  projections: made('/v1/projections', (readings) => ({
    rules: RULES_VERSION,
    position: readPosition(readings),
    sha256: readingsHash(readings),
  })),
  alive: made('/healthz', () => ({ status: 'alive' })),
};

const answered = ({ request, answer }: Made, readings: Readings): Example => {
  const { pathname, searchParams } = new URL(request, 'http://localhost');
  const ids = pathname.split('/').slice(1);
  return { request, answer: answer(readings, Object.fromEntries(searchParams), ids) };
};

/** What the log itself answers, a line each. */
const ofLog = ({ lines, events }: Bundled): Partial<Record<OperationId, Example>> => {
  const line = lines[1] ?? '';
  return {
    event: { request: '/v1/events/2', answer: events[1] },
    events: { request: '/v1/events?after=1&limit=1', answer: `${line}\n` },
    exportLog: { request: '/v1/export?knownAt=2', answer: `${lines.slice(0, 2).join('\n')}\n` },
    eventStream: { request: '/v1/events/stream?after=1', answer: `id: 2\ndata: ${line}\n\n` },
  };
};

/** The examples of answers to questions, by operation. */
export const examplesOf = (bundled: Bundled): Partial<Record<OperationId, Example>> => ({
  ...Object.fromEntries(Object.entries(MADE).map(([id, one]) => [id, answered(one, bundled.readings)])),
  ...ofLog(bundled),
  ...correctionExamples(bundled),
  ...proofExamples(bundled),
});

/** The outcome of the command that made the bundled record’s last event. */
export const outcomeExample = ({ events, readings }: Bundled): unknown => {
  const position = events.length;
  return {
    outcome: 'recorded',
    position,
    events: events.slice(-1).map((event) => ({
      id: event.id,
      type: event.type,
      position: positionOf(event),
      time: event.time,
      data: event.data,
    })),
    changes: readings.changes.filter((change) => change.position === position),
    warnings: warned(
      readings,
      events.slice(-1).map(({ data }) => data),
      position,
    ),
  };
};
