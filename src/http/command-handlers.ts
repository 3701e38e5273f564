import { Inject, Type } from '@nestjs/common';
import { CommandHandler, ICommandHandler } from '@nestjs/cqrs';
import { AnyCommand, COMMANDS } from '../commands/list.js';
import type { Outcome } from '../record/ledger.js';
import type { Machine } from '../record/machine.js';
import { MACHINE } from './tokens.js';

/** A command of which only what it would change is asked. */
export class DryRun {
  constructor(readonly command: AnyCommand) {}
}

@CommandHandler(DryRun)
class DryRunHandler implements ICommandHandler<DryRun, Outcome> {
  constructor(@Inject(MACHINE) private readonly machine: Machine) {}

  execute({ command }: DryRun): Promise<Outcome> {
    return this.machine.ledger.execute(command, { dryRun: true });
  }
}

/** The handler of a command: the ledger, which the command line calls too. */
const recording = (Command: Type<AnyCommand>): Type => {
  @CommandHandler(Command)
  class Handler {
    constructor(@Inject(MACHINE) private readonly machine: Machine) {}

    execute(command: AnyCommand): Promise<Outcome> {
      return this.machine.ledger.execute(command);
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${Command.name}Handler` });
  return Handler;
};

/** One handler for each command. */
export const commandHandlers: readonly Type[] = [DryRunHandler, ...Object.values(COMMANDS).map(recording)];
