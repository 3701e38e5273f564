import type { Diff, Difference } from '../../projections/index.js';
import { askDiff, Sides } from '../../src/record/ask.js';
import { BackwardsComparison } from '../../src/record/question-refusals.js';
import {
  affirmed,
  CAST,
  CLAIM,
  coding,
  corrected,
  declined,
  denied,
  given,
  NOW,
  OTHER_CLAIM,
  POLICY,
  post,
  postCorrected,
  remark,
  revised,
  saidOn,
  voided,
  withdrawn,
  Word,
} from '../support/given.js';

const diff = (words: readonly Word[], sides: Sides, actor = 'norland'): Diff =>
  askDiff(given(...words).readings, actor, 'harbour', sides, NOW);
const only = (words: readonly Word[], sides: Sides, actor?: string): Difference => {
  const { differences } = diff(words, sides, actor);
  expect(differences).toHaveLength(1);
  return differences[0]!;
};
const kinds = (words: readonly Word[], sides: Sides, actor?: string): readonly string[] =>
  diff(words, sides, actor).differences.map(({ change, proposition }) => `${change} ${proposition}`);

const DATES: Sides = { from: '2025-11-06', to: '2025-11-30' };
const statementOf = (difference: Difference): readonly string[] =>
  [difference.before, difference.after, difference.contest, difference].flatMap((part) =>
    (part?.evidence ?? []).map(({ statement }) => statement),
  );

describe('a diff between two dates', () => {
  it('has what was added, with its words', () => {
    const found = only([affirmed('2025-11-07')], DATES);
    expect(found).toMatchObject({ change: 'added', proposition: CLAIM, after: { stance: 'affirms' } });
    expect(statementOf(found)).toEqual(['ana-bright-2025-11-07']);
  });

  it('has what changed, with the words of both sides', () => {
    const found = only([affirmed('2025-11-01'), denied('2025-11-07')], DATES);
    expect(found).toMatchObject({ change: 'changed', before: { stance: 'affirms' }, after: { stance: 'denies' } });
    expect(statementOf(found)).toEqual(['ana-bright-2025-11-01', 'ana-bright-2025-11-07']);
    expect(found.why).toBe('affirms since 2025-11-01; then denies since 2025-11-07.');
  });

  it('has what came under another condition as changed', () => {
    const words = [
      remark('2025-11-01', { condition: 'the ice melts' }),
      remark('2025-11-07', { condition: 'it is paid for' }),
    ];
    expect(kinds(words, DATES)).toEqual([`changed ${CLAIM}`]);
  });

  it('has what was stated again', () => {
    expect(kinds([affirmed('2025-11-01'), affirmed('2025-11-07')], DATES)).toEqual([`restated ${CLAIM}`]);
  });

  it('has what was taken back, with the words that were', () => {
    const words = [affirmed('2025-11-01'), withdrawn('ana-bright-2025-11-01', '2025-11-08')];
    const found = only(words, DATES);
    expect(found).toMatchObject({
      change: 'withdrawn',
      before: { stance: 'affirms' },
      why: 'Taken back on 2025-11-08.',
    });
    expect(found.evidence?.map(({ statement }) => statement)).toEqual(['ana-bright-2025-11-01']);
  });

  it('has a contest that came, with the words of the other side, and one that went', () => {
    const words = [
      affirmed('2025-11-01'),
      denied('2025-11-07', { speaker: 'bo-stone' }),
      affirmed('2025-12-07', { speaker: 'bo-stone' }),
    ];
    const came = only(words, DATES);
    expect(came).toMatchObject({ change: 'contested', contest: { by: { id: 'sudland' }, byStance: 'denies' } });
    expect(statementOf(came)).toContain('bo-stone-2025-11-07');
    expect(kinds(words, { from: '2025-11-30', to: '2025-12-31' })).toEqual([`no longer contested ${CLAIM}`]);
  });

  it('says what stands as it stood', () => {
    const words = [affirmed('2025-11-01'), affirmed('2025-11-07', { proposition: OTHER_CLAIM })];
    expect(diff(words, DATES)).toMatchObject({ unchanged: [CLAIM], differences: [{ proposition: OTHER_CLAIM }] });
  });
});

describe('a silence', () => {
  const words = [affirmed('2023-05-01'), declined('2024-02-01', { proposition: OTHER_CLAIM })];

  it('falls once 365 days went by without a statement, with the last words there were', () => {
    expect(kinds(words, { from: '2024-02-02', to: '2025-01-30' })).toEqual([]);
    const found = only(words, { from: '2024-02-02', to: '2025-01-31' });
    expect(found).toMatchObject({ change: 'fell silent', proposition: '' });
    expect(found.why).toBe('No statement on the issue for 365 days, since 2024-02-01.');
    expect(found.evidence?.map(({ statement }) => statement)).toEqual(['ana-bright-2024-02-01']);
  });

  it('that lasts is no difference; one that was broken between and fell again is', () => {
    const last = [affirmed('2020-01-01')];
    expect(kinds(last, { from: '2022-01-01', to: '2025-01-01' })).toEqual([]);
    expect(kinds([...last, affirmed('2023-01-01')], { from: '2022-01-01', to: '2025-01-01' })).toEqual([
      `restated ${CLAIM}`,
      'fell silent ',
    ]);
  });

  it('is nothing that two recorded times or two actors can differ in', () => {
    const sides = { knownFrom: String(CAST.length + 1), knownTo: String(CAST.length + 2), asOf: '2025-12-01' };
    expect(kinds(words, sides)).toEqual([]);
    expect(kinds(words, { with: 'sudland', asOf: '2025-12-01' })).toEqual([`not held ${CLAIM}`]);
  });
});

describe('a diff between two recorded times', () => {
  const known = (from: number, to: number): Sides => ({
    knownFrom: String(CAST.length + from),
    knownTo: String(CAST.length + to),
    asOf: '2025-11-30',
  });

  it('says what was learned late', () => {
    const words = [
      affirmed('2025-11-07', { recorded: '2025-11-30T00:00:00.000Z' }),
      denied('2025-11-20', { recorded: '2025-12-01T00:00:00.000Z' }),
    ];
    const found = only(words, known(1, 2));
    expect(found.because).toEqual([
      {
        position: CAST.length + 2,
        time: '2025-12-01T00:00:00.000Z',
        event: 'StatementRecorded',
        statement: 'ana-bright-2025-11-20',
      },
    ]);
    expect(found.why).toContain('ana-bright-2025-11-20 was learned of (2025-12-01).');
  });

  it('says what was corrected, and why', () => {
    const words = [affirmed('2025-11-07'), corrected('ana-bright-2025-11-07', { said: saidOn('2025-11-09') })];
    expect(only(words, known(1, 2))).toMatchObject({
      change: 'changed',
      before: { since: '2025-11-07' },
      after: { since: '2025-11-09' },
      because: [{ event: 'StatementCorrected', statement: 'ana-bright-2025-11-07', reason: 'Misread.' }],
    });
  });

  it('says what was read anew', () => {
    const other = coding(CLAIM, 'denies', { id: `${CLAIM}-affirms` });
    const found = only([affirmed('2025-11-07'), revised('ana-bright-2025-11-07', other)], known(1, 2));
    expect(found).toMatchObject({ change: 'changed', because: [{ event: 'CodingRevised' }] });
  });

  it('says what was voided', () => {
    const found = only([affirmed('2025-11-07'), voided('ana-bright-2025-11-07')], known(1, 2));
    expect(found).toMatchObject({ change: 'gone', because: [{ event: 'StatementVoided', reason: 'Entered twice.' }] });
    expect(found.why).toContain('was voided');
  });

  it('says that a withdrawal was learned of', () => {
    const words = [affirmed('2025-11-07'), withdrawn('ana-bright-2025-11-07', '2025-11-08')];
    expect(only(words, known(1, 2))).toMatchObject({
      change: 'withdrawn',
      because: [{ event: 'StatementWithdrawn' }],
    });
  });

  it.each([
    ['taken back', [], 'withdrawn'],
    ['voided after it was taken back', [voided('ana-bright-2025-11-07')], 'gone'],
  ])('says of what was %s that it is so, where the answer lists others', (_, then, change) => {
    const days = ['10', '11', '12', '13', '14', '15'].map((day) => `2025-11-${day}`);
    const words = [
      affirmed('2025-11-07'),
      withdrawn('ana-bright-2025-11-07', '2025-11-08'),
      ...then,
      ...days.map((day) => affirmed(day, { proposition: OTHER_CLAIM })),
      ...days.map((day) => withdrawn(`ana-bright-${day}`, '2025-11-20')),
    ];
    expect(only(words, known(1, words.length))).toMatchObject({ change, before: { id: CLAIM } });
  });

  it('says that a post was corrected, where nothing of the statement was', () => {
    const words = [
      post('cy-reed', 'norland', { from: '2025-01-01' }),
      affirmed('2025-11-07', { speaker: 'cy-reed' }),
      postCorrected('cy-reed', 'norland', { from: '2025-12-01' }),
    ];
    expect(only(words, known(2, 3))).toMatchObject({
      change: 'gone',
      because: [{ event: 'MembershipCorrected', actor: 'cy-reed', reason: 'Misread.' }],
    });
  });

  it('mentions nothing that was recorded after both', () => {
    const words = [affirmed('2025-11-07'), denied('2025-11-20'), voided('ana-bright-2025-11-20')];
    expect(only(words, known(1, 2)).because).toHaveLength(1);
  });

  it('gives no such reason where one recorded time is asked of', () => {
    expect(only([affirmed('2025-11-07')], DATES)).not.toHaveProperty('because');
  });
});

describe('a diff whose sides each have their own date', () => {
  it.each([
    [
      { from: '2025-11-01', to: '2025-11-30', asOf: '2025-11-15' },
      '“from” and “to” give both sides: leave “asOf” out.',
    ],
    [
      { knownFrom: '20', knownTo: '20', knownAt: '20' },
      '“knownFrom” and “knownTo” give both sides: leave “knownAt” out.',
    ],
  ])('refuses a third: %j', (sides, why) => expect(() => diff([affirmed('2025-11-01')], sides)).toThrow(why));
});

describe('a diff between two actors', () => {
  const sides: Sides = { with: 'sudland', asOf: '2025-11-30' };
  const sud = { speaker: 'bo-stone' };

  it('shows a claim that they contest, with the words of both', () => {
    const found = only([affirmed('2025-11-01'), denied('2025-11-07', sud)], sides);
    expect(found).toMatchObject({
      change: 'contested',
      before: { stance: 'affirms' },
      after: { stance: 'denies' },
      contest: { by: { id: 'sudland' } },
      why: 'norland affirms it, since 2025-11-01; sudland denies it, since 2025-11-07.',
    });
    expect(new Set(statementOf(found))).toEqual(new Set(['ana-bright-2025-11-01', 'bo-stone-2025-11-07']));
  });

  it('says so whichever is asked of first, where one is a person who spoke for a body', () => {
    const words = [affirmed('2025-11-01'), denied('2025-11-07', { speaker: 'sudland' })];
    const found = diff(words, { ...sides, with: 'ana-bright' }, 'sudland').differences;
    expect(found).toMatchObject([{ change: 'contested', contest: { by: { id: 'sudland' } } }]);
    expect(diff(words, sides, 'ana-bright').differences).toMatchObject([{ change: 'contested' }]);
  });

  it('shows a policy on which their words are opposed, which is no contest', () => {
    const policy = { proposition: POLICY };
    const words = [affirmed('2025-11-01', policy), denied('2025-11-07', { ...policy, ...sud })];
    expect(only(words, sides)).toMatchObject({ change: 'opposed', before: { stance: 'affirms' } });
    expect(only(words, sides)).not.toHaveProperty('contest');
  });

  it('shows where one affirms what the other affirms under a condition', () => {
    expect(kinds([affirmed('2025-11-01'), remark('2025-11-07', sud)], sides)).toEqual([`differs ${CLAIM}`]);
  });

  it('shows what only one of them has a stance on', () => {
    const words = [affirmed('2025-11-01'), affirmed('2025-11-07', { proposition: OTHER_CLAIM, ...sud })];
    expect(diff(words, sides).differences.map(({ change, why }) => [change, why])).toEqual([
      ['not held', 'norland affirms it, since 2025-11-01; sudland has no stance in force on it.'],
      ['held', 'sudland affirms it, since 2025-11-07; norland has no stance in force on it.'],
    ]);
  });

  it('has no difference where they say the same, whenever each began', () => {
    expect(diff([affirmed('2025-11-01'), affirmed('2025-11-07', sud)], sides)).toMatchObject({
      differences: [],
      unchanged: [CLAIM],
    });
  });
});

describe('a comparison that goes backwards', () => {
  const words = [affirmed('2025-11-07'), denied('2025-11-20')];
  const end = CAST.length + 2;
  const told = (sides: Sides): string => {
    try {
      diff(words, sides);
      return 'answered';
    } catch (error) {
      expect(error).toBeInstanceOf(BackwardsComparison);
      return (error as BackwardsComparison).message;
    }
  };

  it.each<[Sides, string]>([
    [{ from: '2025-11-30', to: '2025-11-06' }, '“from” (2025-11-30) lies after “to” (2025-11-06)'],
    [
      { from: '2025-11-20T00:00:01Z', to: '2025-11-20T09:00:00+09:00' },
      '“from” (2025-11-20T00:00:01Z) lies after “to” (2025-11-20T09:00:00+09:00)',
    ],
    [{ from: '2025-11-30', to: '2025-11-29T09:59:59Z' }, '“from” (2025-11-30) lies after “to” (2025-11-29T09:59:59Z)'],
    [{ from: '2025-11-30T12:00:00Z', to: '2025-11-29' }, '“from” (2025-11-30T12:00:00Z) lies after “to” (2025-11-29)'],
    [{ from: '2025-11-30', asOf: '2025-11-06' }, '“from” (2025-11-30) lies after “asOf” (2025-11-06)'],
    [{ knownFrom: String(end), knownTo: String(end - 1) }, `“knownFrom” (${end}) lies after “knownTo” (${end - 1})`],
    [{ knownFrom: String(end), knownAt: '3' }, `“knownFrom” (${end}) lies after “knownAt” (3)`],
    [{ knownFrom: NOW, knownTo: '2' }, `“knownFrom” (${NOW}, position ${end}) lies after “knownTo” (2)`],
    [
      { knownFrom: String(end), knownTo: '2020-01-01' },
      `“knownFrom” (${end}) lies after “knownTo” (2020-01-01, position ${CAST.length})`,
    ],
  ])('is refused, both sides named: %j', (sides, both) => {
    expect(told(sides)).toBe(`${both}: a comparison goes from the earlier to the later. Swap the two.`);
  });

  it.each<[Sides, string]>([
    [{ from: '2999-01-01' }, '“from” (2999-01-01) lies after now, which “to” is where it is not given'],
    [{ knownFrom: '2', to: '2025-11-06' }, '“to” (2025-11-06) lies before now, which “from” is where it is not given'],
    [
      { from: '2025-11-06', to: '2025-11-30', knownTo: '2' },
      '“knownTo” (2) lies before now, which “knownFrom” is where it is not given',
    ],
  ])('is refused where a side is not given: %j', (sides, both) => {
    expect(told(sides)).toBe(`${both}: a comparison goes from the earlier to the later. Give both.`);
  });

  it.each<Sides>([
    { from: '2025-11-20', to: '2025-11-20' },
    { from: '2025-11-20T00:00:00Z', to: '2025-11-20T09:00:00+09:00' },
    { knownFrom: String(end), knownTo: String(end) },
    { knownFrom: NOW, knownTo: String(end) },
    { knownFrom: String(end), knownTo: NOW },
    { from: '2025-11-30', to: '2025-11-29T10:00:00Z' },
    { from: '2025-11-30', to: '2025-11-30T00:00:00Z' },
    { from: '2025-11-30T11:59:59.999Z', to: '2025-11-29' },
    { with: 'sudland', asOf: '2025-11-30' },
  ])('is none where both are the same, or no order is certain: %j', (sides) => {
    expect(told(sides)).toBe('answered');
  });

  it('has a fault for each field that was given', () => {
    const faultsOf = (sides: Sides): readonly string[] => {
      try {
        diff(words, sides);
      } catch (error) {
        return (error as BackwardsComparison).faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
      }
      return [];
    };
    expect(faultsOf({ from: '2025-11-30', to: '2025-11-06' })).toEqual([
      '/from lies after “to” (2025-11-06).',
      '/to lies before “from” (2025-11-30).',
    ]);
    expect(faultsOf({ from: '2999-01-01' })).toEqual(['/from lies after now.']);
  });
});
