import { Refusal } from '../refusal.js';
import type { ExpectedRevision } from './event-store.js';

const shown = (revision: ExpectedRevision): string =>
  revision === 'no stream' ? 'not there' : `at revision ${revision}`;

/** Somebody wrote to the stream first, or it is not what the writer took it for. */
export class WrongExpectedRevision extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'wrong-expected-revision';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: ExpectedRevision,
  ) {
    super(`Stream ${stream} is ${shown(actual)}, and was expected ${shown(expected)}. Read it again and retry.`);
  }
}

/** An event's id stands in the log already, for another event. */
export class EventIdTaken extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'event-id-taken';
  constructor(
    readonly id: string,
    readonly position: number,
  ) {
    super(
      `Event id ${id} is at log position ${position} already, for another event. Give the new one an id of its own.`,
    );
  }
}

/** A recorded time brought from elsewhere lies before that of the event it would follow. */
export class TimeRunsBackwards extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'time-runs-backwards';
  constructor(
    readonly time: string,
    readonly last: string,
  ) {
    super(
      `Recorded time ${time} lies before ${last}, that of the last event in the log. Give events in recorded order.`,
    );
  }
}

/** The store cannot be reached, or cannot write. What was asked did not happen, unless it says otherwise. */
export class StoreUnreachable extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'store-unreachable';
}

/** The store’s file is damaged, or cut short: some of it cannot be read. */
export class StoreDamaged extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'store-damaged';
}

/** Another process holds the store for writing. */
export class StoreHeld extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'store-held';
  constructor(
    readonly path: string,
    readonly holder: Readonly<{ pid: number; url?: string }> | undefined,
  ) {
    super(
      `${path} is held by ${holder === undefined ? 'another process' : `process ${holder.pid}`}` +
        `${holder?.url === undefined ? '' : `, which listens on ${holder.url}`}. ` +
        'One process writes to a store: stop it, write through it, or name another store in ONRECORD_STORE.',
    );
  }
}
