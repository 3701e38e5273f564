import type { Readable } from 'node:stream';
import { linesOf } from '../record/lines.js';
import { BodyTooLarge } from './http-refusals.js';

/** The longest file that is taken over HTTP, in bytes. */
export const LONGEST_IMPORT = 256 * 1_048_576;

const limited = async function* (body: Readable, limit: number): AsyncGenerator<Buffer, void, undefined> {
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new BodyTooLarge(limit);
    yield chunk;
  }
};

/**
 * The lines of a body, as they arrive.
 *
 * @throws BodyTooLarge, BadLine
 */
export const linesIn = (body: Readable, limit = LONGEST_IMPORT): AsyncGenerator<string, void, undefined> =>
  linesOf(limited(body, limit));
