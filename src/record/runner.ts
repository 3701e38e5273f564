import { Base, emptyReadings, Readings, readPosition } from '../../projections/index.js';
import { Refusal } from '../refusal.js';
import { readStored } from './damaged.js';
import type { EventStore, StoredEvent } from '../store/event-store.js';

/** A minimum position was asked for that could not be read in time. */
export class NotYetRead extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'not-yet-read';
  constructor(
    readonly asked: number,
    readonly reached: number,
  ) {
    super(
      `The answer would rest on log position ${reached}, and ${asked} was asked for at least. Ask again in a moment.`,
    );
  }
}

/** How long a question waits for the head of the log, in milliseconds. */
export const CATCH_UP_MS = 2_000;
/** How often a question that asks for a minimum looks again meanwhile, in milliseconds. */
const LOOK_AGAIN_MS = 50;

/** Reads the log into readings of a kind, each event once and in order, however many ask at once. */
export class ProjectionRunner<View extends Base = Readings> {
  private current: View;
  private reading: Promise<void> | undefined;
  private again = false;
  private spoilt: unknown;

  constructor(
    private readonly store: EventStore,
    readings: View,
    private readonly step: (readings: View, stored: StoredEvent) => View,
  ) {
    this.current = readings;
  }

  /** The readings as they are, without asking the store. */
  get readings(): View {
    return this.current;
  }

  /** Whether the readings are of all that was read: an event that could not be read to its end leaves them in between. */
  get isWhole(): boolean {
    return this.spoilt === undefined;
  }

  get position(): number {
    return readPosition(this.current);
  }

  /**
   * The readings, at least as far as the log went when this was called, or after two seconds as far as they are.
   *
   * @param minimum the position the answer has to rest on.
   * @param head where the log ends, if the caller has just asked: nothing is read where the readings go so far.
   * @throws NotYetRead where the minimum was not reached in time.
   */
  async caughtUp(minimum = 0, head = Number.POSITIVE_INFINITY): Promise<View> {
    if (this.position >= Math.max(minimum, head)) return this.current;
    const deadline = Date.now() + CATCH_UP_MS;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, CATCH_UP_MS)));
    await Promise.race([this.catchUp(), patience]).finally(() => clearTimeout(timer));
    while (this.position < minimum && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      await this.catchUp();
    }
    if (this.position < minimum) throw new NotYetRead(minimum, this.position);
    return this.current;
  }

  /** The readings as far as the log went when this was called, however long that takes. */
  async toHead(): Promise<View> {
    await this.catchUp();
    return this.current;
  }

  /** Read to the head of the log. One that comes while another reads waits for a further pass, never reads beside it. */
  private async catchUp(): Promise<void> {
    if (this.reading !== undefined) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.passes();
    return this.reading;
  }

  /** Nothing is read after an event that could not be: it would be passed over, since part of the readings holds it. */
  private take(stored: StoredEvent): void {
    try {
      this.current = this.step(this.current, stored);
    } catch (error) {
      this.spoilt = error;
      throw error;
    }
  }

  /**
   * It begins after it was noted as begun, and is over in the same turn in which it last looks whether to go on: nobody
   * waits for a pass that never comes.
   */
  private async passes(): Promise<void> {
    await Promise.resolve();
    try {
      do {
        this.again = false;
        if (this.spoilt !== undefined) throw this.spoilt;
        for await (const stored of this.store.readAll({ from: this.position + 1 })) this.take(stored);
      } while (this.again);
    } finally {
      this.reading = undefined;
    }
  }
}

/** Reads all of a log, from what was read of it before. */
export const newRunner = (store: EventStore, readings: Readings = emptyReadings()): ProjectionRunner =>
  new ProjectionRunner(store, readings, readStored);
