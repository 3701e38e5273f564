import { affirmed, CLAIM, given, NOW, Word } from '../support/given.js';
import { askPosition } from '../../src/record/ask.js';

type Found = 'counts' | 'uncertain' | 'nothing';

const LATER = '2029-01-01T00:00:00.000Z';
const said = (edtf: string, zone: string | null = 'Asia/Tokyo', recorded = LATER): Word =>
  affirmed(edtf, { id: 'words', zone, recorded });

/** Whether words count, may have been said, or were not said, as of a said date. */
const found = (word: Word, asOf: string): Found => {
  const position = askPosition(given(word).readings, 'ana-bright', 'harbour', { asOf }, NOW);
  if (position.propositions.some(({ id }) => id === CLAIM)) return 'counts';
  return position.uncertain.length > 0 ? 'uncertain' : 'nothing';
};
const all = (word: Word, questions: readonly string[]): readonly Found[] => questions.map((asOf) => found(word, asOf));

describe('one night in Tokyo, Beijing and New York', () => {
  const places = { tokyo: 'Asia/Tokyo', beijing: 'Asia/Shanghai', york: 'America/New_York' };
  const { tokyo, beijing, york } = places;

  it.each(Object.values(places))(
    'is that calendar date in %s, the day before it is not, the day after it was',
    (zone) =>
      expect(all(said('2025-11-24', zone), ['2025-11-23', '2025-11-24', '2025-11-25'])).toEqual([
        'nothing',
        'counts',
        'counts',
      ]),
  );

  it.each([
    [tokyo, '2025-11-23T15:00:00Z', '2025-11-24T15:00:00Z'],
    [beijing, '2025-11-23T16:00:00Z', '2025-11-24T16:00:00Z'],
    [york, '2025-11-24T05:00:00Z', '2025-11-25T05:00:00Z'],
  ])('can have been from its first instant in %s (%s) and counts once it is over (%s)', (zone, first, over) => {
    const before = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();
    const questions = [before(first), first, before(over), over];
    expect(all(said('2025-11-24', zone), questions)).toEqual(['nothing', 'uncertain', 'uncertain', 'counts']);
  });

  it('with a time is one instant, on another calendar date in each', () => {
    const minute = '2025-11-24T20:30:00-05:00';
    const dates = ['2025-11-24', '2025-11-25'];
    expect(all(said(minute, york), dates)).toEqual(['counts', 'counts']);
    expect(all(said(minute, tokyo), dates)).toEqual(['nothing', 'counts']);
    expect(all(said(minute, beijing), dates)).toEqual(['nothing', 'counts']);
    for (const zone of Object.values(places))
      expect(
        all(said(minute, zone), ['2025-11-25T01:29:59.999Z', '2025-11-25T01:30:00Z', '2025-11-25T10:30+09:00']),
      ).toEqual(['nothing', 'counts', 'counts']);
  });

  it('is put in order by the calendar under a date, and by the clock under an instant', () => {
    const words = [
      affirmed('2025-11-24T09:00-05:00', { id: 'york', speaker: 'bo-stone', onBehalfOf: ['reform'], zone: york }),
      affirmed('2025-11-25T00:30+09:00', { id: 'tokyo', speaker: 'cy-reed', onBehalfOf: ['reform'], zone: tokyo }),
    ];
    const last = (asOf: string): string | undefined =>
      askPosition(given(...words).readings, 'reform', 'harbour', { asOf }, NOW).lastStatement?.statement;
    expect(last('2025-11-24')).toBe('york');
    expect(last('2025-11-25')).toBe('tokyo');
    expect(last('2025-11-24T15:15:00Z')).toBe('york');
    expect(last('2025-11-24T15:31:00Z')).toBe('tokyo');
  });
});

describe('a time', () => {
  it('without seconds is a minute: uncertain within it, and said at its last instant', () =>
    expect(
      all(said('2025-11-07T15:40'), [
        '2025-11-07T06:39:59.999Z',
        '2025-11-07T06:40:00Z',
        '2025-11-07T06:40:59.998Z',
        '2025-11-07T06:40:59.999Z',
      ]),
    ).toEqual(['nothing', 'uncertain', 'uncertain', 'counts']));

  it('with seconds is said at that instant, inclusive', () =>
    expect(all(said('2025-11-07T15:40:10'), ['2025-11-07T06:40:09.999Z', '2025-11-07T06:40:10Z'])).toEqual([
      'nothing',
      'counts',
    ]));

  it('in the hour that comes twice counts once the second is over, unless its offset says which', () => {
    expect(
      all(said('2025-11-02T01:30', 'America/New_York'), [
        '2025-11-02T05:29:59.999Z',
        '2025-11-02T05:31:00Z',
        '2025-11-02T06:30:59.998Z',
        '2025-11-02T06:30:59.999Z',
      ]),
    ).toEqual(['nothing', 'uncertain', 'uncertain', 'counts']);
    const second = said('2025-11-02T01:30-05:00', 'America/New_York');
    expect(all(second, ['2025-11-02T05:31:00Z', '2025-11-02T06:31:00Z'])).toEqual(['nothing', 'counts']);
  });
});

describe('a rough date', () => {
  it.each([
    ['2025-11', '2025-10-31', '2025-11-01', '2025-11-29', '2025-11-30'],
    ['2025-11-XX', '2025-10-31', '2025-11-01', '2025-11-29', '2025-11-30'],
    ['2024-02', '2024-01-31', '2024-02-01', '2024-02-28', '2024-02-29'],
    ['2025-02', '2025-01-31', '2025-02-01', '2025-02-27', '2025-02-28'],
    ['2025', '2024-12-31', '2025-01-01', '2025-12-30', '2025-12-31'],
    ['2025-XX', '2024-12-31', '2025-01-01', '2025-12-30', '2025-12-31'],
    ['2025-XX-XX', '2024-12-31', '2025-01-01', '2025-12-30', '2025-12-31'],
    ['201X', '2009-12-31', '2010-01-01', '2019-12-30', '2019-12-31'],
    ['19XX', '1899-12-31', '1900-01-01', '1999-12-30', '1999-12-31'],
    ['2025-11-07~', '2025-11-05', '2025-11-06', '2025-11-07', '2025-11-08'],
    ['2024-03-01~', '2024-02-28', '2024-02-29', '2024-03-01', '2024-03-02'],
    ['2025-11~', '2025-09-30', '2025-10-01', '2025-12-30', '2025-12-31'],
    ['2024~', '2022-12-31', '2023-01-01', '2025-12-30', '2025-12-31'],
    ['2025-11-07%', '2025-11-05', '2025-11-06', '2025-11-07', '2025-11-08'],
    ['2025-11?', '2025-10-31', '2025-11-01', '2025-11-29', '2025-11-30'],
    ['2025-11-07/2025-11-25', '2025-11-06', '2025-11-07', '2025-11-24', '2025-11-25'],
    ['2025-10/2025-11-05', '2025-09-30', '2025-10-01', '2025-11-04', '2025-11-05'],
    ['2025-11-07~/2025-11-25~', '2025-11-05', '2025-11-06', '2025-11-25', '2025-11-26'],
  ])('of %s is nothing on %s, uncertain from %s to %s, and counts on %s', (edtf, before, first, almost, last) =>
    expect(all(said(edtf), [before, first, almost, last])).toEqual(['nothing', 'uncertain', 'uncertain', 'counts']),
  );

  it('is since its last day, and the text stays as it was stated', () =>
    given(said('2025-11'))
      .of('ana-bright')
      .asOf('2025-12-31')
      .has({
        since: '2025-11-30',
        evidence: [{ said: { edtf: '2025-11', firstDay: '2025-11-01', lastDay: '2025-11-30' } }],
      }));

  it('that is a day is never uncertain under a calendar date', () => {
    for (const edtf of ['2025-11-07', '2024-02-29', '2025-12-31', '2025-11-07?'])
      expect(found(said(edtf), edtf.slice(0, 10))).toBe('counts');
  });
});

describe('a place that is not known', () => {
  it('has its day from the first zone’s midnight to the last one’s', () =>
    expect(
      all(said('2025-11-24', null), [
        '2025-11-23T09:59:59.999Z',
        '2025-11-23T10:00:00Z',
        '2025-11-25T11:59:59.999Z',
        '2025-11-25T12:00:00Z',
      ]),
    ).toEqual(['nothing', 'uncertain', 'uncertain', 'counts']));

  it('is no matter to a calendar date', () =>
    expect(all(said('2025-11-24', null), ['2025-11-23', '2025-11-24'])).toEqual(['nothing', 'counts']));
});

describe('a day that clocks make odd', () => {
  it('with two midnights begins at the first (Havana, 2 November 2025)', () =>
    expect(
      all(said('2025-11-02', 'America/Havana'), [
        '2025-11-02T03:59:59.999Z',
        '2025-11-02T04:00:00Z',
        '2025-11-03T04:59:59.999Z',
        '2025-11-03T05:00:00Z',
      ]),
    ).toEqual(['nothing', 'uncertain', 'uncertain', 'counts']));

  it('that ends twice is over the second time (São Paulo, 17 February 2018)', () =>
    expect(
      all(said('2018-02-17', 'America/Sao_Paulo'), [
        '2018-02-18T02:00:00Z',
        '2018-02-18T02:59:59.999Z',
        '2018-02-18T03:00:00Z',
      ]),
    ).toEqual(['uncertain', 'uncertain', 'counts']));

  it('without midnight begins when it begins (São Paulo, 4 November 2018)', () =>
    expect(all(said('2018-11-04', 'America/Sao_Paulo'), ['2018-11-04T02:59:59.999Z', '2018-11-04T03:00:00Z'])).toEqual([
      'nothing',
      'uncertain',
    ]));

  it('after one that never was follows the one before it at once (Apia, 31 December 2011)', () => {
    expect(() => said('2011-12-30', 'Pacific/Apia')).toThrow('there was no such day in Pacific/Apia');
    expect(() => said('2011-12-30T12:00', 'Pacific/Apia')).toThrow(
      'there was no such time on that day in Pacific/Apia',
    );
    expect(all(said('2011-12-29', 'Pacific/Apia'), ['2011-12-30T09:59:59.999Z', '2011-12-30T10:00:00Z'])).toEqual([
      'uncertain',
      'counts',
    ]);
    expect(all(said('2011-12-31', 'Pacific/Apia'), ['2011-12-30', '2011-12-31'])).toEqual(['nothing', 'counts']);
  });
});

describe('a range cut when it was recorded', () => {
  it('counts from the day of that instant there, and until then is uncertain', () => {
    const cut = said('2025-11', 'Asia/Tokyo', '2025-11-20T16:00:00.000Z');
    expect(all(cut, ['2025-10-31', '2025-11-01', '2025-11-20', '2025-11-21'])).toEqual([
      ...(['nothing', 'uncertain', 'uncertain', 'counts'] as const),
    ]);
    expect(all(cut, ['2025-11-20T15:59:59.999Z', '2025-11-20T16:00:00Z'])).toEqual(['uncertain', 'counts']);
  });

  it('is of two days though it was cut in the first millisecond of the second', () => {
    const word = said('2025-11-07/2025-11-09', 'Asia/Tokyo', '2025-11-07T15:00:00.001Z');
    expect(all(word, ['2025-11-06', '2025-11-07', '2025-11-08'])).toEqual(['nothing', 'uncertain', 'counts']);
    const instants = [
      '2025-11-06T14:59:59.999Z',
      '2025-11-06T15:00:00Z',
      '2025-11-07T15:00:00Z',
      '2025-11-07T15:00:00.001Z',
    ];
    expect(all(word, instants)).toEqual(['nothing', 'uncertain', 'uncertain', 'counts']);
  });

  it('that is open at its end counts so too', () =>
    expect(
      all(said('2025-11-07/..', 'Asia/Tokyo', '2025-11-20T03:00:00.000Z'), ['2025-11-06', '2025-11-19', '2025-11-20']),
    ).toEqual(['nothing', 'uncertain', 'counts']));

  it('is counted with the clock it began with, though that has changed since', () =>
    expect(
      all(said('2025-10-30/2025-11-20', 'America/New_York', '2025-11-10T04:30:00.000Z'), ['2025-11-09', '2025-11-10']),
    ).toEqual(['uncertain', 'counts']));

  it('that is today counts at once by the calendar', () => {
    const today = said('2025-11-07', 'Asia/Tokyo', '2025-11-07T03:00:00.000Z');
    expect(all(today, ['2025-11-07', '2025-11-07T03:00:00Z', '2025-11-07T02:59:59.999Z'])).toEqual([
      ...(['counts', 'counts', 'uncertain'] as const),
    ]);
  });
});
