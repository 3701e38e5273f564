import fc from 'fast-check';
import { type Damage, damages, Victim } from '../support/damaged.js';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_251_107);
const CASES = Number(process.env['FUZZ_CASES'] ?? 150);
const LONGEST_MS = 1_000;

describe('a store whose files were damaged', () => {
  const victim = new Victim();
  beforeAll(() => victim.prepare());
  afterAll(() => victim.end());

  it(`is refused or read on, within a second each, whatever was damaged: ${CASES} cases, seed ${SEED}`, async () => {
    const tally = new Map<string, number>();

    const suffered = async (damage: Damage): Promise<void> => {
      const began = performance.now();
      for (const became of await victim.suffer(damage)) tally.set(became, (tally.get(became) ?? 0) + 1);
      const took = performance.now() - began;

      if (took > 7 * LONGEST_MS) throw new Error(`took ${Math.round(took)} ms`);
    };
    await fc.assert(fc.asyncProperty(damages, suffered), { numRuns: CASES, seed: SEED, endOnFailure: true });
    expect(tally.get('done') ?? 0).toBeGreaterThan(CASES);
    expect([...tally.keys()].filter((type) => type !== 'done').length).toBeGreaterThan(2);
  }, 3_600_000);
});
