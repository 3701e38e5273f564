import type { Quote } from '../../events/index.js';
import { answerShown, dataShown, isShown, read, textShown } from '../../projections/index.js';
import * as given from '../support/given.js';

const said = given.saidOn('2025-11-07');
const report = (source: string) => ({ source, directness: 'verbatim', attribution: [] }) as const;

/** A statement told by two newspapers, with a quote from one of them. */
const quoting = (exact: string, source = 'daily', id = 'a', recorded = '2025-11-08T00:00:00.000Z'): given.Word =>
  given.any(
    {
      type: 'StatementRecorded',
      data: {
        statementId: id,
        speaker: 'ana-bright',
        channel: { kind: 'speech' },
        said,
        reports: [report('daily'), report('digest')],
        codings: [
          {
            codingId: 'open',
            issue: 'harbour',
            proposition: given.CLAIM,
            stance: 'affirms',
            coder: 'tester',
            evidence: [{ source, directness: 'verbatim', quote: { exact } as Quote }],
          },
        ],
      },
    },
    recorded,
  );

const withheld = (sourceId = 'daily', recorded = '2026-01-01T00:00:00.000Z') =>
  given.any({ type: 'SourceWithheld', data: { sourceId, scope: 'text-and-quotes', reason: 'x', by: 'y' } }, recorded);
const released = given.any(
  { type: 'SourceReleased', data: { sourceId: 'daily', reason: 'x', by: 'y' } },
  '2026-01-02T00:00:00.000Z',
);

const MARK = '[withheld: words of daily]';
const shownBy =
  (...quotes: readonly string[]) =>
  (text: string): string => {
    const all = quotes.map((exact, at) => quoting(exact, 'daily', `s-${at}`));
    return textShown(given.given(...all, withheld()).readings, text);
  };

describe('a text beside words that are withheld', () => {
  const long = 'the harbour will be open by spring';

  it.each([
    ['the words', long],
    ['others around them', `She said: ${long}, and left.`],
    ['other marks, dashes, case, width and spaces', `She said: “The  HARBOUR\nwill be ｏｐｅｎ by\u00a0spring”`],
    ['signs that are not seen', 'the har\u00adbour will\u200b be open by spring'],
  ])('is withheld as a whole where it has %s', (_, text) => expect(shownBy(long)(text)).toBe(MARK));

  it.each([
    'the harbour will be open',
    'harbour will be open by spring',
    'the harbour will be shut by spring',
    '',
    'x',
  ])('is itself where it has not all of them: %s', (text) => expect(shownBy(long)(text)).toBe(text));

  it.each([
    ['fifteen columns', 'open by spring!', 'It is open by spring, she said.', false],
    ['sixteen', 'open by a spring', 'It is open by a spring, she said.', true],
    ['seven wide characters', '港は春に開くよ', '「港は春に開くよ」と述べた', false],
    ['eight', '港は春に開きます', '「港は春に開きます」と述べた', true],
  ])('holds words of %s inside it or not', (_, exact, text, isWithheld) => {
    expect(shownBy(exact)(text) === MARK).toBe(isWithheld);
    expect(shownBy(exact)(`“${exact}”`)).toBe(MARK);
  });

  it('is found whichever of many quotes alike it has', () => {
    const quotes = ['a', 'b', 'c', 'ba', 'bb', 'b end', 'bz'].map((end) => `we want the harbour ${end} of it`);
    const shown = shownBy(...quotes, 'we want the harbour b', 'we want the harbour bb of it and more');
    for (const quote of quotes) expect(shown(`Then ${quote}.`)).toBe(MARK);
    expect(shown('we want the harbour x of it')).not.toBe(MARK);
    expect(shown('we want the harbour bb of it and more')).toBe(MARK);
  });

  it('is held against the beginning of a quote longer than two hundred characters', () => {
    const quote = Array.from({ length: 60 }, (_, at) => `word${at}`).join(' ');
    expect(shownBy(quote)(`So: ${quote.slice(0, 205)}`)).toBe(MARK);
    expect(shownBy(quote)(`So: ${quote.slice(0, 190)}`)).not.toBe(MARK);
  });

  it('is itself again once the source is released, and where only its text is withheld', () => {
    const { readings } = given.given(quoting(long), withheld(), released);
    expect(textShown(readings, long)).toBe(long);
    const textAlone = given.any({
      type: 'SourceWithheld',
      data: { sourceId: 'daily', scope: 'text', reason: 'x', by: 'y' },
    });
    expect(textShown(given.given(quoting(long), textAlone).readings, long)).toBe(long);
  });

  it('is itself again once its source is released while another is withheld still', () => {
    const quay = 'the quay will be shut by autumn';
    const before = [quoting(long), quoting(quay, 'digest', 'b'), withheld(), withheld('digest')];
    const { readings } = given.given(...before);
    expect([long, quay].map((text) => isShown(readings, text))).toEqual([false, false]);
    const after = read(readings, given.envelopes(...before, released).at(-1)!);
    expect([long, quay].map((text) => isShown(after, text))).toEqual([true, false]);
  });

  it('is withheld for a quote that is recorded later, revised away or voided', () => {
    const later = quoting('the quay will be shut by autumn', 'daily', 'b', '2026-01-03T00:00:00.000Z');
    const { readings } = given.given(quoting(long), withheld(), later, given.voided('a'), given.voided('b'));
    for (const text of [long, 'the quay will be shut by autumn']) expect(isShown(readings, text)).toBe(false);
  });

  it('is withheld for a quote that is recorded after it was looked at', () => {
    const { readings } = given.given(withheld());
    expect(isShown(readings, long)).toBe(true);
    const [event] = given.envelopes(withheld(), quoting(long, 'daily', 'a', '2026-01-03T00:00:00.000Z')).slice(-1);
    expect(isShown(read(readings, event!), long)).toBe(false);
  });

  it('leaves the quotes, the questions, the ids, the kinds and the links', () => {
    const { readings } = given.given(quoting('open'), quoting('counterproductively', 'daily', 'b'), withheld());
    const answer = {
      id: 'open',
      stance: 'counterproductively',
      href: '/v1/issues/open',
      q: 'open',
      quote: { exact: 'open' },
      hits: [{ field: 'quote', text: 'open' }],
    };
    expect(answerShown(readings, answer)).toBe(answer);
    expect(answerShown(readings, { ...answer, note: 'open', why: 'It is counterproductively' })).toEqual({
      ...answer,
      note: MARK,
      why: MARK,
    });
  });

  it('leaves the same words quoted from another source', () => {
    const other = quoting(long, 'digest', 'b');
    const { readings } = given.given(quoting(long), other, withheld());
    const events = given.envelopes(quoting(long), other).slice(-2);
    expect(events.map((event) => JSON.stringify(dataShown(readings, event)).includes(long))).toEqual([false, true]);
  });

  it('is held against an event’s own words before anybody has read it', () => {
    const note = `She said ${long}`;
    const word = quoting(long);
    const [event] = given
      .envelopes({ ...word, event: { ...word.event, data: { ...word.event.data, note } } as never })
      .slice(-1);
    expect(JSON.stringify(dataShown(given.given(withheld()).readings, event!))).not.toContain(long);
  });

  it('is looked at in the time that its own length takes, however alike it and the words are', () => {
    const quotes = [`${'ab'.repeat(20_000)}c`, ...Array.from({ length: 50 }, (_, at) => `${'ab'.repeat(60)}${at}`)];
    const all = quotes.map((exact, at) => quoting(exact, 'daily', `s-${at}`));
    const { readings } = given.given(...all, withheld());
    const began = performance.now();
    for (const text of ['ab'.repeat(50), 'ab '.repeat(100_000), 'ab'.repeat(49).padEnd(300_000, 'ba x')])
      expect(isShown(readings, text)).toBe(true);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
