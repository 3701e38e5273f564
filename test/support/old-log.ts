/** What a log amounts to: every answer that there is of it, at several points of both clocks, as one hash. */

import { createHash } from 'node:crypto';
import { type Change, emptyReadings, read, Readings, readPosition } from '../../projections/index.js';
import type { RecordedEvent } from '../../events/index.js';
import { askActors, askIssues, askSearch } from '../../src/record/look-up.js';
import { askBoard, askDiff, askHistory, askPosition } from '../../src/record/ask.js';
import {
  askSources,
  askStatement,
  askStatements,
  askThread,
  askVersions,
  sourceAnswer,
} from '../../src/record/look-up-statements.js';

export const NOW = '2030-01-01T00:00:00.000Z';

const POLICIES = ['own', 'press', 'all'];

const onPairs = (readings: Readings, knownAt: string, asOf: string): readonly unknown[] =>
  [...readings.actors.values()]
    .filter(({ position }) => position <= Number(knownAt))
    .flatMap(({ actorId }) =>
      [...readings.codebook.values()]
        .filter(({ position }) => position <= Number(knownAt))
        .flatMap(({ issueId }) => [
          ...POLICIES.map((evidence) => askPosition(readings, actorId, issueId, { asOf, knownAt, evidence }, NOW)),
          askHistory(readings, actorId, issueId, { asOf, knownAt }, NOW),
          askDiff(readings, actorId, issueId, { from: '2020-01-01', to: asOf, knownAt }, NOW),
        ]),
    );

const lookedUp = (readings: Readings, knownAt: string): readonly unknown[] => {
  const statements = askStatements(readings, { knownAt }, NOW);
  return [
    statements,
    ...statements.statements.flatMap(({ id }) => [
      askStatement(readings, id, { knownAt }, NOW),
      askVersions(readings, id, { knownAt }, NOW),
      askThread(readings, id, { knownAt }, NOW),
    ]),
    askActors(readings, { knownAt }, NOW),
    askIssues(readings, { knownAt }, NOW),
    ...askSources(readings, { knownAt }, NOW).sources.map(({ id }) => sourceAnswer(readings, id, { knownAt }, NOW)),
    ...['harbour', 'open', '港'].map((q) => askSearch(readings, { q, knownAt }, NOW)),
  ];
};

/** Every answer about a record, in one order. */
export const answersOf = (readings: Readings): readonly unknown[] => {
  const head = readPosition(readings);
  const points = [Math.ceil(head / 2), head].map(String);
  return [
    readings.changes,
    ...points.flatMap((knownAt) => [
      ...['2025-11-08', '2025-12-01'].flatMap((asOf) => [
        askBoard(readings, { asOf, knownAt }, NOW),
        ...onPairs(readings, knownAt, asOf),
      ]),
      ...lookedUp(readings, knownAt),
    ]),
  ];
};

/** The rules that answers were hashed under at first. Rules that were raised since give the same ones by another name. */
const HASHED_AS = '2';

/** What later rules added to answers, and left all else as it was. */
const ADDED: readonly string[] = ['holdersNamed', 'sameAct', 'byCondition'];

/** The changes that tell what became of a characterisation, which rules before 6 did not. */
const isOfRules6 = ({ kind, by, before, after, learned }: Change): boolean =>
  by !== undefined && before === undefined && after === undefined && (kind !== 'characterised' || learned === 'late');

/** The sentence of a difference, without the conditions that it names since rules 6. */
const whyBefore = (value: object): object =>
  'change' in value && 'why' in value && typeof value.why === 'string'
    ? { why: value.why.replaceAll(/under a condition \(“[^”]*”\)/g, 'under a condition') }
    : {};

type Versioned = Readonly<{ recorded: unknown; version: unknown }>;

/** Whether something says of a later version when that was recorded, which rules before 6 gave as when it was recorded. */
const isOfLaterVersion = (value: unknown): value is Versioned =>
  typeof value === 'object' &&
  value !== null &&
  'recorded' in value &&
  'version' in value &&
  value.version !== undefined;

/** An answer, or a part of one, without what later rules added. */
const asBefore = (key: string, value: unknown): unknown => {
  if (key === 'rules') return HASHED_AS;
  if (ADDED.includes(key)) return undefined;
  if (isOfLaterVersion(value)) return { ...value, recorded: value.version, version: undefined };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const isVersion = 'event' in value && 'recordedby' in value && value.event === 'StatementCorroborated';
  const isChange = 'learned' in value;
  const isOnBoard = 'lastStated' in value && !('timesStated' in value);
  return {
    ...value,
    ...whyBefore(value),
    ...(isVersion ? { reason: undefined } : {}),
    ...(isChange ? { as: undefined } : {}),
    ...(isChange || isOnBoard ? { condition: undefined } : {}),
  };
};

/** The hash of all of them, whatever the rules are called and without what later ones added. */
export const answersHash = (readings: Readings): string => {
  const [changes, ...answers] = answersOf(readings) as [readonly Change[], ...unknown[]];
  const text = JSON.stringify([changes.filter((change) => !isOfRules6(change)), ...answers], asBefore);
  return createHash('sha256').update(text).digest('hex');
};

/** The readings of events. */
export const readingsOf = (events: readonly RecordedEvent[]): Readings => events.reduce(read, emptyReadings());
