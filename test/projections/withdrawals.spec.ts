import { type StatementAnswer, statementAnswer } from '../../projections/index.js';
import { statementText } from '../../src/cli/show-text.js';
import { askStatements } from '../../src/record/look-up-statements.js';
import {
  affirmed,
  any,
  corrected,
  denied,
  given,
  NOW,
  post,
  postCorrected,
  withdrawalVoided,
  withdrawn,
  Word,
} from '../support/given.js';

describe('a range that was taken back before its last bound', () => {
  it('is listed as taken back, and no longer as uncertain', () => {
    const { position } = given(affirmed('2025-11-01~', { id: 'one' }), withdrawn('one', '2025-11-01')).asOf(
      '2025-11-01',
    );
    expect(position.uncertain).toEqual([]);
    expect(position.withdrawn.map(({ evidence }) => evidence.statement)).toEqual(['one']);
  });
});

describe('a minute that was taken back before it came', () => {
  const minute = affirmed('2025-11-07T18:00+09:00', { id: 'one' });
  const uncertain = (...words: readonly Word[]): readonly string[] =>
    given(...words)
      .asOf('2025-11-07T09:00:30Z')
      .position.uncertain.map(({ evidence }) => evidence.statement);

  it('is not uncertain within it', () => {
    expect(uncertain(minute)).toEqual(['one']);
    expect(uncertain(minute, withdrawn('one', '2025-11-05'))).toEqual([]);
  });
});

describe('a withdrawal that was voided', () => {
  const taken = [
    affirmed('2025-11-01', { id: 'one' }),
    denied('2025-11-05', { id: 'two' }),
    withdrawn('two', '2025-11-09'),
  ];
  const now = given(...taken, withdrawalVoided('two'));

  it('never took back, and did in what was known before', () => {
    now.has({ stance: 'denies', since: '2025-11-05' });
    now.lists('withdrawn', []);
    const before = now.knownAt(now.readings.log.times.length - 1);
    before.has({ stance: 'affirms', since: '2025-11-09', sinceWithdrawal: true });
    before.lists('withdrawn', ['two']);
  });

  it('gives way to another, which takes back from its own day on', () => {
    const anew = given(...taken, withdrawalVoided('two'), withdrawn('two', '2025-11-20'));
    anew.asOf('2025-11-19').has({ stance: 'denies', since: '2025-11-05' });
    anew.asOf('2025-11-20').has({ stance: 'affirms', since: '2025-11-20' });
  });

  it('leaves the statement standing, and shows no withdrawal of it', () => {
    const shown = statementAnswer(now.readings, 'two', now.readings.log.times.length);
    expect(shown?.status).toBe('standing');
    expect(shown).not.toHaveProperty('withdrawal');
    expect(statementAnswer(now.readings, 'two', now.readings.log.times.length - 1)?.status).toBe('withdrawn');
  });
});

describe('a withdrawal that is known only from a counterpart', () => {
  const log = given(
    affirmed('2025-01-01', { id: 'one' }),
    denied('2025-02-01', { id: 'two' }),
    withdrawn('two', '2025-03-01', { source: 'bulletin' }),
  );

  it('moves nothing under the policies that leave counterparts’ accounts out', () => {
    expect(log.asOf('2025-04-01').position.propositions[0]).toMatchObject({ stance: 'denies', since: '2025-02-01' });
    expect(log.asOf('2025-04-01').position.withdrawn).toEqual([]);
  });

  it('counts where all evidence does', () => {
    const { position } = log.asOf('2025-04-01').evidence('all');
    expect(position.propositions[0]).toMatchObject({ stance: 'affirms', since: '2025-03-01', sinceWithdrawal: true });
  });
});

describe('a withdrawal that stands beside the words it does not take back', () => {
  const words = [affirmed('2025-11-01', { id: 'one' })];

  it('is uncertain within the range of its date, and says why', () => {
    const log = given(...words, withdrawn('one', '2025-11-05/2025-11-25', { recorded: '2025-12-01T00:00:00.000Z' }));
    const { position } = log.asOf('2025-11-10');
    expect(position.uncertain.map(({ why }) => why)).toEqual([
      'Taken back at some time from 2025-11-05 to 2025-11-25: it counts from 2025-11-25 on, and this question is asked of 2025-11-10.',
    ]);
    log.asOf('2025-11-04').lists('uncertain', []);
    log.asOf('2025-11-25').lists('uncertain', []);
    log.asOf('2025-11-25').lists('withdrawn', ['one']);
  });

  it('is uncertain within its day, asked of an instant of it', () => {
    const log = given(...words, withdrawn('one', '2025-11-09'));
    log.asOf('2025-11-09T12:00:00+09:00').lists('uncertain', ['one']);
    log.asOf('2025-11-10T00:00:00+09:00').lists('uncertain', []);
  });

  it('is not counted where the policy leaves out whose account it is, and says so', () => {
    const log = given(...words, withdrawn('one', '2025-11-09', { source: 'bulletin' }));
    const { notCounted, propositions } = log.asOf('2025-11-10').position;
    expect(propositions.map(({ stance }) => stance)).toEqual(['affirms']);
    expect(notCounted.map(({ why }) => why)).toEqual([
      'That it was taken back on 2025-11-09 is known only from a counterpart account, which evidence=press leaves out: here it stands.',
    ]);
    log.asOf('2025-11-08').lists('notCounted', []);
  });
});

describe('a withdrawal by who is known now to be neither the speaker nor a body spoken for', () => {
  const words = [affirmed('2025-11-01', { id: 'one' }), withdrawn('one', '2025-11-09', { speaker: 'norland' })];
  const shown = (...all: readonly Word[]): StatementAnswer => {
    const { readings } = given(...all);
    return statementAnswer(readings, 'one', readings.log.times.length) as StatementAnswer;
  };

  it('takes nothing back once the speaker was corrected, and did in what was known before', () => {
    const now = given(...words, corrected('one', { speaker: 'bo-stone' })).of('sudland');
    now.has({ stance: 'affirms', since: '2025-11-01' });
    now.lists('withdrawn', []);
    const before = now.knownAt(now.readings.log.times.length - 1);
    before.of('norland').hasNone();
    before.of('norland').lists('withdrawn', ['one']);
  });

  it('takes nothing back once it was corrected for whom the words were spoken', () => {
    const now = given(...words, corrected('one', { onBehalfOf: [] })).of('ana-bright');
    now.has({ stance: 'affirms', since: '2025-11-01' });
    now.lists('withdrawn', []);
  });

  it('takes nothing back once the post was corrected in which the speaker spoke', () => {
    const spoken = [
      post('cy-reed', 'reform'),
      affirmed('2025-11-01', { id: 'one', speaker: 'cy-reed' }),
      withdrawn('one', '2025-11-09', { speaker: 'reform' }),
    ];
    given(...spoken)
      .of('cy-reed')
      .hasNone();
    for (const term of [{ from: '2025-11-02' }, { until: '2025-11-01' }, { speaksFor: false }])
      given(...spoken, postCorrected('cy-reed', 'reform', term))
        .of('cy-reed')
        .has({ stance: 'affirms', since: '2025-11-01' });
  });

  it('takes back again where that correction is itself corrected', () => {
    const log = [...words, corrected('one', { speaker: 'bo-stone' }), corrected('one', { speaker: 'ana-bright' })];
    given(...log).hasNone();
    given(...log).lists('withdrawn', ['one']);
  });

  it('gives way to one by who spoke, which takes back from its own day on', () => {
    const log = given(
      ...words,
      corrected('one', { speaker: 'bo-stone' }),
      withdrawn('one', '2025-11-20', { speaker: 'sudland' }),
    ).of('sudland');
    log.asOf('2025-11-19').has({ stance: 'affirms', since: '2025-11-01' });
    log.asOf('2025-11-20').hasNone();
    log.asOf('2025-11-20').lists('withdrawn', ['one']);
  });

  it('leaves the statement standing, wherever a statement is shown', () => {
    const log = [...words, affirmed('2025-11-05', { id: 'two' })];
    const answering = corrected('one', { speaker: 'bo-stone', inReplyTo: 'two' });
    expect(shown(...log).status).toBe('withdrawn');
    expect(shown(...log, answering).status).toBe('standing');
    const { readings } = given(...log, answering);
    const listed = (knownAt?: string): readonly unknown[] =>
      askStatements(readings, knownAt === undefined ? {} : { knownAt }, NOW).statements.map(({ id, status }) => [
        id,
        status,
      ]);
    expect(listed()).toEqual([
      ['one', 'standing'],
      ['two', 'standing'],
    ]);
    expect(listed(String(readings.log.times.length - 1))).toEqual([
      ['one', 'withdrawn'],
      ['two', 'standing'],
    ]);
    const two = statementAnswer(readings, 'two', readings.log.times.length);
    expect(two?.answeredBy).toMatchObject([{ id: 'one', status: 'standing' }]);
  });

  it('is shown with who made it by name, and that it takes nothing back, and why', () => {
    const log = [
      any({
        type: 'ActorRegistered',
        data: { actorId: 'avery-example', kind: 'person', names: [{ language: 'en', text: 'Avery Example' }] },
      }),
      affirmed('2025-11-01', { id: 'one', speaker: 'avery-example' }),
      withdrawn('one', '2025-11-09', { speaker: 'avery-example' }),
    ];
    const textOf = (statement: StatementAnswer): string =>
      statementText(statement, [], []).join(' ').replace(/\s+/g, ' ');
    const WHY = 'It takes nothing back: as known here, Avery Example is neither the speaker nor a body spoken for.';
    const taken = shown(...log);
    expect(taken.withdrawal).toMatchObject({ by: 'avery-example' });
    expect(taken.withdrawal).not.toHaveProperty('takesNothingBack');
    expect(textOf(taken)).toContain(' taken back by Avery Example, 2025-11-09');
    expect(textOf(taken)).not.toContain('takes nothing back');
    const passedOver = shown(...log, corrected('one', { speaker: 'ana-bright' }));
    expect(passedOver.withdrawal).toMatchObject({
      by: 'avery-example',
      takesNothingBack: { by: { id: 'avery-example', name: 'Avery Example' }, why: WHY },
    });
    expect(textOf(passedOver)).toContain('withdrawal by Avery Example, 2025-11-09');
    expect(textOf(passedOver)).toContain(WHY);
    expect(textOf(passedOver)).not.toContain('taken back by');
  });
});
