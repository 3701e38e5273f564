import { Controller, Inject, UseInterceptors } from '@nestjs/common';
import { readPosition } from '../../projections/index.js';
import type { StatementCitation } from '../proof/citation.js';
import {
  type CheckpointShown,
  checkpointShown,
  type ConsistencyShown,
  consistencyShown,
  type InclusionShown,
  inclusionShown,
} from '../proof/shown.js';
import { citationOf } from '../record/cite.js';
import type { Machine } from '../record/machine.js';
import { BadQuestion } from '../record/question-refusals.js';
import { AnswerInterceptor } from './answer.interceptor.js';
import { Asked, type Asking } from './asking.js';
import type { Answered } from './questions.js';
import { Serves } from './serves.js';
import { MACHINE } from './tokens.js';

const numberIn = ({ query }: Asking, name: string): number | undefined => {
  const given = query[name];
  if (given === undefined || /^[1-9]\d{0,9}$/.test(given)) return given === undefined ? undefined : Number(given);
  throw new BadQuestion(name, `“${given}” will not do for ${name}: give a whole number from 1 on.`);
};

const required = (asking: Asking, name: string): number => {
  const given = numberIn(asking, name);
  if (given === undefined) throw new BadQuestion(name, `“${name}” is required: a whole number from 1 on.`);
  return given;
};

/** What can be proved of the log: that it was signed, that an event is in it, that it only grew. */
@Controller()
@UseInterceptors(AnswerInterceptor)
export class ProofController {
  constructor(@Inject(MACHINE) private readonly machine: Machine) {}

  @Serves('checkpoint')
  checkpoint(@Asked() asking: Asking): Promise<Answered<CheckpointShown>> {
    return this.answered(asking, async () => checkpointShown(await this.machine.proofs.last(asking.minimum)));
  }

  @Serves('inclusion')
  inclusion(@Asked() asking: Asking): Promise<Answered<InclusionShown>> {
    const [position, size] = [required(asking, 'position'), numberIn(asking, 'size')];
    return this.answered(asking, async () => inclusionShown(await this.machine.proofs.inclusion(position, size)));
  }

  @Serves('consistency')
  consistency(@Asked() asking: Asking): Promise<Answered<ConsistencyShown>> {
    const [from, to] = [required(asking, 'from'), numberIn(asking, 'to')];
    return this.answered(asking, async () => consistencyShown(await this.machine.proofs.consistency(from, to)));
  }

  @Serves('citation')
  async citation(@Asked() asking: Asking): Promise<Answered<StatementCitation>> {
    const { proofs, runner, store } = this.machine;
    const readings = await runner.caughtUp(asking.minimum);
    const answer = await citationOf({ proofs, readings, store }, asking.path['statement'] ?? '');
    return { answer, position: readPosition(readings) };
  }

  private async answered<Answer>({ minimum }: Asking, answer: () => Promise<Answer>): Promise<Answered<Answer>> {
    const readings = await this.machine.runner.caughtUp(minimum);
    return { answer: await answer(), position: readPosition(readings) };
  }
}
