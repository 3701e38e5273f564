import type { Change } from '../../projections/index.js';
import {
  affirmed,
  any,
  CAST,
  CLAIM,
  coded,
  coding,
  corrected,
  corroborated,
  declined,
  denied,
  given,
  idOf,
  OTHER_CLAIM,
  POLICY,
  post,
  postCorrected,
  remark,
  retold,
  revised,
  saidOn,
  voided,
  withdrawalVoided,
  withdrawn,
  Word,
} from '../support/given.js';

const nth = (number: number): number => CAST.length + number;
const said = (edtf: string, speaker = 'ana-bright'): string => idOf(speaker, edtf);
const sud = { speaker: 'bo-stone' };

/** The changes of the last of some words, for an actor. */
const changes = (actor: string, ...words: readonly Word[]): readonly Change[] =>
  given(...words).readings.changes.filter((change) => change.position === nth(words.length) && change.actor === actor);
const shown = (all: readonly Change[]): readonly string[] =>
  all.map(({ kind, before, after }) => `${kind}: ${before?.stance ?? 'nothing'}, ${after?.stance ?? 'nothing'}`);
const last = (...words: readonly Word[]): readonly string[] => shown(changes('norland', ...words));

describe('a change', () => {
  it('is first-stated where no stance was on record', () => {
    expect(last(affirmed('2025-11-07'))).toEqual(['first-stated: nothing, affirms']);
    expect(changes('norland', affirmed('2025-11-07'))[0]).toMatchObject({
      id: `${nth(1)}.2`,
      position: nth(1),
      index: 2,
      recorded: '2025-11-08T00:00:00.000Z',
      proposition: CLAIM,
      statement: said('2025-11-07'),
      said: { edtf: '2025-11-07', day: '2025-11-07' },
      learned: 'in-order',
      revises: [],
      after: { stance: 'affirms', since: '2025-11-07' },
    });
  });

  it('is told of the speaker and of each body, numbered from 1', () =>
    expect(given(affirmed('2025-11-07')).readings.changes.map(({ id, actor }) => [id, actor])).toEqual([
      [`${nth(1)}.1`, 'ana-bright'],
      [`${nth(1)}.2`, 'norland'],
    ]));

  it('is reaffirmed where it says again what was in force', () =>
    expect(last(affirmed('2025-11-01'), affirmed('2025-11-07'))).toEqual(['reaffirmed: affirms, affirms']));

  it('is shifted where another stance was in force', () => {
    expect(last(affirmed('2025-11-01'), denied('2025-11-07'))).toEqual(['shifted: affirms, denies']);
    expect(last(affirmed('2025-11-01'), remark('2025-11-07'))).toEqual(['shifted: affirms, conditional']);
  });

  it('is shifted to mixed where two stances of one day disagree', () =>
    expect(last(affirmed('2025-11-07', { id: 'one' }), denied('2025-11-07', { id: 'other' }))).toEqual([
      'shifted: affirms, mixed',
    ]));

  it('is declined where the speaker would not say, and moves nothing', () => {
    expect(last(declined('2025-11-07'))).toEqual(['declined: nothing, nothing']);
    expect(last(affirmed('2025-11-01'), declined('2025-11-07'))).toEqual(['declined: affirms, affirms']);
  });

  it('is both where one statement takes a stance and then declines to say more', () => {
    const codings = [coding(CLAIM, 'affirms', { start: 10 }), coding(CLAIM, 'declines', { start: 20 })];
    expect(last(affirmed('2025-11-07', { codings }))).toEqual([
      'first-stated: nothing, affirms',
      'declined: affirms, affirms',
    ]);
    expect(last(denied('2025-11-01'), affirmed('2025-11-07', { codings }))).toEqual([
      'shifted: denies, affirms',
      'declined: affirms, affirms',
    ]);
  });

  it('is withdrawn with what stood before it in force again', () => {
    const before = [affirmed('2025-11-01'), denied('2025-11-05')];
    expect(last(...before, withdrawn(said('2025-11-05'), '2025-11-10'))).toEqual(['withdrawn: denies, affirms']);
    expect(last(denied('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10'))).toEqual([
      'withdrawn: denies, nothing',
    ]);
  });

  it('is none where what was taken back had only declined', () =>
    expect(last(affirmed('2025-11-01'), declined('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10'))).toEqual(
      [],
    ));

  it('is none where a statement is left out as a counterpart’s account', () =>
    expect(last(affirmed('2025-11-07', { source: 'bulletin' }))).toEqual([]));

  it('comes with the source that lets a statement count', () =>
    expect(
      last(
        affirmed('2025-11-07', { source: 'bulletin' }),
        corroborated(said('2025-11-07'), 'daily', [`${CLAIM}-affirms`]),
      ),
    ).toEqual(['first-stated: nothing, affirms']));

  it('is none where a further source tells the same', () =>
    expect(last(affirmed('2025-11-07'), corroborated(said('2025-11-07'), 'gazette', [`${CLAIM}-affirms`]))).toEqual(
      [],
    ));

  it('comes with a further stance that is read in a statement', () => {
    const found = changes('norland', affirmed('2025-11-07'), coded(said('2025-11-07'), coding(OTHER_CLAIM, 'denies')));
    expect(found.map(({ kind, proposition }) => [kind, proposition])).toEqual([['first-stated', OTHER_CLAIM]]);
  });
});

describe('a change that is learned late', () => {
  const words = [affirmed('2025-11-20'), denied('2025-11-07', { recorded: '2025-11-30T00:00:00.000Z' })];

  it('says so, against what was in force on its own day', () => {
    const [change] = changes('norland', ...words);
    expect(change).toMatchObject({
      kind: 'first-stated',
      learned: 'late',
      after: { stance: 'denies', since: '2025-11-07' },
    });
    expect(change?.why).toContain('the record already held a statement of 2025-11-20');
  });

  it('names the changes that it shows in another light', () =>
    expect(changes('norland', ...words)[0]?.revises).toEqual([`${nth(1)}.2`]));

  it('is compared with what was said before it and not after', () => {
    const [change] = changes('norland', affirmed('2025-11-01'), denied('2025-11-20'), affirmed('2025-11-10'));
    expect(change).toMatchObject({ kind: 'reaffirmed', learned: 'late' });
  });

  it('on one day is compared by the times that are known', () => {
    const evening = denied('2025-11-07T18:00+09:00', { id: 'evening' });
    expect(last(evening, affirmed('2025-11-07T09:00+09:00', { id: 'morning' }))).toEqual([
      'first-stated: nothing, affirms',
    ]);
  });
});

describe('a change before a withdrawal that is on record already', () => {
  const before = [affirmed('2025-11-01'), denied('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10')];

  it('is learned late, names the withdrawal, and says what is in force now', () => {
    const found = changes('norland', ...before, denied('2025-11-07'));
    expect(shown(found)).toEqual(['reaffirmed: denies, denies', 'record-corrected: affirms, denies']);
    expect(found[0]).toMatchObject({ learned: 'late', revises: [`${nth(3)}.2`] });
    expect(found[0]?.why).toContain('the record already held a withdrawal of 2025-11-10');
    expect(found[1]?.why).toBe('What is in force now is another stance: this was learned after what followed it.');
  });

  it('of the statement itself is followed by it', () => {
    const taken = [affirmed('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10')];
    const further = coded(said('2025-11-05'), coding(OTHER_CLAIM, 'denies'));
    const found = changes('norland', ...taken, further);
    expect(shown(found)).toEqual(['first-stated: nothing, denies', 'withdrawn: denies, nothing']);
    expect(found.map(({ learned, said: { day } }) => [learned, day])).toEqual([
      ['late', '2025-11-05'],
      ['late', '2025-11-10'],
    ]);
  });

  it('is none where the words were taken back before they were said', () => {
    const taken = [affirmed('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10')];
    const moved = corrected(said('2025-11-05'), { said: saidOn('2025-11-20') });
    expect(last(...taken, moved, coded(said('2025-11-05'), coding(OTHER_CLAIM, 'denies')))).toEqual([]);
  });
});

describe('a change of the record', () => {
  it('is record-corrected where a withdrawal is voided, and revises what the withdrawal had changed', () => {
    const taken = [affirmed('2025-11-01'), denied('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10')];
    const found = changes('norland', ...taken, withdrawalVoided(said('2025-11-05')));
    expect(shown(found)).toEqual(['record-corrected: affirms, denies']);
    expect(found[0]).toMatchObject({ learned: 'late', revises: [`${nth(2)}.2`, `${nth(3)}.2`] });
    expect(found[0]?.why).toBe('The withdrawal of the statement was entered in error. It was another.');
  });

  it('is record-corrected where a withdrawal that moved no stance was told of and is voided', () => {
    const taken = [denied('2025-11-01'), denied('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10')];
    expect(last(...taken)).toEqual(['withdrawn: denies, denies']);
    const found = changes('norland', ...taken, withdrawalVoided(said('2025-11-05')));
    expect(shown(found)).toEqual(['record-corrected: denies, denies']);
    expect(found[0]).toMatchObject({ learned: 'late', revises: [`${nth(3)}.2`] });
    const passedOver = withdrawn(said('2025-11-05'), '2025-11-10', { source: 'bulletin' });
    expect(last(...taken.slice(0, 2), passedOver, withdrawalVoided(said('2025-11-05')))).toEqual([]);
  });

  it('is record-corrected where a source is now known to be told by the other side, whose account counts less', () => {
    const counted = [affirmed('2025-11-01'), denied('2025-11-05')];
    const found = changes('norland', ...counted, retold(said('2025-11-05'), 'daily', [{ actor: 'sudland' }]));
    expect(shown(found)).toEqual(['record-corrected: denies, affirms']);
    expect(found[0]?.why).toBe('How a source tells of the statement was corrected. Misread.');
    const back = retold(said('2025-11-05'), 'daily', []);
    const log = [...counted, retold(said('2025-11-05'), 'daily', [{ actor: 'sudland' }]), back];
    expect(last(...log)).toEqual(['record-corrected: affirms, denies']);
  });

  it('is record-corrected where a correction takes out for whom it was spoken, so that posts decide', () => {
    const personal = affirmed('2025-11-05', { onBehalfOf: [] });
    expect(last(personal, corrected(said('2025-11-05'), { onBehalfOf: null }))).toEqual([
      'record-corrected: nothing, affirms',
    ]);
  });

  it('is record-corrected where a further source puts the codings of a statement in another order', () => {
    const both = [coding(CLAIM, 'affirms', { start: 10 }), coding(CLAIM, 'denies', { start: 40 })];
    const text = { ...coding(CLAIM, 'affirms').evidence[0]!, source: 'gazette' };
    const placed = (codingId: string, start: number) => ({
      codingId,
      evidence: { ...text, quote: { exact: 'words', start, end: start + 5 } },
    });
    const further = any({
      type: 'StatementCorroborated',
      data: {
        statementId: 'both',
        report: { source: 'gazette', directness: 'verbatim', attribution: [] },
        evidence: [placed(`${CLAIM}-affirms`, 40), placed(`${CLAIM}-denies`, 10)],
        why: 'The same words.',
      },
    });
    const unplaced = both.map((one) => ({
      ...one,
      evidence: [{ source: 'daily', directness: 'paraphrase' as const }],
    }));
    const found = changes('norland', affirmed('2025-11-07', { id: 'both', codings: unplaced }), further);
    expect(shown(found)).toEqual(['record-corrected: denies, affirms']);
    expect(found[0]).toMatchObject({
      revises: [`${nth(1)}.2`],
      why: 'The statement was counted before, and another of its codings is what counts of it now.',
    });
  });

  it('is record-corrected by a void, a correction and a revision', () => {
    const first = affirmed('2025-11-07');
    expect(last(first, voided(said('2025-11-07')))).toEqual(['record-corrected: affirms, nothing']);
    expect(last(first, corrected(said('2025-11-07'), { said: saidOn('2025-11-03') }))).toEqual([
      'record-corrected: affirms, affirms',
    ]);
    expect(last(first, revised(said('2025-11-07'), coding(CLAIM, 'denies', { id: `${CLAIM}-affirms` })))).toEqual([
      'record-corrected: affirms, denies',
    ]);
  });

  it('names what it corrects and gives the reason', () =>
    expect(changes('norland', affirmed('2025-11-07'), voided(said('2025-11-07')))[0]).toMatchObject({
      learned: 'late',
      revises: [`${nth(1)}.2`],
      why: 'The statement was entered in error. Entered twice.',
    }));

  it('is none where every stance stays', () =>
    expect(last(affirmed('2025-11-07'), corrected(said('2025-11-07'), { audience: ['reform'] }))).toEqual([]));

  it('is made by a post that decides for whom the speaker spoke', () => {
    const reed = { speaker: 'cy-reed' };
    const held = [affirmed('2025-11-07', reed), post('cy-reed', 'norland', { from: '2025-11-01' })];
    expect(last(...held)).toEqual(['record-corrected: nothing, affirms']);
    expect(last(...held, postCorrected('cy-reed', 'norland', { from: '2025-11-08' }))).toEqual([
      'record-corrected: affirms, nothing',
    ]);
  });
});

describe('a contest that opens', () => {
  const words = [affirmed('2025-11-01'), denied('2025-11-05', sud)];
  const contested = (...all: readonly Word[]): readonly (readonly (string | undefined)[])[] =>
    given(...all)
      .readings.changes.filter(({ kind, position }) => kind === 'contested' && position === nth(all.length))
      .map(({ actor, by, before, after }) => [actor, by, before?.stance, after?.stance]);

  it('is told of both sides, whose stances stay', () =>
    expect(contested(...words)).toEqual([
      ['sudland', 'norland', 'denies', 'denies'],
      ['norland', 'sudland', 'affirms', 'affirms'],
    ]));

  it('is told once', () => expect(contested(...words, denied('2025-11-10', sud))).toEqual([]));

  it('is told again when it opens again', () =>
    expect(contested(...words, affirmed('2025-11-10', sud), denied('2025-11-15', sud))).toHaveLength(2));

  it('is told of none who agree, of no member and its body, and of no policy', () => {
    expect(contested(affirmed('2025-11-01'), affirmed('2025-11-05', sud))).toEqual([]);
    expect(contested(affirmed('2025-11-01', { speaker: 'norland' }), denied('2025-11-05', { onBehalfOf: [] }))).toEqual(
      [],
    );
    const policy = { proposition: POLICY };
    expect(contested(affirmed('2025-11-01', policy), denied('2025-11-05', { ...policy, ...sud }))).toEqual([]);
  });
});

describe('a characterisation that is made', () => {
  it('is a change of whom it is about, by who made it, and moves no stance', () => {
    const found = changes('norland', affirmed('2025-11-05', { ...sud, proposition: POLICY }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'characterised', by: 'sudland', proposition: POLICY });
    expect(found[0]).not.toHaveProperty('after');
  });

  it('is told once', () =>
    expect(
      changes(
        'norland',
        affirmed('2025-11-05', { ...sud, proposition: POLICY, id: 'account' }),
        corroborated('account', 'bulletin', [`${POLICY}-affirms`]),
      ),
    ).toEqual([]));
});

describe('a characterisation that is no longer what it was', () => {
  const account = affirmed('2025-11-05', { ...sud, proposition: POLICY, id: 'account' });
  const told = (...words: readonly Word[]) =>
    changes('norland', account, ...words).map(({ kind, by, learned, revises }) => [kind, by, learned, ...revises]);
  const first = `${nth(1)}.3`;

  it('is told when it is read anew', () =>
    expect(told(revised('account', coding(POLICY, 'denies', { id: `${POLICY}-affirms` })))).toEqual([
      ['characterised', 'sudland', 'late', first],
    ]));

  it('is told as no longer known so when its statement is voided', () => {
    expect(told(voided('account'))).toEqual([['record-corrected', 'sudland', 'late', first]]);
    expect(changes('norland', account, voided('account'))[0]?.why).toBe(
      'What sudland says of norland here is no longer known so. The statement was entered in error. Entered twice.',
    );
  });

  it('is told as taken back, and when it was not', () => {
    const taken = withdrawn('account', '2025-11-08', sud);
    expect(told(taken)).toEqual([['withdrawn', 'sudland', 'in-order']]);
    expect(told(taken, withdrawalVoided('account'))).toEqual([['characterised', 'sudland', 'late', `${nth(2)}.3`]]);
  });

  it('is told when a post decides anew whose account it is', () =>
    expect(
      told(
        any({
          type: 'MembershipCorrected',
          data: {
            ...{ actorId: 'bo-stone', membershipId: 'bo-stone-minister', body: 'sudland', post: 'Minister' },
            ...{ speaksFor: true, from: '2020-01-01', until: '2025-01-01', reason: 'Misread.' },
          },
        }),
      ),
    ).toEqual([['characterised', 'bo-stone', 'late', first]]));

  it('is told apart from a contest that ends, which has a stance before and after', () => {
    const both = [
      coding(CLAIM, 'affirms', { id: 'own' }),
      coding(CLAIM, 'affirms', { id: 'of-norland', holders: ['norland'] }),
    ];
    const found = changes(
      'norland',
      denied('2025-11-01'),
      affirmed('2025-11-01', { id: 'both', speaker: 'sudland', codings: both }),
      revised('both', coding(OTHER_CLAIM, 'affirms', { id: 'own' })),
    );
    expect(found).toMatchObject([{ kind: 'record-corrected', by: 'sudland', before: { stance: 'denies' } }]);
    expect(found[0]?.after).toEqual(found[0]?.before);
  });

  it('is late where the same actor said something of it later', () => {
    const earlier = denied('2025-11-01', { ...sud, proposition: POLICY, recorded: '2025-11-20T00:00:00.000Z' });
    expect(told(earlier)).toEqual([['characterised', 'sudland', 'late']]);
  });
});
