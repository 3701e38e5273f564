/**
 * What was answered for a point on both clocks stays the same bytes, and how a log is read leaves no trace: at once or
 * event by event, with questions and dry runs between, or going on from a snapshot.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { RecordedEvent } from '../../events/index.js';
import { emptyReadings, LARGE_FROM, read, Readings } from '../../projections/index.js';
import { askBoard, askHistory, askPosition } from '../../src/record/ask.js';
import { foresee } from '../../src/record/dry-run.js';
import { loadSnapshot, readingsHash, saveSnapshot } from '../../src/record/snapshot.js';
import type { EventStore } from '../../src/store/event-store.js';
import { NOW } from './compare.js';
import { CAST_LENGTH, furtherWishes, hotPlan, logOf, smallPlan } from './logs.js';
import { Asked, questionsOf, roundsOf } from './questions.js';
import { clocksOf } from './reduced.js';
import { reportOf } from './words.js';

const FURTHER = 1_000;
/** From how many codings on they are kept as many are: as it is, and so that a few already are. */
const [USUAL, FEW] = [LARGE_FROM.items, 3];
const TIMEOUT = 240_000;

const readAll = (events: readonly RecordedEvent[], readings: Readings = emptyReadings()): Readings =>
  events.reduce(read, readings);

/** All that is answered to a question, as bytes. */
const bytesOf = (readings: Readings, { actor, issue, asOf, knownAt, policy }: Asked): string => {
  const clocks = clocksOf(asOf, knownAt, policy);
  return JSON.stringify([
    askPosition(readings, actor, issue, clocks, NOW),
    askBoard(readings, clocks, NOW),
    askHistory(readings, actor, issue, clocks, NOW),
  ]);
};

const pinned = (asked: Asked): Asked => ({ ...asked, knownAt: String(asked.position) });

describe('an answer pinned on both clocks', () => {
  it(
    `is the same bytes after ${FURTHER.toLocaleString('en')} further events`,
    () =>
      fc.assert(
        fc.property(
          fc.oneof({ weight: 3, arbitrary: smallPlan }, { weight: 1, arbitrary: hotPlan }),
          fc.noShrink(furtherWishes(2 * FURTHER)),
          fc.noShrink(roundsOf(4, 3)),
          ({ setting, wishes }, further, rounds) => {
            const before = logOf({ setting, wishes });
            const after = logOf({ setting, wishes: [...wishes, ...further] }).slice(0, before.length + FURTHER);
            expect(after).toHaveLength(before.length + FURTHER);
            expect(after.slice(0, before.length)).toEqual(before);
            const questions = questionsOf(before, rounds).map(pinned);
            const readings = readAll(before);
            const then = questions.map((asked) => bytesOf(readings, asked));
            const later = readAll(after.slice(before.length), readings);
            expect(questions.map((asked) => bytesOf(later, asked))).toEqual(then);
          },
        ),
        { numRuns: 3, reporter: reportOf('A pinned answer changed') },
      ),
    TIMEOUT,
  );
});

/** What somebody does between two events while a log is read. */
type Between = Readonly<{ at: number; does: 'ask' | 'foresee' | 'keep'; which: number }>;

const betweens: fc.Arbitrary<readonly Between[]> = fc.array(
  fc.record({
    at: fc.nat(300),
    does: fc.constantFrom('ask', 'ask', 'ask', 'foresee', 'keep'),
    which: fc.nat(1000),
  }),
  { minLength: 10, maxLength: 40, size: 'max' },
);

/** A store that has these events, as far as a snapshot asks. */
const storeOf = (events: readonly RecordedEvent[]): EventStore =>
  ({
    identity: async () => 'a random log',
    async *readAll({ from = 1 }: { from?: number }) {
      yield { event: events[from - 1], position: from };
    },
  }) as unknown as EventStore;

describe('a log', () => {
  let directory: string;
  beforeAll(() => (directory = mkdtempSync(join(tmpdir(), 'onrecord-model-'))));
  afterEach(() => (LARGE_FROM.items = USUAL));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  /** The readings as they come back from a snapshot. */
  const kept = async (readings: Readings, events: readonly RecordedEvent[]): Promise<Readings> => {
    const path = join(directory, 'snapshot');
    await saveSnapshot(path, readings, storeOf(events));
    const loaded = await loadSnapshot(path, storeOf(events));
    if (loaded === undefined) throw new Error('The snapshot that was just saved does not load.');
    return loaded;
  };

  /** Ask what can be asked yet: a question about a position that is not read would be refused. */
  const askOf = (readings: Readings, position: number, questions: readonly Asked[], which: number): void => {
    if (position < CAST_LENGTH) return;
    const asked = questions[which % questions.length]!;
    bytesOf(readings, { ...asked, knownAt: String(Math.max(CAST_LENGTH, Math.min(asked.position, position))) });
  };

  const foreseeNext = (readings: Readings, next: readonly RecordedEvent[]): void => {
    const [first] = next;
    if (first !== undefined) foresee(readings, first.subject, [first], NOW);
  };

  /** Read a log event by event, and do this and that between them. */
  const readBetween = async (
    events: readonly RecordedEvent[],
    doing: readonly Between[],
    questions: readonly Asked[],
  ): Promise<Readings> => {
    let readings = emptyReadings();
    for (const [index, event] of events.entries()) {
      readings = read(readings, event);
      for (const { does, which } of doing.filter(({ at }) => at % events.length === index)) {
        if (does === 'ask') askOf(readings, index + 1, questions, which);
        if (does === 'foresee') foreseeNext(readings, events.slice(index + 1));
        if (does === 'keep') readings = await kept(readings, events);
      }
    }
    return readings;
  };

  it(
    'reads the same however it is read: its changes, its answers and what a snapshot keeps of it',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.oneof({ weight: 9, arbitrary: smallPlan }, { weight: 1, arbitrary: hotPlan }),
          betweens,
          fc.noShrink(roundsOf(4, 3)),
          fc.constantFrom(FEW, USUAL),
          async (plan, doing, rounds, items) => {
            const events = logOf(plan);
            const questions = questionsOf(events, rounds);
            LARGE_FROM.items = items;
            const live = await readBetween(events, doing, questions);
            LARGE_FROM.items = USUAL;
            const replayed = readAll(events);
            expect(JSON.stringify(live.changes)).toBe(JSON.stringify(replayed.changes));
            for (const asked of questions) expect(bytesOf(live, asked)).toBe(bytesOf(replayed, asked));
            expect(readingsHash(live)).toBe(readingsHash(readAll(events)));
          },
        ),
        { numRuns: 30, reporter: reportOf('How a log was read left a trace') },
      ),
    TIMEOUT,
  );
});
