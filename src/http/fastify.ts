/** How the HTTP server itself is set up: what bodies it takes, how long, and what it says to what it cannot route. */

import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { LOOPBACK, Misdirected, UnsupportedMediaType } from './http-refusals.js';
import { LONGEST_IMPORT } from './jsonl.js';
import { JSON_TYPE, JSONL_TYPE } from './operation.js';
import { operationOf } from './operations.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';
import { sendProblem } from './problem.filter.js';

const MEBIBYTE = 1_048_576;

/** The longest bodies that are taken, in bytes, by path; one MiB elsewhere. */
const LONGEST: Readonly<Record<string, number>> = {
  [operationOf('importLog').path]: LONGEST_IMPORT,
  '/v1/sources/:source/text': 16 * MEBIBYTE,
};

type ClientError = Error & Readonly<{ code?: string }>;

const CLIENT_STATUS: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** Answers what is not HTTP, or breaks off in the middle, before there is a request to answer. */
const refuseClient = (error: ClientError, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return;
  const statusCode = CLIENT_STATUS[error.code ?? ''] ?? 400;
  const problem = problemOf(Object.assign(new Error('This is no HTTP request that can be read.'), { statusCode }));
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}\r\nConnection: close\r\nContent-Type: ${PROBLEM_TYPE}; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
};

export const adapterOptions = {
  bodyLimit: MEBIBYTE,
  forceCloseConnections: 'idle',
  routerOptions: { maxParamLength: 1_000 },
  clientErrorHandler: refuseClient,
  frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => sendProblem(error, request, reply),
} as const satisfies FastifyServerOptions;

/** Sets up a server before any route is on it. */
export const prepare = (instance: FastifyInstance): void => {
  instance.addHook('onRoute', (route) => {
    const longest = LONGEST[route.url];
    if (longest !== undefined) route.bodyLimit = longest;
  });
  instance.addHook('onRequest', (request, _reply, done) => {
    const host = request.hostname.replaceAll(/[[\]]/g, '');
    done(host === '' || LOOPBACK.includes(host) ? undefined : new Misdirected(host));
  });
  instance.removeContentTypeParser('text/plain');
  instance.addContentTypeParser([JSONL_TYPE, 'application/x-ndjson'], (request, payload, done) => {
    if (request.routeOptions.url === operationOf('importLog').path) done(null, payload);
    else done(new UnsupportedMediaType(request.headers['content-type'], JSON_TYPE));
  });
};
