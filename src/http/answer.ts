import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BadQuestion } from '../record/question-refusals.js';
import { csvOf, Tabled, tableOf } from '../record/tables.js';
import type { StoredEvent } from '../store/event-store.js';
import { ageHeaders, Asking, POSITION_HEADER } from './asking.js';
import { CSV_TYPE, JSON_TYPE, JSONL_TYPE, MediaType, Operation } from './operation.js';
import type { Answered } from './questions.js';

const qualityOf = (range: string): Readonly<{ type: string; quality: number }> => {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { type, quality: given === undefined ? 1 : Number(given) || 0 };
};

/** How much a media type is wanted by an Accept header (RFC 9110): 0 where it is not named at all. */
const wanted = (accept: string, media: MediaType): number => {
  const found = accept
    .split(',')
    .map(qualityOf)
    .filter(({ type }) => type === media);
  return Math.max(0, ...found.map(({ quality }) => quality));
};

/** The media type to answer in: the one the Accept header names and wants most, else the operation's first. */
export const mediaFor = (request: FastifyRequest, operation: Operation): MediaType => {
  const accept = request.headers.accept ?? '';
  const [first = JSON_TYPE, ...others] = operation.media;
  return others.reduce((best, media) => (wanted(accept, media) > wanted(accept, best) ? media : best), first);
};

const formatOf = (request: FastifyRequest, operation: Operation, { query }: Asking): MediaType => {
  const { format } = query;
  if (format === undefined) return mediaFor(request, operation);
  if (format === 'csv') return CSV_TYPE;
  if (format === 'json') return JSON_TYPE;
  throw new BadQuestion('format', `“${format}” is no form of this answer: use json or csv.`);
};

/** An answer in the form that was asked for, the reply's headers set: what is to be sent. */
export const shaped = (
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  asking: Asking,
  { answer, position, age }: Answered<unknown>,
): unknown => {
  void reply.header(POSITION_HEADER, position).header('cache-control', 'no-cache').headers(ageHeaders(age));
  if (operation.media.length > 1) void reply.header('vary', 'accept');
  if (operation.table === undefined || formatOf(request, operation, asking) !== CSV_TYPE) return answer;
  void reply.type(`${CSV_TYPE}; charset=utf-8; header=present`);
  return csvOf(tableOf(operation.table, answer as Tabled[typeof operation.table]));
};

/** How many characters of lines go out in one piece. */
const PIECE = 65_536;

const pieces = async function* (events: AsyncIterable<StoredEvent>): AsyncGenerator<string, void, undefined> {
  let piece = '';
  for await (const { line } of events) {
    piece += `${line}\n`;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
};

/** The stored lines of events, read no faster than they are taken. */
export const jsonLines = (
  reply: FastifyReply,
  { answer, position, age }: Answered<AsyncIterable<StoredEvent>>,
): Readable => {
  void reply.header(POSITION_HEADER, position).headers(ageHeaders(age)).type(`${JSONL_TYPE}; charset=utf-8`);
  return Readable.from(pieces(answer), { objectMode: true, highWaterMark: 2 });
};
