import { ArgumentsHost, Catch, ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MethodNotAllowed } from './http-refusals.js';
import { Problem, problemOf, PROBLEM_TYPE } from './problem.js';

const logger = new Logger('http');

const headersFor = (error: unknown, { status }: Problem): Readonly<Record<string, string>> => ({
  'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
  'cache-control': 'no-store',
  ...(status === 503 ? { 'retry-after': '2' } : {}),
  ...(error instanceof MethodNotAllowed ? { allow: error.allowed.join(', ') } : {}),
});

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
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
