import { Fault, Refusal } from '../refusal.js';

/** A thing is on record already, under this id. */
export class AlreadyOnRecord extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'already-on-record';
  constructor(
    readonly what: string,
    readonly id: string,
    isVoided = false,
  ) {
    super(
      isVoided
        ? `There was ${what} with the id “${id}”, which is voided: an id is not used again. Choose another.`
        : `There is ${what} with the id “${id}” already. Correct that one, or choose another id.`,
    );
  }
}

/** What a command is about is not on record. */
export class NothingToChange extends Refusal {
  readonly kind = 'missing';
  readonly type = 'nothing-to-change';
  constructor(what: string, id: string, near = '') {
    super(`There is no ${what} with the id “${id}”.${near}`);
  }
}

/** A statement that was voided, or one to be withdrawn that was taken back already, by whom. */
export class StatementNotStanding extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'statement-not-standing';
  constructor(
    readonly statementId: string,
    readonly withdrawnBy?: string,
  ) {
    super(
      withdrawnBy === undefined
        ? `Statement ${statementId} is voided: nothing can be added to it or taken from it.`
        : `Statement ${statementId} is withdrawn already, by ${withdrawnBy}, and is not withdrawn twice. All else can still be ` +
            'recorded of it: it can be coded, corroborated, corrected or voided, and so can its withdrawal be voided.',
    );
  }
}

/** A statement that nobody is on record as having taken back, whose withdrawal was to be voided. */
export class StatementNotWithdrawn extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'statement-not-withdrawn';
  constructor(readonly statementId: string) {
    super(
      `There is no withdrawal of statement ${statementId} on record, and so none to void. If the statement itself was entered ` +
        'in error, void that.',
    );
  }
}

/** A source whose text may not be kept for now. */
export class SourceIsWithheld extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'source-is-withheld';
  constructor(readonly sourceId: string) {
    super(`Source ${sourceId} is withheld: no text of it is taken until it is released.`);
  }
}

/** What was sent names things that are not on record, or does not hold together. */
export class DoesNotHold extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'does-not-hold';
  constructor(override readonly faults: readonly Fault[]) {
    const [first, ...others] = faults;
    super(`${first?.pointer ?? ''} ${first?.detail ?? ''}${others.length === 0 ? '' : ` (and ${others.length} more)`}`);
  }
}

/** Refuse where there is any fault. */
export const refuse = (faults: readonly Fault[]): void => {
  if (faults.length > 0) throw new DoesNotHold(faults);
};
