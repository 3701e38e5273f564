import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { commandFrom } from '../../src/commands/check.js';
import { COMMANDS, type CommandName } from '../../src/commands/list.js';
import { placed } from '../../src/commands/placed.js';
import { bundled } from '../../src/http/bundled.js';
import { examplesOf, outcomeExample } from '../../src/http/examples.js';
import { bodyExample } from '../../src/http/examples-bodies.js';
import { namesIn } from '../../src/http/openapi-parts.js';
import type { Operation } from '../../src/http/operation.js';
import { allOperations } from '../../src/http/operations.js';
import { type TestService, withBundledRecord } from '../support/service.js';

type Content = Readonly<Record<string, Readonly<{ schema?: object; example?: unknown }>>>;
type Described = Readonly<{
  operationId: string;
  summary: string;
  parameters: readonly Readonly<{ name?: string; in?: string; example?: unknown; $ref?: string }>[];
  requestBody?: Readonly<{ content: Content }>;
  responses: Readonly<Record<string, Readonly<{ content?: Content; $ref?: string }>>>;
}>;
type Document = Readonly<{
  openapi: string;
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, object>> }>;
}>;

let service: TestService;
let document: Document;
let routes: ReadonlySet<string>;
beforeAll(async () => {
  service = await withBundledRecord();
  document = (await service.ask.get('/openapi.json').expect(200)).body as Document;
  routes = routesOf(service);
});
afterAll(() => service.close());

/** The routes that Nest's controllers have, as Nest knows them. */
const routesOf = ({ app }: TestService): ReadonlySet<string> => {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return new Set(
    controllers.flatMap(({ metatype }) => {
      const { prototype } = metatype as { prototype: object };
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const handler = (prototype as Record<string, object>)[name]!;
        const path = Reflect.getMetadata('path', handler) as string | undefined;
        const method = RequestMethod[Reflect.getMetadata('method', handler) as number];
        return path === undefined ? [] : [`${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`];
      });
    }),
  );
};

const described = (): readonly (readonly [name: string, described: Described])[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => [`${method.toUpperCase()} ${path}`, one] as const),
  );

const at = (pointer: string, within: unknown = document): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], within);

const refsIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
  );
};

/** The schemas of the description, for whoever checks against them. */
const withSchemas = (): Ajv2020 => {
  const ajv = new Ajv2020({ strictSchema: false, validateFormats: false, allErrors: true });
  return ajv.addSchema({ $id: 'https://api.example/', components: document.components });
};

const schemaIn = (ajv: Ajv2020, name: string) => ajv.getSchema(`https://api.example/#/components/schemas/${name}`);

const faultsIn = (name: string, value: unknown): unknown => {
  const check = schemaIn(withSchemas(), name)!;
  return check(value) === true ? [] : check.errors;
};

describe('the API’s description', () => {
  it('is OpenAPI 3.1', () => expect(document.openapi).toBe('3.1.0'));

  it('describes every route there is, and no other', () =>
    expect(
      described()
        .map(([name]) => name)
        .sort(),
    ).toEqual([...routes].sort()));

  it('names nothing that is not in it', () =>
    refsIn(document).forEach((pointer) => expect([pointer, at(pointer.slice(1))]).not.toEqual([pointer, undefined])));

  it('names each operation once', () => {
    const ids = described().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says of every operation what it is, what it answers, with an example, and what can go wrong', () =>
    described().forEach(([name, { summary, responses }]) => {
      expect(summary).toBeTruthy();
      const [success] = Object.values(responses).filter(({ content }) =>
        Object.values(content ?? {}).some(({ example }) => example !== undefined),
      );
      expect([name, success]).not.toEqual([name, undefined]);
      Object.values(success!.content!).forEach((content) => {
        expect([name, content.schema, content.example]).toEqual([name, expect.any(Object), expect.anything()]);
      });
      expect([name, responses]).toEqual([
        name,
        expect.objectContaining({ 400: expect.any(Object), 500: expect.any(Object) }),
      ]);
    }));

  it('names the parameters of every path', () =>
    described().forEach(([name, { parameters }]) => {
      const inPath = parameters.filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name);
      expect(inPath).toEqual(namesIn(name));
    }));

  it('has schemas that hold together', () => {
    const ajv = withSchemas();
    Object.keys(document.components.schemas).forEach((name) => expect(schemaIn(ajv, name)).toBeDefined());
  });
});

const from = bundled()!;
const examples = Object.entries(examplesOf(from));

describe('an example', () => {
  it.each(examples.filter(([id]) => id !== 'eventStream'))('is what the service answers: %s', async (_id, example) => {
    const response = await service.ask.get(example.request).buffer(true).expect(200);
    if (typeof example.answer === 'string') expect(await lines(example.request)).toBe(example.answer);
    else expect(response.body).toEqual(JSON.parse(JSON.stringify(example.answer)));
  });

  it('is the outcome of the command that it is of', async () => {
    const event = from.events.at(-1)!;
    const { body } = bodyExample([event], 'RecordStatement')!;
    const response = await service.ask.post('/v1/statements').set('Idempotency-Key', event.commandid).send(body);
    expect(response.body).toEqual({ ...(outcomeExample(from) as object), outcome: 'repeated' });
  });

  it.each(
    allOperations().flatMap(([, { path, command, fields = {} }]) =>
      command === undefined ? [] : [[path, command, fields] as const],
    ),
  )('of a path and of its body are of one command: %s', (path, name, fields) => {
    const [, { parameters, requestBody }] = described().find(([id]) => id === `POST ${path}`)!;
    const body = requestBody!.content['application/json']!.example as Readonly<Record<string, unknown>>;
    const whole = Object.entries(fields).reduce((filled, [parameter, field]) => {
      const { example } = parameters.find((one) => one.name === parameter)!;
      return placed(name, filled, field, String(example));
    }, body);
    expect(whole).toEqual(bodyExample(from.events, name)!.body);
    expect(Object.values(fields).filter((field) => at(`/${field.replaceAll('.', '/')}`, body) !== undefined)).toEqual(
      [],
    );
  });

  it.each(Object.keys(COMMANDS) as CommandName[])('of a body can be sent: %s', async (name) => {
    const { body, commandId } = bodyExample(from.events, name)!;
    const [, operation] = allOperations().find(([, { command }]) => command === name)!;
    if (commandId === undefined) {
      expect(commandFrom(name, body, { commandId: 'spec', recordedBy: 'spec' })).toBeDefined();
    } else {
      const response = await service.ask.post(pathFor(operation, body)).set('Idempotency-Key', commandId).send(body);
      expect([response.status, response.body]).toEqual([200, expect.objectContaining({ outcome: 'repeated' })]);
    }
  });
});

const pathFor = (operation: Operation, body: Readonly<Record<string, unknown>>): string =>
  Object.entries(operation.fields ?? {}).reduce<string>(
    (path, [name, field]) => path.replace(`{${name}}`, String(body[field])),
    operation.path,
  );

const lines = async (path: string): Promise<string> => {
  const { body } = await service.ask
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk))).on('end', () => done(null, text));
    });
  return body as string;
};

const ANSWERS: readonly (readonly [schema: string, path: string])[] = [
  ...examples
    .filter(([, { answer }]) => typeof answer !== 'string')
    .map(([id, { request }]) => [allOperations().find(([known]) => known === id)![1].answer, request] as const),
  ['Ready', '/readyz'],
  ['Board', '/v1/positions'],
  ['Board', '/v1/positions?evidence=all&asOf=2025-11-25'],
  ['Position', '/v1/positions/japan/taiwan?asOf=2025-11-25'],
  ['Position', '/v1/positions/japan/collective-self-defense'],
  ['Position', '/v1/positions/china/dialogue?evidence=own'],
  ['History', '/v1/positions/japan/dialogue/history?limit=2'],
  ['Diff', '/v1/positions/japan/taiwan/diff?with=china'],
  ['Diff', '/v1/positions/japan/taiwan/diff?from=2023-02-22&to=2025-11-25'],
  ['Search', '/v1/search?q=a&limit=1000'],
  ['Changes', '/v1/changes'],
  ['Actors', '/v1/actors'],
  ['Actors', '/v1/actors?name=nobody'],
  ['Actor', '/v1/actors/japan'],
  ['Actor', '/v1/actors/komeito?knownAt=42'],
  ['Issues', '/v1/issues'],
  ['Sources', '/v1/sources'],
  ['Statements', '/v1/statements'],
  ['Statement', '/v1/statements/china-un-letter-2025'],
  ['Versions', '/v1/statements/china-un-letter-2025/versions'],
  ['Problem', '/v1/positions/japn/taiwan'],
  ['Problem', '/v1/positions?nothing=1'],
];

describe('a schema', () => {
  it.each(ANSWERS)('%s is what %s answers, and no field more', async (schema, path) => {
    const { body } = await service.ask.get(path);
    expect(faultsIn(schema, body)).toEqual([]);
  });

  it('of a body takes what the bundled record was made with', () =>
    (Object.keys(COMMANDS) as CommandName[]).forEach((name) =>
      expect([name, faultsIn(name, bodyExample(from.events, name)!.body)]).toEqual([name, []]),
    ));

  it('of an outcome is what a write answers', async () => {
    const { body } = await service.ask.post('/v1/issues?dryRun=true').send({
      issueId: 'tariffs',
      title: [{ language: 'en', text: 'Tariffs' }],
    });
    expect(faultsIn('Outcome', body)).toEqual([]);
    expect(faultsIn('Outcome', outcomeExample(from))).toEqual([]);
  });
});

describe('the page of the API', () => {
  it('needs nothing from elsewhere', async () => {
    const page = await service.ask.get('/docs').expect(200);
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    const assets = [...page.text.matchAll(/(?:src|href)="\.?\/?([^"]+)"/g)].map(([, asset]) => asset!);
    expect(assets.length).toBeGreaterThan(2);
    for (const asset of assets) await service.ask.get(`/${asset.replace(/^\.\//, '')}`).expect(200);
  });
});
