/** What the client's errors mean here. They are known by their `type`, so that the client need not be loaded for it. */

import { StoreUnreachable } from '../refusals.js';

/** The wait for an answer was given up; whether the server did what was asked is unknown. */
export class NoAnswer extends Error {
  constructor(what: string, milliseconds: number) {
    super(`no answer to ${what} within ${milliseconds} ms`);
  }
}

/** The connection was given up, or the store closed, while something was under way on it. */
export class ConnectionLeft extends Error {
  constructor() {
    super('the connection was given up');
  }
}

type ClientError = Error &
  Readonly<{
    type?: string;
    code?: number;
    actualVersion?: bigint | string;
    maxAppendSize?: number;
    _raw?: Readonly<{ metadata?: Readonly<{ getMap: () => Readonly<Record<string, unknown>> }> }>;
  }>;

const asClientError = (error: unknown): ClientError => (error instanceof Error ? error : new Error(String(error)));

/** What became of a call that failed. */
export type Failure =
  | Readonly<{ kind: 'wrong-revision'; actual: number | 'no stream' }>
  | Readonly<{ kind: 'too-large'; most: number | undefined }>
  | Readonly<{ kind: 'invalid' }>
  | Readonly<{ kind: 'stream-not-found' }>
  | Readonly<{ kind: 'stream-deleted' }>
  | Readonly<{ kind: 'access-denied' }>
  | Readonly<{ kind: 'not-leader' }>
  | Readonly<{ kind: 'transient' }>;

const actualOf = (actual: ClientError['actualVersion']): number | 'no stream' =>
  typeof actual === 'bigint' && actual >= 0n ? Number(actual) : 'no stream';

const INVALID_ARGUMENT = 3;

/** What the client does not know yet: an event that is too large for a server from 25.1, and a wish that cannot be met. */
const unknownKindOf = ({ code, _raw }: ClientError): Failure => {
  if (code !== INVALID_ARGUMENT) return { kind: 'transient' };
  const told = _raw?.metadata?.getMap() ?? {};
  return told['exception'] === 'maximum-append-event-size-exceeded'
    ? { kind: 'too-large', most: Number(told['maximum-append-event-size']) || undefined }
    : { kind: 'invalid' };
};

/** Whether a read was refused because no record begins where it was to begin. */
export const isInvalidPosition = (thrown: unknown): boolean => /invalid ?position/i.test(asClientError(thrown).message);

/** Everything that is not told apart may pass: a busy server and a cut connection come as errors of many kinds. */
export const failureOf = (thrown: unknown): Failure => {
  const error = asClientError(thrown);
  switch (error.type) {
    case 'wrong-expected-version':
      return { kind: 'wrong-revision', actual: actualOf(error.actualVersion) };
    case 'maximum-append-size-exceeded':
      return { kind: 'too-large', most: error.maxAppendSize };
    case 'stream-not-found':
      return { kind: 'stream-not-found' };
    case 'stream-deleted':
      return { kind: 'stream-deleted' };
    case 'access-denied':
      return { kind: 'access-denied' };
    case 'not-leader':
      return { kind: 'not-leader' };
    default:
      return unknownKindOf(error);
  }
};

/** What went wrong in a few words, without a URL in it. */
export const wordsOf = (thrown: unknown): string => {
  const { message, type = 'unknown error' } = asClientError(thrown);
  const words = message
    .split('\n')[0]
    ?.replace(/^\d+ [A-Z_]+: /, '')
    .replace(/\.? ?Resolution note: *$/, '');
  return words || type;
};

/** The refusal for a server that could not be asked; `after` says what became of the wish. */
export const unreachableAt = (shown: string, thrown: unknown, after: string): StoreUnreachable =>
  failureOf(thrown).kind === 'access-denied'
    ? new StoreUnreachable(
        `The server at ${shown} does not let this user in. Check the user and password in the URL. ${after}`,
        {
          cause: thrown,
        },
      )
    : new StoreUnreachable(`The server at ${shown} cannot be reached (${wordsOf(thrown)}). ${after}`, {
        cause: thrown,
      });
