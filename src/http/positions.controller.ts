import { Controller, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AnswerInterceptor } from './answer.interceptor.js';
import { Asked, type Asking } from './asking.js';
import type { Answered } from './questions.js';
import * as questions from './questions.js';
import { Serves } from './serves.js';

/** Who stands where. */
@Controller()
@UseInterceptors(AnswerInterceptor)
export class PositionsController {
  constructor(private readonly questions: QueryBus) {}

  @Serves('board')
  board(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskBoard(asking));
  }

  @Serves('position')
  position(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskPosition(asking));
  }

  @Serves('history')
  history(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskHistory(asking));
  }

  @Serves('diff')
  diff(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskDiff(asking));
  }

  @Serves('positionCorrections')
  positionCorrections(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskPositionCorrections(asking));
  }
}
