import type { Outcome } from '../../src/record/ledger.js';
import { type TestService, withBundledRecord, withNothing } from '../support/service.js';

let service: TestService;
beforeAll(async () => (service = await withBundledRecord()));
afterAll(() => service.close());

const REMARK = '/v1/statements/takaichi-diet-remark-2025-11-07';
const MEMBERSHIP = '/v1/actors/takaichi-sanae/memberships/takaichi-prime-minister/corrections';

type Problem = Readonly<{ errors: readonly Readonly<{ pointer: string; detail: string }>[] }>;

describe('a correction over HTTP', () => {
  it.each([
    [`${REMARK}/corrections`, { corrected: { onBehalfOf: [] } }],
    [`${REMARK}/voids`, {}],
    [`${REMARK}/codings/a-coding/revisions`, { coding: {} }],
    [MEMBERSHIP, { body: 'japan', post: 'Prime Minister of Japan', speaksFor: true }],
    ['/v1/issues/taiwan/propositions/strait-peace-matters/wordings', { wording: [{ language: 'en', text: 'Peace.' }] }],
  ])('to %s is refused without a reason, at that field', async (path, body) => {
    const { status, body: problem } = await service.ask.post(path).send(body);
    expect(status).toBe(422);
    expect((problem as Problem).errors).toContainEqual({ pointer: '/reason', detail: 'is required' });
    const blank = await service.ask.post(path).send({ ...body, reason: ' ' });
    expect((blank.body as Problem).errors).toContainEqual({
      pointer: '/reason',
      detail: 'must say something: it is blank',
    });
  });

  it('keeps its reason and its author among the versions', async () => {
    const head = await service.machine.store.head();
    const body = { corrected: { channel: { kind: 'Diet reply' } }, reason: 'It answered a question.' };
    const pinned = `${REMARK}?knownAt=${head}`;
    const before = (await service.ask.get(pinned)).text;
    const made = await service.ask.post(`${REMARK}/corrections`).set('X-Recorded-By', 'ann@example.org').send(body);
    expect(made.status).toBe(201);
    const { versions } = (await service.ask.get(`${REMARK}/versions`)).body as { versions: readonly object[] };
    expect(versions.at(-1)).toMatchObject({
      event: 'StatementCorrected',
      recordedby: 'ann@example.org',
      reason: 'It answered a question.',
    });
    expect((await service.ask.get(pinned)).text).toBe(before);
  });
});

describe('what was corrected since', () => {
  const corrections = async (query: string): Promise<readonly object[]> => {
    const { body } = await service.ask.get(`/v1/positions/china/taiwan/corrections?${query}`).expect(200);
    return (body as { corrections: readonly object[] }).corrections;
  };
  const REASON = 'The letter gives it so.';
  let head: number;
  beforeAll(async () => {
    head = service.machine.runner.position;
    const withdrawal = {
      by: 'fu-cong',
      said: { edtf: '2025-11-25', zone: 'America/New_York' },
      report: { source: 'article-2025-11-25', directness: 'paraphrase', attribution: [] },
    };
    const made = await service.ask.post('/v1/statements/china-un-letter-2025/withdrawals').send(withdrawal);
    expect([made.status, made.body]).toEqual([201, expect.anything()]);
    const proposition = '/v1/issues/taiwan/propositions/japans-taiwan-policy-changed/wordings';
    await service.ask
      .post(proposition)
      .send({ wording: [{ language: 'en', text: 'New.' }], reason: REASON })
      .expect(201);
  });

  it('of an old position is of all that it rests on, also what moved no stance, and what was added', async () => {
    expect(await corrections(`asOf=2025-11-22&knownFrom=60&knownTo=${head + 2}`)).toEqual([
      expect.objectContaining({
        statement: 'china-un-letter-2025',
        event: 'StatementCorroborated',
        position: 65,
        reason: expect.stringContaining('The article tells of the letter'),
      }),
      expect.objectContaining({ statement: 'china-un-letter-2025', event: 'StatementCoded', position: 66 }),
      expect.objectContaining({ statement: 'china-un-letter-2025', event: 'StatementCorrected', position: 67 }),
      expect.objectContaining({ statement: 'china-un-letter-2025', event: 'StatementWithdrawn', position: head + 1 }),
      expect.objectContaining({
        issue: 'taiwan',
        proposition: 'japans-taiwan-policy-changed',
        event: 'PropositionReworded',
        reason: REASON,
      }),
    ]);
  });

  it('is told from one recorded time up to another, and is nothing where nothing is asked of', async () => {
    expect(await corrections('asOf=2025-11-22&knownFrom=60&knownTo=64')).toEqual([]);
    expect(await corrections(`asOf=2025-11-22&knownFrom=67&knownTo=${head}`)).toEqual([]);
    expect(await corrections('')).toEqual([]);
    const { status, body } = await service.ask.get('/v1/positions/china/taiwan/corrections?knownFrom=72&knownTo=60');
    expect([status, (body as Problem).errors.map(({ pointer }) => pointer)]).toEqual([400, ['/knownFrom', '/knownTo']]);
  });

  it('stands in one list, in the order of recording, page by page', async () => {
    const page = async (query: string) =>
      (await service.ask.get(`/v1/corrections?${query}`).expect(200)).body as object;
    const first = { actor: 'iwaya-takeshi', membership: 'iwaya-foreign-minister', position: 48 };
    const positions = [57, 58, 59, 65, 66, 67, 68].map((position) => ({ position }));
    expect(await page('knownAt=72')).toMatchObject({ total: 8, corrections: [first, ...positions] });
    expect(await page('knownAt=72&limit=1')).toMatchObject({ total: 8, next: 1, corrections: [first] });
    expect(await page('knownAt=66')).toMatchObject({ total: 6 });
  });
});

/** Whatever names a statement as evidence, or as one of a list, in an answer. */
const statementsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] => {
  if (typeof value !== 'object' || value === null) return [];
  const isOne =
    ('coding' in value && 'citations' in value) || ('channel' in value && 'codings' in value) || isHit(value);
  return [
    ...(isOne ? [value as Readonly<Record<string, unknown>>] : []),
    ...Object.values(value).flatMap(statementsIn),
  ];
};
const isHit = (value: object): boolean => 'kind' in value && value.kind === 'statement' && 'field' in value;

describe('an answer that shows statements', () => {
  it.each([
    '/v1/positions/japan/taiwan?asOf=2025-11-25',
    '/v1/positions/china/taiwan?asOf=2025-11-10&evidence=own',
    '/v1/positions/japan/collective-self-defense?asOf=2025-11-25',
    '/v1/positions/japan/taiwan/history?asOf=2025-11-25',
    '/v1/positions/japan/taiwan/diff?from=2025-11-06&to=2025-11-25',
    '/v1/statements',
    REMARK,
    `${REMARK}/versions`,
    '/v1/search?q=strait',
  ])('links to their versions: %s', async (path) => {
    const { status, body } = await service.ask.get(path);
    const shown = statementsIn(body);
    expect([status, shown.length > 0]).toEqual([200, true]);
    for (const one of shown) {
      expect(one['versions']).toBe(`/v1/statements/${String(one['statement'] ?? one['id'])}/versions`);
    }
  });
});

describe('the first write to a log without a name', () => {
  it('says what the log is called now, and the next does not', async () => {
    const empty = await withNothing();
    const register = async (actorId: string, query = ''): Promise<Outcome> => {
      const body = { actorId, kind: 'party', names: [{ language: 'en', text: actorId }] };
      return (await empty.ask.post(`/v1/actors${query}`).send(body)).body as Outcome;
    };
    expect(await register('reds', '?dryRun=true')).toMatchObject({ named: 'On Record' });
    expect(await register('reds')).toMatchObject({ named: 'On Record', position: 2 });
    expect(await register('blues')).not.toHaveProperty('named');
    await empty.close();
  });
});
