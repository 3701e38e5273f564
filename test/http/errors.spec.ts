import { request as rawRequest } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { listen } from '../../src/http/create-app.js';
import { type TestService, withBundledRecord } from '../support/service.js';

let service: TestService;
beforeAll(async () => (service = await withBundledRecord()));
afterAll(() => service.close());

type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: readonly Readonly<{ pointer: string; detail: string }>[];
}>;

type Response = Readonly<{ status: number; headers: Record<string, string>; text: string }>;

const problemIn = (response: Response, status: number, type: string): Problem => {
  expect([response.status, response.headers['content-type']]).toEqual([
    status,
    'application/problem+json; charset=utf-8',
  ]);
  const problem = JSON.parse(response.text) as Problem;
  expect(problem).toMatchObject({
    type: `urn:onrecord:problem:${type}`,
    status,
    title: expect.any(String),
    detail: expect.any(String),
    instance: expect.any(String),
  });
  return problem;
};

const refused = async (path: string, status: number, type: string): Promise<Problem> =>
  problemIn((await service.ask.get(path)) as Response, status, type);

const refusedPost = async (path: string, body: object, status: number, type: string): Promise<Problem> =>
  problemIn((await service.ask.post(path).send(body)) as Response, status, type);

const pointers = (problem: Problem): readonly string[] => (problem.errors ?? []).map((error) => error.pointer);

describe('a comparison that goes backwards', () => {
  it.each([
    ['from=2025-11-25&to=2025-11-06', ['/from', '/to'], /“from” \(2025-11-25\).*“to” \(2025-11-06\).*Swap the two/],
    ['knownFrom=72&knownTo=60', ['/knownFrom', '/knownTo'], /“knownFrom” \(72\).*“knownTo” \(60\).*Swap the two/],
    [
      'knownFrom=2025-11-26T00:00:00Z&knownTo=60',
      ['/knownFrom', '/knownTo'],
      /“knownFrom” \(2025-11-26T00:00:00Z, position 72\).*“knownTo” \(60\)/,
    ],
  ])('is refused, and both sides are named: %s', async (query, at, said) => {
    const problem = await refused(`/v1/positions/japan/taiwan/diff?${query}`, 400, 'backwards-comparison');
    expect([pointers(problem), problem.detail]).toEqual([at, expect.stringMatching(said)]);
  });
});

describe('a question that cannot be answered', () => {
  it('names the actors nearest to one that there is not', async () => {
    const problem = await refused('/v1/positions/japn/taiwan', 404, 'unknown-actor');
    expect(problem.detail).toContain('japan');
    expect(problem).toHaveProperty('nearest.0.id', 'japan');
  });

  it('names the issues nearest to one that there is not', async () => {
    expect((await refused('/v1/positions/japan/taiwn', 404, 'unknown-issue')).detail).toContain('taiwan');
  });

  it.each([
    ['/v1/positions/japan/taiwan?asof=2025-11-07', '/asof', 'asOf, knownAt, evidence'],
    ['/v1/positions/japan/taiwan?asOf=2025-11-31', '/asOf', '“2025-11-31” is no said date: 2025-11 has no day 31'],
    ['/v1/positions/japan/taiwan/diff?from=2025-13-01', '/from', '“2025-13-01” is no said date: there is no month 13'],
    ['/v1/positions?knownAt=2025-11-31', '/knownAt', '“2025-11-31” is no recorded time: 2025-11 has no day 31'],
    ['/v1/positions/japan/taiwan?asOf=', '/asOf', 'said date'],
    ['/v1/positions/japan/taiwan?asOf=2025-11-07&asOf=2025-11-08', '/asOf', 'more than once'],
    ['/v1/positions?knownAt=9999-01-01', '/knownAt', 'future'],
    ['/v1/positions?knownAt=100000', '/knownAt', 'ends at position 72'],
    ['/v1/positions?evidence=some', '/evidence', 'own, press or all'],
    ['/v1/positions?format=xml', '/format', 'json or csv'],
    ['/v1/positions?minPosition=last', '/minPosition', 'whole number'],
    ['/v1/positions/japan/taiwan/history?limit=1001', '/limit', '1000'],
    ['/v1/positions/japan/taiwan/diff', '/from', 'two sides'],
    ['/v1/search', '/q', 'Which words'],
    ['/v1/changes?after=soon', '/after', 'position'],
    ['/v1/changes?after=73.1', '/after', '72'],
    ['/v1/changes?kind=moved', '/kind', 'shifted'],
    ['/v1/events?after=99', '/after', '72'],
    ['/v1/export?limit=2', '/limit', 'knownAt'],
    ['/healthz?verbose=1', '/verbose', 'none'],
  ])('is told which parameter is at fault: %s', async (path, pointer, said) => {
    const problem = await refused(path, 400, 'bad-question');
    expect(pointers(problem)).toEqual([pointer]);
    expect(problem.detail).toContain(said);
  });

  it('takes the plus of an offset that was not encoded for what it was', () =>
    service.ask.get('/v1/positions/japan/taiwan?asOf=2025-11-07T12:00:00+09:00').expect(200));

  it('waits for a log position that is not there yet, and says when to come back', async () => {
    const response = await service.ask.get('/v1/positions').set('X-On-Record-Min-Position', '1000');
    problemIn(response as Response, 503, 'not-yet-read');
    expect(response.headers['retry-after']).toBe('2');
  });

  it.each([
    '/v1/statements/none',
    '/v1/statements/none/versions',
    '/v1/sources/none',
    '/v1/events/100',
    '/v1/events/x',
  ])('is told that there is no such thing: %s', (path) => refused(path, 404, 'not-on-record'));
});

describe('a route that there is not', () => {
  it.each(['/v1', '/v1/nothing', '/v1/positions/japan', '/V1/positions', '/favicon.ico'])('is a 404: %s', (path) =>
    refused(path, 404, 'no-such-route'),
  );

  it('names the methods there are where only the method is wrong', async () => {
    const response = await service.ask.delete('/v1/statements');
    expect(problemIn(response as Response, 405, 'method-not-allowed').detail).toContain('DELETE');
    expect(response.headers['allow']).toBe('GET, POST, HEAD');
  });

  it('may not be badly encoded', () => refused('/v1/actors/%zz', 400, 'malformed-request'));

  it('may not have parts of more than a thousand characters', () =>
    refused(`/v1/actors/${'a'.repeat(1_001)}`, 414, 'address-too-long'));
});

const ACTOR = { actorId: 'philippines', kind: 'government', names: [{ language: 'en', text: 'Philippines' }] };

describe('a body that cannot be recorded', () => {
  it('names each field at fault', async () => {
    const body = { actorId: 'Not An Id', kind: 'god', names: [{ language: 'en' }], age: 3 };
    const problem = await refusedPost('/v1/actors', body, 422, 'invalid-command');
    expect([...pointers(problem)].sort()).toEqual(['/actorId', '/age', '/kind', '/names/0/text']);
  });

  it('names the nearest of what it refers to and is not there', async () => {
    const body = {
      propositionId: 'new',
      kind: 'policy',
      policyOf: 'japn',
      wording: [{ language: 'en', text: 'New.' }],
    };
    const problem = await refusedPost('/v1/issues/taiwan/propositions', body, 422, 'does-not-hold');
    expect(pointers(problem)).toEqual(['/policyOf']);
    expect(problem.detail).toContain('japan');
  });

  it('may not name another id than its path', async () => {
    const body = { actorId: 'china', name: { language: 'en', text: 'PRC' } };
    const problem = await refusedPost('/v1/actors/japan/names', body, 422, 'invalid-command');
    expect(pointers(problem)).toEqual(['/actorId']);
  });

  it('is about something that is on record', () =>
    refusedPost('/v1/statements/none/voids', { reason: 'Entered twice.' }, 404, 'nothing-to-change'));

  it('is no conflict with what is on record', () =>
    refusedPost('/v1/actors', { ...ACTOR, actorId: 'japan' }, 409, 'already-on-record'));

  it.each([
    ['broken JSON', 'application/json', '{"actorId": ', 400, 'malformed-request'],
    ['no JSON object', 'application/json', '[1]', 422, 'invalid-command'],
    ['nothing at all', 'application/json', '', 400, 'malformed-request'],
    ['a prototype’s key', 'application/json', '{"__proto__": {"x": 1}}', 422, 'invalid-command'],
    [
      'JSON nested without end',
      'application/json',
      `{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      400,
      'too-deep',
    ],
    ['more than a mebibyte', 'application/json', `{"x":"${'a'.repeat(1_048_576)}"}`, 413, 'body-too-large'],
    ['a form', 'application/x-www-form-urlencoded', 'actorId=x', 415, 'unsupported-media-type'],
    ['plain text', 'text/plain', 'x', 415, 'unsupported-media-type'],
    ['a file of events', 'application/jsonl', '{}', 415, 'unsupported-media-type'],
  ])('may not be %s', async (_what, type, body, status, slug) => {
    const response = await service.ask.post('/v1/actors').set('Content-Type', type).send(body);
    problemIn(response as Response, status, slug);
  });

  it('may not be left out', async () => {
    const problem = problemIn((await service.ask.post('/v1/actors')) as Response, 415, 'unsupported-media-type');
    expect(problem.detail).toBe('The body is of no stated type: send application/json.');
  });

  const LINES = 'application/jsonl or application/x-ndjson';
  it.each([
    ['/v1/actors', 'text/plain', 'application/json'],
    ['/v1/statements/saito-remarks-2025-11-25/voids', 'application/x-www-form-urlencoded', 'application/json'],
    ['/v1/sources/xinhua-un-report-2025-11-22/text', 'text/plain; charset=utf-8', 'application/json'],
    ['/v1/actors', 'application/jsonl', 'application/json'],
    ['/v1/actors', 'no type', 'application/json'],
    ['/v1/import', 'text/plain', LINES],
    ['/v1/import', 'application/json', LINES],
  ])('to %s in %s is refused by the name of what came, and of what is taken', async (path, type, taken) => {
    const response = await service.ask.post(path).set('Content-Type', type).send('{}');
    const { detail } = problemIn(response as Response, 415, 'unsupported-media-type');
    expect(detail).toBe(`The body is ${type}: send ${taken}.`);
  });

  it('of no stated type is refused as that', async () => {
    const response = await service.app.inject({ method: 'POST', url: '/v1/import', payload: '{}' });
    expect([response.statusCode, (JSON.parse(response.payload) as Problem).detail]).toEqual([
      415,
      `The body is of no stated type: send ${LINES}.`,
    ]);
  });

  it('of a type as long as a page is not told of it whole', async () => {
    const response = await service.ask
      .post('/v1/actors')
      .set('Content-Type', `text/${'x'.repeat(5_000)}`)
      .send('{}');
    const { detail } = problemIn(response as Response, 415, 'unsupported-media-type');
    expect(detail).toMatch(/^The body is text\/x{95}…: send application\/json\.$/);
  });

  it.each([
    ['Idempotency-Key', 'x'.repeat(201)],
    ['X-Recorded-By', ' '],
  ])('may not come with a bad %s', async (header, value) => {
    problemIn((await service.ask.post('/v1/actors').set(header, value).send(ACTOR)) as Response, 400, 'bad-question');
  });

  it('leaves the record as it was', async () => {
    expect(await service.machine.store.head()).toBe(72);
  });
});

describe('a failure of the service’s own', () => {
  it('tells nothing of what is inside', async () => {
    const { runner } = service.machine;
    const own = runner.caughtUp.bind(runner);
    runner.caughtUp = () => Promise.reject(new TypeError('secret of /somewhere'));
    const problem = await refused('/v1/positions', 500, 'unexpected');
    runner.caughtUp = own;
    expect(JSON.stringify(problem)).not.toMatch(/secret|TypeError|somewhere/);
  });
});

describe('what is not even HTTP', () => {
  it('is refused as a problem too', async () => {
    const { port } = new URL(await listen(service.app, { host: '127.0.0.1', port: 0 }));
    const text = await new Promise<string>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => socket.write('HELLO\r\n\r\n'));
      let received = '';
      socket.on('data', (data) => (received += String(data))).on('close', () => resolve(received));
    });
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect(text).toContain('application/problem+json');
  });

  it('may be asked with a path alone', async () => {
    const { port } = service.app.getHttpServer().address() as AddressInfo;
    const status = await new Promise((resolve) =>
      rawRequest({ port, path: '/healthz' }, (response) => resolve(response.resume().statusCode)).end(),
    );
    expect(status).toBe(200);
  });

  it.each(['0.0.0.0', '192.168.1.2', '::', 'example.org'])('does not listen on %s', (host) =>
    expect(listen(service.app, { host, port: 0 })).rejects.toMatchObject({ kind: 'invalid', type: 'not-loopback' }),
  );
});
