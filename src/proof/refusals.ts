import { Refusal } from '../refusal.js';

/** A key that cannot be used: which, why, and what to do. */
export class KeyNotUsable extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'key-not-usable';
  constructor(which: string, why: string, options?: ErrorOptions) {
    super(`${which} is no key that can be used: ${why}`, options);
  }
}

/** The log is on a cluster, and no directory is named for its checkpoints. */
export class NoCheckpointPlace extends Refusal {
  readonly kind = 'malformed';
  readonly type = 'no-checkpoint-place';
  constructor() {
    super(
      'A log on a cluster has no file for its checkpoints to lie beside. Name the directory that they are kept in in ' +
        'ONRECORD_CHECKPOINTS.',
    );
  }
}

/** Nothing signs this log’s checkpoints here. */
export class NoSigningKey extends Refusal {
  readonly kind = 'missing';
  readonly type = 'no-signing-key';
  constructor(what: string) {
    super(
      `${what}, and no signing key is set here. Make one with \`onrecord checkpoint --new-key FILE\`, and name the file in ` +
        'ONRECORD_SIGNING_KEY.',
    );
  }
}

/** A checkpoint was to be signed over a log that is not the one that was signed before. Nothing was signed. */
export class LogDiffers extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'log-differs';
  constructor(readonly findings: readonly string[]) {
    super(
      `Nothing was signed: the log is not what was signed before. ${findings.join(' ')} ` +
        '`onrecord verify` says more; docs/operations.md says what to do.',
    );
  }
}

/** A proof is asked for a place or a size that the log does not have. */
export class NotInLog extends Refusal {
  readonly kind = 'missing';
  readonly type = 'not-in-log';
}

/** Something that says it is a checkpoint, a proof or a citation cannot be read as one. */
export class NotReadable extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'not-readable';
}

/** A directory or a file of proofs cannot be written or read. */
export class ProofsUnreachable extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'proofs-unreachable';
  constructor(path: string, error: unknown) {
    super(`${path}: ${error instanceof Error ? error.message : String(error)}. Name another place, or mend this one.`, {
      cause: error,
    });
  }
}

/** A citation that was checked and does not hold. */
export class CitationDoesNotHold extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'citation-does-not-hold';
  constructor(readonly findings: readonly string[]) {
    super(`The citation does not hold: ${findings.join(' ')}`);
  }
}
