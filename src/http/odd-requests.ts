/** What a request can ask for that nothing here is made for, refused before its body is read. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { DEEPEST, NestedTooDeep, NotTaken, textOf, valueOf } from '../commands/json.js';
import { TooDeep, UnsupportedMediaType } from './http-refusals.js';
import { JSON_TYPE, JSONL_TYPES } from './operation.js';
import { operationOf } from './operations.js';
import { PROBLEM_TYPE, problemOf } from './problem.js';

/** A body that was packed. It is not unpacked: a small one can be made to be endless (RFC 9110, 8.4 and 15.5.16). */
export class PackedBody extends Error {
  readonly statusCode = 415;
  constructor(encoding: string) {
    super(`The body is packed (${encoding}): send it as it is, without Content-Encoding.`);
  }
}

/** An expectation that the server does not know (RFC 9110, 10.1.1). */
class UnknownExpectation extends Error {
  readonly statusCode = 417;
  constructor(expectation: string) {
    super(`The expectation “${expectation}” cannot be met: leave the Expect header out, or give 100-continue.`);
  }
}

const checkEncoding = (request: FastifyRequest): void => {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding.trim().toLowerCase() !== 'identity') throw new PackedBody(encoding);
};

/** Node answers this one by itself, and says nothing: no route is ever asked. */
const refuseExpectation = (request: IncomingMessage, response: ServerResponse): void => {
  const problem = problemOf(new UnknownExpectation(request.headers.expect ?? ''));
  response.writeHead(problem.status, { 'content-type': `${PROBLEM_TYPE}; charset=utf-8`, connection: 'close' });
  response.end(JSON.stringify({ ...problem, instance: request.url }));
};

/** A body that is no JSON that is taken. */
class BadBody extends Error {
  readonly statusCode = 400;
  constructor(why: string) {
    super(`The body ${why}`);
  }
}

/** Refuses a charset that JSON does not come in. */
const checkCharset = ({ headers }: FastifyRequest): void => {
  const [, charset = 'utf-8'] =
    /;\s{0,20}charset\s{0,20}=\s{0,20}"?([\w-]{1,40})/i.exec(headers['content-type'] ?? '') ?? [];
  if (!/^utf-?8$|^us-ascii$/i.test(charset)) throw new UnsupportedMediaType(`in ${charset}`, 'it in UTF-8');
};

const bodyOf = (request: FastifyRequest, bytes: Buffer): unknown => {
  checkCharset(request);
  if (bytes.length === 0) throw new BadBody('is empty: send a JSON object.');
  try {
    return valueOf(textOf(bytes));
  } catch (error) {
    if (error instanceof NestedTooDeep) throw new TooDeep(DEEPEST);
    throw error instanceof NotTaken ? new BadBody(error.message) : error;
  }
};

/** Has a server read JSON as it is taken, and no other way. */
const takeJson = (instance: FastifyInstance): void => {
  instance.removeContentTypeParser(JSON_TYPE);
  instance.addContentTypeParser(JSON_TYPE, { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) =>
    bodyOf(request, body),
  );
};

const isImport = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url === operationOf('importLog').path;

/** The refusal of a request's body for its type, by the types that are taken where it was sent. */
export const untaken = (request: FastifyRequest): UnsupportedMediaType =>
  new UnsupportedMediaType(request.headers['content-type'], isImport(request) ? JSONL_TYPES.join(' or ') : JSON_TYPE);

/** Has a server take JSON lines, as a stream, where a file of events is imported and nowhere else. */
const takeJsonLines = (instance: FastifyInstance): void => {
  instance.addContentTypeParser([...JSONL_TYPES], (request, payload, done) => {
    if (isImport(request)) done(null, payload);
    else done(untaken(request));
  });
};

/** Has a server refuse them, before any route is on it. */
export const refuseOdd = (instance: FastifyInstance): void => {
  instance.removeContentTypeParser('text/plain');
  takeJson(instance);
  takeJsonLines(instance);
  instance.server.on('checkExpectation', refuseExpectation);
  instance.addHook('onRequest', (request, _reply, done) => {
    checkEncoding(request);
    done();
  });
};
