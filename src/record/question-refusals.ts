import { Fault, Refusal } from '../refusal.js';

/** The nearest things there are to one that is not, by id and by the name that is near. */
export type Near = Readonly<{ id: string; name: string }>;

const named = ({ id, name }: Near): string => (id === name ? id : `${id} (${name})`);

/** “Did you mean …”, or where to see what there is. */
export const suggestion = (near: readonly Near[], where: string): string =>
  near.length === 0 ? ` See ${where} for those there are.` : ` Nearest: ${near.map(named).join(', ')}.`;

/** A question that cannot be read: which field, and what it takes. */
export class BadQuestion extends Refusal {
  readonly kind = 'malformed';
  readonly type = 'bad-question';
  override readonly faults: readonly Fault[];
  constructor(
    readonly field: string,
    detail: string,
  ) {
    super(detail);
    this.faults = [{ pointer: `/${field}`, detail }];
  }
}

export class UnknownActor extends Refusal {
  readonly kind = 'missing';
  readonly type = 'unknown-actor';
  constructor(
    readonly called: string,
    readonly nearest: readonly Near[],
  ) {
    super(`No actor is called “${called}”.${suggestion(nearest, '/v1/actors')}`);
  }
}

export class AmbiguousActor extends Refusal {
  readonly kind = 'malformed';
  readonly type = 'ambiguous-actor';
  override readonly faults: readonly Fault[];
  constructor(
    readonly called: string,
    readonly actors: readonly string[],
  ) {
    const detail = `“${called}” is the name of ${actors.length} actors: ${actors.join(', ')}. Give the id of one.`;
    super(detail);
    this.faults = [{ pointer: '/actor', detail }];
  }
}

export class UnknownIssue extends Refusal {
  readonly kind = 'missing';
  readonly type = 'unknown-issue';
  constructor(
    readonly id: string,
    readonly nearest: readonly Near[],
  ) {
    super(`No issue has the id “${id}”.${suggestion(nearest, '/v1/issues')}`);
  }
}

/** A thing that was asked for by its id, and is not on record. */
export class NotOnRecord extends Refusal {
  readonly kind = 'missing';
  readonly type = 'not-on-record';
  constructor(
    readonly what: string,
    readonly id: string,
    nearest: readonly Near[] = [],
  ) {
    super(`There is no ${what} with the id “${id}”.${nearest.length === 0 ? '' : suggestion(nearest, '')}`);
  }
}

/** A file that was named and cannot be read. */
export class NoSuchFile extends Refusal {
  readonly kind = 'missing';
  readonly type = 'no-such-file';
  constructor(readonly file: string) {
    super(`There is no file ${file} that can be read.`);
  }
}
