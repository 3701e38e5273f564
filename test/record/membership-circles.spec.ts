import type { AnyCommand } from '../../src/commands/list.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { command, joining, party } from '../support/parties.js';

const ROUNDS = 100;

describe('two bodies that are made members of each other at once', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await openMachine('memory:');
  });
  afterEach(() => machine.close());

  const parties = async (...ids: readonly string[]): Promise<void> => {
    for (const id of ids) await machine.ledger.execute(party(id));
  };
  const atOnce = async (...wishes: readonly AnyCommand[]): Promise<readonly unknown[]> => {
    const settled = await Promise.allSettled(wishes.map((wish) => machine.ledger.execute(wish)));
    return settled.map((one) => (one.status === 'fulfilled' ? one.value.outcome : (one.reason as Error).message));
  };

  it('are so in one of the ways, every time', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const [left, right] = [`left-${round}`, `right-${round}`];
      await parties(left, right);
      const outcomes = await atOnce(joining(left, right), joining(right, left));
      expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
      expect(outcomes.filter((outcome) => /no circle/.test(String(outcome)))).toHaveLength(1);
    }
  }, 60_000);

  it('are so with others between them', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ids = ['a', 'b', 'c'].map((letter) => `ring-${letter}-${round}`);
      await parties(...ids);
      const outcomes = await atOnce(...ids.map((id, at) => joining(id, ids[(at + 1) % ids.length]!)));
      expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(2);
    }
  }, 60_000);

  it('are so by a correction too', async () => {
    await parties('left', 'right', 'third');
    await machine.ledger.execute(joining('left', 'third'));
    const corrected = command('CorrectMembership', {
      actorId: 'left',
      membershipId: 'in-third',
      body: 'right',
      post: 'Member',
      speaksFor: false,
      reason: 'Misread.',
    });
    const outcomes = await atOnce(corrected, joining('right', 'left'));
    expect(outcomes.filter((outcome) => outcome === 'recorded')).toHaveLength(1);
  });
});
