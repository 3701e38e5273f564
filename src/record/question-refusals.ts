import { Fault, Refusal } from '../refusal.js';

/** The nearest things there are to one that is not, by id and by the name that is near. */
export type Near = Readonly<{ id: string; name: string }>;

const named = ({ id, name }: Near): string => (id === name ? id : `${id} (${name})`);

const listedAt = (where: string): string => ` See ${where} for those there are.`;

/** “Did you mean …”, or where to see what there is: a path over HTTP. */
export const suggestion = (near: readonly Near[], where: string): string =>
  near.length === 0 ? listedAt(where) : ` Nearest: ${near.map(named).join(', ')}.`;

/** A sentence with each place to see what there is, a path over HTTP, as whoever is told calls it. */
export const withPlaces = (sentence: string, called: (path: string) => string): string =>
  sentence.replaceAll(/ See (\/v1\/[a-z]+) for those there are\./g, (_all, path: string) => listedAt(called(path)));

/** What a field is called by whoever asks: its name over HTTP, its option on the command line. */
export type Called = (field: string) => string;

const byName: Called = (field) => `“${field}”`;

/** A refusal for what one field of a question holds, told in the words of whoever asks. */
export abstract class FieldRefused extends Refusal {
  override readonly faults: readonly Fault[];
  /** The sentence, with the fields in it as somebody calls them. */
  readonly told: (called: Called) => string;
  constructor(
    readonly field: string,
    detail: string | ((called: Called) => string),
  ) {
    const told = typeof detail === 'string' ? (): string => detail : detail;
    super(told(byName));
    this.told = told;
    this.faults = [{ pointer: `/${field}`, detail: this.message }];
  }
}

/** A question that cannot be read: which field, and what it takes. */
export class BadQuestion extends FieldRefused {
  readonly kind = 'malformed';
  readonly type: string = 'bad-question';
}

/** One side of a comparison on one clock: the field that gives it and what was given; no text where that is nothing. */
export type Point = Readonly<{ field: string; text?: string }>;

const inBrackets = (point: Point, called: Called): string => `${called(point.field)} (${point.text})`;

/** How two sides lie to each other, told of the one that was given, or of the earlier where both were. */
const order = (from: Point, to: Point, called: Called): string => {
  if (from.text !== undefined && to.text !== undefined)
    return `${inBrackets(from, called)} lies after ${inBrackets(to, called)}`;
  const [given, other, lies] = from.text === undefined ? [to, from, 'before'] : [from, to, 'after'];
  return `${inBrackets(given, called)} lies ${lies} now, which ${called(other.field)} is where it is not given`;
};

/** What of its sides is wrong, each told beside the other. */
const orderFaults = (from: Point, to: Point): readonly Fault[] =>
  (
    [
      [from, 'after', to],
      [to, 'before', from],
    ] as const
  )
    .filter(([{ text }]) => text !== undefined)
    .map(([{ field }, lies, other]) => ({
      pointer: `/${field}`,
      detail: `lies ${lies} ${other.text === undefined ? 'now' : inBrackets(other, byName)}.`,
    }));

/** A comparison from the later to the earlier. What it would call added was there first, and went. */
export class BackwardsComparison extends BadQuestion {
  override readonly type = 'backwards-comparison';
  override readonly faults: readonly Fault[];
  constructor(from: Point, to: Point) {
    const advice = from.text !== undefined && to.text !== undefined ? 'Swap the two.' : 'Give both.';
    const why = 'a comparison goes from the earlier to the later';
    super(from.text === undefined ? to.field : from.field, (called) => `${order(from, to, called)}: ${why}. ${advice}`);
    this.faults = orderFaults(from, to);
  }
}

export class UnknownActor extends FieldRefused {
  readonly kind = 'missing';
  readonly type = 'unknown-actor';
  constructor(
    field: string,
    readonly called: string,
    readonly nearest: readonly Near[],
  ) {
    super(field, `No actor is called “${called}”.${suggestion(nearest, '/v1/actors')}`);
  }
}

export class AmbiguousActor extends FieldRefused {
  readonly kind = 'malformed';
  readonly type = 'ambiguous-actor';
  constructor(
    field: string,
    readonly called: string,
    readonly actors: readonly string[],
  ) {
    super(field, `“${called}” is the name of ${actors.length} actors: ${actors.join(', ')}. Give the id of one.`);
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
