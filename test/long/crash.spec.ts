import { crashRounds, randomFrom } from '../support/crash-rounds.js';

const isLong = process.env['ONRECORD_TEST_LONG'] === '1';
const ROUNDS = 200;
const seed = Date.now() % 1_000_000;

(isLong ? describe : describe.skip)('a record whose process is killed under load, two hundred times over', () => {
  it('lost nothing that it acknowledged, has nothing twice, and holds together after each', async () => {
    const found = await crashRounds(ROUNDS, randomFrom(seed));
    process.stdout.write(`${JSON.stringify({ seed, ...found })}\n`);
    expect({ seed, ...found }).toMatchObject({ rounds: ROUNDS, lost: 0, duplicated: 0, findings: [], strange: [] });
    expect(found.acknowledged).toBeGreaterThan(ROUNDS * 3);
    expect(found.unsure).toBeGreaterThan(0);
  }, 1_800_000);
});
