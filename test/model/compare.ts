/** Batches of random logs and questions, each answered by the readings and by the oracle. */

import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { RecordedEvent } from '../../events/index.js';
import { BACK, emptyReadings, FOLLOWED, LARGE_FROM, read, Readings } from '../../projections/index.js';
import { askPosition } from '../../src/record/ask.js';
import { baseOf } from '../support/given.js';
import { anyPlan, logOf, Plan } from './logs.js';
import { LISTS, oracleAnswer, Plain } from './oracle.js';
import { Asked, questionsOf, Round, roundsOf } from './questions.js';
import { clocksOf, inOneOrder, reduced } from './reduced.js';
import { logInWords, questionInWords } from './words.js';

/** The caller's clock: after any random log. */
export const NOW = '2199-01-01T00:00:00.000Z';

/** What answers a question about a log that was read: the project's own way, or a copy with a bug in it. */
export type Answering = Readonly<{
  read: (events: readonly RecordedEvent[]) => (asked: Asked) => Plain;
}>;

export type Difference = Readonly<{
  events: readonly RecordedEvent[];
  asked: Asked;
  found: Plain | string;
  expected: Plain;
}>;

const ask =
  (readings: Readings) =>
  ({ actor, issue, asOf, knownAt, policy }: Asked): Plain =>
    reduced(askPosition(readings, actor, issue, clocksOf(asOf, knownAt, policy), NOW));

/** The readings of a log, asked as people ask them. */
export const THE_READINGS: Answering = { read: (events) => ask(events.reduce(read, emptyReadings())) };

/** The same, read without what moved: the indexes are made at once, when the first question comes. */
export const THE_BASE: Answering = {
  read: (events) => ask(baseOf(events)),
};

const withLarge = <Result>(items: number, work: () => Result): Result => {
  const [usual, followed, windows] = [LARGE_FROM.items, FOLLOWED.points, BACK.windows];
  LARGE_FROM.items = items;
  FOLLOWED.points = items < usual ? 1 : followed;
  BACK.windows = items < usual ? [] : windows;
  try {
    return work();
  } finally {
    LARGE_FROM.items = usual;
    FOLLOWED.points = followed;
    BACK.windows = windows;
  }
};

/** The same, where a holding is large from so few items on: what is kept for many is tried on few. */
export const largeFrom = (items: number): Answering => ({
  read: (events) => {
    const answer = withLarge(items, () => THE_READINGS.read(events));
    return (asked) => withLarge(items, () => answer(asked));
  },
});

const answerOrFault = (answer: (asked: Asked) => Plain, asked: Asked): Plain | string => {
  try {
    return inOneOrder(answer(asked));
  } catch (error) {
    return (error as Error).stack ?? String(error);
  }
};

/** A log that cannot even be read has the fault as its answer to everything. */
const readOrFault = (events: readonly RecordedEvent[], reading: Answering['read']): ReturnType<Answering['read']> => {
  try {
    return reading(events);
  } catch (error) {
    return () => {
      throw error;
    };
  }
};

/** The first question of some to which the rules give another answer. */
export const firstDifference = (
  events: readonly RecordedEvent[],
  questions: readonly Asked[],
  { read: reading }: Answering,
  onAnswer: (answer: Plain) => void = () => undefined,
): Difference | undefined => {
  const answer = readOrFault(events, reading);
  for (const asked of questions) {
    const expected = inOneOrder(oracleAnswer(events, asked));
    onAnswer(expected);
    const found = answerOrFault(answer, asked);
    if (!isDeepStrictEqual(found, expected)) return { events, asked, found, expected };
  }
  return undefined;
};

/** How a batch is made up: how many logs, and how many questions to each. */
export type Size = Readonly<{ logs: number; rounds: number; each: number }>;
type Case = readonly [Plan, readonly Round[]];
/** What a batch came to: how many questions, what its answers held how often, and the first difference if there is any. */
export type Batch = Readonly<{
  questions: number;
  held: ReadonlyMap<string, number>;
  difference?: Difference;
}>;

/** The kinds of thing that an answer holds: a measure of what random questions reach. */
const kindsIn = (answer: Plain): readonly string[] => [
  answer.status,
  ...answer.propositions.flatMap(({ stance, sinceWithdrawal, timesStated, evidence }) => [
    stance,
    ...(evidence.length === 5 ? ['mixed of five'] : []),
    ...(sinceWithdrawal === undefined ? [] : ['since a withdrawal']),
    ...(timesStated > 1 ? ['stated more than once'] : []),
  ]),
  ...answer.characterisations.map((characterisation) => `answer ${characterisation.answer}`),
  ...(answer.contests.length > 0 ? ['contests'] : []),
  ...LISTS.filter((name) => answer[name].length > 0),
  ...answer.more.map((name) => `more ${name}`),
  ...(answer.recordedTimes === undefined ? [] : ['reconstructed']),
];

/** Add the counts of some kinds to others. */
export const countInto = (counts: Map<string, number>, kinds: Iterable<readonly [string, number]>): void => {
  for (const [kind, count] of kinds) counts.set(kind, (counts.get(kind) ?? 0) + count);
};

/**
 * One batch: the same seed gives the same logs and questions. Where an answer differs, the log is made shorter as long
 * as any of the questions shows a difference.
 */
export const runBatch = (
  seed: number,
  { logs, rounds, each }: Size,
  { answering = THE_READINGS, plan = anyPlan }: Readonly<{ answering?: Answering; plan?: fc.Arbitrary<Plan> }> = {},
): Batch => {
  let questions = 0;
  const held = new Map<string, number>();
  const onAnswer = (answer: Plain): void => {
    questions += 1;
    countInto(
      held,
      kindsIn(answer).map((kind) => [kind, 1] as const),
    );
  };
  const differenceIn = ([made, asked]: Case): Difference | undefined => {
    const events = logOf(made);
    return firstDifference(events, questionsOf(events, asked), answering, onAnswer);
  };
  const cases = fc.tuple(plan, fc.noShrink(roundsOf(rounds, each)));
  const { counterexample } = fc.check(
    fc.property(cases, (one) => differenceIn(one) === undefined),
    { seed, numRuns: logs, interruptAfterTimeLimit: 600_000 },
  );
  const difference = counterexample === null ? undefined : differenceIn(counterexample[0]);
  return { questions, held, ...(difference === undefined ? {} : { difference }) };
};

/** A difference as somebody can read it. */
export const inWords = ({ events, asked, found, expected }: Difference): string =>
  [
    logInWords(events),
    '',
    questionInWords(asked),
    `The readings answer: ${typeof found === 'string' ? found : JSON.stringify(found, null, 1)}`,
    `The rules answer: ${JSON.stringify(expected, null, 1)}`,
  ].join('\n');
