import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { queryOf } from './asking.js';
import { operationIn } from './serves.js';

/** Refuses what a route that asks for nothing was asked. */
@Injectable()
export class KnownParameters implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    queryOf(context.switchToHttp().getRequest<FastifyRequest>(), operationIn(context));
    return true;
  }
}
