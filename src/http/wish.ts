import { randomUUID } from 'node:crypto';
import { createParamDecorator, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { commandFrom, InvalidCommand } from '../commands/check.js';
import type { CommandMeta } from '../commands/command.js';
import type { AnyCommand, CommandName } from '../commands/list.js';
import { ANONYMOUS, printable } from '../commands/meta.js';
import { Body, isObject, placed } from '../commands/placed.js';
import { BadQuestion } from '../record/question-refusals.js';
import { recordedByIn } from './access/principal.js';
import { flagIn, minimumOf, queryOf } from './asking.js';
import { UnsupportedMediaType } from './http-refusals.js';
import { JSON_TYPE, Operation } from './operation.js';
import { operationIn } from './serves.js';

/** What is to be recorded, as HTTP put it: the command's fields, who wishes it, and whether it is only to be tried. */
export type Wish = Readonly<{
  name: CommandName;
  fields: Body;
  meta: CommandMeta;
  dryRun: boolean;
  /** The log position that it has to be decided on at least. */
  minimum: number;
}>;

export const COMMAND_ID_HEADER = 'idempotency-key';
export const RECORDED_BY_HEADER = 'x-recorded-by';
const commandIdOf = (request: FastifyRequest, given: unknown): string => {
  const header = request.headers[COMMAND_ID_HEADER];
  if (header !== undefined && given !== undefined && header !== given)
    throw new BadQuestion('commandId', 'The Idempotency-Key header and commandId name two commands: give one.');
  if (header !== undefined) return printable(COMMAND_ID_HEADER, header);
  return given === undefined ? randomUUID() : printable('commandId', given);
};

/** Who records: whoever was let in, else as the request says. */
export const recorderIn = (request: FastifyRequest): Readonly<{ recordedBy?: string }> => {
  const header = request.headers[RECORDED_BY_HEADER];
  const recordedBy = recordedByIn(request, header === undefined ? undefined : printable(RECORDED_BY_HEADER, header));
  return recordedBy === undefined ? {} : { recordedBy };
};

const metaOf = (request: FastifyRequest, commandId: unknown): CommandMeta => ({
  commandId: commandIdOf(request, commandId),
  recordedBy: recorderIn(request).recordedBy ?? ANONYMOUS,
});

const fieldsOf = (operation: Operation, name: CommandName, body: Body, path: Readonly<Record<string, string>>): Body =>
  Object.entries(operation.fields ?? {}).reduce(
    (fields, [parameter, field]) => placed(name, fields, field, path[parameter] ?? ''),
    body,
  );

const bodyOf = (request: FastifyRequest, name: CommandName): Body => {
  const { body } = request;
  if (body === undefined) throw new UnsupportedMediaType(undefined, JSON_TYPE);
  if (!isObject(body)) throw new InvalidCommand(name, [{ pointer: '', detail: 'must be a JSON object' }]);
  return body;
};

const wishOf = (request: FastifyRequest, operation: Operation): Wish => {
  const query = queryOf(request, operation);
  const dryRun = flagIn(query, 'dryRun');
  const name = operation.command as CommandName;
  const { commandId, ...body } = bodyOf(request, name);
  const fields = fieldsOf(operation, name, body, request.params as Readonly<Record<string, string>>);
  return { name, fields, meta: metaOf(request, commandId), dryRun, minimum: minimumOf(request, query) };
};

/** The wish that a request makes. */
export const Wished = createParamDecorator((_nothing: undefined, context: ExecutionContext): Wish =>
  wishOf(context.switchToHttp().getRequest<FastifyRequest>(), operationIn(context)),
);

/** The checked command of a wish. */
export const commandOf = ({ name, fields, meta }: Wish): AnyCommand => commandFrom(name, fields, meta) as AnyCommand;
