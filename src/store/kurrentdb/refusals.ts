/** What only this engine says no to. */

import { Refusal } from '../../refusal.js';

/** The server is of a version that this adapter does not work with. */
export class ServerTooOld extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'server-too-old';
  constructor(
    readonly version: string,
    shown: string,
  ) {
    super(
      `The server at ${shown} is ${version === 'unknown' ? 'older than 21.10 and does not say its version' : `of version ${version}`}. ` +
        'On Record works with EventStoreDB 23.10 to KurrentDB 26: upgrade the server.',
    );
  }
}

/** An event, or the events of one append, are larger than the server takes; nothing was written. */
export class EventTooLarge extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'event-too-large';
  constructor(stream: string, what: 'an event' | 'one append', bytes: number, most: number | undefined) {
    super(
      `What was to be appended to ${stream} has ${bytes} bytes in ${what}, and the server takes ` +
        `${most === undefined ? 'less' : `${most} at most`}. Nothing was written: record it in smaller parts.`,
    );
  }
}

/** The replica is of another log than the server's. Nothing of the two was mixed. */
export class ReplicaOfAnotherLog extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'replica-of-another-log';
  constructor(path: string, shown: string, position: number) {
    super(
      `The replica ${path} holds ${position} events, and its last one is not where it was in the log at ${shown}: ` +
        'it is of another log, or the server was restored to an earlier state. If the server is right, delete the ' +
        'replica (it is made anew from the log); else name another file in ONRECORD_REPLICA.',
    );
  }
}

/** The server's log holds something on a stream of the record that is none of its events, or has lost some of them. */
export class LogNotOurs extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'log-not-ours';
  constructor(
    readonly stream: string,
    readonly revision: number,
    what: string,
  ) {
    super(`Stream ${stream} cannot be read on at revision ${revision}: ${what}. Nothing after it is read or written.`);
  }
}

/** A text's stream on the server does not hold the text that its name says. */
export class TextDamaged extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'text-damaged';
  constructor(stream: string, why: string) {
    super(
      `Stream ${stream} does not hold the text it is named for: ${why}. Put the text in a new log from its source.`,
    );
  }
}
