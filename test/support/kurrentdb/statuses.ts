/** The errors a server answers with: the gRPC status, and the trailers by which the client knows which it is. */

import { Metadata, status as code, type ServiceError } from '@grpc/grpc-js';
import type { Expected } from './log.js';

const statusError = (number: code, details: string, trailers: Readonly<Record<string, string>> = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(details), { code: number, details, metadata });
};

const EXPECTED_NUMBERS = { 'no stream': -1, any: -2, 'stream exists': -4 } as const;

export const notLeader = (host: string | undefined, port: number | undefined): ServiceError =>
  host === undefined || port === undefined
    ? statusError(code.UNKNOWN, 'No leader info available in response')
    : statusError(code.NOT_FOUND, 'Leader info available', {
        exception: 'not-leader',
        'leader-endpoint-host': host,
        'leader-endpoint-port': String(port),
      });

export const tooBusy = (): ServiceError => statusError(code.UNAVAILABLE, 'Server Is Too Busy');

export const timedOut = (): ServiceError => statusError(code.ABORTED, 'Operation timed out');

export const streamDeleted = (stream: string): ServiceError =>
  statusError(code.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongExpectedVersion = (stream: string, expected: Expected, actual: number): ServiceError =>
  statusError(code.FAILED_PRECONDITION, `Wrong expected version of stream '${stream}'`, {
    exception: 'wrong-expected-version',
    'stream-name': stream,
    'expected-version': String(typeof expected === 'number' ? expected : EXPECTED_NUMBERS[expected]),
    'actual-version': String(actual),
  });

export const appendTooLarge = (most: number): ServiceError =>
  statusError(code.INVALID_ARGUMENT, `Maximum Append Size of ${most} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(most),
  });

export const eventTooLarge = (id: string, size: number, most: number): ServiceError =>
  statusError(code.INVALID_ARGUMENT, `Event ${id} of ${size} bytes exceeds the ${most} that are allowed.`, {
    exception: 'maximum-append-event-size-exceeded',
    'maximum-append-event-size': String(most),
    'event-id': id,
    'proposed-append-event-size': String(size),
  });

export const accessDenied = (): ServiceError =>
  statusError(code.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

/** A read from a place where no record begins. A plain read of `$all` says it less clearly than the others. */
export const invalidPosition = (plainRead: boolean): ServiceError =>
  plainRead
    ? statusError(code.UNKNOWN, 'Unexpected ReadAllResult: InvalidPosition')
    : statusError(code.INVALID_ARGUMENT, 'Trying to read from an invalid position.');

export const invalidArgument = (details: string): ServiceError => statusError(code.INVALID_ARGUMENT, details);
