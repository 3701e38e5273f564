import { applyDecorators, ExecutionContext, Get, Post, SetMetadata } from '@nestjs/common';
import type { Operation } from './operation.js';
import { OperationId, operationOf } from './operations.js';

/** The metadata key under which a route's handler names its operation. */
const OPERATION = 'onrecord:operation';

const routed = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

/** The route of an operation. */
export const Serves = (id: OperationId): MethodDecorator => {
  const { method, path } = operationOf(id);
  return applyDecorators(SetMetadata(OPERATION, id), method === 'get' ? Get(routed(path)) : Post(routed(path)));
};

/** The operation that a request was routed to. */
export const operationIn = (context: ExecutionContext): Operation =>
  operationOf(Reflect.getMetadata(OPERATION, context.getHandler()) as OperationId);
