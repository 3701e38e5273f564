import { ArgumentsHost, Catch, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ageIn } from '../record/age.js';
import { Refusal } from '../refusal.js';
import { Denied, KeysUnreadable } from './access/refusals.js';
import { holdsSecret, withoutSecrets } from './access/secrets.js';
import { ageHeaders } from './asking.js';
import { MethodNotAllowed, Misdirected, NoSuchRoute } from './http-refusals.js';
import { noteProblem } from './logging.js';
import { untaken } from './odd-requests.js';
import { methodsAt } from './operations.js';
import { headersOf, Problem, problemOf, PROBLEM_TYPE } from './problem.js';

const headersFor = (error: unknown, { status }: Problem): Readonly<Record<string, string>> => ({
  'content-type': `${PROBLEM_TYPE}; charset=utf-8`,
  'cache-control': 'no-store',
  ...(status === 503 ? { 'retry-after': '2' } : {}),
  ...ageHeaders(ageIn(error)),
  ...headersOf(error),
  ...(error instanceof MethodNotAllowed ? { allow: error.allowed.join(', ') } : {}),
});

/** What was not routed, told as what is not there, or takes another method. */
const unrouted = (request: FastifyRequest): Error => {
  const [path = ''] = request.url.split('?');
  const methods = methodsAt(path);
  return methods.length === 0 ? new NoSuchRoute(path) : new MethodNotAllowed(request.method, path, methods);
};

/** The address that went wrong, without the query where that holds what it should not. */
const placeOf = ({ url }: FastifyRequest): string => (holdsSecret(url) ? '/' : url);

const isCoded = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;

/** Whether the server itself refused a body for its type, in words that say neither what came nor what is taken. */
const isUntaken = (error: unknown): boolean =>
  error instanceof Error && [error, error.cause].some((one) => isCoded(one, 'FST_ERR_CTP_INVALID_MEDIA_TYPE'));

/** Send a problem as RFC 9457 has it. Where an answer was under way already, it is cut instead. */
export const sendProblem = (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
  const problem = problemOf(isUntaken(error) ? untaken(request) : error);
  noteProblem(request, problem.type.replace(/^.*:/, ''));
  if (problem.status === 500) request.log.error({ err: error }, 'unexpected');
  if (error instanceof KeysUnreadable) request.log.error({ err: error.cause }, 'keys unreadable');
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply
    .code(problem.status)
    .headers(headersFor(error, problem))
    .send(withoutSecrets(JSON.stringify({ ...problem, instance: placeOf(request) })));
};

/** What was said no to before anybody looked where it would lead. */
const isOfTheDoor = (error: unknown): boolean =>
  error instanceof Denied || error instanceof Refusal || error instanceof Misdirected;

/** Every failure becomes a problem here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    sendProblem(request.is404 && !isOfTheDoor(error) ? unrouted(request) : error, request, reply);
  }
}
