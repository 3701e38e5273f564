import { passageLike } from '../../src/deciders/passages.js';

const TEXT =
  'Avery Example said: “We want the harbour open by spring”.\nLater she said that the self-defense budget wouldn’t grow.\n\n' +
  '“Who asked?” Blake Example’s office replied – twice.';

describe('the passage most like a quote that is not there', () => {
  it.each([
    ['Later she sayed', 'Later she said'],
    ['Later, she said', 'Later she said'],
    ['ater she saie', 'Later she said'],
    ['We want that harbour open in spring', 'We want the harbour open by spring'],
    ['the self-defence budget would', 'the self-defense budget wouldn’t'],
    ['budget wouldn’t growl', 'budget wouldn’t grow'],
    ['Blake Examples’ office replied once', 'Blake Example’s office replied – twice'],
    ['“Who asks?”', '“Who asked?”'],
    ['Avery Example sad', 'Avery Example said'],
    ['replied – thrice.', 'replied – twice.'],
  ])('begins and ends with words: %s', (quote, passage) => expect(passageLike(TEXT, quote)).toBe(passage));

  it.each([
    [
      'a script without spaces',
      '存立危機事態になり得ると述べた。',
      '存立危機事態になり得ない',
      '存立危機事態になり得ると',
    ],
    ['one with them', '정부는 항구를 봄까지 열겠다고 밝혔다.', '항구를 봄까지 닫겠다', '항구를 봄까지 열겠다고'],
    ['another alphabet', 'Он сказал, что гавань откроют весной.', 'гавань открыли', 'гавань откроют'],
    [
      'letters of several code units',
      'They wrote: e\u0301te\u0301 \u{1F6A2} harbour.',
      'te\u0301 \u{1F6A2} harbor',
      'e\u0301te\u0301 \u{1F6A2} harbour',
    ],
  ])('of %s is cut where that one may be', (_script, text, quote, passage) =>
    expect(passageLike(text, quote)).toBe(passage),
  );

  it('is none where nothing is like it', () => {
    expect(passageLike(TEXT, 'Zzyzx qqq wwwww')).toBeUndefined();
    expect(passageLike('', 'Anything')).toBeUndefined();
  });

  it('of a quote that is longer than what is compared is as long as it', () => {
    const sentence = (at: number): string => `Sentence ${at} of the long speech on the harbour. `;
    const speech = Array.from({ length: 400 }, (_, at) => sentence(at)).join('');
    const quote = speech.slice(speech.indexOf('Sentence 200'), speech.indexOf('Sentence 220')).trim();
    const passage = passageLike(speech, quote.replace('Sentence 203 of', 'Sentence 203 off'));
    expect(passage?.slice(0, 30)).toBe(quote.slice(0, 30));
    expect(Math.abs(passage!.length - quote.length)).toBeLessThan(20);
  });

  it.each([
    ['of one word without end', 'a'.repeat(2_000_000), `${'a'.repeat(3_000)}b`],
    ['of short words', 'la '.repeat(700_000), `${'la '.repeat(1_000)}li`],
    ['of marks alone', '…'.repeat(2_000_000), '…!'.repeat(2_000)],
    ['of a text that is short', 'ab', 'abc'.repeat(2_000)],
  ])('is found in bounded time in a text %s', (_what, text, quote) => {
    const start = performance.now();
    passageLike(text, quote);
    expect(performance.now() - start).toBeLessThan(2_000);
  });
});
