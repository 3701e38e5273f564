import type { Quote, RecordedEvent, WithheldScope } from '../../events/index.js';
import { dataShown, Readings, searchFor, withheldIn, wordsOf } from '../../projections/index.js';
import { piecesOf } from '../../src/record/readings-pieces.js';
import * as given from '../support/given.js';

const withheld = (recorded: string, scope: WithheldScope = 'text-and-quotes', reason = 'A court ordered it.') =>
  given.any({ type: 'SourceWithheld', data: { sourceId: 'daily', scope, reason, by: 'A. Keeper' } }, recorded);
const released = (recorded: string) =>
  given.any({ type: 'SourceReleased', data: { sourceId: 'daily', reason: 'Lifted.', by: 'A. Keeper' } }, recorded);

const QUOTE: Quote = { exact: 'the harbour is open', prefix: 'said that', suffix: 'by spring', start: 10, end: 29 };
const evidence = { source: 'daily', directness: 'verbatim', quote: QUOTE } as const;
const elsewhere = { source: 'digest', directness: 'paraphrase', quote: { exact: 'it is open' } } as const;
const report = { source: 'daily', directness: 'verbatim', attribution: [] } as const;
const coding = {
  codingId: 'open',
  issue: 'harbour',
  proposition: given.CLAIM,
  stance: 'affirms',
  coder: 'tester',
  evidence: [evidence, elsewhere],
} as const;
const said = given.saidOn('2025-11-07');

/** Every event that can hold words, with the words of two sources where there can be two. */
const HOLDING = [
  {
    type: 'StatementRecorded',
    data: {
      statementId: 'a',
      speaker: 'ana-bright',
      channel: { kind: 'speech' },
      said,
      reports: [report, { ...report, source: 'digest' }],
      codings: [coding],
    },
  },
  { type: 'StatementCoded', data: { statementId: 'a', coding: { ...coding, codingId: 'second' } } },
  { type: 'CodingRevised', data: { statementId: 'a', coding, reason: 'Read again.' } },
  {
    type: 'StatementCorroborated',
    data: { statementId: 'a', report, evidence: [{ codingId: 'open', evidence }], why: 'The same hall.' },
  },
  { type: 'StatementWithdrawn', data: { statementId: 'a', by: 'ana-bright', said, report, quote: QUOTE } },
] as const;

const words = HOLDING.map((event) => given.any(event, '2025-11-08T00:00:00.000Z'));
const readingsOf = (...more: readonly given.Word[]): Readings => given.given(...words, ...more).readings;
const eventsOf = (): readonly RecordedEvent[] => given.envelopes(...words).slice(-words.length);

describe('what is withheld', () => {
  const shown = (...more: readonly given.Word[]) => wordsOf(readingsOf(...more), 'daily', QUOTE);

  it('is said in the place of the words since the day it was', () => {
    expect(shown()).toEqual({ quote: QUOTE });
    expect(shown(withheld('2026-01-01T00:00:00.000Z'))).toEqual({
      withheld: { since: '2026-01-01T00:00:00.000Z', reason: 'A court ordered it.', by: 'A. Keeper' },
    });
    expect(shown(withheld('2026-01-01T00:00:00.000Z'), released('2026-01-02T00:00:00.000Z'))).toEqual({ quote: QUOTE });
  });

  it('leaves the quotes where it is the text alone', () =>
    expect(shown(withheld('2026-01-01T00:00:00.000Z', 'text'))).toEqual({ quote: QUOTE }));

  it('blanks nothing where there are no words, and no other source', () => {
    const readings = readingsOf(withheld('2026-01-01T00:00:00.000Z'));
    expect(wordsOf(readings, 'daily', undefined)).toEqual({});
    expect(wordsOf(readings, 'digest', QUOTE)).toEqual({ quote: QUOTE });
  });

  it.each([
    ['another reason', 'text-and-quotes', 'text-and-quotes', '2026-01-01'],
    ['the quotes as well', 'text', 'text-and-quotes', '2026-01-02'],
  ] as const)('is so since it began, with %s given later', (_, first, second, since) =>
    expect(
      shown(withheld('2026-01-01T00:00:00.000Z', first), withheld('2026-01-02T00:00:00.000Z', second, 'Another.')),
    ).toMatchObject({ withheld: { since: `${since}T00:00:00.000Z`, reason: 'Another.' } }),
  );

  it('is so anew after a release', () =>
    expect(
      shown(
        withheld('2026-01-01T00:00:00.000Z'),
        released('2026-01-02T00:00:00.000Z'),
        withheld('2026-01-03T00:00:00.000Z'),
      ),
    ).toMatchObject({ withheld: { since: '2026-01-03T00:00:00.000Z' } }));

  it('is found by no search, on no clock', () => {
    const readings = readingsOf(withheld('2026-01-01T00:00:00.000Z'));
    expect(searchFor(readingsOf(), 'harbour open spring', { position: 20 })).toEqual([]);
    expect(searchFor(readingsOf(), 'harbour is open', { position: 20 }).map(({ field }) => field)).toContain('quote');
    expect(searchFor(readings, 'the harbour is open', { position: 20 })).toEqual([]);
    expect(searchFor(readings, 'it is open', { position: 20 }).map(({ field }) => field)).toEqual(['quote']);
  });
});

describe('an event that holds words that are withheld', () => {
  it.each(eventsOf().map((event) => [event.type, event] as const))('is given without them: %s', (_, event) => {
    const readings = readingsOf(withheld('2026-01-01T00:00:00.000Z'));
    expect(withheldIn(readings, event)).toEqual(['daily']);
    const text = JSON.stringify(dataShown(readings, event));
    expect(text).not.toMatch(/harbour is open|said that|by spring/);
    expect(text).toContain('A court ordered it.');
    expect(text.includes('it is open')).toBe(JSON.stringify(event.data).includes('it is open'));
  });

  it.each(eventsOf().map((event) => [event.type, event] as const))('is itself where none are: %s', (_, event) => {
    expect(dataShown(readingsOf(), event)).toBe(event.data);
    const other = given.any(
      { type: 'SourceWithheld', data: { sourceId: 'gazette', scope: 'text-and-quotes', reason: 'x', by: 'y' } },
      '2026-01-01T00:00:00.000Z',
    );
    expect(dataShown(readingsOf(other), event)).toBe(event.data);
  });

  it('is every event whose shape has room for a quote', () => {
    const all = given.envelopes(...words, withheld('2026-01-01T00:00:00.000Z'), released('2026-01-02T00:00:00.000Z'));
    expect([
      ...new Set(all.filter(({ data }) => JSON.stringify(data).includes('"quote"')).map(({ type }) => type)),
    ]).toEqual(HOLDING.map(({ type }) => type));
  });
});

describe('the readings', () => {
  it('hold every word still: what is withheld is a matter of showing', () =>
    expect([...piecesOf(readingsOf(withheld('2026-01-01T00:00:00.000Z')))].join()).toContain('the harbour is open'));
});
