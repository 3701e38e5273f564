import fc from 'fast-check';
import { addDays, addMonths, addYears, daysBetween, isDate, lastDayOfMonth } from '../../events/index.js';

const date = fc
  .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

describe('a calendar date', () => {
  it.each(['2025-11-07', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31'])('%s exists', (text) =>
    expect(isDate(text)).toBe(true),
  );

  it.each(['2025-02-29', '1900-02-29', '2025-00-10', '2025-13-01', '2025-11-31', '0000-01-01', '2025-11-7', '', 'x'])(
    '“%s” does not exist',
    (text) => expect(isDate(text)).toBe(false),
  );

  it('some days on is as far away as it was moved', () =>
    fc.assert(
      fc.property(date, fc.integer({ min: -300, max: 300 }), (from, days) => {
        const to = addDays(from, days);
        fc.pre(isDate(to));
        expect(daysBetween(from, to)).toBe(days);
        expect(daysBetween(to, from)).toBe(days === 0 ? 0 : -days);
      }),
    ));

  it('is as text in the order of time', () =>
    fc.assert(fc.property(date, date, (one, other) => expect(one < other).toBe(daysBetween(one, other) > 0))));

  it('knows the last day of every month', () => {
    expect(lastDayOfMonth('2024-02')).toBe('2024-02-29');
    expect(lastDayOfMonth('2100-02')).toBe('2100-02-28');
    expect(lastDayOfMonth('2025-04')).toBe('2025-04-30');
    expect(lastDayOfMonth('9999-12')).toBe('9999-12-31');
    expect(lastDayOfMonth('0001-01')).toBe('0001-01-31');
  });

  it('counts months and years over their ends', () => {
    expect(addMonths('2025-01', -1)).toBe('2024-12');
    expect(addMonths('2025-12', 1)).toBe('2026-01');
    expect(addMonths('2025-11', 14)).toBe('2027-01');
    expect(addYears('0999', 1)).toBe('1000');
    expect(addYears('1000', -1)).toBe('0999');
  });
});
