import { parseAsOf, parseKnownAt } from '../../events/index.js';

describe('an asOf', () => {
  it('of a day is a calendar date', () => expect(parseAsOf('2025-11-07')).toEqual({ date: '2025-11-07' }));

  it('with a time and an offset is an instant', () => {
    expect(parseAsOf('2025-11-07T12:00:00+09:00')).toEqual({ instant: '2025-11-07T03:00:00.000Z' });
    expect(parseAsOf('2025-11-07T12:00Z')).toEqual({ instant: '2025-11-07T12:00:00.000Z' });
    expect(parseAsOf('2025-11-07T12:00:00.5Z')).toEqual({ instant: '2025-11-07T12:00:00.500Z' });
  });

  it.each([
    '',
    '2025-02-30',
    '2025-02-30T12:00Z',
    '2025-11',
    '2025-11-07T12:00',
    '2025-11-07T24:00Z',
    '2025-11-07 12:00Z',
    '61',
    'now',
    '9999-12-31T23:59-12:00',
  ])('is nothing where the text is “%s”', (text) => expect(parseAsOf(text)).toBeUndefined());
});

describe('a knownAt', () => {
  it('of digits is a log position', () => {
    expect(parseKnownAt('61')).toEqual({ position: 61 });
    expect(parseKnownAt('2025')).toEqual({ position: 2025 });
  });

  it('of a day runs up to, and not including, the next midnight UTC', () =>
    expect(parseKnownAt('2025-11-25')).toEqual({ instant: '2025-11-26T00:00:00.000Z', inclusive: false }));

  it('of an instant includes it', () =>
    expect(parseKnownAt('2025-11-25T09:00+09:00')).toEqual({ instant: '2025-11-25T00:00:00.000Z', inclusive: true }));

  it('of the last day there is ends with it', () =>
    expect(parseKnownAt('9999-12-31')).toEqual({ instant: '9999-12-31T23:59:59.999Z', inclusive: true }));

  it.each(['', '2025-11', '-1', '1.5', '12345678901', '2025-11-31', 'head'])(
    'is nothing where the text is “%s”',
    (text) => expect(parseKnownAt(text)).toBeUndefined(),
  );
});
