import { Base, Readings, read, readBase } from '../../projections/index.js';
import { Refusal } from '../refusal.js';
import type { StoredEvent } from '../store/event-store.js';

/** What is stored is an event by its form, and not by what it says: nothing that rests on it can be answered. */
export class EventDamaged extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'event-damaged';
  constructor(
    readonly position: number,
    why: string,
    options?: ErrorOptions,
  ) {
    super(
      `The event at log position ${position} is damaged: ${why}. ` +
        'Restore the store from a copy or an export; `onrecord verify` names all that is damaged.',
      options,
    );
  }
}

/** Whatever goes wrong in the reading of an event is the event’s fault: what was recorded was checked before. */
export const blaming = <Result>({ position }: Pick<StoredEvent, 'position'>, work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new EventDamaged(position, `it cannot be read (${(error as Error).message})`, { cause: error });
  }
};

/**
 * Readings with one more event. Where this throws, the readings given are spoilt: some of them hold the event.
 *
 * @throws EventDamaged
 */
export const readStored = (readings: Readings, stored: StoredEvent): Readings =>
  blaming(stored, () => read(readings, stored.event));

/** The same without the changes that events make. */
export const readStoredBase = (base: Base, stored: StoredEvent): Base =>
  blaming(stored, () => readBase(base, stored.event));
