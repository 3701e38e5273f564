/** What went wrong, as RFC 9457 has it, whatever raised it. */

import { HttpException } from '@nestjs/common';
import { Fault, Refusal, RefusalKind } from '../refusal.js';
import { Denied } from './access/refusals.js';

export const PROBLEM_TYPE = 'application/problem+json';

/** A problem. `errors` names the fields at fault (RFC 6901 pointers); `nearest` what may have been meant. */
export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail: string;
  instance?: string;
  errors?: readonly Fault[];
  nearest?: readonly Readonly<{ id: string; name: string }>[];
}>;

const STATUS: Readonly<Record<RefusalKind, number>> = {
  malformed: 400,
  missing: 404,
  conflict: 409,
  invalid: 422,
  unreachable: 503,
  integrity: 500,
};

const titled = (type: string): string => {
  const words = type.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const problem = (type: string, status: number, detail: string): Problem => ({
  type: `urn:onrecord:problem:${type}`,
  title: titled(type),
  status,
  detail,
});

const ofRefusal = (refusal: Refusal): Problem => ({
  ...problem(refusal.type, STATUS[refusal.kind], refusal.message),
  ...(refusal.faults.length === 0 ? {} : { errors: refusal.faults }),
  ...('nearest' in refusal ? { nearest: refusal.nearest as NonNullable<Problem['nearest']> } : {}),
});

/** The types of what the HTTP server refuses by itself, by status. */
const TYPES: Readonly<Record<number, string>> = {
  400: 'malformed-request',
  404: 'no-such-route',
  405: 'method-not-allowed',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'address-too-long',
  415: 'unsupported-media-type',
  417: 'expectation-failed',
  421: 'misdirected-request',
  431: 'headers-too-large',
};

type HttpError = Readonly<{ statusCode: number; message: string }>;
const isHttpError = (error: unknown): error is HttpError =>
  error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number';

const UNEXPECTED = problem(
  'unexpected',
  500,
  'Something went wrong in the service, not in what was sent. Its log says what.',
);

const ofStatus = (status: number, detail: string): Problem =>
  status >= 500 ? UNEXPECTED : problem(TYPES[status] ?? 'refused', status, detail);

/** The headers that go with a problem: whatever raised it brings them. */
export const headersOf = (error: unknown): Readonly<Record<string, string>> =>
  error instanceof Error && 'headers' in error && (error instanceof Refusal || error instanceof Denied)
    ? (error.headers as Readonly<Record<string, string>>)
    : {};

/** The problem that anything thrown is; what is inside a bug stays inside. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Refusal) return ofRefusal(error);
  if (error instanceof Denied) return problem(error.type, error.statusCode, error.message);
  if (error instanceof HttpException) return ofStatus(error.getStatus(), error.message);
  if (isHttpError(error)) return ofStatus(error.statusCode, error.message);
  return UNEXPECTED;
};
