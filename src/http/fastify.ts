/** How the HTTP server itself is set up: what bodies it takes, how long, and what it says to what it cannot route. */

import { type ServerOptions as HttpOptions, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import rateLimit from '@fastify/rate-limit';
import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from 'fastify';
import { Gate } from './access/gate.js';
import { Stopping } from './access/refusals.js';
import type { Settings } from './access/settings.js';
import { checkAddress, checkHost, shield } from './access/shield.js';
import { LONGEST_IMPORT } from './jsonl.js';
import { Log, logRequest, problemIn, REQUEST_ID_HEADER, requestIdOf } from './logging.js';
import type { Metrics } from './metrics.js';
import { refuseOdd } from './odd-requests.js';
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

/** What a service is made of beside its record. `isEnding` says whether it takes no more. */
export type Parts = Readonly<{ settings: Settings; log: Log; metrics: Metrics; isEnding: () => boolean }>;

/** The longest headers, the address among them, in bytes. */
const LONGEST_HEADERS = 16_384;
/** How long the headers of a request may take to arrive, in milliseconds. */
const HEADERS_MS = 20_000;
/** How often it is looked whether a request takes too long, in milliseconds: so much later than its time it may be cut. */
const LOOK_MS = 5_000;

/** How long a request may take to arrive, its headers and the whole of it. */
const patienceOf = ({ arrivalMs }: Settings): Pick<FastifyServerOptions, 'requestTimeout'> & { http: HttpOptions } => ({
  requestTimeout: arrivalMs,
  http: {
    maxHeaderSize: LONGEST_HEADERS,
    headersTimeout: Math.min(HEADERS_MS, arrivalMs),
    connectionsCheckingInterval: Math.min(LOOK_MS, Math.ceil(arrivalMs / 4)),
  },
});

export const adapterOptions = ({ settings, log, metrics }: Parts): FastifyServerOptions =>
  ({
    bodyLimit: MEBIBYTE,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1_000 },
    ...patienceOf(settings),
    trustProxy: settings.proxies.length === 0 ? false : [...settings.proxies],
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false,
    genReqId: requestIdOf,
    clientErrorHandler: (error: ClientError, socket: Socket) => {
      metrics.refused('no-http');
      refuseClient(error, socket);
    },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      sendProblem(error, request, reply);
      metrics.refused(problemIn(request) ?? 'unexpected');
    },
  }) as FastifyServerOptions;

/** What is looked at before it is known who asks. */
const checkShape = (request: FastifyRequest, reply: FastifyReply, { settings, isEnding }: Parts): void => {
  reply.raw.setHeader(REQUEST_ID_HEADER, request.id);
  if (isEnding()) throw new Stopping();
  checkHost(request, settings);
  checkAddress(request);
};

/** Do something once, when a reply is finished or whoever asked has gone: the framework's own hook knows the first alone. */
const whenOver = ({ raw }: FastifyReply, work: () => void): void => {
  const over = (): void => {
    raw.off('finish', over).off('close', over);
    work();
  };
  raw.once('finish', over).once('close', over);
};

const serveMetrics = (instance: FastifyInstance, { registry }: Metrics): void => {
  instance.get('/metrics', async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics()),
  );
};

/** Sets up a server before any route is on it. What it gives lets requests in. */
export const prepare = async (instance: FastifyInstance, parts: Parts): Promise<Gate> => {
  const { settings, log, metrics } = parts;
  const gate = new Gate(instance, settings);
  instance.addHook('onRoute', (route) => {
    const longest = LONGEST[route.url];
    if (longest !== undefined) route.bodyLimit = longest;
  });
  await shield(instance);
  await instance.register(rateLimit, { global: false });
  instance.addHook('onRequest', async (request, reply) => {
    whenOver(reply, () => {
      metrics.answered(request, reply);
      logRequest(log, request, reply);
    });
    checkShape(request, reply, parts);
    await gate.pass(request, reply);
  });
  refuseOdd(instance);
  serveMetrics(instance, metrics);
  return gate;
};
