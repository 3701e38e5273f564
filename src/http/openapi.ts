/** The API's description (OpenAPI 3.1), made from the operations, the commands and the bundled record. */

import type { OpenAPIObject } from '@nestjs/swagger';
import { csvOf, Tabled, tableOf } from '../record/tables.js';
import { Bundled, bundled } from './bundled.js';
import { bodyExample } from './examples-bodies.js';
import { Example, examplesOf, outcomeExample } from './examples.js';
import { signedExamples } from './examples-proof.js';
import { CSV_TYPE, JSON_TYPE, JSONL_TYPE, MediaType, Operation, STREAM_TYPE } from './operation.js';
import { allOperations, OperationId } from './operations.js';
import {
  AGE_SHOWN,
  COMPONENTS,
  type InPath,
  LOCATION_SHOWN,
  parametersOf,
  POSITION_SHOWN,
  problemsOf,
  schemas,
  securityOf,
} from './openapi-parts.js';
import { ref, Schema } from './schema.js';

type Examples = Partial<Record<OperationId, Pick<Example, 'answer'>>>;

const inMedia = (media: MediaType, operation: Operation, answer: unknown): unknown => {
  if (answer === undefined || typeof answer === 'string') return answer;
  if (media === CSV_TYPE && operation.table !== undefined)
    return csvOf(tableOf(operation.table, answer as Tabled[typeof operation.table]));
  if (media !== STREAM_TYPE) return answer;
  const [change] = (answer as Tabled['changes']).changes;
  return change === undefined ? undefined : `id: ${change.id}\ndata: ${JSON.stringify(change)}\n\n`;
};

const contentOf = (operation: Operation, answer: unknown): Schema =>
  Object.fromEntries(
    operation.media.map((media) => {
      const schema = media === JSON_TYPE ? ref(operation.answer) : { type: 'string' };
      const example = inMedia(media, operation, answer);
      return [media, { schema, ...(example === undefined ? {} : { example }) }];
    }),
  );

const answerOf = (operation: Operation, answer: unknown): Schema => {
  const aged = operation.method === 'get' ? AGE_SHOWN : {};
  const headers = operation.tag === 'service' ? {} : { headers: { ...POSITION_SHOWN, ...aged } };
  return { description: `${operation.summary}.`, ...headers, content: contentOf(operation, answer) };
};

const outcomesOf = (operation: Operation, answer: unknown): Schema => {
  const content = contentOf(operation, answer);
  return {
    200: {
      description: 'Repeated, unchanged, or only tried.',
      headers: POSITION_SHOWN,
      content: contentOf(operation, undefined),
    },
    201: { description: 'Recorded.', headers: { ...POSITION_SHOWN, ...LOCATION_SHOWN }, content },
  };
};

type Body = Readonly<Record<string, unknown>>;

/** A body without a field, or without one of an object in it (`coding.codingId`). */
const without = (body: Body, [first = '', ...rest]: readonly string[]): Body =>
  Object.fromEntries(
    Object.entries(body).flatMap(([field, value]) => {
      if (field !== first) return [[field, value]];
      return rest.length === 0 ? [] : [[field, without(value as Body, rest)]];
    }),
  );

const valueAt = (body: Body, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Body | undefined)?.[key], body);

const fieldsOf = ({ fields = {} }: Operation) =>
  Object.entries(fields).map(([name, field]) => ({ name, path: field.split('.') }));

const withoutPath = (operation: Operation, body: Body): unknown =>
  fieldsOf(operation).reduce((rest, { path }) => without(rest, path), body);

/** What the path of a write says of the example of its body. */
const inPathOf = (operation: Operation, from: Bundled | undefined): InPath => {
  const { command } = operation;
  const example = from === undefined || command === undefined ? undefined : bodyExample(from.events, command);
  if (example === undefined) return {};
  return Object.fromEntries(fieldsOf(operation).map(({ name, path }) => [name, String(valueAt(example.body, path))]));
};

const bodyOf = (operation: Operation, from: Bundled | undefined): Schema => {
  const { command } = operation;
  if (command === undefined) {
    const lines = { schema: { type: 'string' }, ...(from === undefined ? {} : { example: `${from.lines[0]}\n` }) };
    return { required: true, content: { [JSONL_TYPE]: lines, 'application/x-ndjson': lines } };
  }
  const example = from === undefined ? undefined : bodyExample(from.events, command);
  const schema = command === 'CaptureSource' ? { anyOf: [ref(command), ref('SourceText')] } : ref(command);
  const shown = example === undefined ? {} : { example: withoutPath(operation, example.body) };
  return { required: true, content: { [JSON_TYPE]: { schema, ...shown } } };
};

const WARNING = {
  line: 70,
  statement: 'cabinet-written-reply-2025-11-25',
  warning: 'Source article-2025-11-25 is stamped 2025-11-24, before 2025-11-25, when this was said.',
};
const REPORT = { lines: 72, recorded: 72, repeated: 0, position: 72, dryRun: false, warned: 1, warnings: [WARNING] };
const READY = {
  status: 'ready',
  engine: 'SQLite',
  version: '3.45.1',
  store: 'SQLite 3.45.1 at data/onrecord.db',
  head: 72,
  position: 72,
  lag: 0,
  asOf: '2026-06-01T00:00:00.000Z',
};

const written = (operation: Operation, from: Bundled | undefined): Schema => ({
  requestBody: bodyOf(operation, from),
  responses: {
    ...(operation.command === undefined
      ? { 200: answerOf(operation, REPORT) }
      : outcomesOf(operation, from === undefined ? undefined : outcomeExample(from))),
    ...problemsOf(operation),
  },
});

const described = (id: OperationId, operation: Operation, from: Bundled | undefined, examples: Examples): Schema => ({
  operationId: id,
  tags: [operation.tag],
  summary: operation.summary,
  ...securityOf(operation),
  parameters: parametersOf(operation, inPathOf(operation, from)),
  ...(operation.method === 'post'
    ? written(operation, from)
    : {
        responses: {
          200: answerOf(operation, examples[id]?.answer),
          ...problemsOf(operation),
        },
      }),
});

const pathsOf = (from: Bundled | undefined, examples: Examples): Schema => {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const [id, operation] of allOperations())
    (paths[operation.path] ??= {})[operation.method] = described(id, operation, from, examples);
  return paths;
};

/** Examples that can be asked for, and of what no request pins: how a service is, and what it signs. */
const allExamples = (from: Bundled | undefined): Examples =>
  from === undefined
    ? { ready: { answer: READY } }
    : { ...examplesOf(from), ...signedExamples(from), ready: { answer: READY } };

/** The description of everything the service answers to. */
export const openApiDocument = (): OpenAPIObject => {
  const from = bundled();
  const operations = allOperations().map(([, operation]) => operation);
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'On Record',
      version: '0.1.0',
      description:
        'What political actors publicly stated, as an append-only log that answers on two clocks: when it was said ' +
        '(`asOf`) and when it was recorded (`knownAt`). Errors are RFC 9457 problems.',
    },
    paths: pathsOf(from, allExamples(from)),
    components: { ...COMPONENTS, schemas: schemas(operations) },
  };
  return document as unknown as OpenAPIObject;
};
