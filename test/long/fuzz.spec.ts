import fc from 'fast-check';
import { damages, Victim } from '../support/damaged.js';
import { fuzz, SEED } from '../support/fuzzing.js';

const LONG = process.env['ONRECORD_TEST_LONG'] === '1';
/** A few where it is not asked for, so that it is known to run. */
const [REQUESTS, FILES] = LONG ? [100_000, 5_000] : [20, 5];

describe('for hours', () => {
  it(`whatever is sent is answered below 500, within a second: ${REQUESTS} cases, seed ${SEED + 1}`, async () => {
    const tally = await fuzz(REQUESTS, SEED + 1);
    expect([...tally.values()].reduce((sum, count) => sum + count, 0)).toBe(REQUESTS);
  }, 7_200_000);

  it(`a store that was damaged is refused or read on: ${FILES} cases, seed ${SEED + 1}`, async () => {
    const victim = new Victim();
    await victim.prepare();
    const suffers = fc.asyncProperty(damages, async (damage) => {
      expect((await victim.suffer(damage)).length).toBeGreaterThan(0);
    });
    await fc.assert(suffers, { numRuns: FILES, seed: SEED + 1, endOnFailure: true }).finally(() => victim.end());
  }, 7_200_000);
});
