import { BUNDLED, folder, onrecord } from '../support/command-line.js';

const place = folder();
afterAll(place.remove);

/** Plays some days in the order of saying. */
const said = (store: string, from: string, to = from): string =>
  onrecord(store, ['replay', '--clock', 'said', '--from', from, '--to', to]).out;

describe('a replay in the order of saying', () => {
  it('plays what was said on the day on which it is known now to have been said, where that was', () => {
    const store = place.store('corrected');
    onrecord(store, ['import', '--trust-recorded-at', BUNDLED]);
    const letter = 'StatementRecorded  statement-china-un-letter-2025';
    expect(said(store, '2025-11-22')).not.toContain(letter);
    expect(said(store, '2025-11-21')).toMatch(new RegExp(`^2025-11-22T04:59:59.999Z +52 +${letter}`, 'm'));
  });

  it('plays nothing that is known now not to have been said, or not to have been taken back', () => {
    const store = place.store('voided');
    const speech = 'placeholder-speech-2026-01-14';
    const record = (...args: readonly string[]): void => {
      const { code, err } = onrecord(store, [...args, '--recorded-by', 'ann@example.org']);
      expect([code, err]).toEqual([0, '']);
    };
    onrecord(store, ['import', 'examples/first-statement.jsonl']);
    const withdraw = ['withdraw', speech, '--by', 'examplia', '--source', 'examplia-gazette-2026-01-15'];
    record(...withdraw, '--said', '2026-01-20', '--directness', 'verbatim');
    const all = (): string => said(store, '2026-01-14', '2026-01-31');
    expect(all()).toMatch(/^2026-01-14.* StatementRecorded .*\n(.*\n)*2026-01-20.* StatementWithdrawn /m);
    record('void', speech, '--withdrawal', '--reason', 'It was another.');
    expect(all()).not.toContain('StatementWithdrawn');
    record(...withdraw, '--said', '2026-01-25', '--directness', 'verbatim');
    expect(all()).not.toContain('2026-01-20');
    expect(all()).toMatch(/^2026-01-25.* StatementWithdrawn /m);
    record('void', speech, '--reason', 'Entered twice.');
    expect(all()).toBe('');
  });
});
