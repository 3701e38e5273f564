import { Bell } from '../../src/store/bell.js';
import { EventStore } from '../../src/store/event-store.js';
import { Pulse } from '../../src/record/pulse.js';
import { newRunner } from '../../src/record/runner.js';
import { envelopes } from '../support/given.js';

const [one, two] = envelopes();

/** A log in memory that counts how often it is read, and fails while it is told to. */
const counted = () => {
  const log: unknown[] = [];
  const state = { reads: 0, isBroken: false };
  const readAll = async function* ({ from = 1 }: { from?: number } = {}): AsyncGenerator<{ event: unknown }> {
    state.reads += 1;
    if (state.isBroken) throw new Error('the disk is gone');
    for (const event of log.slice(from - 1)) yield { event };
  };
  const bell = new Bell();
  const runner = newRunner({ readAll } as unknown as EventStore);
  return { log, state, bell, runner, pulse: new Pulse(runner, bell) };
};

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('the pulse of a record', () => {
  const never = (): AbortSignal => new AbortController().signal;

  it('reads once at a ring, however many wait', async () => {
    const { log, state, bell, runner, pulse } = counted();
    const all = Array.from({ length: 300 }, () => pulse.past(0, never()));
    await turn();
    expect(state.reads).toBe(1);
    log.push(one);
    bell.ring();
    await Promise.all(all);
    expect([state.reads, runner.position]).toEqual([2, 1]);
  });

  it('sees what is written while those it woke are at work, and between their coming back', async () => {
    const { log, bell, pulse } = counted();
    log.push(one);
    await pulse.past(0, never());
    log.push(two);
    bell.ring();
    await pulse.past(1, never());
  });

  it('looks again after a second where no bell rings', async () => {
    const { log, state, pulse } = counted();
    const waiting = pulse.past(0, never());
    await turn();
    log.push(one);
    await waiting;
    expect(state.reads).toBe(2);
  });

  it('tells all who wait why the log cannot be read, and goes on once it can', async () => {
    const { log, state, bell, pulse } = counted();
    const all = [pulse.past(0, never()), pulse.past(0, never())];
    await turn();
    state.isBroken = true;
    bell.ring();
    const reasons = await Promise.all(all.map((one) => one.then(String, String)));
    expect(reasons).toEqual(['Error: the disk is gone', 'Error: the disk is gone']);
    state.isBroken = false;
    log.push(one);
    await pulse.past(0, never());
  });

  it('lets go of who leaves, and reads for nobody', async () => {
    const { state, bell, pulse } = counted();
    const leaving = new AbortController();
    const waiting = pulse.past(0, leaving.signal);
    await turn();
    leaving.abort();
    await waiting;
    bell.ring();
    await turn();
    bell.ring();
    await turn();
    expect(state.reads).toBe(1);
  });
});
