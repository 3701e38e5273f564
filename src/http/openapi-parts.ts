/** The parts of the API's description (OpenAPI 3.1): parameters, headers, problems and schemas. */

import { COMMANDS } from '../commands/list.js';
import { schemaOf } from '../commands/fields.js';
import * as parts from '../commands/parts.js';
import { COMMAND_ID_HEADER, RECORDED_BY_HEADER } from './wish.js';
import { AGE_HEADER, AS_OF_HEADER, MINIMUM_HEADER, POSITION_HEADER } from './asking.js';
import type { Operation } from './operation.js';
import { Parameter, ParameterName, PARAMETERS } from './parameters.js';
import { PROBLEM_TYPE } from './problem.js';
import { ref, Schema } from './schema.js';
import { COMMON_SCHEMAS } from './schemas-common.js';
import { LOG_SCHEMAS } from './schemas-log.js';
import { LOOK_UP_SCHEMAS } from './schemas-look-ups.js';
import { POSITION_SCHEMAS } from './schemas-positions.js';
import { PROOF_SCHEMAS } from './schemas-proof.js';

type Class = new () => object;

/** A command's fields as a body: those that the path says may be left out, and the command's id may be in it. */
const bodySchema = (name: string, Command: Class, operations: readonly Operation[]): readonly [string, Schema] => {
  const schema = schemaOf(Command) as Readonly<{ properties: Schema; required: readonly string[] }>;
  const inPath = operations.find(({ command }) => command === name)?.fields ?? {};
  const fields = Object.values(inPath);
  return [
    name,
    {
      ...schema,
      properties: { ...schema.properties, commandId: ref('CommandId') },
      required: schema.required.filter((field) => !fields.includes(field)),
    },
  ];
};

/** Every schema there is, by name. */
export const schemas = (operations: readonly Operation[]): Readonly<Record<string, Schema>> => ({
  ...COMMON_SCHEMAS,
  ...POSITION_SCHEMAS,
  ...LOOK_UP_SCHEMAS,
  ...LOG_SCHEMAS,
  ...PROOF_SCHEMAS,
  CommandId: {
    type: 'string',
    pattern: '^[ -~]{1,200}$',
    description: 'The command’s own id: the same again records nothing new. The Idempotency-Key header does as well.',
  },
  ...Object.fromEntries(Object.values(parts).map((Part) => [Part.name, schemaOf(Part)])),
  ...Object.fromEntries(Object.entries(COMMANDS).map(([name, Command]) => bodySchema(name, Command, operations))),
});

const inQuery = (name: ParameterName): Schema => {
  const { description, schema, example }: Parameter = PARAMETERS[name];
  return { name, in: 'query', description, schema, ...(example === undefined ? {} : { example }) };
};

/** What a path says of the example of a body, by the names in it. */
export type InPath = Readonly<Record<string, string>>;

/** What stands in a path, with an example of each. */
const IN_PATH: Readonly<Record<string, readonly [description: string, example: string]>> = {
  actor: ['The actor, by id or, where something is asked, by any name.', 'japan'],
  issue: ['The issue’s id.', 'dialogue'],
  proposition: ['The proposition’s id.', 'defense-hotline-should-operate'],
  source: ['The source’s id.', 'japan-un-letter-2025-11-24'],
  statement: ['The statement’s id.', 'saito-remarks-2025-11-25'],
  membership: ['The membership’s id.', 'prime-minister'],
  coding: ['The coding’s id.', 'friction-comes-of-misunderstandings'],
  position: ['The log position.', '2'],
};

const inPath = (name: string, examples: InPath): Schema => {
  const [description, known] = IN_PATH[name] ?? ['', ''];
  const example = examples[name] ?? known;
  return { name, in: 'path', required: true, description, schema: { type: 'string' }, example };
};

const HEADERS: Readonly<Record<string, Schema>> = {
  MinPosition: {
    name: MINIMUM_HEADER,
    in: 'header',
    description:
      'The greatest X-On-Record-Position that the client has seen of this log: what is answered, or decided, rests on ' +
      'that position at least, whichever instance it came from. As minPosition, where that is taken.',
    schema: { type: 'integer', minimum: 0 },
  },
  LastEventId: {
    name: 'last-event-id',
    in: 'header',
    description: 'The id of the last message seen: the stream goes on right after it.',
    schema: { type: 'string' },
  },
  IdempotencyKey: {
    name: COMMAND_ID_HEADER,
    in: 'header',
    description: 'The command’s own id: the same again records nothing new; a random one where it is left out.',
    schema: { type: 'string', pattern: '^[ -~]{1,200}$' },
  },
  RecordedBy: {
    name: RECORDED_BY_HEADER,
    in: 'header',
    description: 'Who records it.',
    schema: { type: 'string', pattern: '^[ -~]{1,200}$', default: 'anonymous@local' },
  },
};

const headersOf = (operation: Operation): readonly string[] => {
  if (operation.command !== undefined) return ['MinPosition', 'IdempotencyKey', 'RecordedBy'];
  if (operation.method === 'post') return ['MinPosition', 'RecordedBy'];
  const stream = operation.media.includes('text/event-stream') ? ['LastEventId'] : [];
  return operation.query.includes('minPosition') ? ['MinPosition', ...stream] : stream;
};

/** The names of the parameters in a path. */
export const namesIn = (path: string): readonly string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** Everything that an operation takes beside its body. */
export const parametersOf = (operation: Operation, examples: InPath = {}): readonly Schema[] => [
  ...namesIn(operation.path).map((name) => inPath(name, examples)),
  ...operation.query.map(inQuery),
  ...headersOf(operation).map((name) => ({ $ref: `#/components/parameters/${name}` })),
];

const problem = (description: string): Schema => ({
  description,
  content: { [PROBLEM_TYPE]: { schema: ref('Problem') } },
});

const PROBLEMS: Readonly<Record<string, Schema>> = {
  400: problem('The request cannot be read; `errors` says which parameter is at fault.'),
  401: problem('A key or a token is needed, or the one sent lets nobody in; see WWW-Authenticate.'),
  403: problem('The key may not do this, or records under another name than the one given.'),
  404: problem('There is no such thing; `nearest` says what may have been meant.'),
  409: problem('It does not go with what is on record.'),
  413: problem('The body is too long.'),
  414: problem('The address is longer than anything that can be asked.'),
  415: problem('The body is of a type that is not taken here.'),
  422: problem('The body breaks a rule; `errors` says which fields are at fault.'),
  429: problem('More requests or streams than one client may make; see Retry-After.'),
  500: problem('Something went wrong in the service.'),
  503: problem('The store cannot be reached, or the minimum position was not; see Retry-After.'),
};

/** The problems that an operation can answer with, by status. */
export const problemsOf = (operation: Operation): Readonly<Record<string, Schema>> => {
  const open = ['400', '414', '429', '500', '503'];
  const reading = operation.scope === 'none' ? open : [...open, '401', '403', '404'];
  const statuses = operation.method === 'get' ? reading : Object.keys(PROBLEMS);
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
};

/** What a request has to bring where access is on. */
export const securityOf = ({ scope }: Operation): Schema =>
  scope === 'none'
    ? {}
    : {
        security: [{ bearer: [] }, {}],
        description: `Where access is on, this needs a key with the scope \`${scope}\`.`,
      };

export const COMPONENTS = {
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      description: 'A key (`ork_…`) or a token of the issuer that is configured.',
    },
  },
  parameters: HEADERS,
  responses: Object.fromEntries(Object.entries(PROBLEMS).map(([status, response]) => [`Problem${status}`, response])),
  headers: {
    Position: {
      description: 'The log position up to which the answer was read for, or after which the write can be read.',
      schema: { type: 'integer', minimum: 0 },
    },
    AsOf: {
      description:
        'When the position was last known to be the head of the log. Given only where it could not be confirmed that ' +
        'it still is: the store cannot be reached, or the log is still being read.',
      schema: { type: 'string', format: 'date-time' },
    },
    Age: {
      description: 'How long ago that was, in seconds (RFC 9111). Given beside X-On-Record-As-Of.',
      schema: { type: 'integer', minimum: 0 },
    },
    Location: {
      description: 'Where what was recorded can be read.',
      schema: { type: 'string', format: 'uri-reference' },
    },
  },
};

export const POSITION_SHOWN = { [POSITION_HEADER]: { $ref: '#/components/headers/Position' } };
export const AGE_SHOWN = {
  [AS_OF_HEADER]: { $ref: '#/components/headers/AsOf' },
  [AGE_HEADER]: { $ref: '#/components/headers/Age' },
};
export const LOCATION_SHOWN = { location: { $ref: '#/components/headers/Location' } };
