import { Injectable, OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ServerResponse } from 'node:http';
import { STREAM_TYPE } from './operation.js';

/** How often a silent stream says that it lives, in milliseconds: proxies cut those that are silent for 55 s. */
const HEARTBEAT_MS = 15_000;
/** How long a reader that was cut waits before it comes back, in milliseconds. */
const RETRY_MS = 2_000;

const HEADERS = {
  'content-type': `${STREAM_TYPE}; charset=utf-8`,
  'cache-control': 'no-cache, no-transform',
  connection: 'keep-alive',
  'x-accel-buffering': 'no',
};

/** A message of a stream (WHATWG server-sent events): its id, and its data in one line. */
export type Message = Readonly<{ id: string; data: string }>;

const framed = ({ id, data }: Message): string => `id: ${id}\ndata: ${data}\n\n`;

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

const beatOn = (raw: ServerResponse): NodeJS.Timeout =>
  setInterval(() => {
    if (!raw.writableNeedDrain) raw.write(': still here\n\n');
  }, HEARTBEAT_MS).unref();

const sendAll = async (raw: ServerResponse, messages: AsyncIterable<Message>, signal: AbortSignal): Promise<void> => {
  for await (const message of messages) {
    if (signal.aborted) return;
    if (!raw.write(framed(message))) await drained(raw, signal);
  }
};

/** The streams that are open, so that they end when the service does. */
@Injectable()
export class Streams implements OnModuleDestroy {
  private readonly open = new Set<AbortController>();

  onModuleDestroy(): void {
    for (const stream of this.open) stream.abort();
  }

  /**
   * Send messages as they come, at the reader's pace, until it goes or the service ends. The first thing sent is the id
   * that the stream starts after, so that a reader cut before its first message comes back to the same place.
   */
  async send(
    reply: FastifyReply,
    start: string,
    headers: Readonly<Record<string, string>>,
    messages: (signal: AbortSignal) => AsyncIterable<Message>,
  ): Promise<void> {
    const stream = new AbortController();
    this.open.add(stream);
    reply.hijack();
    const { raw } = reply;
    raw.once('close', () => stream.abort());
    raw.writeHead(200, { ...HEADERS, ...headers });
    raw.write(`: on record\nretry: ${RETRY_MS}\nid: ${start}\n\n`);
    const beat = beatOn(raw);
    try {
      if (reply.request.method !== 'HEAD') await sendAll(raw, messages(stream.signal), stream.signal);
    } catch (error) {
      raw.write(`: cut short, come back: ${(error as Error).name}\n\n`);
    } finally {
      clearInterval(beat);
      stream.abort();
      this.open.delete(stream);
      raw.end();
    }
  }
}
