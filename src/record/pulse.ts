import type { Readings } from '../../projections/index.js';
import type { Bell } from '../store/bell.js';
import type { ProjectionRunner } from './runner.js';

/** How long to wait for the bell before looking for what another process wrote, in milliseconds. */
const POLL_MS = 1_000;

/** One who waits, told that the log went past its position, or why it cannot be read. */
type Waiting = Readonly<{ position: number; go: (failure?: unknown) => void }>;

/** Reads the log on for all who wait for more of it: once at each ring of the bell, however many they are. */
export class Pulse {
  private readonly waiting = new Set<Waiting>();
  private isBeating = false;
  /** Aborted when the last of those who wait leaves. */
  private left = new AbortController();

  constructor(
    private readonly runner: ProjectionRunner,
    private readonly bell: Bell,
  ) {}

  /**
   * The readings once they go further than a position, or as they are when the signal aborts.
   *
   * @throws what keeps the log from being read.
   */
  past(position: number, signal: AbortSignal): Promise<Readings> {
    if (this.runner.position > position || signal.aborted) return Promise.resolve(this.runner.readings);
    return new Promise<Readings>((resolve, reject) => {
      const go = (failure?: unknown): void => {
        this.waiting.delete(one);
        signal.removeEventListener('abort', leave);
        if (failure === undefined) resolve(this.runner.readings);
        else reject(failure);
      };
      const leave = (): void => {
        go();
        if (this.waiting.size === 0) this.left.abort();
      };
      const one: Waiting = { position, go };
      this.waiting.add(one);
      signal.addEventListener('abort', leave);
      if (!this.isBeating) void this.beat();
    });
  }

  /** It listens before it reads, so that no ring is missed, and goes on until nobody waits. */
  private async beat(): Promise<void> {
    this.isBeating = true;
    while (this.waiting.size > 0) {
      this.left = new AbortController();
      const rung = this.bell.heard(this.left.signal, POLL_MS);
      await this.runner.caughtUp().then(
        () => this.tell(({ position }) => position < this.runner.position),
        (failure: unknown) => this.tell(() => true, failure),
      );
      await rung;
    }
    this.isBeating = false;
  }

  private tell(whom: (one: Waiting) => boolean, failure?: unknown): void {
    for (const one of [...this.waiting].filter(whom)) one.go(failure);
  }
}
