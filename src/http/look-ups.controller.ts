import { Controller, UseInterceptors } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { AnswerInterceptor } from './answer.interceptor.js';
import { Asked, type Asking } from './asking.js';
import type { Answered } from './questions.js';
import * as questions from './questions.js';
import { Serves } from './serves.js';

/** What is on record, by id, name or words. */
@Controller()
@UseInterceptors(AnswerInterceptor)
export class LookUpsController {
  constructor(private readonly questions: QueryBus) {}

  @Serves('search')
  search(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskSearch(asking));
  }

  @Serves('actors')
  actors(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskActors(asking));
  }

  @Serves('actor')
  actor(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskActor(asking));
  }

  @Serves('issues')
  issues(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskIssues(asking));
  }

  @Serves('issue')
  issue(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskIssue(asking));
  }

  @Serves('sources')
  sources(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskSources(asking));
  }

  @Serves('source')
  source(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskSource(asking));
  }

  @Serves('statements')
  statements(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskStatements(asking));
  }

  @Serves('statement')
  statement(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskStatement(asking));
  }

  @Serves('thread')
  thread(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskThread(asking));
  }

  @Serves('versions')
  versions(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskVersions(asking));
  }

  @Serves('corrections')
  corrections(@Asked() asking: Asking): Promise<Answered<unknown>> {
    return this.questions.execute(new questions.AskCorrections(asking));
  }
}
