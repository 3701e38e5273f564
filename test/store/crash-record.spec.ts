import { crashRounds, randomFrom } from '../support/crash-rounds.js';

/** Another seed in each run, told where it fails, so that the timing is another too. */
const seed = Date.now() % 1_000_000;

describe('a record whose process is killed under load, twenty times over', () => {
  it('lost nothing that it acknowledged, has nothing twice, and holds together after each', async () => {
    const found = await crashRounds(20, randomFrom(seed));
    expect({ seed, ...found }).toMatchObject({ rounds: 20, lost: 0, duplicated: 0, findings: [], strange: [] });
    expect(found.acknowledged).toBeGreaterThan(60);
    expect(found.checkpoints).toBeGreaterThan(5);
  }, 120_000);
});
