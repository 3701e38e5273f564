import fc from 'fast-check';
import { damages, Victim } from '../support/damaged.js';
import { fuzz, fuzzUnrecorded, SEED } from '../support/fuzzing.js';
import { growth, type Held, held, toldOf } from '../support/memory.js';

const LONG = process.env['ONRECORD_TEST_LONG'] === '1';
/** A few where it is not asked for, so that it is known to run. */
const [REQUESTS, FILES] = LONG ? [100_000, 5_000] : [20, 5];
const ROUNDS = LONG ? { warmUp: 5_000, rounds: 5, cases: 2_000 } : { warmUp: 5, rounds: 2, cases: 5 };
/** The services after which what is held is compared with what is held at the end. */
const WARM_UP = LONG ? 4 : 0;
const MIB = 1_048_576;

const tell = (found: object, after: readonly Held[]): void => {
  if (LONG) process.stdout.write(`${JSON.stringify(found)}\n${toldOf(after)}\n`);
};

describe('for hours', () => {
  it(`whatever is sent is answered below 500, within a second: ${REQUESTS} cases, seed ${SEED + 1}`, async () => {
    const { tally, longest, held: after } = await fuzz(REQUESTS, SEED + 1);
    tell({ answers: Object.fromEntries(tally), longest: `${Math.round(longest)} ms` }, after);
    expect([...tally.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
    const { heap, outside, files } = growth(after.slice(WARM_UP));
    expect(heap).toBeLessThan(6 * MIB);
    expect(outside).toBeLessThan(MIB);
    expect(files).toBeLessThanOrEqual(0);
  }, 7_200_000);

  it(`nothing is held on to of what was only asked: ${ROUNDS.rounds * ROUNDS.cases} cases, seed ${SEED + 1}`, async () => {
    const after = await fuzzUnrecorded(ROUNDS, SEED + 1);
    tell({ rounds: ROUNDS }, after);
    const { heap, outside, files } = growth(after);
    expect(heap).toBeLessThan(MIB);
    expect(outside).toBeLessThan(MIB);
    expect(files).toBeLessThanOrEqual(2);
  }, 7_200_000);

  it(`a store that was damaged is refused or read on: ${FILES} cases, seed ${SEED + 1}`, async () => {
    const victim = new Victim();
    await victim.prepare();
    const after: Held[] = [];
    let count = 0;
    const suffers = fc.asyncProperty(damages, async (damage) => {
      expect((await victim.suffer(damage)).length).toBeGreaterThan(0);
      if ((count += 1) % (FILES / 5) === 0) after.push(await held());
    });
    await fc.assert(suffers, { numRuns: FILES, seed: SEED + 1, endOnFailure: true }).finally(() => victim.end());
    tell({ files: FILES }, after);
    const { heap, outside, files } = growth(after);
    expect(heap).toBeLessThan(4 * MIB);
    expect(outside).toBeLessThan(MIB);
    expect(files).toBeLessThanOrEqual(0);
  }, 7_200_000);
});
