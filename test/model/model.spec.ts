/**
 * Every answer to random questions of random logs is what docs/semantics.md says, as an oracle works it out that shares
 * nothing with the readings. `ONRECORD_TEST_LONG=1` asks a million; `ONRECORD_TEST_SEED` runs what another run ran.
 */

import { randomInt } from 'node:crypto';
import { Batch, countInto, inWords, largeFrom, runBatch, Size, THE_BASE } from './compare.js';
import { hotPlan, othersPlan } from './logs.js';
import { Make, SEEDS } from './seeds.js';

/** From how many codings on a batch of few keeps them as many are kept. */
const FEW = 3;
const QUESTIONS = { rounds: 4, each: 18 };
type How = Readonly<{ size: Size } & NonNullable<Parameters<typeof runBatch>[2]>>;
const HOW: Readonly<Record<Make, How>> = {
  any: { size: { logs: 50, ...QUESTIONS } },
  few: { size: { logs: 50, ...QUESTIONS }, answering: largeFrom(FEW) },
  base: { size: { logs: 50, ...QUESTIONS }, answering: THE_BASE },
  others: { size: { logs: 50, ...QUESTIONS }, plan: othersPlan, answering: THE_BASE },
  hot: { size: { logs: 4, ...QUESTIONS }, plan: hotPlan },
};

/** The makes that are asked in turn. */
const MAKES: readonly Make[] = ['any', 'few', 'others', 'base', 'few', 'others'];

const isLong = process.env['ONRECORD_TEST_LONG'] === '1';
const WANTED = isLong ? 1_000_000 : 20_000;
const BATCHES = Math.ceil(WANTED / (HOW.any.size.logs * QUESTIONS.rounds * QUESTIONS.each));
const HOT_BATCHES = isLong ? 25 : 1;
const FIRST_SEED = Number(process.env['ONRECORD_TEST_SEED'] ?? randomInt(1_000_000_000));
const TIMEOUT = isLong ? 7_200_000 : 240_000;

/** A batch without a difference; one with a difference fails in readable words. */
const agreed = (seed: number, make: Make): Batch => {
  const { size, ...how } = HOW[make];
  const batch = runBatch(seed, size, how);
  if (batch.difference === undefined) return batch;
  const found = `{ seed: ${seed}, make: '${make}' } (to be added to test/model/seeds.ts)`;
  throw new Error(`${found}\n\n${inWords(batch.difference)}`);
};

/** What enough random questions come to hold. */
const KINDS = [
  ...['stance in force', 'no stance in force', 'no statement on record'],
  ...['affirms', 'denies', 'conditional', 'mixed', 'since a withdrawal', 'stated more than once', 'contests'],
  ...['declined', 'uncertain', 'notCounted', 'withdrawn', 'reconstructed'],
  ...['answer unanswered', 'answer agreed', 'answer denied', 'answer affirms', 'answer denies', 'answer conditional'],
];

describe('any answer', () => {
  it(
    `is what the rules say, for ${WANTED.toLocaleString('en')} questions`,
    () => {
      let questions = 0;
      const held = new Map<string, number>();
      for (let batch = 0; batch < BATCHES; batch += 1) {
        const done = agreed(FIRST_SEED + batch, MAKES[batch % MAKES.length]!);
        questions += done.questions;
        countInto(held, done.held);
      }
      expect(questions).toBeGreaterThanOrEqual(WANTED);
      expect(KINDS.filter((kind) => (held.get(kind) ?? 0) < 10)).toEqual([]);
      expect([...held.keys()].some((kind) => kind.startsWith('more '))).toBe(true);
    },
    TIMEOUT,
  );

  it(
    'is what the rules say where one proposition was coded hundreds of times',
    () => {
      for (let batch = 0; batch < HOT_BATCHES; batch += 1) {
        expect(agreed(FIRST_SEED + batch, 'hot').questions).toBeGreaterThan(0);
      }
    },
    TIMEOUT,
  );

  for (const { seed, make } of SEEDS) {
    it(
      `is what the rules say in the ${make} batch of seed ${seed}`,
      () => expect(agreed(seed, make).difference).toBeUndefined(),
      TIMEOUT,
    );
  }
});
