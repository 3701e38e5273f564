import fc from 'fast-check';
import { isLanguageTag, noLanguageTag } from '../../events/index.js';

describe('a language tag', () => {
  it.each([
    ...[
      'en',
      'ja',
      'zh-Hans',
      'zh-Hant-TW',
      'en-US',
      'es-419',
      'EN-us',
      'und',
      'mul',
      'zxx',
      'mis',
      'qaa-Qaaa-QM-x-southern',
    ],
    ...['de-1996', 'sl-rozaj-biske-1994', 'de-CH-1901', 'sl-IT-nedis', 'hy-Latn-IT-arevela', 'de-1996-1996'],
    ...['zh-yue', 'zh-cmn-Hans-CN', 'yue-HK', 'sgn-ase', 'zh-min-nan', 'zh-aaa-bbb-ccc'],
    ...['x-private', 'x-whatever', 'X-a-1', 'de-CH-x-phonebk', 'az-Arab-x-AZE-derbend', 'en-x-a'],
    ...['en-u-ca-gregory', 'en-US-u-islamcal', 'zh-CN-a-myext-x-private', 'en-a-myext-b-another', 'en-0-ab'],
    ...[
      'i-klingon',
      'i-default',
      'en-GB-oed',
      'EN-gb-OED',
      'sgn-BE-FR',
      'art-lojban',
      'cel-gaulish',
      'no-bok',
      'zh-guoyu',
    ],
    ...['abcd', 'abcde', 'notalang'],
  ])('“%s” is well-formed', (text) => expect(isLanguageTag(text)).toBe(true));

  it.each([
    ...[
      '',
      ' ',
      'notalang!',
      '{2025}',
      'en_US',
      'en-',
      '-en',
      'en--US',
      ' en',
      'en ',
      'en\n',
      'en US',
      '日本語',
      'ſl',
      'i-\u212Alingon',
    ],
    ...['a', 'e-n', '12', '419', '2025', 'ninetynine', 'englishlanguage', 'en-abcdefghi'],
    ...['x', 'x-', 'x-abcdefghi', 'en-x', 'en-a', 'en-a-b', 'en-u-x-a', 'i-unknown', 'i', 'en-GB-oedx-a-'],
    ...['de-419-DE', 'ar-a-aaa-b', 'zh-aaa-bbb-ccc-ddd', 'abcd-efg', 'en-Latn-Cyrl', 'Japanese (Kansai)'],
  ])('“%s” is none', (text) => expect(isLanguageTag(text)).toBe(false));

  it('is every one that the runtime knows, and what it makes of it', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aeiux019-'), maxLength: 14 }), (text) => {
        const canonical = ((): string | undefined => {
          try {
            return Intl.getCanonicalLocales(text)[0];
          } catch {
            return undefined;
          }
        })();
        if (canonical !== undefined)
          expect([text, isLanguageTag(text), isLanguageTag(canonical)]).toEqual([text, true, true]);
      }),
      { numRuns: 5000 },
    ));

  it('that is none is told with what was given', () =>
    expect(noLanguageTag('notalang!')).toBe(
      '“notalang!” is no language tag (BCP 47): write one as en, ja or zh-Hans, or und where the language is not known.',
    ));
});
