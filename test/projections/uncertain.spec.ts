import { AsOf, boundedBy, parseAsOf, parseSaidDate } from '../../events/index.js';
import { whyUncertain } from '../../projections/uncertain.js';

const LATER = '2030-01-01T00:00:00.000Z';
const why = (edtf: string, asOf: string, zone: string | null = 'Asia/Tokyo', recorded = LATER): string =>
  whyUncertain(boundedBy(parseSaidDate(edtf, zone ?? undefined), recorded), parseAsOf(asOf) as AsOf);

describe('why something is uncertain', () => {
  it('names the range in days of the place, and the day asked of', () =>
    expect(why('2025-11', '2025-11-15')).toBe(
      'Said at some time from 2025-11-01 to 2025-11-30: it counts from 2025-11-30 on, and this question is asked of 2025-11-15.',
    ));

  it('names the range in instants where an instant is asked of', () =>
    expect(why('2025-11-07', '2025-11-07T12:00:00+09:00')).toBe(
      'Said at some time from 2025-11-06T15:00:00.000Z to 2025-11-07T14:59:59.999Z: it counts once that is over, ' +
        'and this question is asked of 2025-11-07T03:00:00.000Z.',
    ));

  it('names the minute where a time is given', () =>
    expect(why('2025-11-07T15:40+09:00', '2025-11-07T06:40:30Z', null)).toBe(
      'Said at some time from 2025-11-07T06:40:00.000Z to 2025-11-07T06:40:59.999Z: it counts from ' +
        '2025-11-07T06:40:59.999Z on, and this question is asked of 2025-11-07T06:40:30.000Z.',
    ));

  it.each([
    ['2025-11-07~', '2025-11-07', '“2025-11-07~” is approximate, and was widened by a day on each side.'],
    ['2025-11~', '2025-11-07', '“2025-11~” is approximate, and was widened by a month on each side.'],
    ['2025-11-XX~', '2025-11-07', '“2025-11-XX~” is approximate, and was widened by a month on each side.'],
    ['2024~', '2024-11-07', '“2024~” is approximate, and was widened by a year on each side.'],
    ['199X~', '1995-11-07', '“199X~” is approximate, and was widened by ten years on each side.'],
    ['18XX~', '1895-11-07', '“18XX~” is approximate, and was widened by a hundred years on each side.'],
    ['2025-11-07~/2025-12', '2025-11-20', '“2025-11-07~” is approximate, and was widened by a day on each side.'],
    ['2025-11-07/2025-12~', '2025-11-20', '“2025-12~” is approximate, and was widened by a month on each side.'],
  ])('says of %s that it was widened', (edtf, asOf, sentence) => expect(why(edtf, asOf)).toContain(sentence));

  it('says that a date is in doubt, and of % both', () => {
    expect(why('2025-11?', '2025-11-07')).toContain('The date itself is in doubt (“2025-11?”).');
    expect(why('2025-11%', '2025-11-07')).toMatch(/widened by a month on each side\. The date itself is in doubt/);
  });

  it('says that a range was cut when it was recorded', () =>
    expect(why('2025-11', '2025-11-07', 'Asia/Tokyo', '2025-11-20T03:00:00.000Z')).toContain(
      'The range ran to 2025-11-30, and was cut at 2025-11-20T02:59:59.999Z: it was recorded then, and nothing is said after it is recorded.',
    ));

  it('says so on its last day too', () =>
    expect(why('2025-11-07', '2025-11-07T00:00:00Z', 'Asia/Tokyo', '2025-11-07T03:10:00.000Z')).toContain(
      'The range ran to 2025-11-07, and was cut at 2025-11-07T03:09:59.999Z',
    ));

  it('says that an open range ends when it was recorded', () =>
    expect(why('2025-11-07/..', '2025-11-15', 'Asia/Tokyo', '2025-11-20T03:00:00.000Z')).toContain(
      'The range is open at its end, and ends on 2025-11-20: it was recorded then',
    ));

  it('says that the place is not known', () =>
    expect(why('2025-11', '2025-11-07', null)).toContain(
      'Where it was said is not known: a day runs from its first instant anywhere (UTC+14) to its last (UTC-12).',
    ));

  it.each(['Asia/Tokyo', 'America/New_York', 'America/Havana', 'Australia/Lord_Howe', null])(
    'says nothing of a cut where nothing was cut (%s), though clocks change',
    (zone) => {
      for (const edtf of [
        '2025',
        '2025-03',
        '2025-11',
        '2025-11-02',
        '2025-03-09',
        '2025-04-06',
        '2025-11-02/2025-11-09',
      ])
        expect(why(edtf, '2025-01-01', zone)).not.toContain('cut');
    },
  );
});
