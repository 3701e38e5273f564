import { ArgumentsHost, Catch, ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ageIn } from '../record/age.js';
import { ageHeaders } from './asking.js';
import { MethodNotAllowed, NoSuchRoute } from './http-refusals.js';
import { methodsAt } from './operations.js';
import { Problem, problemOf, PROBLEM_TYPE } from './problem.js';

const logger = new Logger('http');

const headersFor = (error: unknown, { status }: Problem): Readonly<Record<string, string>> => ({
  'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
  'cache-control': 'no-store',
  ...(status === 503 ? { 'retry-after': '2' } : {}),
  ...ageHeaders(ageIn(error)),
  ...(error instanceof MethodNotAllowed ? { allow: error.allowed.join(', ') } : {}),
});

/** What was not routed, told as what is not there, or takes another method. */
const unrouted = (request: FastifyRequest): Error => {
  const [path = ''] = request.url.split('?');
  const methods = methodsAt(path);
  return methods.length === 0 ? new NoSuchRoute(path) : new MethodNotAllowed(request.method, path, methods);
};

/** Send a problem as RFC 9457 has it. Where an answer was under way already, it is cut instead. */
export const sendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  const problem = problemOf(error);
  if (problem.status === 500) logger.error(error instanceof Error ? error.stack : error);
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply
    .code(problem.status)
    .headers(headersFor(error, problem))
    .send(JSON.stringify({ ...problem, instance: request.url }));
};

/** Every failure becomes a problem here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    sendProblem(request.is404 ? unrouted(request) : error, request, reply);
  }
}
