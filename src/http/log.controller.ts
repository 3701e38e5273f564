import { Controller, Inject, Req, Res, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { ImportReport, importLines } from '../record/import.js';
import type { Machine } from '../record/machine.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { jsonLines } from './answer.js';
import { Asked, type Asking, flagIn, minimumOf, POSITION_HEADER, queryOf } from './asking.js';
import { linesIn } from './jsonl.js';
import { untaken } from './odd-requests.js';
import { operationOf } from './operations.js';
import { type Answered, AskEvent, AskEvents, AskExport, AskProjections } from './questions.js';
import { Serves } from './serves.js';
import { recorderIn } from './wish.js';
import { MACHINE } from './tokens.js';

/** The log itself: its events, what was read of it, and whole files in and out. */
@Controller()
export class LogController {
  constructor(
    private readonly questions: QueryBus,
    @Inject(MACHINE) private readonly machine: Machine,
  ) {}

  @Serves('events')
  async events(@Asked() asking: Asking, @Res() reply: FastifyReply): Promise<void> {
    void reply.send(jsonLines(reply, await this.questions.execute(new AskEvents(asking))));
  }

  @Serves('exportLog')
  async exportLog(@Asked() asking: Asking, @Res() reply: FastifyReply): Promise<void> {
    void reply.send(jsonLines(reply, await this.questions.execute(new AskExport(asking))));
  }

  @Serves('event')
  @UseInterceptors(AnswerInterceptor)
  event(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new AskEvent(asking));
  }

  @Serves('projections')
  @UseInterceptors(AnswerInterceptor)
  projections(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new AskProjections(asking));
  }

  @Serves('importLog')
  async importLog(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportReport> {
    const query = queryOf(request, operationOf('importLog'));
    const { body } = request;
    if (!(body instanceof Readable)) throw untaken(request);
    await this.machine.runner.caughtUp(minimumOf(request, query));
    const report = await importLines(this.machine, linesIn(body), {
      trustRecordedAt: flagIn(query, 'trustRecordedAt'),
      dryRun: flagIn(query, 'dryRun'),
      ...recorderIn(request),
    });
    void reply.code(200).header(POSITION_HEADER, report.position);
    return report;
  }
}
