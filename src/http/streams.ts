import { Injectable, OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { principalOf } from './access/principal.js';
import { clientOf } from './access/rates.js';
import { TooManyOfYours, TooManyStreams } from './access/refusals.js';
import { Refusal } from '../refusal.js';
import { STREAM_TYPE } from './operation.js';

/** How often a silent stream says that it lives, in milliseconds: proxies cut those that are silent for 55 s. */
const HEARTBEAT_MS = 15_000;
/** How long a reader that was cut waits before it comes back, in milliseconds. */
const RETRY_MS = 2_000;
/** Over how long readers come back after the service ended, in milliseconds: not all at once. */
const SPREAD_MS = 8_000;

const HEADERS = {
  'content-type': `${STREAM_TYPE}; charset=utf-8`,
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
};

/** A message of a stream (WHATWG server-sent events) as it is sent: its id, and its data in one line. */
export const message = (id: string, data: string): Buffer => Buffer.from(`id: ${id}\ndata: ${data}\n\n`);

/** Resolves when what was written has gone out, or when nobody reads any more. */
const drained = (raw: ServerResponse, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      raw.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    raw.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
    if (signal.aborted) done();
  });

/** Shows at each beat that the stream lives, and looks whether its key still does. */
const beatOn = (raw: ServerResponse, request: FastifyRequest, every: number, end: () => void): NodeJS.Timeout =>
  setInterval(() => {
    if (principalOf(request)?.isLive() === false) end();
    else if (!raw.writableNeedDrain) raw.write(': still here\n\n');
  }, every).unref();

/** What a reader is told when the service ends: where to go on is in the last id it has. */
const parting = (): string => {
  const retry = RETRY_MS + Math.floor(Math.random() * SPREAD_MS);
  return `: the service is stopping, come back\nretry: ${retry}\n\n`;
};

/** How many streams may be open at once, in all and for one client, and how often each shows that it lives, in milliseconds. */
export type StreamLimits = Readonly<{ all: number; each: () => number; beatMs: number }>;

const NO_LIMITS: StreamLimits = {
  all: Number.POSITIVE_INFINITY,
  each: () => Number.POSITIVE_INFINITY,
  beatMs: HEARTBEAT_MS,
};

const sendAll = async (raw: ServerResponse, messages: AsyncIterable<Buffer>, signal: AbortSignal): Promise<void> => {
  for await (const sent of messages) {
    if (signal.aborted) return;
    if (!raw.write(sent)) await drained(raw, signal);
  }
};

/** The streams that are open, so that they end when the service does. */
@Injectable()
export class Streams implements OnModuleDestroy {
  private readonly open = new Map<AbortController, string>();
  private isEnding = false;
  private limits = NO_LIMITS;

  /** How many are open. */
  get count(): number {
    return this.open.size;
  }

  limit(limits: Partial<StreamLimits>): void {
    this.limits = { ...this.limits, ...limits };
  }

  onModuleDestroy(): void {
    this.isEnding = true;
    for (const stream of this.open.keys()) stream.abort();
  }

  /**
   * Send messages as they come, at the reader's pace, until it goes or the service ends. The first thing sent is the id
   * that the stream starts after, so that a reader cut before its first message comes back to the same place.
   *
   * @throws TooManyStreams, TooManyOfYours before anything is sent.
   */
  async send(
    reply: FastifyReply,
    start: string,
    headers: Readonly<Record<string, string>>,
    messages: (signal: AbortSignal) => AsyncIterable<Buffer>,
  ): Promise<void> {
    const stream = this.admitted(reply.request);
    reply.hijack();
    const { raw, request } = reply;
    raw.once('close', () => stream.abort());
    raw.writeHead(200, { ...HEADERS, ...headers });
    raw.write(`: on record\nretry: ${RETRY_MS}\nid: ${start}\n\n`);
    const beat = beatOn(raw, request, this.limits.beatMs, () => stream.abort());
    try {
      if (request.method !== 'HEAD') await sendAll(raw, messages(stream.signal), stream.signal);
    } catch (error) {
      const why = error instanceof Refusal ? error.message.replaceAll(/\s+/g, ' ') : (error as Error).name;
      raw.write(`: cut short, come back: ${why}\n\n`);
    } finally {
      clearInterval(beat);
      stream.abort();
      this.open.delete(stream);
      raw.end(this.isEnding ? parting() : undefined);
    }
  }

  private admitted(request: FastifyRequest): AbortController {
    const client = clientOf(request);
    const { all, each } = this.limits;
    if (this.open.size >= all) throw new TooManyStreams(all);
    const most = each();
    if ([...this.open.values()].filter((other) => other === client).length >= most) throw new TooManyOfYours(most);
    const stream = new AbortController();
    this.open.set(stream, client);
    return stream;
  }
}
