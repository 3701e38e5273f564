import { withMadeUpActors } from '../support/made-up-actors.js';
import type { TestService } from '../support/service.js';

let service: TestService;
beforeAll(async () => (service = await withMadeUpActors()));
afterAll(() => service.close());

type Problem = Readonly<{ type: string; detail: string; errors?: readonly Readonly<{ pointer: string }>[] }>;

const refused = async (path: string, status: number): Promise<Problem> =>
  JSON.parse((await service.ask.get(path).expect(status)).text) as Problem;

/** Every place of a question that takes an actor by any name, which stands in it as NAME. */
const PLACES: readonly (readonly [pointer: string, path: string])[] = [
  ['/actor', '/v1/actors/NAME'],
  ['/actor', '/v1/positions/NAME/taiwan'],
  ['/actor', '/v1/positions/NAME/taiwan/history'],
  ['/actor', '/v1/positions/NAME/taiwan/diff?with=japan'],
  ['/with', '/v1/positions/japan/taiwan/diff?with=NAME'],
  ['/actor', '/v1/changes?actor=NAME'],
  ['/body', '/v1/changes?body=NAME'],
  ['/speaker', '/v1/statements?speaker=NAME'],
  ['/askedBy', '/v1/statements?askedBy=NAME'],
];

describe('a name that does not tell who is meant', () => {
  it.each(PLACES)('is refused at %s where several have it: %s', async (pointer, path) => {
    const { type, detail, errors } = await refused(path.replace('NAME', 'Example'), 400);
    expect(type).toBe('urn:onrecord:problem:ambiguous-actor');
    expect(detail).toContain('avery-example, blake-example, casey-example');
    expect(errors).toEqual([{ pointer, detail }]);
  });

  it.each(PLACES)('is refused at %s where nobody has it: %s', async (pointer, path) => {
    const { type, detail, errors } = await refused(path.replace('NAME', 'avery-exampel'), 404);
    expect(type).toBe('urn:onrecord:problem:unknown-actor');
    expect(detail).toContain('Nearest: avery-example');
    expect(errors).toEqual([{ pointer, detail }]);
  });
});

describe('a person asked for as a body', () => {
  it('is refused by the parameter', async () => {
    const { detail, errors } = await refused('/v1/changes?body=avery-example', 400);
    expect(detail).toBe('“body” names avery-example, a person, and nobody speaks for a person: give “actor” instead.');
    expect(errors).toEqual([{ pointer: '/body', detail }]);
  });
});

describe('an actor of something that is recorded', () => {
  const statement = {
    statementId: 'blake-speech',
    speaker: 'blake-example',
    channel: { kind: 'speech' },
    said: { edtf: '2025-11-20', zone: 'Asia/Tokyo' },
    reports: [{ source: 'arvia-gazette', directness: 'verbatim', attribution: [] }],
    codings: [],
  };
  const membership = { actorId: 'blake-example', membershipId: 'blake-post', post: 'Adviser', speaksFor: false };
  const STATEMENTS = ['/v1/statements', 'StatementRecorded'] as const;
  const MEMBERSHIPS = ['/v1/actors/blake-example/memberships', 'MembershipRecorded'] as const;

  it.each([
    ['/speaker', STATEMENTS, { ...statement, speaker: 'example' }],
    ['/askedBy', STATEMENTS, { ...statement, askedBy: 'example' }],
    ['/onBehalfOf/0', STATEMENTS, { ...statement, onBehalfOf: ['example'] }],
    ['/audience/1', STATEMENTS, { ...statement, audience: ['arvia', 'example'] }],
    ['/body', MEMBERSHIPS, { ...membership, body: 'example' }],
  ])('is given by its id: a name that several have is refused at %s', async (at, [path, type], data) => {
    const detail = expect.stringContaining('names actor “example”, which is not on record') as unknown;
    const alone = await service.ask.post(path).send(data).expect(422);
    expect(alone.body).toMatchObject({ errors: [{ pointer: at, detail }] });
    const file = service.ask.post('/v1/import').set('Content-Type', 'application/jsonl');
    const imported = await file.send(JSON.stringify({ type, data })).expect(422);
    expect(imported.body).toMatchObject({ errors: [{ pointer: `/1/data${at}`, detail }] });
  });
});
