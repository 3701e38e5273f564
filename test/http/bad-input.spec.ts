import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { importLines } from '../../src/record/import.js';
import { linesOf } from '../../src/record/lines.js';
import { canonicalText, sha256Of } from '../../src/deciders/quotes.js';
import { withMadeUpActors } from '../support/made-up-actors.js';
import { bundledLines, type TestService } from '../support/service.js';

type Given = Readonly<{ path?: string; headers?: Readonly<Record<string, string>>; body: string | Buffer }>;
type Told = Readonly<{ status: number; type: string; detail: string; milliseconds: number }>;

let service: TestService;
let port: number;
beforeAll(async () => {
  service = await withMadeUpActors();
  await service.app.listen(0, '127.0.0.1');
  port = (service.app.getHttpServer().address() as AddressInfo).port;
});
afterAll(() => service.close());

/** Send bytes as they are. */
const sent = ({ path = '/v1/actors', headers = {}, body }: Given, method = 'POST'): Promise<Told> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const all = { 'content-type': 'application/json', ...headers, 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest({ port, host: '127.0.0.1', method, path, headers: all, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        const { detail = '' } = (text.startsWith('{') ? JSON.parse(text) : {}) as Readonly<{ detail?: string }>;
        const type = String(response.headers['content-type']);
        resolve({ status: response.statusCode ?? 0, type, detail, milliseconds: performance.now() - began });
      });
    });
    request.on('error', reject);
    request.end(body);
  });

/** Refused, with a status and a sentence, within a second, and nothing changed. */
const refused = async (given: Given, status: number, sentence: RegExp): Promise<void> => {
  const before = await service.machine.store.head();
  const told = await sent(given);
  expect([told.status, told.type, told.detail]).toEqual([
    status,
    'application/problem+json; charset=utf-8',
    expect.stringMatching(sentence),
  ]);
  expect(await service.machine.store.head()).toBe(before);
};

const ACTOR = { actorId: 'new-one', kind: 'party', names: [{ language: 'en', text: 'New' }] };
const json = (value: unknown): string => JSON.stringify(value);
const actorWith = (more: object): string => json({ ...ACTOR, ...more });
const nested = (depth: number): string => `{"x":${'{"x":'.repeat(depth)}1${'}'.repeat(depth)}}`;

describe('a body', () => {
  it.each<[string, string | Buffer, number, RegExp]>([
    ['empty', '', 400, /empty/],
    ['cut short', '{"actorId":"new-one"', 400, /no JSON/],
    ['of invalid UTF-8', Buffer.from([...Buffer.from('{"actorId":"'), 0xff, 0xfe, ...Buffer.from('"}')]), 400, /UTF-8/],
    ['of overlong UTF-8', Buffer.from([0x7b, 0x22, 0xc0, 0x80, 0x22, 0x3a, 0x31, 0x7d]), 400, /UTF-8/],
    ['of a surrogate in UTF-8', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]), 400, /UTF-8/],
    ['of UTF-16', Buffer.from(`\uFEFF${json(ACTOR)}`, 'utf16le'), 400, /UTF-8/],
    ['of UTF-16 without its mark', Buffer.from(json(ACTOR), 'utf16le'), 400, /no JSON/],
    ['with a byte order mark', `\uFEFF${json(ACTOR)}`, 400, /byte order mark/],
    ['with one name twice', '{"actorId":"new-one","actorId":"another","kind":"party","names":[]}', 400, /name twice/],
    ['with one name twice, once escaped', '{"kind":"party","k\\u0069nd":"person"}', 400, /name twice/],
    [
      'with one name twice deep inside',
      actorWith({}).replace('"text":"New"', '"text":"New","text":"Old"'),
      400,
      /name twice/,
    ],
    ['nested too deeply', nested(100), 400, /deeper than 32/],
    ['nested without end', nested(100_000), 400, /deeper than 32/],
    ['of lists without end', `{"x":${'['.repeat(400_000)}`, 400, /no JSON/],
    ['that is a list', '[]', 422, /JSON object/],
    ['that is null', 'null', 422, /JSON object/],
    ['that is a number', '1e999', 422, /JSON object/],
    ['with NaN', '{"actorId":NaN}', 400, /no JSON/],
    ['with __proto__', `{"__proto__":{"isAdmin":true},${json(ACTOR).slice(1)}`, 422, /__proto__/],
    ['with constructor', actorWith({ constructor: { prototype: { x: 1 } } }), 422, /constructor/],
    [
      'with __proto__ deep inside',
      json(ACTOR).replace('"language"', '"__proto__":{"x":1},"language"'),
      422,
      /__proto__/,
    ],
    ['with a NUL in a text', actorWith({ note: 'a\0b' }), 422, /NUL/],
    [
      'with half a character in a text',
      '{"actorId":"new-one","kind":"party","names":[{"language":"en","text":"\\ud800"}]}',
      422,
      /half a character/,
    ],
    ['with a blank text of many spaces', actorWith({ note: ' '.repeat(4_000) }), 422, /blank/],
    ['with a text that is too long', actorWith({ note: 'x'.repeat(4_001) }), 422, /4000/],
    ['with nearly a million spaces', actorWith({ note: ' '.repeat(1_000_000) }), 422, /4000|blank/],
    ['longer than a mebibyte', actorWith({ note: ' '.repeat(1_048_577) }), 413, /MiB|large/],
    ['with a very long id', actorWith({ actorId: 'a'.repeat(101) }), 422, /must be an id/],
    ['with an id that ends in a line feed', actorWith({ actorId: 'new-one\n' }), 422, /must be an id/],
    ['with an id of full-width letters', actorWith({ actorId: 'ｎｅｗ' }), 422, /must be an id/],
    ['with an id of a decomposed letter', actorWith({ actorId: 'cafe\u0301' }), 422, /must be an id/],
    ['with an id that is upper case', actorWith({ actorId: 'New-One' }), 422, /must be an id/],
    ['with an id that is a number', actorWith({ actorId: 1 }), 422, /actorId/],
    ['with an id in a list', actorWith({ actorId: ['new-one'] }), 422, /actorId/],
    [
      'with a list that is too long',
      actorWith({ names: Array.from({ length: 101 }, () => ACTOR.names[0]) }),
      422,
      /100/,
    ],
    ['with a list that is an object', actorWith({ names: { 0: ACTOR.names[0], length: 1 } }), 422, /names/],
  ])('that is %s is refused, and nothing changes', (_, body, status, sentence) => refused({ body }, status, sentence));

  it.each([
    ['gzip', gzipSync(json(ACTOR))],
    ['gzip', gzipSync(Buffer.alloc(200 * 1_048_576, 0x20), { level: 9 })],
    ['br', Buffer.from(json(ACTOR))],
    ['identity, gzip', Buffer.from(json(ACTOR))],
  ])('packed by %s is refused and not unpacked', (encoding, body) =>
    refused({ headers: { 'content-encoding': encoding }, body }, 415, /packed/),
  );

  it('that says it is not packed is taken as it is', async () => {
    const { status } = await sent({
      path: '/v1/actors?dryRun=true',
      headers: { 'content-encoding': 'identity' },
      body: json(ACTOR),
    });
    expect(status).toBe(200);
  });

  it.each([
    'application/json; charset=utf-16',
    'application/json;charset="shift_jis"',
    'application/json; charset=latin1',
  ])('in another charset is refused: %s', (type) =>
    refused({ headers: { 'content-type': type }, body: json(ACTOR) }, 415, /UTF-8/),
  );

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF8"', 'APPLICATION/JSON'])(
    'in UTF-8 is taken: %s',
    async (type) =>
      expect(
        (await sent({ path: '/v1/actors?dryRun=true', headers: { 'content-type': type }, body: json(ACTOR) })).status,
      ).toBe(200),
  );
});

describe('a number', () => {
  const text = (length: string): Given => ({
    path: '/v1/sources/article-2025-11-25/text',
    body: `{"sha256":"${'a'.repeat(64)}","length":${length}}`,
  });
  it.each(['-1', '1.5', '1e400', '9007199254740993', '1e16', '"1"', 'true', '[1]', 'null'])(
    '%s is no length',
    (length) => refused(text(length), 422, /length/),
  );

  it('of minus nothing is nothing', async () => {
    const given = text('-0');
    const before = await service.machine.store.head();
    expect((await sent({ ...given, path: `${given.path}?dryRun=true` })).status).toBe(200);
    expect(await service.machine.store.head()).toBe(before);
  });
});

describe('a date', () => {
  const said = (edtf: string): string =>
    json({
      statementId: 'new-one',
      speaker: 'arvia',
      channel: { kind: 'speech' },
      said: { edtf, zone: 'Asia/Tokyo' },
      reports: [{ source: 'arvia-gazette', directness: 'verbatim', attribution: [] }],
      codings: [],
    });
  it.each([
    '0000-01-01',
    '-0001-01-01',
    '10000-01-01',
    '+275760-09-14',
    'Y170000002',
    '2025-02-29',
    '2025-13-01',
    '2025-00-00',
    '2025-11-31',
    '9999-12-31',
    '2100-01-01',
    '2025-11-07T24:00:00',
    '2025-11-07T23:59:60',
    '2025-11-07T12:00:00+15:00',
    '../2025',
    '2025/2024',
    'NaN',
    'Infinity',
    '',
    ' 2025',
    '２０２５-11-07',
    '2025-11-07\0',
    '2025-11-07\n',
    '2'.repeat(3_000),
    '2025-11-07/'.repeat(300),
  ])('%j is no said date', (edtf) => refused({ path: '/v1/statements', body: said(edtf) }, 422, /said/));

  it.each(['2025-02-30', '0000-01-01', 'yesterday', '9'.repeat(5_000), '-0', '1e3', '2025-11-07T12:00:00'])(
    '%j is no asOf and no knownAt',
    async (text) => {
      for (const name of ['asOf', 'knownAt']) {
        const told = await sent({ path: `/v1/positions?${name}=${encodeURIComponent(text)}`, body: '' }, 'GET');
        expect([name, told.status]).toEqual([name, 400]);
        expect(told.detail).toContain('“');
      }
    },
  );
});

describe('a membership', () => {
  const membership = (actorId: string, body: string): Given => ({
    path: `/v1/actors/${actorId}/memberships`,
    body: json({ membershipId: `in-${body}`, body, post: 'Member', speaksFor: false }),
  });
  const party = (actorId: string): Given => ({
    body: json({ ...ACTOR, actorId, names: [{ language: 'en', text: actorId }] }),
  });

  it('goes round in no circle, however long', async () => {
    const bodies = ['ring-a', 'ring-b', 'ring-c', 'ring-d'];
    for (const id of bodies) expect((await sent(party(id))).status).toBe(201);
    for (const at of [0, 1, 2]) expect((await sent(membership(bodies[at]!, bodies[at + 1]!))).status).toBe(201);
    await refused(membership('ring-a', 'ring-a'), 422, /member of itself/);
    await refused(membership('ring-b', 'ring-a'), 422, /circle/);
    await refused(membership('ring-d', 'ring-a'), 422, /circle/);
    expect((await sent(membership('ring-a', 'ring-d'))).status).toBe(201);
  });

  it('is of no person', () => refused(membership('avery-example', 'blake-example'), 422, /a person/));
});

describe('a header', () => {
  const raw = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      let told = '';
      socket.setTimeout(3_000, () => socket.destroy());
      socket.on('data', (piece) => (told += piece.toString('latin1')));
      socket.on('close', () => resolve(told)).on('error', reject);
    });
  const status = async (text: string): Promise<number> => Number((await raw(text)).split(' ')[1]);

  it.each([
    ['without a host', 'GET /v1/positions HTTP/1.1\r\n\r\n'],
    [
      'twice the length',
      'POST /v1/actors HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}',
    ],
    [
      'a length and chunks',
      'POST /v1/actors HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    [
      'chunks that are none',
      'POST /v1/actors HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ],
    ['a folded line', 'GET /v1/positions HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n'],
    ['a NUL', 'GET /v1/positions HTTP/1.1\r\nHost: localhost\r\nX-A: a\0b\r\n\r\n'],
    ['no HTTP', 'hello\r\n\r\n'],
    ['too many bytes', `GET /v1/positions HTTP/1.1\r\nHost: localhost\r\nX-A: ${'a'.repeat(100_000)}\r\n\r\n`],
    ['an unknown expectation', 'GET /v1/positions HTTP/1.1\r\nHost: localhost\r\nExpect: miracles\r\n\r\n'],
    ['another host', 'GET /v1/positions HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n'],
  ])('with %s is refused below 500', async (_, text) => {
    const before = await service.machine.store.head();
    const told = await status(text);
    expect(told).toBeGreaterThanOrEqual(400);
    expect(told).toBeLessThan(500);
    expect(await service.machine.store.head()).toBe(before);
  });

  it.each([
    ['idempotency-key', 'a'.repeat(201)],
    ['idempotency-key', ' '],
    ['x-recorded-by', 'é'],
    ['x-recorded-by', 'a\tb'],
  ])('%s of %j is refused', (name, value) =>
    refused({ headers: { [name]: value }, body: json(ACTOR) }, 400, /printable/),
  );
});

describe('a quote', () => {
  const TEXT = 'ab'.repeat(8 * 1_048_576 - 4);
  const evidence = (exact: string, more: object = {}) => ({
    source: 'long-text',
    directness: 'verbatim',
    quote: { exact, ...more },
  });
  const coding = (codingId: string, ...all: readonly object[]) => ({
    codingId,
    issue: 'dialogue',
    proposition: 'defense-hotline-should-operate',
    stance: 'affirms',
    coder: 'a',
    evidence: all,
  });
  const statement = (...codings: readonly object[]): Given => ({
    path: '/v1/statements?dryRun=true',
    body: json({
      statementId: 'from-the-long-text',
      speaker: 'arvia',
      channel: { kind: 'speech' },
      said: { edtf: '2025-11-07' },
      reports: [{ source: 'long-text', directness: 'verbatim', attribution: [] }],
      codings,
    }),
  });

  beforeAll(async () => {
    const described = { sourceId: 'long-text', kind: 'press', title: 'Long', publisher: 'Long', language: 'en' };
    expect((await sent({ path: '/v1/sources', body: json(described) })).status).toBe(201);
    const text = canonicalText(TEXT);
    await service.machine.store.putText(sha256Of(text), text);
    const captured = { sha256: sha256Of(text), length: text.length };
    expect((await sent({ path: '/v1/sources/long-text/text', body: json(captured) })).status).toBe(201);
  });

  it.each<[string, string, object, number]>([
    ['in millions of places', 'ab', {}, 422],
    ['of a repeating text that ends otherwise', `${'ab'.repeat(1_999)}b`, {}, 422],
    ['of a repeating text that begins otherwise', `b${'b'.repeat(1)}${'ab'.repeat(1_990)}`, {}, 422],
    ['with a prefix that stands nowhere', 'ab'.repeat(1_900), { prefix: `c${'ab'.repeat(190)}` }, 422],
    ['with a start beyond the text', 'ab', { start: Number.MAX_SAFE_INTEGER - 1 }, 422],
    ['with its start', 'ab', { start: 8_000_000 }, 200],
    ['of white space', ' ', {}, 422],
  ])('%s is answered within seconds', async (_, exact, more, status) => {
    const told = await sent(statement(coding('a', evidence(exact, more))));
    expect([told.status, told.milliseconds < 5_000]).toEqual([status, true]);
  });

  it('is searched for in so much text and no more', async () => {
    const many = Array.from({ length: 20 }, (_, at) => coding(`c-${at}`, evidence('ab', { start: at * 2 })));
    const told = await sent(statement(...many));
    expect([told.status, told.detail]).toEqual([422, expect.stringContaining('too long to search')]);
    expect(told.milliseconds).toBeLessThan(5_000);
  });
});

describe('a fault', () => {
  it('is named a thousand times without a search for each', async () => {
    const evidence = Array.from({ length: 20 }, (_, at) => ({ source: `no-such-${at}`, directness: 'verbatim' }));
    const codings = Array.from({ length: 100 }, (_, at) => ({
      codingId: `c-${at}`,
      issue: `no-such-issue-${at}`,
      proposition: 'none',
      stance: 'affirms',
      coder: 'a',
      evidence,
      holders: Array.from({ length: 100 }, (__, who) => `nobody-${who}`),
    }));
    const body = json({
      statementId: 'faulty',
      speaker: 'nobody',
      channel: { kind: 'speech' },
      said: { edtf: '2025-11-07' },
      reports: [{ source: 'article-2025-11-25', directness: 'verbatim', attribution: [] }],
      codings,
    });
    const told = await sent({ path: '/v1/statements', body });
    expect([told.status, told.milliseconds < 5_000]).toEqual([422, true]);
  });
});

describe('a file to be imported', () => {
  const into = (body: string | Buffer): Given => ({
    path: '/v1/import',
    headers: { 'content-type': 'application/jsonl' },
    body,
  });
  const good = json({ type: 'ActorRegistered', data: { ...ACTOR, actorId: 'imported' } });
  const withData = (data: object): string => json({ type: 'ActorRegistered', data });

  it.each<[string, string | Buffer, RegExp]>([
    [
      'of invalid UTF-8',
      Buffer.concat([Buffer.from(`${good}\n{"type":"`), Buffer.from([0xff]), Buffer.from('"}')]),
      /Line 2.*UTF-8/,
    ],
    ['of UTF-16', Buffer.from(`\uFEFF${good}\n`, 'utf16le'), /UTF-8|no JSON/],
    ['with a NUL byte', `${good}\0\n`, /Line 1.*JSON/],
    ['that ends in the middle', `${good}\n${good.slice(0, 20)}`, /Line 2.*JSON/],
    ['with one name twice', good.replace('"kind":"party"', '"kind":"party","kind":"person"'), /Line 1.*name twice/],
    ['nested too deeply', `{"type":"ActorRegistered","data":${nested(200)}}`, /Line 1.*deeper/],
    ['nested without end', `{"type":"ActorRegistered","data":${nested(200_000)}}`, /Line 1.*deeper/],
    ['with __proto__', good.replace('"kind"', '"__proto__":{"x":1},"kind"'), /Line 1.*__proto__/],
    ['with __proto__ for its data', '{"type":"ActorRegistered","__proto__":{"data":{}}}', /Line 1.*__proto__/],
    ['with a type of every object', '{"type":"constructor","data":{}}', /Line 1.*constructor/],
    ['with half a character', withData({ ...ACTOR, note: '\ud800' }), /Line 1.*half a character/],
    ['with a NUL', withData({ ...ACTOR, actorId: 'imported', note: '\0' }), /Line 1.*NUL/],
    [
      'with a time out of range',
      json({ type: 'ActorRegistered', time: '+275760-09-13T00:00:00.001Z', data: ACTOR }),
      /Line 1.*\/time/,
    ],
    ['with a time that is none', json({ type: 'ActorRegistered', time: '2025-11-07', data: ACTOR }), /Line 1.*\/time/],
    ['with a number for a time', json({ type: 'ActorRegistered', time: 1, data: ACTOR }), /Line 1.*\/time/],
    ['with a list for its data', '{"type":"ActorRegistered","data":[]}', /Line 1.*\/data/],
    ['that is a list', `[${good}]`, /Line 1.*object/],
    [
      'with one bad line after good ones',
      `${good}\n${withData({ ...ACTOR, actorId: 'Not An Id' })}`,
      /Line 2.*actorId/,
    ],
  ])('%s is refused as a whole', (_, body, sentence) => refused(into(body), 422, sentence));

  it('with a byte order mark at its beginning, and carriage returns, is taken', async () => {
    const told = await sent({ ...into(`\uFEFF${good}\r\n\r\n`), path: '/v1/import?dryRun=true' });
    expect(told.status).toBe(200);
  });

  it('of one line without an end is refused before it is all in memory', async () => {
    const piece = Buffer.alloc(1_048_576, 0x20);
    let read = 0;
    const endless = async function* (): AsyncGenerator<Buffer> {
      for (;;) {
        read += 1;
        yield piece;
      }
    };
    const before = await service.machine.store.head();
    await expect(importLines(service.machine, linesOf(endless()))).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Line 1: is longer than'),
    });
    expect(read).toBeLessThan(40);
    expect(await service.machine.store.head()).toBe(before);
  });

  it('is read in pieces that end anywhere', async () => {
    const bytes = Buffer.from(`${bundledLines().slice(0, 12).join('\r\n')}\n台湾🗾`, 'utf8');
    for (const size of [1, 2, 3, 7, 64, 1_000]) {
      const pieces = async function* (): AsyncGenerator<Buffer> {
        for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      };
      const lines: string[] = [];
      for await (const line of linesOf(pieces())) lines.push(line);
      expect(lines).toEqual([...bundledLines().slice(0, 12), '台湾🗾']);
    }
  });
});
