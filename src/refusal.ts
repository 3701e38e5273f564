/**
 * What the record says no to. A refusal knows nothing of HTTP or of exit codes: it has a kind, and one place on each
 * side maps kinds. A bug is no refusal.
 */
export type RefusalKind = 'malformed' | 'missing' | 'invalid' | 'conflict' | 'unreachable' | 'integrity';

/** One thing that is wrong with what was sent: where (RFC 6901 JSON pointer) and what to do about it. */
export type Fault = Readonly<{ pointer: string; detail: string }>;

/** A key as a part of a JSON pointer. */
export const inPointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

export abstract class Refusal extends Error {
  abstract readonly kind: RefusalKind;
  /** A slug for the problem type, as `wrong-expected-revision`. */
  abstract readonly type: string;
  /** The fields at fault, where there are any. */
  readonly faults: readonly Fault[] = [];
}
