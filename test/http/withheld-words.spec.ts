import fc from 'fast-check';
import { RecordEvent, streamOf } from '../../events/index.js';
import { eventAt } from '../../src/http/log.js';
import { importLines } from '../../src/record/import.js';
import { NotOnRecord } from '../../src/record/question-refusals.js';
import { linesShown } from '../../src/record/shown-line.js';
import { verify } from '../../src/record/verify.js';
import { bodyOf, everyQuestion } from '../support/every-question.js';
import { OTHER, OWN_WORDS, repeatingLines, WITHHELD } from '../support/repeating-record.js';
import { type TestService, withNothing } from '../support/service.js';
import { readUntil } from '../support/subscriber.js';

const WHY = { reason: 'A court ordered it.', by: 'A. Keeper' };

/** Words that stand in nothing but what the record is made of. */
const latin = fc.array(fc.constantFrom('velvet', 'lantern', 'quarry', 'umbrella', 'thicket', 'zephyr'), {
  minLength: 3,
  maxLength: 8,
});
const japanese = fc.array(fc.constantFrom('港', '灯', '台', '霧', '笛', '帆', '錨', '潮'), {
  minLength: 8,
  maxLength: 20,
});
const WORDS = fc.oneof(
  latin.map((words) => `We saw the ${words.join(' ')}.`),
  japanese.map((signs) => `${signs.join('')}。`),
);

/** How a text repeats words: in other marks, cases, widths and spaces, alone or among others. */
const REPEATED: readonly ((words: string) => string)[] = [
  (words) => words,
  (words) => `He said: “${words}” and sat down.`,
  (words) => `『${words.slice(0, -1)}』と述べた`,
  (words) => words.toUpperCase(),
  (words) => `It was: ${words.replaceAll(' ', '\u00a0 ')}`,
  (words) => `${words} ${words}`,
  (words) => `(${words.slice(0, -1)})`,
];
const PLAIN = 'Nothing of the kind.';

/** Everything is told apart from the words by what remains of them in any marks, cases and spaces. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/\\u[0-9a-f]{4}|[\s\p{P}]/gu, '');

const opened = async (lines: readonly string[]): Promise<TestService> => {
  const service = await withNothing();
  await importLines(service.machine, lines);
  return service;
};

const questionsOf = (service: TestService, knownAt: number): readonly string[] =>
  everyQuestion({
    inPath: {
      actor: ['arvia', 'avery-example'],
      issue: ['harbour'],
      source: [WITHHELD, OTHER, 'arvia-mail'],
      statement: ['first', 'second', 'third'],
      position: Array.from({ length: service.machine.runner.position }, (_, at) => String(at + 1)).slice(0, knownAt),
    },
    inQuery: {
      asOf: '2025-11-05',
      knownAt: String(knownAt),
      evidence: 'all',
      limit: '1000',
      from: '2025-11-01',
      to: '2025-11-06',
    },
  });

const answers = async (service: TestService, knownAt: number): Promise<ReadonlyMap<string, string>> => {
  const all = new Map<string, string>();
  for (const url of questionsOf(service, knownAt)) {
    const { status, text } = await bodyOf(service, url);
    if (status === 200) all.set(url, text);
  }
  return all;
};

/** Whether an answer is of a point of the log, and not of its head. */
const isPinned = (url: string): boolean => /knownAt=|\/events\/\d/.test(url);

const withhold = async ({ ask }: TestService, reason = WHY.reason): Promise<void> => {
  await ask
    .post(`/v1/sources/${WITHHELD}/withholdings`)
    .send({ ...WHY, reason, scope: 'text-and-quotes' })
    .expect(201);
};

const streamed = async (url: string, path: string, messages: number): Promise<string> => {
  const { seen } = await readUntil(`${url}${path}`, undefined, { messages, milliseconds: 1500 });
  return JSON.stringify(seen);
};

describe('words of a withheld source that other texts repeat', () => {
  it('are in no answer, log, export or stream, and in all of them again, byte for byte, once it is released', async () => {
    const rounds = fc.record({ words: WORDS, how: fc.array(fc.nat(), { minLength: 60, maxLength: 60 }) });
    await fc.assert(
      fc.asyncProperty(rounds, async ({ words, how }) => {
        let at = 0;
        const text = (): string => {
          const choice = how[(at += 1) % how.length]! % (REPEATED.length + 2);
          return REPEATED[choice]?.(words) ?? PLAIN;
        };
        const service = await opened(repeatingLines({ words, text }));
        try {
          const known = service.machine.runner.position;
          const before = await answers(service, known);
          const holding = [...before].filter(([, answer]) => bare(answer).includes(bare(words)));
          expect(holding.length).toBeGreaterThan(10);
          await withhold(service, `It held “${words}”.`);
          const during = await answers(service, known);
          expect([...during.keys()]).toEqual([...before.keys()]);
          for (const [url, answer] of during) expect([url, bare(answer).includes(bare(words))]).toEqual([url, false]);
          for (const [url, answer] of await answers(service, known + 1))
            expect([url, bare(answer).includes(bare(words))]).toEqual([url, false]);
          const url = await service.app.listen(0, '127.0.0.1').then(() => service.app.getUrl());
          for (const path of ['/v1/events/stream?after=0', '/v1/changes?after=0'])
            expect(bare(await streamed(url, path, known + 1))).not.toContain(bare(words));
          await service.ask.post(`/v1/sources/${WITHHELD}/releases`).send(WHY).expect(201);
          const after = [...(await answers(service, known))].filter(([url]) => isPinned(url));
          expect(after.length).toBeGreaterThan(50);
          for (const [url, answer] of after) expect([url, answer]).toEqual([url, before.get(url)]);
          expect((await verify(service.machine.store)).findings).toEqual([]);
        } finally {
          await service.close();
        }
      }),
      { numRuns: 4, endOnFailure: true },
    );
  }, 240_000);
});

describe('a text that repeats withheld words', () => {
  const words = 'We saw the velvet lantern.';
  let service: TestService;
  beforeEach(async () => {
    service = await opened(repeatingLines({ words, text: (place) => `${place}: “we saw the velvet lantern”` }));
  });
  afterEach(() => service.close());
  const search = async (q: string): Promise<readonly object[]> =>
    (await service.ask.get('/v1/search').query({ q, limit: '1000' }).expect(200)).body.hits as readonly object[];

  it('is found by nothing in it, the rest of it included', async () => {
    expect((await search('velvet')).length).toBeGreaterThan(10);
    expect((await search('coded note')).length + (await search('first note')).length).toBeGreaterThan(0);
    await withhold(service);
    expect(await search('velvet')).toEqual([]);
    expect(await search('first note')).toEqual([]);
    expect((await search('herald heard')).length).toBeGreaterThan(0);
  });

  it('is no name to ask by', async () => {
    const called = async (): Promise<number> =>
      (await service.ask.get('/v1/actors').query({ name: 'saw velvet' }).expect(200)).body.total as number;
    expect(await called()).toBe(1);
    await withhold(service);
    expect(await called()).toBe(0);
    await service.ask.get('/v1/actors/saw%20velvet').expect(404);
    await service.ask.get('/v1/actors/avery-example').expect(200);
  });

  it('is near to nothing that is asked for', async () => {
    const refused = async (): Promise<string> =>
      JSON.stringify([
        (await service.ask.get('/v1/actors/nobody-saw-the-velvet-lantern').expect(404)).body,
        (await service.ask.get('/v1/positions/arvia/title-velvet-lantern').expect(404)).body,
        (await service.ask.get('/v1/positions/name%20saw%20velvet%20lanternx/harbour').expect(404)).body,
        (await service.ask.post('/v1/actors/name-velvet-lantern/names').send({ name: { language: 'en', text: 'X' } }))
          .body,
      ]);
    expect(await refused()).toMatch(/we saw the velvet lantern/);
    await withhold(service);
    expect(await refused()).not.toMatch(/we saw the velvet lantern/);
  });

  it('is not told as the name of the log to whoever would open it under another', async () => {
    const line = JSON.stringify({ type: 'RecordOpened', data: { name: 'Others' } });
    const refused = async (): Promise<unknown> =>
      (await service.ask.post('/v1/import').set('content-type', 'application/jsonl').send(line).expect(409)).body;
    const renamed = async (): Promise<unknown> =>
      (await service.ask.post('/v1/record').send({ name: 'Others' }).expect(409)).body;
    expect(JSON.stringify(await refused())).toMatch(/opened as “[^”]*“we saw the velvet lantern”/);
    expect(JSON.stringify(await renamed())).toMatch(/opened as “[^”]*“we saw the velvet lantern”/);
    await withhold(service);
    expect(JSON.stringify([await refused(), await renamed()])).not.toContain('velvet');
    expect(await refused()).toMatchObject({
      detail: expect.stringContaining(`This log was opened as “[withheld: words of ${WITHHELD}]” and has one name.`),
    });
  });

  it('is not told as what stands to whoever would correct a statement to it', async () => {
    const { body } = await service.ask.get('/v1/statements/second').expect(200);
    const { channel } = body as { channel: Readonly<{ kind: string; venue: string }> };
    const refused = async (): Promise<unknown> =>
      (await service.ask.post('/v1/statements/second/corrections').send({ corrected: { channel }, reason: 'x' })).body;
    expect(await refused()).toMatchObject({ status: 422, detail: expect.stringContaining(channel.venue) });
    await withhold(service);
    const after = await refused();
    expect(after).toMatchObject({ status: 422, detail: expect.stringContaining(`[withheld: words of ${WITHHELD}]`) });
    expect(JSON.stringify(after)).not.toContain('velvet');
  });

  it('says in its place whose words they are, and leaves the quotes of others', async () => {
    await withhold(service);
    const { body } = await service.ask.get('/v1/statements/second').expect(200);
    expect(body.note).toBe(`[withheld: words of ${WITHHELD}]`);
    expect(body.codings[0].condition).toBe(`[withheld: words of ${WITHHELD}]`);
    expect(JSON.stringify(body)).toContain(OWN_WORDS);
    const { body: event } = await service.ask.get('/v1/events/13').expect(200);
    expect(event).toMatchObject({ withheld: WITHHELD, leafhash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it('is not shown to whoever records one', async () => {
    await withhold(service);
    const sent = { name: { language: 'en', text: 'Some name' }, note: `He said ${words}` };
    const { body } = await service.ask.post('/v1/actors/arvia/names').send(sent).expect(201);
    expect(JSON.stringify(body)).not.toContain('velvet');
    const dry = await service.ask
      .post('/v1/actors/arvia/names?dryRun=true')
      .send({ ...sent, name: { language: 'en', text: 'B' } });
    expect(JSON.stringify(dry.body)).not.toContain('velvet');
  });
});

describe('events that are in the log and were not read yet', () => {
  const words = 'We saw the velvet lantern.';
  let service: TestService;
  beforeEach(async () => {
    service = await opened(repeatingLines({ words, text: () => PLAIN }));
  });
  afterEach(() => service.close());

  /** Appends an event and nothing else, as an import does until its last line is in. */
  const appended = async (subject: string, { type, data }: RecordEvent): Promise<void> => {
    const stream = streamOf(subject);
    let revision = -1;
    for await (const stored of service.machine.store.readStream(stream)) revision = stored.revision;
    const event = { id: `${type}-1`, type, data, recordedby: 'tester', commandid: type };
    await service.machine.store.append(stream, revision, [event]);
  };
  const withheldAndNamed = async (): Promise<void> => {
    const sourceId = WITHHELD;
    await appended(`source-${sourceId}`, {
      type: 'SourceWithheld',
      data: { ...WHY, sourceId, scope: 'text-and-quotes' },
    });
    await appended('actor-arvia', {
      type: 'ActorNamed',
      data: { actorId: 'arvia', name: { language: 'en', text: words } },
    });
  };

  it('are streamed without what they withhold themselves', async () => {
    const url = await service.app.listen(0, '127.0.0.1').then(() => service.app.getUrl());
    const head = service.machine.runner.position;
    const streaming = readUntil(`${url}/v1/events/stream?after=${head}`, undefined, {
      messages: 2,
      milliseconds: 3_000,
    });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await withheldAndNamed();
    const { seen } = await streaming;
    expect(seen.map(({ id }) => Number(id))).toEqual([head + 1, head + 2]);
    expect(JSON.stringify(seen)).not.toContain('velvet');
  });

  it('are in no answer and no export that rests on what was read before them', async () => {
    const { store, runner } = service.machine;
    const { readings, position } = runner;
    await withheldAndNamed();
    const positions: number[] = [];
    for await (const stored of linesShown(readings, store.readAll())) positions.push(stored.position);
    expect(positions.at(-1)).toBe(position);
    await expect(eventAt(store, readings, String(position + 2))).rejects.toThrow(NotOnRecord);
    await expect(eventAt(store, readings, String(position))).resolves.toMatchObject({ type: 'StatementWithdrawn' });
  });
});
