import {
  affirmed,
  CLAIM,
  coding,
  declined,
  denied,
  given,
  givenAtOnce,
  POLICY,
  post,
  postCorrected,
  remark,
  stated,
  voided,
  Word,
  withdrawn,
} from '../support/given.js';

const policy = { proposition: POLICY };
const sud = { speaker: 'bo-stone' };
type Asked = ReturnType<typeof given>;
const shown = (asked: Asked): readonly (readonly (string | undefined)[])[] =>
  asked.position.characterisations.map(({ proposition, by, as, answer }) => [proposition, by.id, as, answer.answer]);

/** Sudland says on the 5th that Norland affirms its patrols; what does Norland answer? */
const answering = (...words: readonly Word[]): string | undefined =>
  shown(given(affirmed('2025-11-05', { ...policy, ...sud, id: 'account' }), ...words).asOf('2025-11-25'))[0]?.[3];

describe('a characterisation', () => {
  const log = given(affirmed('2025-11-05', { ...policy, ...sud })).asOf('2025-11-10');

  it('is a stance on another’s policy, and never that other’s position', () => {
    expect(shown(log)).toEqual([[POLICY, 'sudland', 'affirms', 'unanswered']]);
    log.on(POLICY).hasNone();
    expect(log.position.status).toBe('no statement on record');
  });

  it('is evidence of the words of who made it', () =>
    expect(log.position.characterisations[0]).toMatchObject({
      said: '2025-11-05',
      account: 'press',
      evidence: { speaker: { id: 'bo-stone' } },
    }));

  it('is one too where a coding names a holder that did not speak', () => {
    const codings = [coding(CLAIM, 'denies', { holders: ['norland'] })];
    const asked = given(stated('2025-11-05', 'denies', { ...sud, codings })).asOf('2025-11-10');
    expect(shown(asked)).toEqual([[CLAIM, 'sudland', 'denies', 'unanswered']]);
    asked.hasNone();
    asked.of('sudland').hasNone();
  });

  it('is not one’s own statement of one’s own policy', () =>
    expect(shown(given(affirmed('2025-11-05', policy)).asOf('2025-11-10'))).toEqual([]));

  it.each([
    ['agreed', affirmed('2025-11-06', policy)],
    ['denied', denied('2025-11-06', policy)],
    ['denied', denied('2025-11-05', policy)],
    ['conditional', remark('2025-11-06', policy)],
    ['unanswered', declined('2025-11-06', policy)],
    ['denies', denied('2025-11-01', policy)],
    ['affirms', affirmed('2025-11-01', policy)],
  ])('is answered “%s” by what the actor says of itself', (answer, word) => expect(answering(word)).toBe(answer));

  it('is unanswered again when the answer is taken back', () =>
    expect(answering(denied('2025-11-06', { ...policy, id: 'answer' }), withdrawn('answer', '2025-11-08'))).toBe(
      'unanswered',
    ));

  it('shows the words of the answer', () =>
    expect(
      given(affirmed('2025-11-05', { ...policy, ...sud }), denied('2025-11-06', policy)).asOf('2025-11-25').position
        .characterisations[0]?.answer,
    ).toMatchObject({ stance: 'denies', since: '2025-11-06', evidence: { speaker: { id: 'ana-bright' } } }));

  it('is the latest that each makes on each proposition', () =>
    expect(
      shown(
        given(
          affirmed('2025-11-05', { ...policy, ...sud }),
          denied('2025-11-08', { ...policy, ...sud }),
          affirmed('2025-11-06', { ...policy, speaker: 'cy-reed' }),
        ).asOf('2025-11-25'),
      ),
    ).toEqual([
      [POLICY, 'sudland', 'denies', 'unanswered'],
      [POLICY, 'cy-reed', 'affirms', 'unanswered'],
    ]));

  it('is none before it was said or once it was taken back', () => {
    const asked = given(
      affirmed('2025-11-05', { ...policy, ...sud, id: 'account' }),
      withdrawn('account', '2025-11-08', sud),
    );
    expect(shown(asked.asOf('2025-11-04'))).toEqual([]);
    expect(shown(asked.asOf('2025-11-07'))).toHaveLength(1);
    expect(shown(asked.asOf('2025-11-08'))).toEqual([]);
  });

  it('is left out by no evidence policy, and says whose account it is', () => {
    const asked = given(affirmed('2025-11-05', { ...policy, ...sud, source: 'gazette' })).asOf('2025-11-10');
    expect(asked.evidence('own').position.characterisations[0]?.account).toBe('counterpart');
  });

  it('puts an actor on the board of whom nothing else is known', () =>
    expect(log.board.cells.map(({ actor, characterised }) => [actor.id, characterised])).toContainEqual([
      'norland',
      1,
    ]));
});

describe('a characterisation on an issue on which nobody holds anything', () => {
  const said = stated('2025-11-10', 'affirms', {
    id: 'account',
    speaker: 'cy-reed',
    codings: [coding(CLAIM, 'affirms', { holders: ['sudland'] })],
  });
  const known = [post('cy-reed', 'norland', { from: '2020-01-01' }), said];
  const by = (asked: Asked): readonly string[] =>
    asked.of('sudland').position.characterisations.map((characterisation) => characterisation.by.id);

  for (const [how, log] of [
    ['read as it came', given],
    ['read at once', givenAtOnce],
  ] as const) {
    it(`is made by whom a post that was corrected later says, ${how}`, () => {
      expect(by(log(...known))).toEqual(['norland']);
      expect(by(log(...known, postCorrected('cy-reed', 'norland', { until: '2025-11-01' })))).toEqual(['cy-reed']);
      expect(by(log(said, post('cy-reed', 'norland')))).toEqual(['norland']);
    });

    it(`is a stance where the post turns out to be in the body it names, ${how}`, () => {
      const asked = log(...known, post('cy-reed', 'sudland')).of('sudland');
      asked.has({ stance: 'affirms', since: '2025-11-10' });
      expect(asked.position.characterisations).toEqual([]);
    });

    it(`goes with a statement that is voided after all that, ${how}`, () => {
      const asked = log(...known, post('cy-reed', 'sudland'), voided('account')).of('sudland');
      asked.hasNone();
      expect(asked.position.status).toBe('no statement on record');
    });
  }
});
