/** Canonical texts on the server: a stream for each, outside the log, in binary events of 256 KiB of UTF-8. */

import type { EventData, EventStoreDBClient, ResolvedEvent } from '@eventstore/db-client';
import { v5 as uuid } from 'uuid';
import { Refusal } from '../../refusal.js';
import { hashedChunks, hashOf } from '../sqlite/texts.js';
import { trying } from './append.js';
import type { CatchUp } from './catch-up.js';
import { failureOf, unreachableAt } from './client-errors.js';
import { type Connection, within } from './connection.js';
import type { Limits } from './limits.js';
import { collected } from './reading.js';
import { TextDamaged } from './refusals.js';

/** Outside `onrecord-`, so that no text is an event of the log. */
const TEXT_PREFIX = 'onrecordtext-';

/** How many chunks go into one append: with what is said of each they stay below 1 MiB, which every server takes. */
const CHUNKS_AT_ONCE = 3;

/** The namespace of the ids of chunks, by UUIDv5 of the stream and the chunk's number. */
const NAMESPACE = '6f0d6a52-64a5-4c3e-9d3b-0c8a3f1b7e55';

export type TextsOptions = Readonly<{ connection: Connection; limits: Limits; catchUp: CatchUp }>;

const chunkEvent = (name: string, chunks: readonly Buffer[], index: number): EventData => ({
  id: uuid(`${name}/${index}`, NAMESPACE),
  contentType: 'application/octet-stream',
  type: 'SourceTextChunk',
  data: new Uint8Array(chunks[index] ?? []),
  metadata: { chunk: index, chunks: chunks.length },
});

type Chunk = Readonly<{ bytes: Uint8Array; chunk: number; chunks: number }>;

/** The chunks of a stream, from its end backwards or all of them; none where there is no such stream. */
const chunksIn = async (
  client: EventStoreDBClient,
  stream: string,
  { read }: Limits,
  last = false,
): Promise<readonly Chunk[]> => {
  const options = last ? { direction: 'backwards' as const, fromRevision: 'end' as const, maxCount: 1 } : {};
  let events: readonly ResolvedEvent[] = [];
  try {
    events = await collected(client.readStream(stream, options), read);
  } catch (error) {
    if (failureOf(error).kind !== 'stream-not-found') throw error;
  }
  return events.flatMap(({ event }) => {
    const { chunk, chunks } = (event?.metadata ?? {}) as Partial<Chunk>;
    if (!(event?.data instanceof Uint8Array) || typeof chunk !== 'number' || typeof chunks !== 'number')
      throw new TextDamaged(stream, 'it holds something that On Record did not write');
    return [{ bytes: event.data, chunk, chunks }];
  });
};

const isWhole = (last: Chunk | undefined): boolean => last !== undefined && last.chunk === last.chunks - 1;

/** Appends the chunks in order. The same ids at the same revisions are no new events, so it may be done again. */
const write = async (
  client: EventStoreDBClient,
  stream: string,
  chunks: readonly Buffer[],
  limits: Limits,
  name = stream,
): Promise<void> => {
  for (let first = 0; first < chunks.length; first += CHUNKS_AT_ONCE) {
    const some = chunks.slice(first, first + CHUNKS_AT_ONCE).map((_, at) => chunkEvent(name, chunks, first + at));
    const expectedRevision = first === 0 ? ('no_stream' as const) : BigInt(first - 1);
    const options = { expectedRevision, deadline: limits.append };
    await within('an append', limits.append, client.appendToStream(stream, some, options));
  }
};

const textOf = (stream: string, sha256: string, chunks: readonly Chunk[]): string | undefined => {
  if (!isWhole(chunks.at(-1))) return undefined;
  const bytes = Buffer.concat(chunks.map((chunk) => chunk.bytes));
  if (hashOf(bytes) !== sha256) throw new TextDamaged(stream, `its SHA-256 is ${hashOf(bytes)}`);
  return bytes.toString('utf8');
};

/** The texts of a server. What was kept half, because the server went away, is nothing until it is kept again. */
export const textsOn = ({ connection, limits, catchUp }: TextsOptions) => {
  const asked = async <Result>(
    after: string,
    work: (client: EventStoreDBClient) => Promise<Result>,
  ): Promise<Result> => {
    try {
      await trying(limits.head, limits, catchUp.toHead);
      return await trying(limits.appendTotal, limits, () => connection.using(work));
    } catch (error) {
      throw error instanceof Refusal ? error : unreachableAt(connection.shown, error, after);
    }
  };
  return {
    put: async (sha256: string, text: string): Promise<void> => {
      const chunks = hashedChunks(sha256, text);
      const stream = `${TEXT_PREFIX}${sha256}`;
      await asked('Whether the text was kept is unknown: keep it again.', async (client) => {
        const isKept = async (): Promise<boolean> => isWhole((await chunksIn(client, stream, limits, true))[0]);
        if (await isKept()) return;
        await write(client, stream, chunks, limits);
        // The server takes the ids of what was erased for the same events again: then they are given others.
        if (!(await isKept())) await write(client, stream, chunks, limits, `${stream}/${Date.now()}`);
      });
    },
    get: async (sha256: string): Promise<string | undefined> => {
      const stream = `${TEXT_PREFIX}${sha256}`;
      const chunks = await asked('Texts are kept on the server alone.', (client) => chunksIn(client, stream, limits));
      return textOf(stream, sha256, chunks);
    },
    /** The stream is deleted, so that nobody is given it any more; a scavenge of each node takes its bytes from the disk. */
    erase: async (sha256: string): Promise<void> => {
      const stream = `${TEXT_PREFIX}${sha256}`;
      await asked('Whether the text was erased is unknown: erase it again.', async (client) => {
        if ((await chunksIn(client, stream, limits, true)).length === 0) return;
        const options = { expectedRevision: 'any' as const, deadline: limits.append };
        await within('a deletion', limits.append, client.deleteStream(stream, options));
      });
    },
  };
};
