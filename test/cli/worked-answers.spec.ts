import type { Position } from '../../projections/index.js';
import { asked, BUNDLED, folder, onrecord } from '../support/command-line.js';

const place = folder();
const store = place.store('worked');

const position = (actor: string, issue: string, ...clocks: readonly string[]): Position =>
  asked(store, 'position', actor, issue, ...clocks);

const stances = (answer: Position): readonly string[] =>
  answer.propositions.map(({ id, stance, since }) => `${id} ${stance} ${since}`).sort();

beforeAll(() => {
  const { code, err } = onrecord(store, ['import', BUNDLED, '--trust-recorded-at']);
  expect([code, err]).toEqual([0, expect.any(String)]);
});
afterAll(() => place.remove());

describe('the command line, on the bundled record', () => {
  it('has no statement of Japan on Taiwan before the first', () => {
    const answer = position('japan', 'taiwan', '--as-of', '2023-02-21');
    expect([answer.status, answer.propositions]).toEqual(['no statement on record', []]);
  });

  it('has one stance of Japan on Taiwan the day before the remark, stated twice', () => {
    const answer = position('japan', 'taiwan', '--as-of', '2025-11-06');
    expect(stances(answer)).toEqual(['strait-peace-matters affirms 2023-02-22']);
    expect(answer.propositions[0]).toMatchObject({ lastStated: '2025-01-24', timesStated: 2 });
  });

  it('counts the remark of 7 November as Japan’s on self-defense from that day', () => {
    const answer = position('japan', 'collective-self-defense', '--as-of', '2025-11-07');
    expect(stances(answer)).toEqual(['may-follow-attack-on-us-over-taiwan conditional 2025-11-07']);
  });

  it('did not know of the remark on 25 November, and knew of January’s speech', () => {
    const then = ['--as-of', '2025-11-07', '--known-at', '2025-11-25'];
    expect(position('japan', 'collective-self-defense', ...then).status).toBe('no statement on record');
    expect(stances(position('japan', 'taiwan', ...then))).toEqual(['strait-peace-matters affirms 2023-02-22']);
  });

  it('keeps what China says of Japan’s policy beside Japan’s own denial', () => {
    const answer = position('japan', 'collective-self-defense', '--as-of', '2025-11-24');
    expect(stances(answer)).toEqual([
      'exclusively-defense-oriented affirms 2025-11-24',
      'limited-by-domestic-law affirms 2025-11-24',
      'may-follow-attack-on-us-over-taiwan conditional 2025-11-07',
      'without-armed-attack denies 2025-11-24',
    ]);
    const said = answer.characterisations.map((one) => [one.proposition, one.by.id, one.as, one.answer.answer]);
    expect(said.sort()).toEqual([
      ['exclusively-defense-oriented', 'china', 'denies', 'denied'],
      ['without-armed-attack', 'china', 'affirms', 'denied'],
    ]);
  });

  it('has six stances of Japan on Taiwan on 25 November, two of them contested, one question declined', () => {
    const answer = position('japan', 'taiwan', '--as-of', '2025-11-25');
    expect(stances(answer)).toHaveLength(6);
    expect(stances(answer)).toContain('attack-on-taiwan-may-threaten-japans-survival conditional 2025-11-07');
    expect(answer.contests.map((one) => [one.proposition, one.stance, one.by.id, one.byStance, one.since])).toEqual([
      ['japans-taiwan-policy-changed', 'denies', 'china', 'affirms', '2025-11-21'],
      ['remark-should-be-retracted', 'denies', 'china', 'affirms', '2025-11-25'],
    ]);
    expect(answer.declined.map((one) => one.proposition)).toEqual(['us-president-raised-the-remark']);
  });

  it('counts a counterpart’s account of China only where all evidence is asked for', () => {
    const own = position('china', 'dialogue', '--as-of', '2023-02-22');
    expect([stances(own), own.notCounted.length]).toEqual([[], 2]);
    expect(stances(position('china', 'dialogue', '--as-of', '2023-02-22', '--evidence', 'all'))).toHaveLength(2);
  });

  it('lists a demand without a day as uncertain until its last bound', () => {
    const answer = position('china', 'taiwan', '--as-of', '2025-11-10');
    expect(stances(answer)).toEqual([]);
    expect(answer.uncertain.map((one) => one.proposition)).toEqual(['remark-should-be-retracted']);
  });

  it('finds a person by a name in any order and script, and has no statement of hers on dialogue', () => {
    for (const name of ['takaichi-sanae', 'Sanae Takaichi', 'TAKAICHI Sanae', '高市早苗', '高市 早苗']) {
      const answer = position(name, 'dialogue', '--as-of', '2025-11-25');
      expect([answer.actor.id, answer.status]).toEqual(['takaichi-sanae', 'no statement on record']);
    }
  });

  it('gives the same bytes for a pinned question asked twice', () => {
    const ask = ['--json', 'position', 'japan', 'taiwan', '--as-of', '2025-11-25', '--known-at', '61'];
    expect(onrecord(store, ask).out).toBe(onrecord(store, ask).out);
  });

  it('shows beside an old answer what was corrected since', () => {
    const { out } = onrecord(store, ['position', 'china', 'taiwan', '--as-of', '2025-11-22', '--known-at', '60']);
    expect(out).toContain('Corrected since');
    expect(out).toMatch(/china-un-letter-2025: StatementCorrected/);
  });
});
