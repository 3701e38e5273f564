import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '../../events/index.js';
import { canonicalText, sha256Of } from '../../src/deciders/quotes.js';
import { importLines } from '../../src/record/import.js';
import { verify } from '../../src/record/verify.js';
import { originOf } from '../../src/proof/checkpoint.js';
import { leafHash } from '../../src/proof/merkle.js';
import { makeKey } from '../../src/proof/settings.js';
import { bodyOf, everyQuestion } from '../support/every-question.js';
import { bundledLines, type TestService, withBundledRecord, withNothing } from '../support/service.js';
import { readUntil } from '../support/subscriber.js';

const SOURCE = 'article-2025-11-25';
const WHY = { reason: 'A court ordered it.', by: 'A. Keeper', authority: 'District Court, order of 2026-03-02' };
const WORDS = { ...WHY, scope: 'text-and-quotes' };

const lines = bundledLines();
const events = lines.map((line) => JSON.parse(line) as RecordedEvent);

type Evidence = Readonly<{ source: string; quote?: Readonly<{ exact: string }> }>;
const evidenceIn = (value: unknown): readonly Evidence[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'source' in value && 'quote' in value ? [value as Evidence] : [];
  return [...own, ...Object.values(value).flatMap(evidenceIn)];
};
const quotes = events.flatMap(({ data }) => evidenceIn(data));
const exactsOf = (mine: boolean): readonly string[] =>
  quotes.filter(({ source }) => (source === SOURCE) === mine).map(({ quote }) => quote!.exact);
/** Words of the source that stand nowhere else in the log: whoever gives them gives them from it. */
const TELLING = exactsOf(true).filter((exact) => {
  const rest = JSON.stringify(events).split(JSON.stringify(exact).slice(1, -1)).length - 1;
  return rest === exactsOf(true).filter((other) => other.includes(exact)).length;
});

/** Every question that the API describes, asked of everything that stands in a path, on both clocks. */
const IN_PATH: Readonly<Record<string, readonly string[]>> = {
  actor: ['japan', 'china', 'takaichi-sanae', 'saito-tetsuo'],
  issue: ['taiwan', 'collective-self-defense', 'dialogue'],
  source: [SOURCE],
  statement: [...new Set(events.flatMap(({ data }) => ('statementId' in data ? [data.statementId] : [])))],
  position: events.map((_, at) => String(at + 1)),
};
const PARAMETERS: Readonly<Record<string, string>> = {
  asOf: '2025-11-26',
  knownAt: '72',
  evidence: 'all',
  limit: '1000',
  from: '2023-01-01',
  to: '2025-11-26',
};
const QUESTIONS = everyQuestion({ inPath: IN_PATH, inQuery: PARAMETERS });

const textOf = async (service: TestService, url: string): Promise<string> => {
  const { status, text } = await bodyOf(service, url);
  expect([url, status]).toEqual([url, 200]);
  return text;
};

const held = (text: string): readonly string[] =>
  TELLING.filter((exact) => text.includes(exact) || text.includes(JSON.stringify(exact).slice(1, -1)));

const recorded = async (service: TestService, path: string, body: object, status = 201): Promise<void> => {
  const response = await service.ask.post(`/v1/sources/${SOURCE}/${path}`).send(body);
  expect([response.status, response.body.detail]).toEqual([status, undefined]);
};

describe('a source that is withheld', () => {
  const directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
  let service: TestService;
  beforeAll(() => {
    makeKey(join(directory, 'key'), originOf(leafHash(lines[0]!)));
    process.env['ONRECORD_SIGNING_KEY'] = join(directory, 'key');
  });
  afterAll(() => {
    delete process.env['ONRECORD_SIGNING_KEY'];
    rmSync(directory, { recursive: true });
  });
  beforeEach(async () => {
    service = await withBundledRecord();
  });
  afterEach(() => service.close());

  it('has its words in many answers before', async () => {
    expect(TELLING.length).toBeGreaterThan(8);
    const found = new Set<string>();
    for (const url of QUESTIONS) for (const exact of held(await textOf(service, url))) found.add(exact);
    expect([...found].sort()).toEqual([...new Set(TELLING)].sort());
  });

  it('has its words in no answer, on no clock and in no form', async () => {
    await recorded(service, 'withholdings', WORDS);
    for (const url of QUESTIONS) expect([url, held(await textOf(service, url))]).toEqual([url, []]);
    expect(QUESTIONS.length).toBeGreaterThan(120);
  });

  it('is not found by its words, and is found by them once it is released', async () => {
    const asked = async (): Promise<number> =>
      (await service.ask.get('/v1/search').query({ q: TELLING[0], knownAt: '72' }).expect(200)).body.total as number;
    expect(await asked()).toBeGreaterThan(0);
    await recorded(service, 'withholdings', WORDS);
    expect(await asked()).toBe(0);
    await recorded(service, 'releases', { reason: 'Lifted.', by: 'A. Keeper' });
    expect(await asked()).toBeGreaterThan(0);
  });

  it('gives the same bytes as before once it is released', async () => {
    const url = '/v1/positions/japan/taiwan?asOf=2025-11-26&knownAt=72';
    const before = await textOf(service, url);
    await recorded(service, 'withholdings', WORDS);
    expect(await textOf(service, url)).not.toBe(before);
    await recorded(service, 'releases', { reason: 'Lifted.', by: 'A. Keeper' });
    expect(await textOf(service, url)).toBe(before);
  });

  it('says in the place of its words since when, why and by whom, in a pinned answer too', async () => {
    await recorded(service, 'withholdings', WORDS);
    const { body } = await service.ask.get('/v1/positions/japan/collective-self-defense?asOf=2025-11-07&knownAt=72');
    const [citation] = body.propositions[0].evidence[0].citations;
    expect(citation).toMatchObject({ source: SOURCE, withheld: { ...WHY, since: expect.stringMatching(/^20/) } });
    expect(citation).not.toHaveProperty('quote');
    const csv = await textOf(
      service,
      '/v1/positions/japan/collective-self-defense?asOf=2025-11-07&knownAt=72&format=csv',
    );
    expect(csv).toMatch(
      /\[withheld since 20.* by A\. Keeper \(District Court, order of 2026-03-02\): A court ordered it\.\]/,
    );
    const source = (await service.ask.get(`/v1/sources/${SOURCE}?knownAt=72`).expect(200)).body;
    expect(source.withheld).toMatchObject({ ...WORDS, since: citation.withheld.since });
  });

  it('keeps its quotes where only its text is withheld', async () => {
    const url = '/v1/positions/japan/taiwan?asOf=2025-11-26&knownAt=72';
    const before = await textOf(service, url);
    await recorded(service, 'withholdings', { ...WHY, scope: 'text' });
    expect(await textOf(service, url)).toBe(before);
    expect((await service.ask.get('/v1/sources').expect(200)).body.sources).toContainEqual(
      expect.objectContaining({ id: SOURCE, withheld: expect.objectContaining({ scope: 'text' }) }),
    );
  });

  it('leaves the bytes in the log, and gives of them their leaf hashes', async () => {
    const before = lines.map((line) => leafHash(line).toString('hex'));
    await recorded(service, 'withholdings', WORDS);
    const given = (await textOf(service, '/v1/export?knownAt=72')).trimEnd().split('\n');
    const shown = given.map((line) => JSON.parse(line) as Readonly<{ leafhash?: string; withheld?: string }>);
    expect(given.map((line, at) => shown[at]!.leafhash ?? leafHash(line).toString('hex'))).toEqual(before);
    const marked = shown.filter(({ withheld }) => withheld !== undefined);
    expect(marked.length).toBeGreaterThan(5);
    expect(marked.every(({ withheld }) => withheld === SOURCE)).toBe(true);
    const stored: string[] = [];
    for await (const { line } of service.machine.store.readAll({ limit: 72 })) stored.push(line);
    expect(stored).toEqual(lines);
  });

  it('has its words in no stream of events', async () => {
    await recorded(service, 'withholdings', WORDS);
    const url = await service.app.listen(0, '127.0.0.1').then(() => service.app.getUrl());
    const { seen } = await readUntil(`${url}/v1/events/stream?after=0`, undefined, {
      messages: 73,
      milliseconds: 2000,
    });
    expect(seen).toHaveLength(73);
    expect(held(JSON.stringify(seen))).toEqual([]);
  });

  it('cannot be imported from an export without its words, which changes nothing', async () => {
    await recorded(service, 'withholdings', WORDS);
    const given = (await textOf(service, '/v1/export')).trimEnd().split('\n');
    const other = await withNothing();
    try {
      await expect(importLines(other.machine, given, { trustRecordedAt: true })).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringMatching(/withheld from this line.*--with-withheld/),
      });
      expect(await other.machine.store.head()).toBe(0);
    } finally {
      await other.close();
    }
  });
});

describe('the text of a source that is withheld', () => {
  const TEXT = 'The minister said: “We want the harbour open by spring.” Nothing else was heard.';
  const sha256 = sha256Of(canonicalText(TEXT));
  let service: TestService;
  const post = (path: string, body: object) => service.ask.post(path).send(body);

  beforeEach(async () => {
    service = await withNothing();
    await importLines(service.machine, [
      JSON.stringify({ type: 'RecordOpened', data: { name: 'A made-up record' } }),
      ...(await import('node:fs')).readFileSync('examples/first-statement.jsonl', 'utf8').trimEnd().split('\n'),
    ]);
    await post('/v1/sources', {
      sourceId: 'the-paper',
      kind: 'press',
      title: 'A talk',
      publisher: 'The Paper',
      language: 'en',
    }).expect(201);
    await post('/v1/sources/the-paper/text', { text: TEXT }).expect(201);
  });
  afterEach(() => service.close());

  const coding = (exact: string): object => ({
    statementId: 'another-speech',
    speaker: 'placeholder-jane',
    channel: { kind: 'speech' },
    said: { edtf: '2026-01-14', zone: 'UTC' },
    reports: [{ source: 'the-paper', directness: 'verbatim', attribution: [] }],
    codings: [
      {
        codingId: 'open',
        issue: 'harbour',
        proposition: 'harbour-should-reopen',
        stance: 'affirms',
        coder: 'a',
        evidence: [{ source: 'the-paper', directness: 'verbatim', quote: { exact } }],
      },
    ],
  });
  const WRONG = 'We want the harbor open by the spring.';

  it('is shown where a quote does not stand, and not once it is withheld', async () => {
    const shown = await post('/v1/statements', coding(WRONG)).expect(422);
    expect(shown.body.detail).toContain('harbour open');
    await post('/v1/sources/the-paper/withholdings', { ...WHY, scope: 'text' }).expect(201);
    const after = await post('/v1/statements?dryRun=true', coding(WRONG)).expect(200);
    expect(JSON.stringify(after.body)).not.toContain('harbour open');
  });

  it('is kept when it is hidden, and gone when it is erased; hashes stay', async () => {
    await post('/v1/sources/the-paper/withholdings', { ...WHY, scope: 'text' }).expect(201);
    expect(await service.machine.store.getText(sha256)).toBe(TEXT);
    await post('/v1/sources/the-paper/withholdings', { ...WHY, scope: 'text', erased: true }).expect(201);
    expect(await service.machine.store.getText(sha256)).toBeUndefined();
    const { body } = await service.ask.get('/v1/sources/the-paper').expect(200);
    expect(body).toMatchObject({ textKept: false, captures: [{ sha256 }], withheld: { erased: true } });
  });

  it('is not erased by a dry run', async () => {
    await post('/v1/sources/the-paper/withholdings?dryRun=true', { ...WORDS, erased: true }).expect(200);
    expect(await service.machine.store.getText(sha256)).toBe(TEXT);
  });

  it('is not taken again until it is released', async () => {
    await post('/v1/sources/the-paper/withholdings', { ...WHY, scope: 'text', erased: true }).expect(201);
    const refused = await post('/v1/sources/the-paper/text', { text: TEXT }).expect(409);
    expect(refused.body.detail).toContain('is withheld');
    expect(await service.machine.store.getText(sha256)).toBeUndefined();
    await post('/v1/sources/the-paper/releases', { reason: 'Lifted.', by: 'A. Keeper' }).expect(201);
    await post('/v1/sources/the-paper/text', { text: TEXT }).expect(200);
    expect(await service.machine.store.getText(sha256)).toBe(TEXT);
  });

  it('stays when the command that erased it is repeated after a release', async () => {
    const erase = () =>
      post('/v1/sources/the-paper/withholdings', { ...WHY, scope: 'text', erased: true }).set(
        'idempotency-key',
        'erase',
      );
    await erase().expect(201);
    await post('/v1/sources/the-paper/releases', { reason: 'Lifted.', by: 'A. Keeper' }).expect(201);
    await post('/v1/sources/the-paper/text', { text: TEXT }).expect(200);
    await erase().expect(200);
    expect(await service.machine.store.getText(sha256)).toBe(TEXT);
  });

  it('is erased by the same command again where the first was cut short', async () => {
    const erase = () =>
      post('/v1/sources/the-paper/withholdings', { ...WHY, scope: 'text', erased: true }).set(
        'idempotency-key',
        'erase',
      );
    await erase().expect(201);
    await service.machine.store.putText(sha256, TEXT);
    expect((await verify(service.machine.store)).findings).toEqual([expect.stringContaining('was to be erased')]);
    await erase().expect(200);
    expect(await service.machine.store.getText(sha256)).toBeUndefined();
  });

  it('is not erased while another source has the very same', async () => {
    await post('/v1/sources', {
      sourceId: 'the-copy',
      kind: 'press',
      title: 'A talk',
      publisher: 'The Copy',
      language: 'en',
    }).expect(201);
    await post('/v1/sources/the-copy/text', { text: TEXT }).expect(201);
    const refused = await post('/v1/sources/the-paper/withholdings', { ...WORDS, erased: true }).expect(422);
    expect(refused.body.errors).toEqual([{ pointer: '/erased', detail: expect.stringContaining('the-copy') }]);
    await post('/v1/sources/the-copy/withholdings', WORDS).expect(201);
    await post('/v1/sources/the-paper/withholdings', { ...WORDS, erased: true }).expect(201);
    expect(await service.machine.store.getText(sha256)).toBeUndefined();
  });

  it('is said to be withheld, and not unchecked, by verify', async () => {
    await post('/v1/statements', coding('We want the harbour open by spring.')).expect(201);
    const quotesOf = async () => (await verify(service.machine.store)).quotes;
    expect(await quotesOf()).toMatchObject({ stand: 1, unchecked: 1, withheld: 0 });
    await post('/v1/sources/the-paper/withholdings', WORDS).expect(201);
    expect(await quotesOf()).toMatchObject({ stand: 1, unchecked: 1, withheld: 0 });
    await post('/v1/sources/the-paper/withholdings', { ...WORDS, erased: true }).expect(201);
    expect(await quotesOf()).toMatchObject({ stand: 0, unchecked: 1, withheld: 1 });
  });
});
