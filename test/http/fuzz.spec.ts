import { fuzz, SEED } from '../support/fuzzing.js';

/** `FUZZ_CASES` and `FUZZ_SEED` say how many and which. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 1_850);

describe('whatever is sent to the service', () => {
  it(`is answered below 500, within a second, and recorded only where the answer says so: ${CASES} cases, seed ${SEED}`, async () => {
    const tally = await fuzz(CASES);
    const count = (first: string): number =>
      [...tally].filter(([status]) => status.startsWith(first)).reduce((sum, [, of]) => sum + of, 0);
    expect(count('2') + count('3') + count('4')).toBe(CASES);
    expect(tally.get('429') ?? 0).toBe(0);
    expect(tally.get('201') ?? 0).toBeGreaterThan(CASES / 500);
    expect(count('20')).toBeGreaterThan(CASES / 20);
    expect(tally.get('400') ?? 0).toBeGreaterThan(CASES / 50);
    expect(tally.get('422') ?? 0).toBeGreaterThan(CASES / 50);
  }, 3_600_000);
});
