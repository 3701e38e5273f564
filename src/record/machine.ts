import { Steps, STEPS } from '../../events/index.js';
import { readingIndexesOn } from '../../projections/index.js';
import { Proofs } from '../proof/proofs.js';
import { openForWriting, Store } from '../store/open-store.js';
import { Bell } from '../store/bell.js';
import { otherWork } from '../store/other-work.js';
import { followOthers } from './follow.js';
import { knownEvents } from './known-events.js';
import { Ledger } from './ledger.js';
import { isShared, runnerOn, snapshotPath } from './reader.js';
import { Pulse } from './pulse.js';
import type { ProjectionRunner } from './runner.js';
import { saveSnapshot } from './snapshot.js';
import { Listeners, timed } from './timed.js';

/** The record as one process holds it: the store, what was read of it, and the ledger that writes to it. */
export type Machine = Readonly<{
  url: string;
  store: Store;
  runner: ProjectionRunner;
  ledger: Ledger;
  bell: Bell;
  /** What tells of the log as it grows. */
  pulse: Pulse;
  /** Told of each append that was tried. */
  appends: Listeners;
  /** What can be proved of the log, as it is stored. */
  proofs: Proofs;
  now: () => string;
  /** How older shapes of events are read. */
  steps: Steps;
  /** Say where this process listens, so that the command line writes through it. */
  announce: (url: string) => void;
  /** Hear of what others write until the signal aborts, on an engine that several processes write to. */
  follow: (signal: AbortSignal) => Promise<void>;
  /** Make what questions are answered from ready, with other work in between, until the signal aborts. */
  warm: (signal: AbortSignal) => Promise<void>;
  /** Keep what was read beside the log, where much was read since the last time. */
  keep: () => Promise<void>;
  /** Keep what was read, close the store, and let others write. */
  close: () => Promise<void>;
}>;

/**
 * How many events it takes to read again before keeping what was read is worth while: a tenth of a long log, which takes about
 * as long to read as all of it takes to keep.
 */
const worthKeeping = (position: number): number => Math.max(1_000, position / 10);

const clock = (): string => new Date().toISOString();

/** Open a store to write to: an embedded one as the only process that does, a shared one beside others. */
export const openMachine = async (url: string, now: () => string = clock, steps = STEPS): Promise<Machine> => {
  const { store: engine, lock } = await openForWriting(url);
  const appends: Listeners = new Set();
  const store = timed(knownEvents(engine, steps), appends);
  const bell = new Bell();
  const snapshot = snapshotPath(url);
  const letGo = async (): Promise<void> => {
    await store.close();
    lock.release();
  };
  const runner = await runnerOn(url, store, letGo);
  const proofs = new Proofs(engine, url);
  let kept = runner.position;
  // What cannot be kept costs the next start some time, and nothing else: the log is the truth.
  const keep = async (): Promise<void> => {
    kept = runner.position;
    if (!runner.isWhole) return;
    await saveSnapshot(snapshot, runner.readings, store).catch(() => undefined);
  };
  return {
    url,
    store,
    runner,
    bell,
    pulse: new Pulse(runner, bell),
    appends,
    proofs,
    now,
    steps,
    ledger: new Ledger(store, runner, now, bell.ring),
    announce: (at) => lock.announce(at),
    follow: async (signal) => {
      if (isShared(url)) await followOthers({ store, runner, bell }, signal);
    },
    warm: async (signal) => {
      const making = readingIndexesOn(runner.readings);
      while (!signal.aborted && making.next().done !== true) await otherWork();
    },
    keep: async () => {
      if (runner.position - kept >= worthKeeping(runner.position)) await keep();
    },
    close: async () => {
      await keep();
      await proofs.close();
      await letGo();
    },
  };
};

export { DEFAULT_STORE, holderOf, openReader, type Reader, snapshotPath, storeUrl } from './reader.js';
