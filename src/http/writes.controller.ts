import { Controller, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Outcome } from '../record/ledger.js';
import { Recorder } from './recorder.js';
import { Serves } from './serves.js';
import { type Wish, Wished } from './wish.js';

const Reply = (): ParameterDecorator => Res({ passthrough: true });

/** What can be recorded, a command each. */
@Controller()
export class WritesController {
  constructor(private readonly recorder: Recorder) {}

  @Serves('openRecord')
  openRecord(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('registerActor')
  registerActor(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('nameActor')
  nameActor(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('recordMembership')
  recordMembership(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('correctMembership')
  correctMembership(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('openIssue')
  openIssue(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('wordProposition')
  wordProposition(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('rewordProposition')
  rewordProposition(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('describeSource')
  describeSource(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('captureSource')
  captureSource(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.recordText(wish, reply);
  }

  @Serves('withholdSource')
  withholdSource(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('releaseSource')
  releaseSource(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('recordStatement')
  recordStatement(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('codeStatement')
  codeStatement(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('reviseCoding')
  reviseCoding(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('corroborateStatement')
  corroborateStatement(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('correctReport')
  correctReport(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('correctStatement')
  correctStatement(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('voidStatement')
  voidStatement(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('withdrawStatement')
  withdrawStatement(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }

  @Serves('voidWithdrawal')
  voidWithdrawal(@Wished() wish: Wish, @Reply() reply: FastifyReply): Promise<Outcome> {
    return this.recorder.record(wish, reply);
  }
}
