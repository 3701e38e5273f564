import fc from 'fast-check';
import { type Damage, damages, Victim } from '../support/damaged.js';
import { growth, type Held, held, toldOf } from '../support/memory.js';

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_251_107);
const CASES = Number(process.env['FUZZ_CASES'] ?? 150);
const LONGEST_MS = 1_000;
/** After so many the heap and the files that are open are looked at, and again at the end. */
const WARM_UP = Math.min(50, Math.floor(CASES / 3));
/** Over 550 further files it moved by 1.4 MiB at most, and was less at the end. */
const MOST_GROWN = 4 * 1_048_576;

describe('a store whose files were damaged', () => {
  const victim = new Victim();
  beforeAll(() => victim.prepare());
  afterAll(() => victim.end());

  it(`is refused or read on, within a second each, whatever was damaged: ${CASES} cases, seed ${SEED}`, async () => {
    const tally = new Map<string, number>();
    const after: Held[] = [];
    let count = 0;

    const suffered = async (damage: Damage): Promise<void> => {
      const began = performance.now();
      for (const became of await victim.suffer(damage)) tally.set(became, (tally.get(became) ?? 0) + 1);
      const took = performance.now() - began;

      if (took > 7 * LONGEST_MS) throw new Error(`took ${Math.round(took)} ms`);
      if ((count += 1) === WARM_UP) after.push(await held());
    };
    await fc.assert(fc.asyncProperty(damages, suffered), { numRuns: CASES, seed: SEED, endOnFailure: true });
    after.push(await held());
    const { heap, outside, files } = growth(after);
    const isHeld = heap < MOST_GROWN && outside < MOST_GROWN && files <= 0;
    expect({ isHeld, held: toldOf(after) }).toMatchObject({ isHeld: true });
    expect(tally.get('done') ?? 0).toBeGreaterThan(CASES);
    expect([...tally.keys()].filter((type) => type !== 'done').length).toBeGreaterThan(2);
  }, 3_600_000);
});
