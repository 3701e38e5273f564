/** Hearing of what others write, on an engine that several processes write to. */

import type { Machine } from './machine.js';

/** How long a follower that was cut waits before it begins again, in milliseconds. */
const AGAIN_MS = 1_000;

type Followed = Pick<Machine, 'store' | 'runner' | 'bell'>;

const untilCut = async ({ store, runner, bell }: Followed, signal: AbortSignal): Promise<void> => {
  for await (const delivery of store.subscribe(runner.position, { signal })) {
    if (delivery.kind === 'caught-up') await runner.toHead();
    bell.ring();
  }
};

/**
 * Ring the bell for each event that comes, whoever wrote it, and read it, so that streams hear of it at once and the
 * first question after a silence need not wait. It ends when the signal aborts, and goes on after whatever cuts it.
 */
export const followOthers = async (machine: Followed, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    await untilCut(machine, signal).catch(() => undefined);
    await machine.bell.heard(signal, AGAIN_MS);
  }
};
