import { DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { AnswerInterceptor } from './http/answer.interceptor.js';
import { commandHandlers } from './http/command-handlers.js';
import { FeedController } from './http/feed.controller.js';
import { HealthController } from './http/health.controller.js';
import { LogController } from './http/log.controller.js';
import { LookUpsController } from './http/look-ups.controller.js';
import { PositionsController } from './http/positions.controller.js';
import { ProofController } from './http/proof.controller.js';
import { questionHandlers } from './http/question-handlers.js';
import { Recorder } from './http/recorder.js';
import { Streams } from './http/streams.js';
import { MACHINE } from './http/tokens.js';
import { WritesController } from './http/writes.controller.js';
import type { Machine } from './record/machine.js';

/** The service: what can be asked, what can be recorded, what is told as it happens. */
@Module({})
export class AppModule {
  static on(machine: Machine): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        PositionsController,
        FeedController,
        LookUpsController,
        LogController,
        ProofController,
        WritesController,
        HealthController,
      ],
      providers: [
        { provide: MACHINE, useValue: machine },
        ...questionHandlers,
        ...commandHandlers,
        Recorder,
        Streams,
        AnswerInterceptor,
      ],
    };
  }
}
