import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { InvalidCommand } from '../commands/check.js';
import type { AnyCommand } from '../commands/list.js';
import { canonicalText, sha256Of } from '../deciders/quotes.js';
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

const textIn = (wish: Wish): string => {
  const { text } = wish.fields;
  const fault = (pointer: string, detail: string): InvalidCommand =>
    new InvalidCommand(wish.name, [{ pointer, detail }]);
  const stray = Object.keys(wish.fields).find((field) => field !== 'text' && field !== 'sourceId');
  if (stray !== undefined) throw fault(`/${stray}`, 'goes with no text: give the text alone, or sha256 and length');
  if (typeof text !== 'string' || text.trim() === '') throw fault('/text', 'must be a text that says something');
  if (/[\0\p{Surrogate}]/u.test(text)) throw fault('/text', 'holds half a character (a lone surrogate) or a NUL');
  return canonicalText(text);
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

  /** Record the capture of a text, and keep the text beside the log: first, so that nothing captured is ever without. */
  async recordText(wish: Wish, reply: FastifyReply): Promise<Outcome> {
    if (!('text' in wish.fields)) return this.record(wish, reply);
    const text = textIn(wish);
    const sha256 = sha256Of(text);
    const { sourceId } = wish.fields;
    const command = commandOf({ ...wish, fields: { sourceId, sha256, length: text.length } });
    await this.reached(wish);
    const foreseen = await this.executed(command, true);
    if (wish.dryRun) return this.replied(command, foreseen, reply);
    await this.machine.store.putText(sha256, text);
    return this.replied(command, await this.executed(command, false), reply);
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
