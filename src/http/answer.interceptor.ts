import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { shaped } from './answer.js';
import { askingOf } from './asking.js';
import type { Answered } from './questions.js';
import { operationIn } from './serves.js';

/** Gives each answer the form that was asked for, and says up to which log position it was read for. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor<Answered<unknown>, unknown> {
  intercept(context: ExecutionContext, next: CallHandler<Answered<unknown>>): Observable<unknown> {
    const http = context.switchToHttp();
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
    const operation = operationIn(context);
    return next
      .handle()
      .pipe(map((answered) => shaped(request, reply, operation, askingOf(request, operation), answered)));
  }
}
