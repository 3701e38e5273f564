import { EventStore } from '../../src/store/event-store.js';
import { newRunner } from '../../src/record/runner.js';
import { envelopes } from '../support/given.js';

describe('a reader that comes while the reading of another is just over', () => {
  const [one, two] = envelopes();

  /** Whether what is recorded so many turns after a reading began is read by whoever asks next. */
  const isReadAfter = async (turns: number): Promise<boolean> => {
    const log = [one];
    const readAll = async function* ({ from = 1 }: { from?: number } = {}): AsyncGenerator<{ event: unknown }> {
      for (const event of log.slice(from - 1)) yield { event };
    };
    const runner = newRunner({ readAll } as unknown as EventStore);
    const first = runner.caughtUp();
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    log.push(two);
    await runner.caughtUp();
    await first;
    return runner.position === 2;
  };

  it('reads what was recorded meanwhile, at whatever turn it comes', async () => {
    const missed: number[] = [];
    for (let turns = 0; turns < 40; turns += 1) if (!(await isReadAfter(turns))) missed.push(turns);
    expect(missed).toEqual([]);
  });
});
