import type { Readable } from 'node:stream';
import { TextDecoder } from 'node:util';
import { BadLine } from '../record/lines.js';
import { BodyTooLarge } from './http-refusals.js';

/** The longest file that is taken over HTTP, in bytes. */
export const LONGEST_IMPORT = 256 * 1_048_576;

const decoded = (decoder: TextDecoder, bytes: Uint8Array | undefined, line: number): string => {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new BadLine(line, '', 'is no UTF-8.');
  }
};

/**
 * The lines of a body, as they arrive. Only a line feed ends a line: JSON texts may hold every other separator.
 *
 * @throws BodyTooLarge, BadLine
 */
export const linesIn = async function* (body: Readable, limit = LONGEST_IMPORT): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [rest, number, bytes] = ['', 1, 0];
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) throw new BodyTooLarge(limit);
    const lines = (rest + decoded(decoder, chunk, number)).split('\n');
    rest = lines.pop() ?? '';
    number += lines.length;
    yield* lines;
  }
  rest += decoded(decoder, undefined, number);
  if (rest !== '') yield rest;
};
