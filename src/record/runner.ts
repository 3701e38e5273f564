import { emptyReadings, read, Readings, readPosition } from '../../projections/index.js';
import { Refusal } from '../refusal.js';
import type { EventStore } from '../store/event-store.js';

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

/** Reads the log into the readings, each event once and in order, however many ask at once. */
export class ProjectionRunner {
  private current: Readings;
  private reading: Promise<void> | undefined;
  private again = false;

  constructor(
    private readonly store: EventStore,
    readings: Readings = emptyReadings(),
  ) {
    this.current = readings;
  }

  /** The readings as they are, without asking the store. */
  get readings(): Readings {
    return this.current;
  }

  get position(): number {
    return readPosition(this.current);
  }

  /**
   * The readings, at least as far as the log went when this was called, or after two seconds as far as they are.
   *
   * @param minimum the position the answer has to rest on.
   * @throws NotYetRead where the minimum was not reached in time.
   */
  async caughtUp(minimum = 0): Promise<Readings> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, CATCH_UP_MS)));
    await Promise.race([this.catchUp(), patience]).finally(() => clearTimeout(timer));
    if (this.position < minimum) throw new NotYetRead(minimum, this.position);
    return this.current;
  }

  /** The readings as far as the log went when this was called, however long that takes. */
  async toHead(): Promise<Readings> {
    await this.catchUp();
    return this.current;
  }

  /** Read to the head of the log. One that comes while another reads waits for a further pass, never reads beside it. */
  private async catchUp(): Promise<void> {
    if (this.reading !== undefined) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.passes().finally(() => (this.reading = undefined));
    return this.reading;
  }

  private async passes(): Promise<void> {
    do {
      this.again = false;
      for await (const { event } of this.store.readAll({ from: this.position + 1 })) {
        this.current = read(this.current, event);
      }
    } while (this.again);
  }
}
