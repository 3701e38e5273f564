import { fuzz, fuzzUnrecorded, SEED } from '../support/fuzzing.js';
import { growth, toldOf } from '../support/memory.js';

/** `FUZZ_CASES` and `FUZZ_SEED` say how many and which. */
const CASES = Number(process.env['FUZZ_CASES'] ?? 1_850);
const KIB = 1_024;
const MIB = 1_048_576;

describe('whatever is sent to the service', () => {
  it(`is answered below 500, within a second, and recorded only where the answer says so: ${CASES} cases, seed ${SEED}`, async () => {
    const { tally } = await fuzz(CASES);
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

/**
 * What Node itself keeps grows for a while, of code that it compiled and shapes that it met: over ten runs at most 0.42 KiB of
 * heap for each case (0.1 where other cases went before), and 230 KiB for each service, of which each held 2,200 while the
 * metrics of closed ones were kept. What is outside the heap moved by 24 KiB.
 */
describe('what a service holds on to', () => {
  const ROUNDS = { warmUp: 1_000, rounds: 4, cases: 300 };
  const SERVICES = 8;

  it(`does not grow by being asked: ${ROUNDS.rounds} rounds of ${ROUNDS.cases} cases that record nothing`, async () => {
    const after = await fuzzUnrecorded(ROUNDS);
    const { heap, outside, resident, files } = growth(after);
    const isHeld =
      heap < (ROUNDS.rounds * ROUNDS.cases * KIB) / 2 && outside < 256 * KIB && resident < 64 * MIB && files <= 2;
    expect({ isHeld, held: toldOf(after) }).toMatchObject({ isHeld: true });
  }, 600_000);

  it(`goes with it when it is closed: ${SERVICES} services one after the other`, async () => {
    const after = (await fuzz(SERVICES * 100, SEED, 100)).held.slice(1);
    const { heap, outside, files } = growth(after);
    const isHeld = heap < (SERVICES - 2) * 400 * KIB && outside < 256 * KIB && files <= 0;
    expect({ isHeld, held: toldOf(after) }).toMatchObject({ isHeld: true });
  }, 600_000);
});
