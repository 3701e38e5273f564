import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { AnyCommand } from '../commands/list.js';
import { capture, givenIn } from '../record/capture.js';
import type { Outcome } from '../record/ledger.js';
import type { Machine } from '../record/machine.js';
import { POSITION_HEADER } from './asking.js';
import { DryRun } from './command-handlers.js';
import { MACHINE } from './tokens.js';
import { commandOf, Wish } from './wish.js';

/** Where what a command records can be read. */
const locationOf = (command: AnyCommand): string => {
  if ('statementId' in command) return `/v1/statements/${command.statementId}`;
  if ('sourceId' in command) return `/v1/sources/${command.sourceId}`;
  if ('issueId' in command) return `/v1/issues/${command.issueId}`;
  if ('actorId' in command) return `/v1/actors/${command.actorId}`;
  return '/v1/events/1';
};

/** Turns wishes into commands on the bus, and their outcomes into replies. */
@Injectable()
export class Recorder {
  constructor(
    private readonly commands: CommandBus,
    @Inject(MACHINE) private readonly machine: Machine,
  ) {}

  async record(wish: Wish, reply: FastifyReply): Promise<Outcome> {
    const command = commandOf(wish);
    await this.reached(wish);
    return this.replied(command, await this.executed(command, wish.dryRun), reply);
  }

  /** Record the capture of a text, and keep the text beside the log. */
  async recordText(wish: Wish, reply: FastifyReply): Promise<Outcome> {
    if (!('text' in wish.fields)) return this.record(wish, reply);
    const given = givenIn(wish.fields);
    const command = commandOf({ ...wish, fields: given.body });
    await this.reached(wish);
    const execute = (dryRun: boolean): Promise<Outcome> => this.executed(command, dryRun);
    const outcome = wish.dryRun ? execute(true) : capture(this.machine.store, given, execute);
    return this.replied(command, await outcome, reply);
  }

  /** A wish is decided on what its sender has seen, whichever instance that was seen on. */
  private async reached({ minimum }: Wish): Promise<void> {
    if (minimum > 0) await this.machine.runner.caughtUp(minimum);
  }

  private executed(command: AnyCommand, dryRun: boolean): Promise<Outcome> {
    return this.commands.execute(dryRun ? new DryRun(command) : command);
  }

  private replied(command: AnyCommand, outcome: Outcome, reply: FastifyReply): Outcome {
    void reply.header(POSITION_HEADER, outcome.position).code(200);
    if (outcome.outcome === 'recorded') void reply.code(201).header('location', locationOf(command));
    return outcome;
  }
}
