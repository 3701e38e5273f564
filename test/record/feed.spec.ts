import type { Change } from '../../projections/index.js';
import { changeFilter, isWanted } from '../../src/record/feed.js';
import { Refusal } from '../../src/refusal.js';
import { affirmed, any, CLAIM, denied, given, OTHER_CLAIM, post, postCorrected, Word } from '../support/given.js';

const RECORD: readonly Word[] = [
  affirmed('2025-11-07'),
  affirmed('2025-11-08', { speaker: 'cy-reed', proposition: OTHER_CLAIM }),
  denied('2025-11-09', { speaker: 'ana-bright', onBehalfOf: [], id: 'as-a-citizen' }),
  denied('2025-11-10', { speaker: 'bo-stone' }),
];

const told = (words: readonly Word[], query: Readonly<Record<string, string>>): readonly Change[] => {
  const { readings } = given(...words);
  const filter = changeFilter(readings, query);
  return readings.changes.filter((change) => isWanted(filter, change));
};
const shown = (words: readonly Word[], query: Readonly<Record<string, string>>): readonly string[] =>
  told(words, query).map(({ actor, kind, statement }) => `${actor} ${kind} by ${statement}`);

const refusal = (query: Readonly<Record<string, string>>): Refusal | undefined => {
  try {
    changeFilter(given(...RECORD).readings, query);
    return undefined;
  } catch (error) {
    return error as Refusal;
  }
};

describe('a filter of changes by body', () => {
  it('gives those of the body and of whoever spoke for it in the statement, and no personal word', () => {
    expect(shown(RECORD, { body: 'norland' })).toEqual([
      'ana-bright first-stated by ana-bright-2025-11-07',
      'norland first-stated by ana-bright-2025-11-07',
      'norland contested by bo-stone-2025-11-10',
    ]);
  });

  it('leaves out the other side of a contest, whoever’s statement opened it', () => {
    const query = { body: 'sudland', kind: 'contested' };
    expect(shown(RECORD, query)).toEqual(['sudland contested by bo-stone-2025-11-10']);
  });

  it('gives no change of a body that was spoken for beside it', () => {
    const joint = affirmed('2025-11-07', { speaker: 'cy-reed', onBehalfOf: ['norland', 'reform'] });
    expect(shown([joint], { body: 'norland' }).map((text) => text.split(' ')[0])).toEqual(['cy-reed', 'norland']);
  });

  it('gives an official without a post who spoke for it, and nobody who only has a post', () => {
    const official = affirmed('2025-11-07', { speaker: 'cy-reed', onBehalfOf: ['norland'] });
    const deputy = post('cy-reed', 'reform', { speaksFor: false });
    expect(shown([deputy, official], { body: 'norland' })).toHaveLength(2);
    expect(shown([deputy, official], { body: 'reform' })).toEqual([]);
  });

  it('stays the same feed when a membership is corrected later', () => {
    const words = [post('cy-reed', 'norland', { from: '2025-01-01' }), affirmed('2025-11-07', { speaker: 'cy-reed' })];
    const later = postCorrected('cy-reed', 'norland', { from: '2025-12-01' });
    const before = told(words, { body: 'norland' }).map(({ id }) => id);
    expect(before).toHaveLength(2);
    expect(
      told([...words, later], { body: 'norland' })
        .map(({ id }) => id)
        .slice(0, 2),
    ).toEqual(before);
  });
});

describe('a filter of changes', () => {
  it('takes an actor by any name, an issue, a proposition and kinds, all of which must hold', () => {
    expect(shown(RECORD, { actor: 'cy-reed' })).toHaveLength(1);
    expect(shown(RECORD, { issue: 'harbour' })).toHaveLength(told(RECORD, {}).length);
    expect(shown(RECORD, { proposition: OTHER_CLAIM })).toEqual(['cy-reed first-stated by cy-reed-2025-11-08']);
    expect(told(RECORD, { kind: 'first-stated, contested' }).length).toBeGreaterThan(4);
    expect(shown(RECORD, { actor: 'cy-reed', proposition: CLAIM })).toEqual([]);
  });

  it('takes a body by an id that a person’s change can never have', () => {
    const coast = affirmed('2025-11-07', { speaker: 'coast-guard' });
    expect(shown([coast], { body: 'coast-guard' })).toEqual(['coast-guard first-stated by coast-guard-2025-11-07']);
  });

  it.each([
    [{ kind: 'shift' }, 'malformed', '“shift” is no kind of change', 'Nearest: shifted.'],
    [{ kind: '' }, 'malformed', '“” is no kind of change', 'use first-stated, reaffirmed'],
    [{ actor: 'norlan' }, 'missing', 'No actor is called “norlan”', 'Nearest: norland'],
    [{ body: 'sudlan' }, 'missing', 'No actor is called “sudlan”', 'Nearest: sudland'],
    [{ issue: 'harbor' }, 'missing', 'No issue has the id “harbor”', 'Nearest: harbour'],
    [{ proposition: 'harbour-is-opn' }, 'missing', 'no proposition with the id', `Nearest: ${CLAIM}`],
    [{ body: 'ana-bright' }, 'malformed', '“body” names ana-bright, a person', 'give “actor” instead'],
  ])('refuses %j', (query, kind, what, help) => {
    expect(refusal(query)).toMatchObject({
      kind,
      message: expect.stringMatching(new RegExp(`${what}[^]*${help}`)) as string,
    });
  });

  it('refuses a proposition of another issue, which would be silent for ever', () => {
    const elsewhere = any({
      type: 'IssueOpened',
      data: { issueId: 'fish', title: [{ language: 'en', text: 'Fish' }] },
    });
    expect(() => changeFilter(given(elsewhere).readings, { issue: 'fish', proposition: CLAIM })).toThrow(
      `“${CLAIM}” is a proposition on harbour, not on fish`,
    );
  });
});
