import { parseType } from '../../events/index.js';
import type { Outcome } from '../../src/record/ledger.js';
import { bundledLines, type TestService, withBundledRecord, withNothing } from '../support/service.js';

let service: TestService;
beforeAll(async () => (service = await withBundledRecord()));
afterAll(() => service.close());

const TEXT = 'Peace and stability across the Taiwan Strait are important.\r\nWe will say no more.';

/** A source of the bundled record, whose text is not kept. */
const PRESS = 'article-2025-11-25';

const evidence = { source: 'release', directness: 'verbatim', quote: { exact: 'stability across the Taiwan Strait' } };
const coding = {
  codingId: 'peace',
  issue: 'taiwan',
  proposition: 'strait-peace-matters',
  stance: 'affirms',
  evidence: [evidence],
  coder: 'spec',
};
const report = { source: 'release', directness: 'verbatim', attribution: [] };
const statement = {
  statementId: 'marcos-remark',
  speaker: 'marcos',
  channel: { kind: 'press conference' },
  said: { edtf: '2025-11-20', zone: 'Asia/Manila' },
  reports: [report],
  codings: [coding],
};

/** Every write there is, in an order in which each can be. */
const WRITES: readonly (readonly [path: string, body: object, event: string, location: string])[] = [
  [
    '/v1/actors',
    {
      actorId: 'philippines',
      kind: 'government',
      names: [{ language: 'en', text: 'Philippines' }],
      zone: 'Asia/Manila',
    },
    'ActorRegistered',
    '/v1/actors/philippines',
  ],
  [
    '/v1/actors',
    { actorId: 'marcos', kind: 'person', names: [{ language: 'en', text: 'Ferdinand Marcos' }] },
    'ActorRegistered',
    '/v1/actors/marcos',
  ],
  [
    '/v1/actors/philippines/names',
    { name: { language: 'ja', text: 'フィリピン' } },
    'ActorNamed',
    '/v1/actors/philippines',
  ],
  [
    '/v1/actors/marcos/memberships',
    { membershipId: 'president', body: 'philippines', post: 'President', speaksFor: true, from: '2022-06-30' },
    'MembershipRecorded',
    '/v1/actors/marcos',
  ],
  [
    '/v1/issues',
    { issueId: 'fishing', title: [{ language: 'en', text: 'Fishing' }] },
    'IssueOpened',
    '/v1/issues/fishing',
  ],
  [
    '/v1/issues/fishing/propositions',
    { propositionId: 'fish-are-common', kind: 'claim', wording: [{ language: 'en', text: 'Fish are common.' }] },
    'PropositionWorded',
    '/v1/issues/fishing',
  ],
  [
    '/v1/issues/fishing/propositions/fish-are-common/wordings',
    { wording: [{ language: 'en', text: 'Fish are common to all.' }], reason: 'Ambiguous.' },
    'PropositionReworded',
    '/v1/issues/fishing',
  ],
  [
    '/v1/sources',
    {
      sourceId: 'release',
      kind: 'official',
      officialOf: 'philippines',
      title: 'Remarks',
      publisher: 'Palace',
      language: 'en',
    },
    'SourceDescribed',
    '/v1/sources/release',
  ],
  ['/v1/sources/release/text', { text: TEXT }, 'SourceCaptured', '/v1/sources/release'],
  [
    '/v1/sources/article-2025-11-22/withholdings',
    { scope: 'text', reason: 'A licence ended.', by: 'A. Keeper' },
    'SourceWithheld',
    '/v1/sources/article-2025-11-22',
  ],
  [
    '/v1/sources/article-2025-11-22/releases',
    { reason: 'It was renewed.', by: 'A. Keeper' },
    'SourceReleased',
    '/v1/sources/article-2025-11-22',
  ],
  ['/v1/statements', statement, 'StatementRecorded', '/v1/statements/marcos-remark'],
  [
    '/v1/statements/marcos-remark/codings',
    {
      coding: {
        ...coding,
        codingId: 'no-more',
        proposition: 'us-president-raised-the-remark',
        stance: 'declines',
        evidence: [{ ...evidence, quote: { exact: 'We will say no more.' } }],
      },
    },
    'StatementCoded',
    '/v1/statements/marcos-remark',
  ],
  [
    '/v1/statements/marcos-remark/codings/peace/revisions',
    { coding: { ...coding, stance: 'conditional', condition: 'as long as it holds' }, reason: 'Read again.' },
    'CodingRevised',
    '/v1/statements/marcos-remark',
  ],
  [
    '/v1/statements/marcos-remark/corroborations',
    {
      report: { ...report, source: PRESS, directness: 'paraphrase' },
      evidence: [],
      why: 'The same day and place.',
    },
    'StatementCorroborated',
    '/v1/statements/marcos-remark',
  ],
  [
    '/v1/actors/marcos/memberships/president/corrections',
    {
      body: 'philippines',
      post: 'President of the Philippines',
      speaksFor: true,
      from: '2022-06-30',
      reason: 'In full.',
    },
    'MembershipCorrected',
    '/v1/actors/marcos',
  ],
  [
    '/v1/statements/marcos-remark/corrections',
    { corrected: { channel: { kind: 'interview' } }, reason: 'It was no press conference.' },
    'StatementCorrected',
    '/v1/statements/marcos-remark',
  ],
  [
    '/v1/statements/marcos-remark/withdrawals',
    { by: 'marcos', said: { edtf: '2025-11-22', zone: 'Asia/Manila' }, report },
    'StatementWithdrawn',
    '/v1/statements/marcos-remark',
  ],
  [
    '/v1/statements/marcos-remark/withdrawals/voids',
    { reason: 'It was another remark that was taken back.' },
    'WithdrawalVoided',
    '/v1/statements/marcos-remark',
  ],
  [
    `/v1/statements/marcos-remark/reports/${PRESS}/corrections`,
    {
      report: { directness: 'paraphrase', attribution: [{ name: 'an aide' }] },
      reason: 'The newspaper has it from an aide.',
    },
    'ReportCorrected',
    '/v1/statements/marcos-remark',
  ],
  ['/v1/statements/marcos-remark/voids', { reason: 'Never said.' }, 'StatementVoided', '/v1/statements/marcos-remark'],
];

const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
  service.ask.post(path).set(headers).send(body);

describe('a write', () => {
  it.each(WRITES)(
    'to %s says first what it would change, then does, and can be repeated',
    async (path, body, type, location) => {
      const head = await service.machine.store.head();
      const headers = { 'Idempotency-Key': `spec-${head}`, 'X-Recorded-By': 'spec@example.org' };

      const foreseen = await post(`${path}?dryRun=true`, body, headers);
      expect([foreseen.status, foreseen.body]).toEqual([
        200,
        expect.objectContaining({ outcome: 'dry-run', position: head }),
      ]);
      expect(await service.machine.store.head()).toBe(head);

      const recorded = await post(path, body, headers);
      const outcome = recorded.body as Outcome;
      expect([recorded.status, recorded.headers['location']]).toEqual([201, location]);
      expect(outcome).toMatchObject({
        outcome: 'recorded',
        position: head + 1,
        events: [{ type, position: head + 1 }],
      });
      expect(recorded.headers['x-on-record-position']).toBe(String(head + 1));
      const imagined = foreseen.body as Outcome;
      expect(imagined.events.map((event) => [event.id, event.data])).toEqual(
        outcome.events.map((event) => [event.id, event.data]),
      );
      expect(imagined.changes.map(({ kind, id }) => [kind, id])).toEqual(
        outcome.changes.map(({ kind, id }) => [kind, id]),
      );

      const again = await post(path, body, headers);
      expect([again.status, again.body]).toEqual([200, { ...outcome, outcome: 'repeated' }]);
      const read = await service.ask
        .get(location)
        .set('X-On-Record-Min-Position', String(head + 1))
        .expect(200);
      expect(Number(read.headers['x-on-record-position'])).toBeGreaterThan(head);
      const event = await service.ask.get(`/v1/events/${head + 1}`).expect(200);
      expect(event.body).toMatchObject({ recordedby: 'spec@example.org', commandid: `spec-${head}` });
      expect(parseType((event.body as { type: string }).type).type).toBe(type);
    },
  );

  it('has been tried of every kind there is', async () => {
    const { COMMANDS } = await import('../../src/commands/list.js');
    expect(new Set(WRITES.map(([, , event]) => event)).size).toBe(Object.keys(COMMANDS).length - 1);
  });

  it('takes its command’s id from the body too, and keeps it out of the event', async () => {
    const body = { commandId: 'in-the-body', name: { language: 'en', text: 'Republic of the Philippines' } };
    const first = await post('/v1/actors/philippines/names', body);
    expect(first.status).toBe(201);
    expect((first.body as Outcome).events[0]!.data).not.toHaveProperty('commandId');
    expect((await post('/v1/actors/philippines/names', body)).body).toMatchObject({ outcome: 'repeated' });
  });

  it('with the id of a command of another kind is a conflict, whatever that would come to', async () => {
    const taken = {
      by: 'japan',
      said: { edtf: '2025-11-26', zone: 'Asia/Tokyo' },
      report: { ...report, source: PRESS },
    };
    const path = '/v1/statements/cabinet-written-reply-2025-11-25/withdrawals';
    const given = (at: string, body: object, key: string) => post(at, body, { 'Idempotency-Key': key });
    expect((await given(path, taken, 'taken-1')).status).toBe(201);
    expect((await given(`${path}/voids`, { reason: 'x' }, 'voided-1')).status).toBe(201);
    for (const [at, body, key] of [
      [`${path}/voids`, { reason: 'x' }, 'taken-1'],
      [path, taken, 'voided-1'],
    ] as const) {
      const response = await given(at, body, key);
      expect([response.status, response.body]).toEqual([
        409,
        expect.objectContaining({ type: 'urn:onrecord:problem:command-id-taken' }),
      ]);
    }
  });

  it('keeps what a correction leaves out of a date and of an occasion, however often it is sent, and says null is none', async () => {
    const path = '/v1/statements/cabinet-written-reply-2025-11-25/corrections';
    const said = { edtf: '2025-11-24', zone: 'Asia/Tokyo' };
    const corrected = { said: { edtf: '2025-11-24' }, channel: { venue: 'Cabinet Office' } };
    const sent = (): ReturnType<typeof post> =>
      post(path, { corrected, reason: 'x' }, { 'Idempotency-Key': 'keeps-the-zone' });
    const dataIn = ({ body }: Awaited<ReturnType<typeof post>>): object => (body as Outcome).events[0]!.data as object;
    const first = await sent();
    expect(dataIn(first)).toMatchObject({ corrected: { said, channel: { venue: 'Cabinet Office' } } });
    expect((await sent()).body).toMatchObject({ outcome: 'repeated' });
    const without = { corrected: { channel: { venue: null } }, reason: 'x' };
    const { channel } = (dataIn(await post(path, without)) as { corrected: { channel: object } }).corrected;
    expect(Object.keys(channel)).toEqual(['kind']);
  });

  it('whose path and body name two things is refused where the body does', async () => {
    const path = `/v1/statements/cabinet-written-reply-2025-11-25/reports/${PRESS}/corrections`;
    const body = { report: { ...report, source: 'another' }, reason: 'x' };
    const { status, body: problem } = await post(path, body);
    expect([
      status,
      (problem as { errors: readonly { pointer: string }[] }).errors.map(({ pointer }) => pointer),
    ]).toEqual([422, ['/report/source']]);
  });

  it('with the id of another command is a conflict', async () => {
    const body = { commandId: 'in-the-body', name: { language: 'en', text: 'The Philippines' } };
    const response = await post('/v1/actors/philippines/names', body);
    expect([response.status, response.body]).toEqual([
      409,
      expect.objectContaining({ type: 'urn:onrecord:problem:command-id-taken' }),
    ]);
  });

  it('with the id of a command on something else is a conflict that says so, and where that one is', async () => {
    const { position } = (await post('/v1/actors/philippines/names', {
      commandId: 'elsewhere',
      name: { language: 'fil', text: 'Pilipinas' },
    }).then(({ body }) => body)) as { position: number };
    for (const query of ['', '?dryRun=true']) {
      const body = { commandId: 'elsewhere', reason: 'x' };
      const response = await post(`/v1/statements/cabinet-written-reply-2025-11-25/voids${query}`, body);
      expect([response.status, response.body]).toEqual([
        409,
        expect.objectContaining({
          type: 'urn:onrecord:problem:command-id-taken',
          detail: `Command elsewhere was given before, with other content, at log position ${position} (actor-philippines). Give the new one an id of its own.`,
        }),
      ]);
    }
  });

  it('may name the id of its path again', async () => {
    const body = { actorId: 'philippines', name: { language: 'zh-Hans', text: '菲律宾' } };
    expect((await post('/v1/actors/philippines/names', body)).status).toBe(201);
  });
});

describe('a source’s text', () => {
  it('is kept in canonical form, so that quotes are looked for in it', async () => {
    const { body } = await service.ask.get('/v1/sources/release').expect(200);
    expect(body).toMatchObject({
      textKept: true,
      supports: [],
      captures: [{ length: TEXT.length - 1 }],
    });
    const then = await service.ask.get('/v1/sources/release?knownAt=84').expect(200);
    expect(then.body).toMatchObject({ supports: ['marcos-remark'] });
    const [{ sha256 }] = (body as { captures: [{ sha256: string }] }).captures;
    expect(await service.machine.store.getText(sha256)).toBe(TEXT.replace('\r\n', '\n'));
  });

  it('places the quotes that are coded from it', async () => {
    const { body } = await service.ask
      .get('/v1/events?after=72')
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.on('data', (chunk) => (text += String(chunk))).on('end', () => done(null, text));
      });
    const lines = (body as string)
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; data: object });
    const recorded = lines.find((line) => line.type === 'StatementRecorded')!;
    expect(recorded.data).toHaveProperty('codings.0.evidence.0.quote.start', TEXT.indexOf('stability'));
  });

  it('is not kept where only its hash is given', async () => {
    const response = await post(`/v1/sources/${PRESS}/text`, { sha256: 'a'.repeat(64), length: 3 });
    expect(response.status).toBe(201);
    expect((await service.ask.get(`/v1/sources/${PRESS}`)).body).toMatchObject({ textKept: false });
  });

  it('is not kept where its source is not described, or it is only tried', async () => {
    expect((await post('/v1/sources/none/text', { text: 'a text' })).status).toBe(404);
    expect((await post('/v1/sources/release/text?dryRun=true', { text: 'a text' })).body).toMatchObject({
      outcome: 'dry-run',
    });
    const { sha256Of } = await import('../../src/deciders/quotes.js');
    expect(await service.machine.store.getText(sha256Of('a text'))).toBeUndefined();
  });

  it.each([
    [{ text: '' }, '/text'],
    [{ text: 3 }, '/text'],
    [{ text: 'a\0' }, '/text'],
    [{ text: 'a', length: 1 }, '/length'],
  ])('may not be %j', async (body, pointer) => {
    const response = await post('/v1/sources/release/text', body);
    expect([response.status, response.body]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ pointer })] }),
    ]);
  });
});

describe('an import over HTTP', () => {
  let empty: TestService;
  beforeEach(async () => (empty = await withNothing()));
  afterEach(() => empty.close());

  const send = (query: string, lines: readonly string[]) =>
    empty.ask
      .post(`/v1/import${query}`)
      .set('Content-Type', 'application/jsonl')
      .send(`${lines.join('\n')}\n`);

  it('takes in what an export gives, byte for byte', async () => {
    const report = await send('?trustRecordedAt=true', bundledLines());
    expect(report.status).toBe(200);
    expect(report.body).toMatchObject({ lines: 72, recorded: 72, repeated: 0, position: 72, dryRun: false, warned: 3 });
    const exported = await empty.ask
      .get('/v1/export')
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
      });
    expect(exported.headers['content-type']).toBe('application/jsonl; charset=utf-8');
    expect(String(exported.body)).toBe(`${bundledLines().join('\n')}\n`);
    expect((await send('?trustRecordedAt=true', bundledLines())).body).toMatchObject({ recorded: 0, repeated: 72 });
  });

  it('says what it would take in', async () => {
    expect((await send('?trustRecordedAt=true&dryRun=true', bundledLines())).body).toMatchObject({
      dryRun: true,
      lines: 72,
    });
    expect(await empty.machine.store.head()).toBe(0);
  });

  it('takes in nothing where one line is bad, and says which', async () => {
    const response = await send('', [...bundledLines().slice(0, 5), '{"type":"ActorRegistered","data":{}}']);
    expect([response.status, response.body]).toEqual([
      422,
      expect.objectContaining({ type: 'urn:onrecord:problem:bad-line' }),
    ]);
    expect((response.body as { detail: string }).detail).toContain('Line 6');
    expect(await empty.machine.store.head()).toBe(0);
  });

  it('names each field of a bad line that is at fault, by the line and its place in the event', async () => {
    const bad = '{"type":"ActorRegistered","data":{"actorId":"Not An Id","kind":"club","names":[]}}';
    const { status, body } = await send('', [...bundledLines().slice(0, 5), bad]);
    expect([status, body]).toMatchObject([
      422,
      {
        detail: expect.stringMatching(
          /^Line 6: \/data\/actorId .* \/data\/kind .* \/data\/names .*Nothing of the file/,
        ),
        errors: [
          { pointer: '/6/data/actorId', detail: expect.stringMatching(/^must be an id: [^/]*$/) },
          { pointer: '/6/data/kind', detail: expect.stringMatching(/^must be one of [^/]*$/) },
          { pointer: '/6/data/names', detail: expect.stringMatching(/^must contain at least 1 [^/]*$/) },
        ],
      },
    ]);
    expect((body as { errors: unknown[] }).errors).toHaveLength(3);
  });

  it('takes lines whole that hold other separators than the line feed', async () => {
    const line = JSON.stringify({
      type: 'ActorRegistered',
      data: {
        actorId: 'odd',
        kind: 'party',
        names: [{ language: 'en', text: 'Odd' }],
        note: 'one\u2028two\u0085three',
      },
    });
    expect((await send('', [line])).status).toBe(200);
    expect((await empty.ask.get('/v1/actors/odd')).body).toMatchObject({ note: 'one\u2028two\u0085three' });
  });

  it('takes no other form', async () => {
    expect((await empty.ask.post('/v1/import').send({ type: 'RecordOpened' })).status).toBe(415);
  });

  it('takes no bytes that are no UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"type":"'), Buffer.from([0xff]), Buffer.from('"}\n')]);
    const response = await empty.ask.post('/v1/import').set('Content-Type', 'application/x-ndjson').send(body);
    expect([response.status, (response.body as { detail: string }).detail]).toEqual([
      422,
      expect.stringContaining('UTF-8'),
    ]);
  });
});
