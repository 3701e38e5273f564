import fc from 'fast-check';
import { boundedBy, formerSaidDate, parseSaidDate } from '../../events/index.js';
import { bounds, saying } from '../support/said.js';

const YORK = 'America/New_York';
const MINUTE = 60_000;

describe('a said time that the clocks passed over', () => {
  it('is refused with what the clocks did there on that day, and what to give', () =>
    expect(saying('2025-03-09T02:30', YORK)).toBe(
      '“2025-03-09T02:30” is not a date this record can hold: there was no such time on that day in America/New_York: ' +
        'its clocks passed over it. They were put forward from 02:00 to 03:00. Give a time that they showed, the ' +
        'day alone, or one with its offset, as in 2025-11-07T15:40+09:00.',
    ));

  it.each([
    ['2025-03-09T02:00', YORK, '02:00 to 03:00'],
    ['2025-03-09T02:59', YORK, '02:00 to 03:00'],
    ['2025-03-09T02:59:59.999', YORK, '02:00 to 03:00'],
    ['2025-10-05T02:15', 'Australia/Lord_Howe', '02:00 to 02:30'],
    ['2018-11-04T00:30', 'America/Sao_Paulo', '00:00 to 01:00'],
    ['2018-11-04T00:00', 'America/Sao_Paulo', '00:00 to 01:00'],
    ['2022-03-27T00:59:59', 'Asia/Beirut', '00:00 to 01:00'],
    ['1986-01-01T00:14', 'Asia/Kathmandu', '00:00 to 00:15'],
    ['1916-05-21T02:30', 'Europe/Dublin', '02:00 to 03:00'],
    ['1972-01-07T00:44:29', 'Africa/Monrovia', '00:00 to 00:44:30'],
    ['1893-04-01T00:05', 'Europe/Berlin', '00:00 to 00:06:32'],
  ])('is refused: %s in %s, where they were put forward from %s', (text, zone, change) => {
    expect(saying(text, zone)).toContain(`there was no such time on that day in ${zone}`);
    expect(saying(text, zone)).toContain(`They were put forward from ${change}.`);
  });

  it.each([
    ['2011-12-30T10:00', 'Pacific/Apia', '2011-12-30T00:00 to 2011-12-31T00:00'],
    ['1993-08-21T23:59:59', 'Pacific/Kwajalein', '1993-08-21T00:00 to 1993-08-22T00:00'],
    ['1844-12-31T12:00', 'Asia/Manila', '1844-12-31T00:00 to 1845-01-01T00:00'],
  ])('for a whole day is refused, and that day is not told to be given: %s in %s', (text, zone, change) => {
    expect(saying(text, zone)).toContain(`They were put forward from ${change}. Give a time that they showed, or one`);
    expect(saying(text, zone)).not.toContain('day alone');
  });

  it.each([
    ['2025-03-09T01:59', YORK, '2025-03-09T06:59:00.000Z', '2025-03-09T06:59:59.999Z'],
    ['2025-03-09T03:00', YORK, '2025-03-09T07:00:00.000Z', '2025-03-09T07:00:59.999Z'],
    ['2025-10-05T02:30', 'Australia/Lord_Howe', '2025-10-04T15:30:00.000Z', '2025-10-04T15:30:59.999Z'],
    ['2018-11-03T23:59', 'America/Sao_Paulo', '2018-11-04T02:59:00.000Z', '2018-11-04T02:59:59.999Z'],
    ['2018-11-04T01:00', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-04T03:00:59.999Z'],
    ['2011-12-29T23:59:59', 'Pacific/Apia', '2011-12-30T09:59:59.000Z', '2011-12-30T09:59:59.000Z'],
    ['2011-12-31T00:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z', '2011-12-30T10:00:59.999Z'],
  ])('has another just before or after it that is taken: %s in %s', (text, zone, earliest, latest) =>
    expect(bounds(text, zone)).toEqual([earliest, latest]),
  );

  it('in part is what is left of the minute', () => {
    expect(bounds('1893-04-01T00:06', 'Europe/Berlin')).toEqual([
      '1893-03-31T23:06:32.000Z',
      '1893-03-31T23:06:59.999Z',
    ]);
    expect(saying('1893-04-01T00:06:31', 'Europe/Berlin')).toContain('from 00:00 to 00:06:32');
  });

  it('is taken with an offset, or where no zone says what the clocks showed', () => {
    expect(parseSaidDate('2025-03-09T02:30-05:00', YORK)).toMatchObject({
      firstDay: '2025-03-09',
      earliest: '2025-03-09T07:30:00.000Z',
      latest: '2025-03-09T07:30:59.999Z',
    });
    expect(parseSaidDate('2025-03-09T02:30-05:00').earliest).toBe('2025-03-09T07:30:00.000Z');
  });
});

describe('a said time that came twice', () => {
  it.each([
    ['2025-11-02T01:30', YORK, '2025-11-02T05:30:00.000Z', '2025-11-02T06:30:59.999Z'],
    ['2025-11-02T01:00', YORK, '2025-11-02T05:00:00.000Z', '2025-11-02T06:00:59.999Z'],
    ['2025-11-02T01:59:59.999', YORK, '2025-11-02T05:59:59.999Z', '2025-11-02T06:59:59.999Z'],
    ['2025-11-02T01:30:15', YORK, '2025-11-02T05:30:15.000Z', '2025-11-02T06:30:15.000Z'],
    ['2025-11-02T01:30:15.5', YORK, '2025-11-02T05:30:15.500Z', '2025-11-02T06:30:15.500Z'],
    ['2025-04-06T01:45', 'Australia/Lord_Howe', '2025-04-05T14:45:00.000Z', '2025-04-05T15:15:59.999Z'],
    ['2018-02-17T23:30', 'America/Sao_Paulo', '2018-02-18T01:30:00.000Z', '2018-02-18T02:30:59.999Z'],
    ['2022-10-29T23:00', 'Asia/Beirut', '2022-10-29T20:00:00.000Z', '2022-10-29T21:00:59.999Z'],
    ['1916-10-01T02:30', 'Europe/Dublin', '1916-10-01T01:55:21.000Z', '1916-10-01T02:30:59.999Z'],
    ['1883-11-18T12:03', YORK, '1883-11-18T16:59:02.000Z', '1883-11-18T17:03:59.999Z'],
    ['1867-10-18T20:00', 'America/Juneau', '1867-10-18T04:57:41.000Z', '1867-10-19T04:58:40.999Z'],
  ])('is from the first instant of the first to the last of the second: %s in %s', (text, zone, earliest, latest) => {
    expect(bounds(text, zone)).toEqual([earliest, latest]);
    const { firstDay, lastDay, precision } = parseSaidDate(text, zone);
    expect([firstDay, lastDay, precision]).toEqual([text.slice(0, 10), text.slice(0, 10), 'time']);
  });

  it('is the one that its offset says', () => {
    expect(bounds('2025-11-02T01:30-04:00', YORK)).toEqual(['2025-11-02T05:30:00.000Z', '2025-11-02T05:30:59.999Z']);
    expect(bounds('2025-11-02T01:30-05:00', YORK)).toEqual(['2025-11-02T06:30:00.000Z', '2025-11-02T06:30:59.999Z']);
    expect(bounds('2025-11-02T01:30:00-05:00', YORK)[1]).toBe('2025-11-02T06:30:00.000Z');
  });

  it.each([
    ['2025-11-02T00:59', YORK, '2025-11-02T04:59:59.999Z'],
    ['2025-11-02T02:00', YORK, '2025-11-02T07:00:59.999Z'],
    ['2025-04-06T01:29', 'Australia/Lord_Howe', '2025-04-05T14:29:59.999Z'],
    ['2018-02-18T00:00', 'America/Sao_Paulo', '2018-02-18T03:00:59.999Z'],
  ])('has one just before or after it that came once: %s in %s', (text, zone, latest) => {
    const found = bounds(text, zone);
    expect(found).toEqual([new Date(Date.parse(latest) - MINUTE + 1).toISOString(), latest]);
  });

  it('and was recorded before the second was over is cut to its first instant, or to the second’s where that had come', () => {
    const minute = parseSaidDate('2025-11-02T01:30', YORK);
    const cutAt = (recorded: string): string => boundedBy(minute, recorded).latest;
    expect(cutAt('2025-11-02T05:30:20.000Z')).toBe('2025-11-02T05:30:00.000Z');
    expect(cutAt('2025-11-02T06:29:59.999Z')).toBe('2025-11-02T05:30:00.000Z');
    expect(cutAt('2025-11-02T06:30:00.000Z')).toBe('2025-11-02T06:30:00.000Z');
    expect(cutAt('2025-11-02T06:30:20.000Z')).toBe('2025-11-02T06:30:00.000Z');
    expect(boundedBy(minute, '2025-11-02T06:30:59.999Z')).toBe(minute);
    const second = parseSaidDate('2025-11-02T01:30:15', YORK);
    expect(boundedBy(second, '2025-11-02T06:30:14.999Z').latest).toBe('2025-11-02T05:30:15.000Z');
    expect(boundedBy(second, '2025-11-02T06:30:15.000Z')).toBe(second);
  });

  it('in part is cut to no instant before it began', () => {
    const left = parseSaidDate('1893-04-01T00:06', 'Europe/Berlin');
    expect(boundedBy(left, '1893-03-31T23:06:40.000Z').latest).toBe(left.earliest);
  });
});

/** Days on which clocks changed, and where; the day before or after, where it was about midnight. */
const CHANGES: readonly (readonly [string, ...string[]])[] = [
  [YORK, '2025-03-09', '2025-11-02', '1918-10-27', '1942-02-09'],
  ['Australia/Lord_Howe', '2025-04-06', '2025-10-05', '1981-03-01'],
  ['America/Sao_Paulo', '2018-02-17', '2018-02-18', '2018-11-04'],
  ['Asia/Beirut', '2022-03-27', '2022-10-29', '2022-10-30'],
  ['Pacific/Apia', '2011-12-29', '2011-12-30', '2011-12-31'],
  ['Pacific/Kwajalein', '1993-08-20', '1993-08-21', '1993-08-22'],
  ['Europe/London', '2025-03-30', '2025-10-26', '1941-05-04'],
  ['Africa/Casablanca', '2025-02-23', '2025-04-06'],
  ['America/Caracas', '2007-12-09', '2016-05-01'],
  ['Asia/Pyongyang', '2015-08-14', '2015-08-15', '2018-05-04', '2018-05-05'],
  ['Antarctica/Troll', '2025-03-30', '2025-10-26'],
  ['America/St_Johns', '2006-10-28', '2006-10-29', '1988-04-03', '1988-10-30'],
  ['Asia/Tokyo', '2025-11-07'],
];
const HOURS = [0, 0, 1, 1, 2, 2, 3, 12, 23];
const MINUTES = [0, 1, 15, 29, 30, 31, 45, 59];
const two = (number: number): string => String(number).padStart(2, '0');
const timeThere = fc
  .constantFrom(...CHANGES)
  .chain(([zone, ...days]) => fc.tuple(fc.constant(zone), fc.constantFrom(...days)))
  .chain(([zone, day]) =>
    fc
      .tuple(fc.constantFrom(...HOURS), fc.constantFrom(...MINUTES))
      .map(([hour, minute]) => ({ zone, text: `${day}T${two(hour)}:${two(minute)}` })),
  );

const shownThere = new Map<string, Intl.DateTimeFormat>();
/** What clocks there show, as Swedish writes it: 2025-11-02 01:30:00. */
const shown = (zone: string, instant: number): string => {
  const known =
    shownThere.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone: zone });
  shownThere.set(zone, known);
  return known.format(instant).replace(' ', 'T');
};

describe('any said time by the clocks of a zone', () => {
  it('is every minute at which they showed it, looked for one by one, and refused where there is none', () =>
    fc.assert(
      fc.property(timeThere, ({ zone, text }) => {
        const middle = Date.parse(`${text}Z`);
        const at = Array.from({ length: 2 * 26 * 60 }, (_, index) => middle + (index - 26 * 60) * MINUTE);
        const found = at.filter((instant) => shown(zone, instant) === `${text}:00`);
        if (found.length === 0) return expect(saying(text, zone)).toContain('its clocks passed over it');
        const [first, last] = [new Date(found[0]!), new Date(found.at(-1)! + MINUTE - 1)];
        expect([text, ...bounds(text, zone)]).toEqual([text, first.toISOString(), last.toISOString()]);
      }),
      { numRuns: 150 },
    ));
});

describe('a said time as earlier versions read it', () => {
  it('was the first of two, and the first after those that were passed over', () => {
    expect(formerSaidDate('2025-11-02T01:30', YORK)).toEqual({
      edtf: '2025-11-02T01:30',
      zone: YORK,
      precision: 'time',
      firstDay: '2025-11-02',
      lastDay: '2025-11-02',
      earliest: '2025-11-02T05:30:00.000Z',
      latest: '2025-11-02T05:30:59.999Z',
    });
    expect(formerSaidDate('2025-11-02T01:30:15.5', YORK)).toMatchObject({ latest: '2025-11-02T05:30:15.500Z' });
    expect(formerSaidDate('2025-03-09T02:30', YORK)).toMatchObject({
      earliest: '2025-03-09T07:00:00.000Z',
      latest: '2025-03-09T07:00:59.999Z',
    });
    expect(formerSaidDate('2025-03-09T02:30:15', YORK)).toMatchObject({ latest: '2025-03-09T07:00:00.000Z' });
  });

  it.each([
    ['2025-11-07T15:40', YORK],
    ['2025-11-02T01:30-05:00', YORK],
    ['2025-11-07', YORK],
    ['2025-11-02T01:30', undefined],
    ['2011-12-30T10:00', 'Pacific/Apia'],
    ['2025-02-30T01:30', YORK],
    ['2025-11-02T01:30', 'Mars/Olympus'],
    ['yesterday', YORK],
  ])('is nothing of its own where they read it as it is read, or refused it: %s in %s', (text, zone) =>
    expect(formerSaidDate(text, zone)).toBeUndefined(),
  );
});
