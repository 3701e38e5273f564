import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Age } from '../record/age.js';
import { BadQuestion } from '../record/question-refusals.js';
import type { Operation } from './operation.js';
import { DATES } from './parameters.js';
import { operationIn } from './serves.js';

type Texts = Readonly<Record<string, string>>;

/** A question as HTTP put it: the path's and the query's parameters as text, and the log position it wants at least. */
export type Asking = Readonly<{ path: Texts; query: Texts; minimum: number }>;

export const MINIMUM_HEADER = 'x-on-record-min-position';
export const POSITION_HEADER = 'x-on-record-position';
export const AS_OF_HEADER = 'x-on-record-as-of';
export const AGE_HEADER = 'age';

/** What an answer says of its age (seconds, as RFC 9111 has `Age`), where the log's head could not be confirmed. */
export const ageHeaders = (age: Age | undefined): Readonly<Record<string, string>> =>
  age === undefined ? {} : { [AS_OF_HEADER]: age.asOf, [AGE_HEADER]: String(age.seconds) };

const checked = (operation: Operation, name: string, value: unknown): string => {
  if (!(operation.query as readonly string[]).includes(name)) {
    const known = operation.query.length === 0 ? 'none' : operation.query.join(', ');
    throw new BadQuestion(name, `There is no parameter “${name}” here. There are: ${known}.`);
  }
  if (typeof value !== 'string') throw new BadQuestion(name, `“${name}” is given more than once: give it once.`);
  return DATES.includes(name) && value.includes('T') ? value.replace(' ', '+') : value;
};

/** The query's parameters, each known to the operation and given once. */
export const queryOf = (request: FastifyRequest, operation: Operation): Texts =>
  Object.fromEntries(
    Object.entries(request.query as Readonly<Record<string, unknown>>).map(([name, value]) => [
      name,
      checked(operation, name, value),
    ]),
  );

/** The log position that a request wants to be met at least, as its query or its header says. */
export const minimumOf = (request: FastifyRequest, query: Texts): number => {
  const header = request.headers[MINIMUM_HEADER];
  const [field, text] =
    query['minPosition'] === undefined ? [MINIMUM_HEADER, header] : ['minPosition', query['minPosition']];
  if (text === undefined) return 0;
  if (typeof text === 'string' && /^\d{1,10}$/.test(text)) return Number(text);
  throw new BadQuestion(field, `“${String(text)}” is no log position: give a whole number.`);
};

/** A flag of the query: `true`, or `false` where it is left out. */
export const flagIn = (query: Texts, name: string): boolean => {
  const text = query[name];
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw new BadQuestion(name, `“${text}” will not do: give true or false.`);
};

export const askingOf = (request: FastifyRequest, operation: Operation): Asking => {
  const query = queryOf(request, operation);
  return { path: request.params as Texts, query, minimum: minimumOf(request, query) };
};

/** The question that a request puts. */
export const Asked = createParamDecorator((_nothing: undefined, context: ExecutionContext): Asking =>
  askingOf(context.switchToHttp().getRequest<FastifyRequest>(), operationIn(context)),
);
