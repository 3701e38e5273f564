/**
 * Requests made of the service's own description: for each operation values that its schemas allow, values that they do not,
 * and bytes that are nothing. What a service must do with any of them: answer, below 500, within a second, and keep its log
 * as it was unless it says that it recorded.
 */

import { Agent, request as httpRequest, type OutgoingHttpHeaders } from 'node:http';
import fc from 'fast-check';

type Schema = Readonly<Record<string, unknown>>;
type Described = Readonly<{
  parameters?: readonly Schema[];
  requestBody?: Readonly<{ content: Readonly<Record<string, Readonly<{ schema: Schema; example?: unknown }>>> }>;
}>;
/** The part of an OpenAPI document that requests are made of. */
export type Document = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  components: Readonly<{ schemas: Readonly<Record<string, Schema>>; parameters: Readonly<Record<string, Schema>> }>;
}>;

/** A request as it goes out: its bytes are its own. */
export type Sent = Readonly<{
  method: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: Buffer;
}>;

/** Texts that were the end of something, somewhere: empty, broken, huge, or meaning something elsewhere. */
export const BROKEN_TEXTS: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\uD800',
  '\uDFFF\uD800',
  '\uFEFFjapan',
  '../../etc/passwd',
  '%00',
  '%zz',
  '%',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'NaN',
  'Infinity',
  '-0',
  '-1',
  '1e309',
  '0x10',
  '1_000',
  '99999999999999999999',
  '9007199254740993',
  '2025-02-30',
  '2025-13-01',
  '0000-00-00',
  '-0001-01-01',
  '9999-12-31',
  '10000-01-01',
  '275760-09-13',
  '+275760-09-14',
  'Y170000002',
  '2025-11-07T25:00:00Z',
  '2025-11-07T23:59:60Z',
  '2025-11-07T12:00:00+99:99',
  '2025-11-07T12:00:00',
  '2025-11-07/..',
  '../2025',
  '2025-11-07~',
  '2025?',
  '[2025]',
  '{2025}',
  '2025-XX',
  'today',
  'true',
  'null',
  'undefined',
  '[]',
  '{}',
  '"',
  "'",
  '`',
  '<script>',
  '=1+1',
  '\r\nx-injected: 1',
  '台湾',
  'e\u0301',
  'é',
  '\u202Ejapan',
  '🏴'.repeat(50),
  'a'.repeat(101),
  'a'.repeat(5_000),
  ' '.repeat(5_000),
  'a-'.repeat(60),
  '-a',
  'a-',
  'A',
  'ｊａｐａｎ',
  'K',
  '\u2028',
  'SELECT * FROM events',
  "' OR 1=1 --",
  '$where',
  '*',
  '**',
  '(a+)+$',
];

/** Values that no field takes, or takes and should not be broken by. */
const BROKEN_VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -0,
  -1,
  0.5,
  1e308,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  [{}],
  { a: 1 },
  '',
  ['japan', 'japan'],
  { constructor: 1 },
  Array.from({ length: 500 }, () => 'a'),
  ...BROKEN_TEXTS,
];

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const dates = fc.oneof(
  fc.constantFrom(
    '2025-11-07',
    '2025-11',
    '2025',
    '2025-11-07/2025-11-24',
    '2025-11-07~',
    '2025-11-07T12:00:00+09:00',
    '1945-08-15',
    '2023',
  ),
  fc
    .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
);

/** What the record holds, so that some of what is sent means something. */
export type Known = Readonly<{
  ids: readonly string[];
  texts: readonly string[];
  /** The texts that stand under a name. */
  named: Readonly<Record<string, readonly string[]>>;
}>;

const NEW_IDS = ['a', 'b', 'new-one', 'x-1', 'x-2', 'x-3'];

/** What may stand under a name: what does so in the record, or, where it is an id, one that there is not. */
const called = (known: Known, name: string): readonly string[] => [
  ...(known.named[name] ?? known.named[`${name}Id`] ?? known.ids),
  ...(name.endsWith('Id') ? NEW_IDS : []),
];

/** Values that a schema allows, mostly; now and then one that it does not. */
class Values {
  constructor(
    private readonly document: Document,
    private readonly known: Known,
    private readonly broken: number,
  ) {}

  private resolved(schema: Schema): Schema {
    const name = /^#\/components\/(schemas|parameters)\/(.+)$/.exec(String(schema['$ref'] ?? ''));
    if (name === null) return schema;
    const { schemas, parameters } = this.document.components;
    return this.resolved((name[1] === 'schemas' ? schemas : parameters)[name[2]!]!);
  }

  parameter(given: Schema): Readonly<{ name: string; in: string; schema: Schema }> {
    return this.resolved(given) as Readonly<{ name: string; in: string; schema: Schema }>;
  }

  of(given: Schema, name = ''): fc.Arbitrary<unknown> {
    const schema = this.resolved(given);
    return fc.oneof(
      { weight: this.broken, arbitrary: fc.constantFrom(...BROKEN_VALUES) },
      { weight: 100, arbitrary: this.fitting(schema, name) },
    );
  }

  private fitting(schema: Schema, name: string): fc.Arbitrary<unknown> {
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
    if ('const' in schema) return fc.constant(schema['const']);
    const either = (schema['anyOf'] ?? schema['oneOf']) as readonly Schema[] | undefined;
    if (either !== undefined) return fc.oneof(...either.map((one) => this.of(one, name)));
    switch (schema['type']) {
      case 'object':
        return this.object(schema);
      case 'array':
        return fc.array(this.of(schema['items'] as Schema, name === 'holders' ? 'actorId' : name), {
          minLength: Number(schema['minItems'] ?? 0),
          maxLength: 3,
        });
      case 'integer':
        return fc.oneof(fc.nat(80), fc.maxSafeInteger());
      case 'boolean':
        return fc.boolean();
      default:
        return this.text(schema, name);
    }
  }

  private text(schema: Schema, name: string): fc.Arbitrary<unknown> {
    if (schema['format'] === 'date' || /^(edtf|asOf|from|to|knownFrom|knownTo|knownAt|published)$/.test(name))
      return dates;
    if (schema['format'] === 'uri')
      return fc.constantFrom('https://example.org/a', 'http://localhost', 'ftp://x', 'javascript:1');
    if (name === 'zone')
      return fc
        .constantFrom('Asia/Tokyo', 'UTC', 'America/New_York', 'Mars/Olympus', 'asia/tokyo', '+09:00')
        .chain((zone) => fc.oneof(fc.constant(zone), fc.mixedCase(fc.constant(zone))));
    if (name === 'sha256')
      return fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
    if (typeof schema['pattern'] === 'string' && !schema['pattern'].includes('~'))
      return fc.constantFrom(...called(this.known, name));
    return fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...(this.known.named[name] ?? this.known.texts)) },
      { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }) },
    );
  }

  private object(schema: Schema): fc.Arbitrary<unknown> {
    const properties = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, Schema>>);
    const required = (schema['required'] ?? []) as readonly string[];
    const arbitraries = Object.fromEntries(properties.map(([key, value]) => [key, this.of(value, key)]));
    const given = fc.record(arbitraries, { requiredKeys: required.filter((key) => key in arbitraries) });
    return fc
      .tuple(given, fc.nat(99), fc.constantFrom(...BROKEN_TEXTS, 'extra'))
      .map(([value, chance, key]) =>
        chance < this.broken ? Object.defineProperty(value, key, { value: 1, enumerable: true }) : value,
      );
  }
}

/** A text that differs from another in some places, as bytes or as JSON. */
export const spoilt = (bytes: fc.Arbitrary<Buffer>): fc.Arbitrary<Buffer> =>
  fc
    .tuple(bytes, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }), fc.nat(11), fc.nat())
    .map(([given, edits, how, at]) => {
      const made = Buffer.from(given);
      if (how < 4) for (const [where, byte] of edits) if (made.length > 0) made[where % made.length] = byte;
      if (how === 4) return made.subarray(0, at % (made.length + 1));
      if (how === 5) return Buffer.concat([made, made]);
      if (how === 6) return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), made]);
      if (how === 7) return Buffer.from(`\uFEFF${made.toString('utf8')}`, 'utf16le');
      if (how === 8)
        return Buffer.concat([
          made.subarray(0, at % (made.length + 1)),
          Buffer.alloc(at % 50_000, 0x20),
          made.subarray(at % (made.length + 1)),
        ]);
      if (how === 9) return Buffer.from('['.repeat(at % 100_000));
      return made;
    });

const jsonOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? 'undefined', 'utf8');

/** Header values that can be sent: what Node refuses to send cannot reach a service over it. */
const sendable = (text: string): string =>
  Buffer.from(text, 'utf8')
    .toString('latin1')
    .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?');

const HEADERS: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['idempotency-key', ['a', 'b', 'key-1', '', ...BROKEN_TEXTS]],
  ['x-recorded-by', ['A. Reader', ...BROKEN_TEXTS]],
  // One that is not reached yet is waited for and then refused with 503: test/http/errors.spec.ts.
  ['x-on-record-min-position', ['0', '1', '35', '-1', 'a', '', '1.5', '00000000000000000001']],
  ['last-event-id', ['0', '61.2', '72', '999999', '-1', 'a', '1.1.1', ...BROKEN_TEXTS]],
  [
    'accept',
    [
      'text/csv',
      'text/event-stream',
      'application/json',
      '*/*',
      'text/csv;q=0.1, application/json',
      ';;;',
      ',',
      'a/b/c',
      'text/html',
    ],
  ],
  ['content-encoding', ['gzip', 'br', 'deflate', 'identity', 'x']],
  [
    'content-type',
    [
      'text/plain',
      'application/json; charset=utf-16',
      'application/JSON',
      'multipart/form-data',
      'application/jsonl',
      '',
      ';',
      'application/x-www-form-urlencoded',
    ],
  ],
  ['expect', ['100-continue', 'x']],
  ['range', ['bytes=0-1', 'x']],
  ['if-none-match', ['*', '"a"']],
  ['origin', ['http://example.org', 'null']],
  ['authorization', ['Bearer x', 'Basic eDp5', 'x']],
  ['x-http-method-override', ['DELETE']],
];

const header = fc
  .constantFrom(...HEADERS)
  .chain(([name, values]) =>
    fc.constantFrom(...values).map((value): readonly [string, string] => [name, sendable(value)]),
  );

const encoded = (value: unknown): string => {
  const text = typeof value === 'string' ? value : String(JSON.stringify(value) ?? value);
  return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
};

type Made = Readonly<{ path: string; method: string; described: Described }>;

/** Requests of every operation that a document describes, half of them with values that no schema allows. */
export const requests = (document: Document, known: Known): fc.Arbitrary<Sent> => {
  const [good, bad] = [new Values(document, known, 0), new Values(document, known, 10)];
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Made => ({ path, method, described })),
  );
  return fc
    .tuple(fc.constantFrom(...all), fc.boolean())
    .chain(([made, isGood]) => requestOf(isGood ? good : bad, known, made, isGood));
};

const requestOf = (
  values: Values,
  known: Known,
  { path, method, described }: Made,
  isGood: boolean,
): fc.Arbitrary<Sent> => {
  const parameters = (described.parameters ?? []).map((one) => values.parameter(one));
  const inPath = parameters.filter((one) => one.in === 'path');
  const inQuery = parameters.filter((one) => one.in === 'query' && one.name !== 'minPosition');
  const segment = (name: string): fc.Arbitrary<string> =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...called(known, name)) },
      { weight: isGood ? 0 : 2, arbitrary: fc.constantFrom(...BROKEN_TEXTS) },
    );
  const query = fc.record(Object.fromEntries(inQuery.map((one) => [one.name, values.of(one.schema, one.name)])), {
    requiredKeys: [],
  });
  const bodies = Object.entries(described.requestBody?.content ?? {}).filter(([type]) => type === 'application/json');
  const body = bodies.length === 0 ? fc.constant(undefined) : bodyOf(values, bodies[0]![1], isGood);
  return fc
    .tuple(
      fc.tuple(...inPath.map(({ name }) => segment(name))),
      query,
      fc.array(header, { maxLength: isGood ? 0 : 2 }),
      body,
      fc.constantFrom(...(isGood ? [''] : ['', '&a=1', '&asOf=1&asOf=2', '&%', '&__proto__=1', '&=', '#x'])),
    )
    .map(([segments, asked, headers, sent, more]) => {
      const at = segments.reduce<string>(
        (one, value, index) => one.replace(`{${inPath[index]!.name}}`, encoded(value)),
        path,
      );
      const text = Object.entries(asked as object)
        .map(([name, value]) => `${name}=${encoded(value)}`)
        .join('&');
      return {
        method: method.toUpperCase(),
        path: `${at}?${text}${more}`,
        headers: {
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...Object.fromEntries(headers),
        },
        ...(sent === undefined ? {} : { body: sent }),
      };
    });
};

const bodyOf = (
  values: Values,
  { schema, example }: Readonly<{ schema: Schema; example?: unknown }>,
  isGood: boolean,
): fc.Arbitrary<Buffer> => {
  const made = values.of(schema).map(jsonOf);
  const whole =
    example === undefined
      ? made
      : fc.oneof({ weight: 3, arbitrary: made }, { weight: 1, arbitrary: fc.constant(jsonOf(example)) });
  return isGood ? whole : fc.oneof({ weight: 4, arbitrary: whole }, { weight: 2, arbitrary: spoilt(whole) });
};

/** A line of the import format that differs from a good one in one place. */
export const editedLine = (line: string, mayBeNew = true): fc.Arbitrary<Buffer> => {
  const event = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const places: (readonly string[])[] = [];
  const walk = (value: unknown, at: readonly string[]): void => {
    if (at.length > 0) places.push(at);
    if (Array.isArray(value)) value.forEach((inner, index) => walk(inner, [...at, String(index)]));
    else if (isObject(value)) for (const [key, inner] of Object.entries(value)) walk(inner, [...at, key]);
  };
  walk(event, []);
  return fc
    .tuple(fc.constantFrom(...places), fc.constantFrom(...BROKEN_VALUES, undefined), fc.boolean())
    .map(([place, value, anew]) => {
      const copy = structuredClone(event) as Record<string, unknown>;
      const inside = place
        .slice(0, -1)
        .reduce<Record<string, unknown>>((one, key) => one[key] as Record<string, unknown>, copy);
      inside[place.at(-1)!] = value;
      if (anew && mayBeNew)
        for (const key of ['id', 'commandid', 'time', 'sequence']) Reflect.deleteProperty(copy, key);
      return Buffer.from(`${JSON.stringify(copy)}\n`, 'utf8');
    });
};

/** Imports of lines that are good, edited in one place, or spoilt in their bytes. */
export const imports = (lines: readonly string[]): fc.Arbitrary<Sent> => {
  const some = fc.constantFrom(...lines);
  const good = some.map((line) => Buffer.from(`${line}\n`, 'utf8'));
  const file = fc
    .array(fc.oneof({ weight: 2, arbitrary: good }, { weight: 3, arbitrary: some.chain(editedLine) }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((all) => Buffer.concat(all));
  return fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: file }, { weight: 2, arbitrary: spoilt(file) }),
      fc.constantFrom('', '?dryRun=true', '?trustRecordedAt=true'),
    )
    .map(([body, query]) => ({
      method: 'POST',
      path: `/v1/import${query}`,
      headers: { 'content-type': 'application/jsonl' },
      body,
    }));
};

/** What came back. A stream is cut once it has begun. */
export type Answer = Readonly<{ status: number; headers: OutgoingHttpHeaders; text: string; milliseconds: number }>;

/** The longest that an answer may take, in milliseconds, and how long one is waited for. */
export const LONGEST_MS = 1_000;
const GIVEN_UP_MS = 20_000;

const isBegun = (headers: OutgoingHttpHeaders): boolean =>
  String(headers['content-type']).startsWith('text/event-stream');

/** Send a request as it is. */
export const send = (port: number, agent: Agent, sent: Sent): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const headers = {
      ...sent.headers,
      ...(sent.body === undefined ? {} : { 'content-length': String(sent.body.length) }),
    };
    const request = httpRequest(
      { port, host: '127.0.0.1', method: sent.method, path: sent.path, headers, agent },
      (response) => {
        const pieces: Buffer[] = [];
        const end = (): void =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(pieces).toString('utf8'),
            milliseconds: performance.now() - began,
          });
        if (isBegun(response.headers)) {
          response.on('error', () => undefined);
          response.destroy();
          return end();
        }
        response
          .on('data', (piece: Buffer) => pieces.push(piece))
          .on('end', end)
          .on('error', reject);
      },
    );
    request.setTimeout(GIVEN_UP_MS, () => request.destroy(new Error(`no answer in ${GIVEN_UP_MS} ms`)));
    request.on('error', reject);
    request.end(sent.body);
  });

/** A request as a test tells of it. */
export const told = ({ method, path, headers, body }: Sent): string =>
  `${method} ${path} ${JSON.stringify(headers)} ${body === undefined ? '' : JSON.stringify(body.toString('latin1').slice(0, 2_000))}`;
