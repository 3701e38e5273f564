import { Controller, Inject, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Change, readPosition } from '../../projections/index.js';
import { readFor } from '../record/age.js';
import type { Machine } from '../record/machine.js';
import { BadQuestion } from '../record/question-refusals.js';
import { lineShown } from '../record/shown-line.js';
import { mediaFor, shaped } from './answer.js';
import { ageHeaders, Asked, type Asking, POSITION_HEADER } from './asking.js';
import { changeFilter, ChangeFilter, changesAfter, latestId, placeAfter } from '../record/feed.js';
import { positionAfter } from './log.js';
import { STREAM_TYPE } from './operation.js';
import { operationOf } from './operations.js';
import { AskChanges } from './questions.js';
import { Serves } from './serves.js';
import { message, Streams } from './streams.js';
import { MACHINE } from './tokens.js';

/** Where a subscriber stopped, as it says it: the browser's header on coming back, else the query. */
const startOf = (request: FastifyRequest, { query }: Asking): string | undefined => {
  const header = request.headers['last-event-id'];
  return typeof header === 'string' && header !== '' ? header : query['after'];
};

/** The events after a position. Each is read before it is shown: what it withholds, or one before it, is not there. */
const eventMessages = async function* (
  { store, runner }: Pick<Machine, 'store' | 'runner'>,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const delivery of store.subscribe(after, { signal })) {
    if (delivery.kind !== 'event') continue;
    const { stored } = delivery;
    const readings = await runner.caughtUp(stored.position, stored.position);
    yield message(String(stored.position), lineShown(readings, stored));
  }
};

/** How many messages are kept made: those that many streams are about to send. */
const KEPT = 256;
const kept = new Map<Change, Buffer>();

/** A change as a message: made once for all who read it as it happens. A change is never changed. */
const messageOf = (change: Change): Buffer => {
  const known = kept.get(change);
  if (known !== undefined) return known;
  const made = message(change.id, JSON.stringify(change));
  kept.set(change, made);
  if (kept.size > KEPT) kept.delete(kept.keys().next().value as Change);
  return made;
};

/** What is told as it happens: changes of positions, and the events of the log. */
@Controller()
export class FeedController {
  constructor(
    private readonly questions: QueryBus,
    private readonly streams: Streams,
    @Inject(MACHINE) private readonly machine: Machine,
  ) {}

  @Serves('changes')
  async changes(@Asked() asking: Asking, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const operation = operationOf('changes');
    if (asking.query['format'] === undefined && mediaFor(request, operation) === STREAM_TYPE)
      return this.changeStream(asking, request, reply);
    const answered = await this.questions.execute(new AskChanges(asking));
    void reply.send(shaped(request, reply, operation, asking, answered));
  }

  @Serves('eventStream')
  async eventStream(
    @Asked() asking: Asking,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { readings, age } = await readFor(this.machine, asking.minimum);
    const head = readPosition(readings);
    const start = positionAfter(startOf(request, asking) ?? String(head), head);
    const headers = { [POSITION_HEADER]: String(head), ...ageHeaders(age) };
    await this.streams.send(reply, String(start), headers, (signal) => eventMessages(this.machine, start, signal));
  }

  private async changeStream(asking: Asking, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const stray = ['limit', 'knownAt'].find((name) => asking.query[name] !== undefined);
    if (stray !== undefined)
      throw new BadQuestion(stray, `“${stray}” is for pages: a stream goes on from what it is given.`);
    const { readings, age } = await readFor(this.machine, asking.minimum);
    const start = startOf(request, asking) ?? latestId(readings);
    const filter = changeFilter(readings, asking.query);
    const headers = { [POSITION_HEADER]: String(readPosition(readings)), vary: 'accept', ...ageHeaders(age) };
    const place = placeAfter(start, readings);
    await this.streams.send(reply, start, headers, (signal) => this.changeMessages(place, filter, signal));
  }

  private async *changeMessages(
    after: ReturnType<typeof placeAfter>,
    filter: ChangeFilter,
    signal: AbortSignal,
  ): AsyncGenerator<Buffer, void, undefined> {
    for await (const change of changesAfter(this.machine, after, filter, signal)) yield messageOf(change);
  }
}
