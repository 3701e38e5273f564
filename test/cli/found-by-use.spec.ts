import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asked, folder, onrecord, serve } from '../support/command-line.js';

const place = folder();
afterAll(() => place.remove());

const actors = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      type: 'ActorRegistered',
      data: { actorId: `${prefix}-${at}`, kind: 'party', names: [{ language: 'en', text: `The ${prefix} ${at}` }] },
    }),
  ).join('\n');

const fileOf = (name: string, text: string): string => {
  const path = join(place.path, name);
  writeFileSync(path, text);
  return path;
};

const arvia = JSON.stringify({
  type: 'ActorRegistered',
  data: { actorId: 'arvia', kind: 'government', names: [{ language: 'en', text: 'Arvia' }] },
});

describe('an import into a log that has to be read from the beginning', () => {
  it('takes every line of the file', () => {
    const store = place.store('large');
    expect(onrecord(store, ['import', fileOf('first.jsonl', actors('one', 2500))]).code).toBe(0);
    rmSync(`${store.slice('sqlite:'.length)}.readings.json`);
    const again = onrecord(store, ['import', fileOf('second.jsonl', actors('two', 1200))]);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('1200 lines: 1200 recorded')]);
    rmSync(`${store.slice('sqlite:'.length)}.readings.json`);
    expect(onrecord(store, ['import', '-'], actors('three', 2)).out).toContain('2 lines: 2 recorded');
  }, 60_000);
});

describe('what an import is given', () => {
  it('is refused at its line where it holds half a character', () => {
    const bad =
      '{"type":"ActorRegistered","data":{"actorId":"x","kind":"party","names":[{"language":"en","text":"\\ud800"}]}}';
    const { code, err } = onrecord(place.store('half'), ['import', '-'], bad);
    expect([code, err]).toEqual([4, expect.stringMatching(/Line 1: .*half a character/)]);
  });

  it('is no directory', () => {
    const { code, err } = onrecord(place.store('directory'), ['import', place.path]);
    expect([code, err]).toEqual([3, expect.stringContaining('no file')]);
  });

  it('is recorded by whom it was told to be, through a service too', async () => {
    const store = place.store('by');
    const service = await serve(store);
    expect(onrecord(store, ['import', '--by', 'a-clerk', fileOf('by.jsonl', actors('by', 1))]).code).toBe(0);
    await service.stop();
    expect(onrecord(store, ['export']).out).toContain('"recordedby":"a-clerk"');
  }, 20_000);
});

describe('a store', () => {
  it('has one writer by whatever name it is reached', async () => {
    const store = place.store('named');
    const service = await serve(store);
    symlinkSync(store.slice('sqlite:'.length), join(place.path, 'link.db'));
    const second = onrecord(place.store('link'), ['serve', '--port', '0']);
    expect([second.code, second.err]).toEqual([7, expect.stringContaining(service.url)]);
    await service.stop();
  }, 20_000);
});

describe('what is printed', () => {
  it('never acts on the terminal', () => {
    const store = place.store('terminal');
    const line =
      '{"type":"ActorRegistered","data":{"actorId":"red","kind":"party","names":[{"language":"en","text":"\\u001b[31mRed\\u0007\\u202e"}]}}';
    expect(onrecord(store, ['import', '-'], line).code).toBe(0);
    expect(onrecord(store, ['actors']).out).toContain('\\u001b[31mRed\\u0007\\u202e');
    const { actors: listed } = asked<{ actors: readonly { name: string }[] }>(store, 'actors');
    expect(listed[0]?.name).toBe('\u001b[31mRed\u0007\u202e');
  });
});

describe('a long list', () => {
  const COUNT = 1_050;
  const store = place.store('long');
  const numbers = Array.from({ length: COUNT }, (_, at) => at);
  const line = (type: string, data: object): string => JSON.stringify({ type, data });
  const issue = (at: number): string =>
    line('IssueOpened', { issueId: `issue-${at}`, title: [{ language: 'en', text: `Wharf ${at}` }] });
  const source = {
    sourceId: 'arvia-gazette',
    kind: 'press',
    title: 'The Gazette of Arvia',
    publisher: 'The Gazette of Arvia',
    language: 'en',
  };
  const report = { source: 'arvia-gazette', directness: 'verbatim', attribution: [] };
  const statement = (at: number): string =>
    line('StatementRecorded', {
      ...{ statementId: `said-${at}`, speaker: 'arvia', onBehalfOf: [], channel: { kind: 'speech' } },
      ...{ said: { edtf: '2025-11-07', zone: 'Asia/Tokyo' }, reports: [report], codings: [] },
      ...(at === 0 ? {} : { inReplyTo: 'said-0' }),
    });

  beforeAll(() => {
    const lines = [actors('many', COUNT - 1), arvia, ...numbers.map(issue), line('SourceDescribed', source)];
    const run = onrecord(store, ['import', '-'], [...lines, ...numbers.map(statement)].join('\n'));
    expect([run.code, run.err]).toEqual([0, expect.any(String)]);
  }, 60_000);

  it.each([
    ['actors', ['actors'], /^(many-\d+|arvia) /gm],
    ['issues', ['issues'], /^issue-\d+: Wharf/gm],
    ['hits', ['search', 'wharf'], /^issue +issue-\d+ /gm],
    ['entries', ['show', 'said-0'], /^ +(\* )?said-\d+ \(/gm],
  ])('of %s is whole, as JSON and for people', (name, args, row) => {
    const answer = asked<Record<string, readonly unknown[]> & { next?: number }>(store, ...args);
    expect([(answer[name === 'entries' ? 'exchange' : name] ?? []).length, answer.next]).toEqual([COUNT, undefined]);
    const { out } = onrecord(store, args);
    expect(new Set(out.match(row)).size).toBe(COUNT);
  });
});

describe('an old answer that rests on very many statements', () => {
  const COUNT = 1_050;
  const store = place.store('stated-often');
  const line = (type: string, data: object): string => JSON.stringify({ type, data });
  const claim = {
    issueId: 'harbour',
    propositionId: 'open',
    kind: 'claim',
    wording: [{ language: 'en', text: 'Open.' }],
  };
  const coding = { codingId: 'c', issue: 'harbour', proposition: 'open', stance: 'affirms', coder: 'a-clerk' };
  const evidence = [{ source: 'arvia-gazette', directness: 'verbatim' }];
  const statement = (at: number): string =>
    line('StatementRecorded', {
      ...{ statementId: `said-${at}`, speaker: 'arvia', channel: { kind: 'speech' } },
      said: { edtf: new Date(Date.UTC(2020, 0, 1 + at)).toISOString().slice(0, 10), zone: 'Asia/Tokyo' },
      ...{ reports: [{ source: 'arvia-gazette', directness: 'verbatim', attribution: [] }] },
      codings: [{ ...coding, evidence }],
    });

  it('says what was corrected since of any of them', () => {
    const lines = [
      arvia,
      line('IssueOpened', { issueId: 'harbour', title: [{ language: 'en', text: 'Harbour' }] }),
      line('PropositionWorded', claim),
      line('SourceDescribed', {
        ...{
          sourceId: 'arvia-gazette',
          kind: 'press',
          title: 'The Gazette of Arvia',
          publisher: 'The Gazette of Arvia',
          language: 'en',
        },
      }),
      ...Array.from({ length: COUNT }, (_, at) => statement(at)),
      line('StatementCorrected', {
        statementId: 'said-1040',
        corrected: { channel: { kind: 'letter' } },
        reason: 'Misread.',
      }),
    ];
    expect(onrecord(store, ['import', '-'], lines.join('\n')).code).toBe(0);
    const known = String(1 + 4 + COUNT);
    const { out } = onrecord(store, ['position', 'arvia', 'harbour', '--as-of', '2025-01-01', '--known-at', known]);
    expect(out).toContain(`stated ${COUNT} times`);
    expect(out).toMatch(/Corrected since\n +said-1040: StatementCorrected/);
  }, 60_000);
});

describe('a comparison of two actors', () => {
  it('takes no two dates', () => {
    const store = place.store('compared');
    expect(onrecord(store, ['import', '-'], actors('one', 2)).code).toBe(0);
    const { code, err } = onrecord(store, ['diff', 'one-0', 'any', '--with', 'one-1', '--from', '2025-01-01']);
    expect([code, err]).toEqual([2, expect.stringContaining('does not go with')]);
  });
});
