/** Every difference between two recorded times, whatever the log, names an event between them that made it. */

import fc from 'fast-check';
import { Diff, Difference, emptyReadings, LARGE_FROM, read, Readings } from '../../projections/index.js';
import { askDiff, Sides } from '../../src/record/ask.js';
import { CAST_LENGTH, logOf, smallPlan } from '../model/logs.js';
import { Asked, questionsOf, roundsOf } from '../model/questions.js';
import { clocksOf } from '../model/reduced.js';
import {
  affirmed,
  CAST,
  CLAIM,
  coded,
  coding,
  corrected,
  corroborated,
  denied,
  given,
  NOW,
  POLICY,
  post,
  postCorrected,
  saidOn,
  voided,
  withdrawalVoided,
  withdrawn,
  Word,
} from '../support/given.js';

const between = (from: number, to: number): Sides => ({
  knownFrom: String(CAST.length + from),
  knownTo: String(CAST.length + to),
  asOf: '2025-12-31',
});
const differences = (words: readonly Word[], sides: Sides, actor = 'norland'): readonly Difference[] =>
  askDiff(given(...words).readings, actor, 'harbour', sides, NOW).differences;
const only = (words: readonly Word[], sides: Sides, actor?: string): Difference => {
  const found = differences(words, sides, actor);
  expect(found).toHaveLength(1);
  return found[0]!;
};
/** What a difference names, as `EventType position` with the positions counted from the first word. */
const named = ({ because = [] }: Difference): readonly string[] =>
  because.map(({ event, position }) => `${event} ${position - CAST.length}`);

describe('what made a difference between two recorded times', () => {
  const s1 = affirmed('2025-01-01', { id: 's1' });
  const s2 = denied('2025-07-01', { id: 's2' });
  const s3 = affirmed('2025-07-20', { id: 's3' });

  it('was said between and taken back, and no words of it are in either answer', () => {
    const words = [s1, s2, withdrawn('s2', '2025-08-01')];
    expect(named(only(words, between(1, 2)))).toEqual(['StatementRecorded 2']);
    expect(named(only(words, between(2, 3)))).toEqual(['StatementWithdrawn 3']);
    const whole = only(words, between(1, 3));
    expect(whole).toMatchObject({ before: { since: '2025-01-01' }, after: { since: '2025-08-01' } });
    expect(named(whole)).toEqual(['StatementRecorded 2', 'StatementWithdrawn 3']);
    expect(whole.why).toContain('s2 was learned of (2025-07-02), s2 was learned to have been taken back (2025-08-02).');
  });

  it('interrupted a run and was voided', () => {
    const found = only([s1, s2, s3, voided('s2')], between(3, 4));
    expect(found).toMatchObject({ before: { since: '2025-07-20' }, after: { since: '2025-01-01' } });
    expect(named(found)).toEqual(['StatementVoided 4']);
  });

  it('interrupted a run, was taken back, and was not', () => {
    const words = [s1, s2, withdrawn('s2', '2025-07-10'), s3, withdrawalVoided('s2')];
    const found = only(words, between(4, 5));
    expect(found).toMatchObject({ before: { since: '2025-07-10' }, after: { since: '2025-07-20' } });
    expect(named(found)).toEqual(['WithdrawalVoided 5']);
    expect(found.why).toContain('s2 was learned not to have been taken back');
  });

  it('is named beside what is shown, whose own events would hide it', () => {
    const words = [s1, s2, withdrawn('s2', '2025-08-01'), corroborated('s1', 'gazette', [`${CLAIM}-affirms`])];
    expect(named(only(words, between(1, 4)))).toEqual([
      'StatementRecorded 2',
      'StatementWithdrawn 3',
      'StatementCorroborated 4',
    ]);
  });

  it('is not what came to nothing between, was only noted, or was said after', () => {
    const late = denied('2026-03-01', { id: 'late' });
    const noted = corrected('s2', { audience: ['sudland'] });
    const words = [s1, s2, denied('2025-07-02', { id: 'twice' }), voided('twice'), noted, s3, late];
    expect(named(only(words, between(2, 7)))).toEqual(['StatementCorrected 5', 'StatementRecorded 6']);
    const interrupted = [s1, s2, withdrawn('s2', '2025-07-10'), s3, noted, voided('s1')];
    expect(named(only(interrupted, between(4, 6)))).toEqual(['StatementVoided 6']);
  });

  it('was coded on the proposition later than it was recorded', () => {
    const other = denied('2025-07-01', { id: 's2', proposition: POLICY });
    const words = [s1, other, s3, coded('s2', coding(CLAIM, 'denies'))];
    expect(named(only(words, between(3, 4)))).toEqual(['StatementCoded 4']);
  });

  it('was a post of whoever told of it, not of who spoke', () => {
    const attribution = [{ actor: 'cy-reed' }];
    const words = [
      s1,
      denied('2025-07-01', { id: 's2', attribution }),
      s3,
      post('cy-reed', 'norland', { from: '2020-01-01', speaksFor: false }),
    ];
    const found = only(words, between(3, 4));
    expect(found).toMatchObject({ before: { since: '2025-01-01' }, after: { since: '2025-07-20' } });
    expect(found.because).toMatchObject([{ event: 'MembershipRecorded', actor: 'cy-reed' }]);
  });

  it('of a contest was a post by which the two are kin, or which ended it', () => {
    const apart = [
      post('reform', 'norland', { from: '2025-11-01', speaksFor: false }),
      affirmed('2025-07-01', { id: 's1', speaker: 'reform' }),
      denied('2025-07-02', { id: 's2' }),
      postCorrected('reform', 'norland', { from: '2020-01-01', speaksFor: false }),
    ];
    const found = only(apart, between(3, 4));
    expect(found.change).toBe('no longer contested');
    expect(found.because).toMatchObject([{ event: 'MembershipCorrected', actor: 'reform', reason: 'Misread.' }]);
  });

  it('of a contest was what was learned of the actor asked of', () => {
    const words = [denied('2025-07-01', { id: 's1', speaker: 'bo-stone' }), affirmed('2025-07-02', { id: 's2' })];
    const found = differences(words, between(1, 2));
    expect(found.map(({ change }) => change)).toEqual(['added', 'contested']);
    expect(found.map(named)).toEqual([['StatementRecorded 2'], ['StatementRecorded 2']]);
  });

  it('of a contest was what made the other a side, by words that it does not show', () => {
    const by = { speaker: 'bo-stone' };
    const words = [
      s1,
      denied('2025-07-01', { id: 'one', ...by }),
      denied('2025-07-01', { id: 'two', ...by }),
      corrected('one', { onBehalfOf: [] }),
    ];
    const found = only(words, between(3, 4));
    expect(found).toMatchObject({ change: 'contested', contest: { by: { id: 'bo-stone' } } });
    expect(found.contest?.evidence.map(({ statement }) => statement)).toEqual(['two']);
    expect(named(found)).toEqual(['StatementCorrected 4']);
  });

  it('is told by no more than the last five of what no side shows', () => {
    const many = Array.from({ length: 9 }, (_one, at) => denied(`2025-07-1${at}`, { id: `no-${at}` }));
    const words = [s1, affirmed('2025-08-01', { id: 's4' }), ...many];
    const found = only(words, between(2, 2 + many.length));
    expect(found).toMatchObject({ before: { since: '2025-01-01' }, after: { since: '2025-08-01' } });
    expect(named(found)).toEqual([7, 8, 9, 10, 11].map((at) => `StatementRecorded ${at}`));
  });

  it('is no said date: a correction that leaves the date as it was is not named', () => {
    const words = [s1, s2, s3, corrected('s2', { said: saidOn('2025-07-01') }), voided('s2')];
    expect(named(only(words, between(3, 5)))).toEqual(['StatementVoided 5']);
  });
});

const SEED = Number(process.env['ONRECORD_TEST_SEED'] ?? 20_251_107);
const NOT_BEFORE = '2199-01-01T00:00:00.000Z';

const diffOf = (readings: Readings, { actor, issue, asOf, policy }: Asked, one: number, other: number): Diff => {
  const { asOf: said, evidence } = clocksOf(asOf, String(other), policy);
  const sides = { asOf: said!, evidence: evidence!, knownFrom: String(one), knownTo: String(other) };
  return askDiff(readings, actor, issue, sides, NOT_BEFORE);
};

/** The differences of a log that name no event between the two times, or one outside of them; and how many there were. */
const unexplained = (readings: Readings, questions: readonly Asked[]) => {
  let told = 0;
  const lacking = questions.flatMap((asked, at) => {
    const [one, other] = [asked.position, questions[at - 1]?.position ?? CAST_LENGTH].sort((a, b) => a - b) as [
      number,
      number,
    ];
    if (one === other) return [];
    return diffOf(readings, asked, one, other).differences.filter(({ because = [] }) => {
      told += 1;
      return because.length === 0 || !because.every(({ position }) => position > one && position <= other);
    });
  });
  return { told, lacking };
};

describe('any difference between two recorded times', () => {
  const usual = LARGE_FROM.items;
  afterEach(() => {
    LARGE_FROM.items = usual;
  });

  it.each([usual, 3])(
    'names an event between them, where many codings are %i',
    (items) => {
      LARGE_FROM.items = items;
      let told = 0;
      fc.assert(
        fc.property(smallPlan, roundsOf(12, 1), roundsOf(12, 1), (plan, some, more) => {
          const events = logOf(plan);
          const readings = events.reduce(read, emptyReadings());
          const found = unexplained(readings, questionsOf(events, [...some, ...more]));
          told += found.told;
          expect(found.lacking).toEqual([]);
        }),
        { seed: SEED, numRuns: 150 },
      );
      expect(told).toBeGreaterThan(300);
    },
    240_000,
  );
});
