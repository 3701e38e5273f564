import { statementAnswer } from '../../projections/index.js';
import {
  affirmed,
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
  remark,
  revised,
  saidOn,
  stated,
  voided,
  withdrawn,
} from '../support/given.js';

/** The log position of the nth thing that was recorded after the cast. */
const nth = (number: number): number => CAST.length + number;
const said = (edtf: string, speaker = 'ana-bright'): string => idOf(speaker, edtf);

describe('a position as of a date', () => {
  it('is that there is no statement on record where there is none, which is an answer', () => {
    const { status, propositions, lastStatement } = given().asOf('2025-11-25').position;
    expect({ status, propositions, lastStatement }).toEqual({
      status: 'no statement on record',
      propositions: [],
      lastStatement: undefined,
    });
  });

  it('is the same before anything was said', () =>
    expect(given(affirmed('2025-11-07')).asOf('2025-11-06').position.status).toBe('no statement on record'));

  it('is the stance of the latest statement by then', () => {
    const asked = given(affirmed('2025-11-07'), denied('2025-11-20'));
    asked.asOf('2025-11-07').has({ stance: 'affirms', since: '2025-11-07' });
    asked.asOf('2025-11-19').has({ stance: 'affirms', since: '2025-11-07' });
    asked.asOf('2025-11-20').has({ stance: 'denies', since: '2025-11-20', timesStated: 1 });
  });

  it('does not depend on the order in which statements were recorded', () =>
    given(denied('2025-11-20'), affirmed('2025-11-07')).asOf('2025-11-25').has({ stance: 'denies' }));

  it('keeps the stance in force when a speaker declines to answer', () => {
    const asked = given(remark('2025-11-07'), declined('2025-11-25')).asOf('2025-11-25');
    asked.has({ stance: 'conditional', since: '2025-11-07', lastStated: '2025-11-07', timesStated: 1 });
    asked.lists('declined', [said('2025-11-25')]);
  });

  it('is no stance where a speaker only ever declined to answer', () => {
    const asked = given(declined('2025-11-25')).asOf('2025-11-25');
    asked.hasNone();
    expect(asked.position.status).toBe('no stance in force');
  });

  it('shows the condition of a conditional stance', () =>
    given(remark('2025-11-07', { condition: 'the ice holds' }))
      .asOf('2025-11-08')
      .has({ stance: 'conditional', condition: 'the ice holds' }));

  it('counts from the last bound of a range and is uncertain from the first', () => {
    const asked = given(affirmed('2025-11-07/2025-11-24'));
    asked.asOf('2025-11-06').lists('uncertain', []);
    asked.asOf('2025-11-07').lists('uncertain', [said('2025-11-07/2025-11-24')]);
    asked.asOf('2025-11-07').hasNone();
    asked.asOf('2025-11-23').hasNone();
    asked.asOf('2025-11-24').lists('uncertain', []);
    asked.asOf('2025-11-24').has({ stance: 'affirms', since: '2025-11-24' });
  });

  it('counts an approximate day a day later', () => {
    const asked = given(affirmed('2025-11-07~'));
    asked.asOf('2025-11-07').hasNone();
    asked.asOf('2025-11-08').has({ since: '2025-11-08' });
  });

  it('counts what had been said no later than when it was recorded', () => {
    const asked = given(affirmed('2025-11', { recorded: '2025-11-12T03:00:00.000Z' }));
    asked.asOf('2025-11-11').lists('uncertain', [said('2025-11')]);
    asked.asOf('2025-11-12').has({ stance: 'affirms', since: '2025-11-12' });
    asked.asOf('2025-11-12T02:59:59.999Z').hasNone();
    asked.asOf('2025-11-12T03:00:00.000Z').has({ stance: 'affirms' });
  });

  it('compares a calendar date with that of the place, so that one night is two dates', () => {
    const [tokyo, newYork] = [
      given(affirmed('2025-11-25')),
      given(affirmed('2025-11-24', { zone: 'America/New_York' })),
    ];
    tokyo.asOf('2025-11-24').hasNone();
    newYork.asOf('2025-11-24').has({ since: '2025-11-24' });
  });

  it('compares an instant with the end of the day there', () => {
    const asked = given(affirmed('2025-11-24', { zone: 'America/New_York' }));
    asked.asOf('2025-11-25T04:59:59.999Z').hasNone();
    asked.asOf('2025-11-25T05:00:00.000Z').has({ since: '2025-11-24' });
    asked.asOf('2025-11-25T14:00+09:00').has({ since: '2025-11-24' });
    asked.asOf('2025-11-24T05:00:00.000Z').lists('uncertain', [said('2025-11-24')]);
    asked.asOf('2025-11-24T04:59:59.999Z').lists('uncertain', []);
  });

  it('waits for the last zone on earth where none is known', () => {
    const asked = given(affirmed('2025-11-24', { zone: null }));
    asked.asOf('2025-11-25T11:59:59.999Z').hasNone();
    asked.asOf('2025-11-25T12:00:00.000Z').has({ since: '2025-11-24' });
    asked.asOf('2025-11-24').has({ since: '2025-11-24' });
  });

  it('counts what was said at a time from that time on', () => {
    const asked = given(affirmed('2025-11-07T15:40:00+09:00'));
    asked.asOf('2025-11-07T06:39:59.999Z').hasNone();
    asked.asOf('2025-11-07T06:40:00.000Z').has({ since: '2025-11-07' });
  });

  it('says how many days lie since the last statement on the issue, on whatever proposition', () => {
    const asked = given(affirmed('2025-11-07'), declined('2025-11-10', { proposition: OTHER_CLAIM }));
    expect(asked.asOf('2025-11-25').position.lastStatement).toMatchObject({ day: '2025-11-10', daysBefore: 15 });
    expect(asked.asOf('2025-11-09').position.lastStatement).toMatchObject({ day: '2025-11-07', daysBefore: 2 });
  });
});

describe('a run of one stance', () => {
  it('is counted in statements and not in sources', () => {
    const asked = given(
      affirmed('2025-11-07'),
      corroborated(said('2025-11-07'), 'gazette', [`${CLAIM}-affirms`]),
      affirmed('2025-11-20'),
    ).asOf('2025-11-25');
    asked.has({ timesStated: 2, since: '2025-11-07', lastStated: '2025-11-20' });
    expect(asked.answer?.evidence.map(({ statement }) => statement)).toEqual([said('2025-11-07'), said('2025-11-20')]);
  });

  it('starts anew when the stance returns', () =>
    given(affirmed('2025-11-01'), denied('2025-11-05'), affirmed('2025-11-10'))
      .asOf('2025-11-25')
      .has({ stance: 'affirms', since: '2025-11-10', timesStated: 1 }));

  it('gives the first and the latest of many as evidence, and a count', () => {
    const asked = given(affirmed('2025-11-01'), affirmed('2025-11-05'), affirmed('2025-11-10')).asOf('2025-11-25');
    asked.has({ timesStated: 3 });
    expect(asked.answer?.evidence.map(({ statement }) => statement)).toEqual([said('2025-11-01'), said('2025-11-10')]);
  });

  it('counts each of several statements of one day whose times are known, the earlier one first', () => {
    const asked = given(
      affirmed('2025-11-07T18:00+09:00', { id: 'evening' }),
      affirmed('2025-11-07T09:00+09:00', { id: 'morning' }),
    );
    for (const asOf of ['2025-11-07', '2025-11-08', '2025-11-08T00:00:00Z']) {
      asked.asOf(asOf).has({ timesStated: 2, since: '2025-11-07' });
      expect(asked.asOf(asOf).answer?.evidence.map(({ statement }) => statement)).toEqual(['morning', 'evening']);
    }
  });

  it('counts what was said on a later date at an earlier instant', () => {
    const asked = given(
      affirmed('2025-11-24T23:00-05:00', { id: 'in-new-york', zone: 'America/New_York' }),
      affirmed('2025-11-25T01:00+09:00', { id: 'in-tokyo' }),
    );
    asked.asOf('2025-11-24').has({ timesStated: 1 });
    asked.asOf('2025-11-25').has({ timesStated: 2, since: '2025-11-24', lastStated: '2025-11-25' });
  });

  it('puts the official and verbatim words of one statement first', () => {
    const asked = given(
      affirmed('2025-11-07', { directness: 'translation' }),
      corroborated(said('2025-11-07'), 'digest', [`${CLAIM}-affirms`], { directness: 'verbatim' }),
      corroborated(said('2025-11-07'), 'gazette', [`${CLAIM}-affirms`], { directness: 'paraphrase' }),
    ).asOf('2025-11-25');
    const citations = asked.answer?.evidence[0]?.citations ?? [];
    expect(citations.map(({ source, account }) => [source, account])).toEqual([
      ['gazette', 'own'],
      ['digest', 'press'],
      ['daily', 'press'],
    ]);
  });
});

describe('stances that were said together', () => {
  it('are mixed where their ranges overlap and they disagree, with all of them as evidence', () => {
    const asked = given(affirmed('2025-11-07/2025-11-10'), denied('2025-11-09'));
    asked.asOf('2025-11-09').has({ stance: 'denies' });
    const mixed = asked.asOf('2025-11-10');
    mixed.has({ stance: 'mixed', since: '2025-11-10', timesStated: 2 });
    expect(new Set(mixed.answer?.evidence.map(({ stance }) => stance))).toEqual(new Set(['affirms', 'denies']));
  });

  it('are mixed on one day, and an instant between them is not known', () =>
    given(affirmed('2025-11-07', { id: 'morning' }), denied('2025-11-07', { id: 'evening' }))
      .asOf('2025-11-07')
      .has({ stance: 'mixed', since: '2025-11-07' }));

  it('follow one another where their times are known', () =>
    given(affirmed('2025-11-07T09:00+09:00'), denied('2025-11-07T18:00+09:00'))
      .asOf('2025-11-07')
      .has({ stance: 'denies' }));

  it('are in force together where they agree', () =>
    given(affirmed('2025-11-07', { id: 'morning' }), affirmed('2025-11-07', { id: 'evening' }))
      .asOf('2025-11-07')
      .has({ stance: 'affirms', timesStated: 2 }));

  it('are ended by a later one that overlaps neither', () =>
    given(affirmed('2025-11-07/2025-11-10'), denied('2025-11-09'), denied('2025-11-20'))
      .asOf('2025-11-20')
      .has({ stance: 'denies', since: '2025-11-20', timesStated: 1 }));

  it('are compared by their instants, across zones', () => {
    const asked = given(
      affirmed('2025-11-24', { id: 'in-new-york', zone: 'America/New_York' }),
      denied('2025-11-25', { id: 'in-tokyo' }),
    );
    asked.asOf('2025-11-24').has({ stance: 'affirms' });
    asked.asOf('2025-11-25').has({ stance: 'mixed' });
  });

  it('in one statement are ranked by their order in the text', () => {
    const codings = [
      coding(CLAIM, 'denies', { id: 'second', start: 90 }),
      coding(CLAIM, 'affirms', { id: 'first', start: 10 }),
    ];
    given(affirmed('2025-11-07', { codings })).asOf('2025-11-07').has({ stance: 'denies' });
  });
});

describe('a statement that was taken back', () => {
  const log = given(affirmed('2025-11-01'), denied('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10'));

  it('counted before that day', () => log.asOf('2025-11-09').has({ stance: 'denies', since: '2025-11-05' }));

  it('does not count from that day, and the stance before it returns since then', () =>
    log.asOf('2025-11-10').has({
      stance: 'affirms',
      since: '2025-11-10',
      sinceWithdrawal: true,
      lastStated: '2025-11-01',
      timesStated: 1,
    }));

  it('is listed as withdrawn', () => {
    log.asOf('2025-11-09').lists('withdrawn', []);
    log.asOf('2025-11-10').lists('withdrawn', [said('2025-11-05')]);
  });

  it('leaves no stance where none was before it', () => {
    const asked = given(denied('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10')).asOf('2025-11-10');
    asked.hasNone();
    expect(asked.position.status).toBe('no stance in force');
    expect(asked.position.lastStatement).toBeUndefined();
  });

  it('changes nothing where another statement says the same', () =>
    given(affirmed('2025-11-01'), affirmed('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-10'))
      .asOf('2025-11-10')
      .has({ stance: 'affirms', since: '2025-11-01', timesStated: 1, lastStated: '2025-11-01' }));

  it('takes what was said after it out of nothing', () =>
    given(denied('2025-11-05'), affirmed('2025-11-08'), withdrawn(said('2025-11-05'), '2025-11-10'))
      .asOf('2025-11-10')
      .has({ stance: 'affirms', since: '2025-11-08' }));

  it('on the day it was said never counted', () =>
    given(affirmed('2025-11-01'), denied('2025-11-05'), withdrawn(said('2025-11-05'), '2025-11-05'))
      .asOf('2025-11-05')
      .has({ stance: 'affirms', since: '2025-11-01' }));

  it('before the last bound of its range never counts', () => {
    const asked = given(denied('2025-11-07/2025-11-25', { id: 'demand' }), withdrawn('demand', '2025-11-20'));
    asked.asOf('2025-11-25').hasNone();
    asked.asOf('2025-12-31').hasNone();
  });

  it('is still in force for who knew nothing of it', () =>
    log.asOf('2025-11-10').knownAt(nth(2)).has({ stance: 'denies', since: '2025-11-05' }));
});

describe('a record that is corrected', () => {
  it('has no voided statement, and still had it before', () => {
    const asked = given(affirmed('2025-11-01'), denied('2025-11-05'), voided(said('2025-11-05'))).asOf('2025-11-10');
    asked.has({ stance: 'affirms', since: '2025-11-01' });
    asked.knownAt(nth(2)).has({ stance: 'denies' });
    asked.lists('withdrawn', []);
  });

  it('has the corrected date, and answers with the other one for who knew only that', () => {
    const asked = given(affirmed('2025-11-07'), corrected(said('2025-11-07'), { said: saidOn('2025-11-03') }));
    asked.asOf('2025-11-05').has({ since: '2025-11-03' });
    asked.asOf('2025-11-05').knownAt(nth(1)).hasNone();
    asked.asOf('2025-11-10').knownAt(nth(1)).has({ since: '2025-11-07' });
  });

  it('has the speaker that a correction gives it', () => {
    const asked = given(
      affirmed('2025-11-07', { onBehalfOf: [] }),
      corrected(said('2025-11-07'), { speaker: 'cy-reed' }),
    ).asOf('2025-11-10');
    asked.of('ana-bright').hasNone();
    asked.of('cy-reed').has({ stance: 'affirms' });
    asked.of('ana-bright').knownAt(nth(1)).has({ stance: 'affirms' });
  });

  it('has the revised coding', () => {
    const asked = given(
      affirmed('2025-11-07'),
      revised(said('2025-11-07'), coding(CLAIM, 'denies', { id: `${CLAIM}-affirms` })),
    ).asOf('2025-11-10');
    asked.has({ stance: 'denies', since: '2025-11-07' });
    asked.knownAt(nth(1)).has({ stance: 'affirms' });
  });

  it('has what was read in a statement later', () => {
    const asked = given(affirmed('2025-11-07'), coded(said('2025-11-07'), coding(OTHER_CLAIM, 'denies'))).asOf(
      '2025-11-10',
    );
    asked.on(OTHER_CLAIM).has({ stance: 'denies', since: '2025-11-07' });
    asked.knownAt(nth(1)).on(OTHER_CLAIM).hasNone();
  });
});

describe('an answer', () => {
  const log = given(affirmed('2025-11-07'), denied('2025-11-20'));

  it('echoes both clocks, the policy and the rules, and pins them in its permalink', () => {
    const { asOf, knownAt, evidence, rules, permalink, history } = log.asOf('2025-11-10').position;
    expect({ asOf, knownAt, evidence, permalink, history }).toEqual({
      asOf: '2025-11-10',
      knownAt: { position: nth(2), time: '2025-11-21T00:00:00.000Z' },
      evidence: 'press',
      permalink: `/v1/positions/norland/harbour?asOf=2025-11-10&knownAt=${nth(2)}`,
      history: `/v1/positions/norland/harbour/history?asOf=2025-11-10&knownAt=${nth(2)}`,
    });
    expect(rules).toMatch(/^\d+$/);
    expect(log.asOf('2025-11-10').evidence('all').position.permalink).toContain('&evidence=all');
  });

  it('says of its status what it is', () => {
    expect(log.asOf('2025-11-10').position.status).toBe('stance in force');
    expect(log.of('reform').asOf('2025-11-10').position.status).toBe('no statement on record');
    expect(given(affirmed('2025-11')).asOf('2025-11-10').position.status).toBe('no stance in force');
  });

  it('says where it rests on recorded times that were reconstructed', () => {
    expect(log.position.recordedTimes).toBeUndefined();
    const rebuilt = given({ ...affirmed('2025-11-07'), timebasis: 'reconstructed' });
    expect(rebuilt.position.recordedTimes).toBe('reconstructed');
    expect(rebuilt.answer?.evidence[0]?.recorded.timebasis).toBe('reconstructed');
    expect(rebuilt.knownAt(nth(0)).position.recordedTimes).toBeUndefined();
  });

  it('without either clock is of now and now', () =>
    expect(log.at('2025-12-01T10:00:00.000Z').position).toMatchObject({
      asOf: '2025-12-01T10:00:00.000Z',
      knownAt: { position: nth(2) },
    }));

  it('with a knownAt alone is as of the same moment', () => {
    expect(log.knownAt('2025-11-10').position.asOf).toBe('2025-11-10');
    expect(log.knownAt('2025-11-10T12:00:00Z').position.asOf).toBe('2025-11-10T12:00:00.000Z');
    expect(log.knownAt(nth(1)).position.asOf).toBe('2025-11-08T00:00:00.000Z');
    log.knownAt(nth(1)).has({ stance: 'affirms' });
  });

  it('knows of a day what was recorded before the next midnight UTC', () => {
    expect(log.asOf('2025-11-25').knownAt('2025-11-20').position.knownAt.position).toBe(nth(1));
    expect(log.asOf('2025-11-25').knownAt('2025-11-21').position.knownAt.position).toBe(nth(2));
  });

  it('knows of an instant what was recorded at it', () => {
    expect(log.knownAt('2025-11-20T23:59:59.999Z').position.knownAt.position).toBe(nth(1));
    expect(log.knownAt('2025-11-21T00:00:00.000Z').position.knownAt.position).toBe(nth(2));
  });

  it('is refused where its knownAt is in the future', () => {
    const now = log.at('2025-12-01T10:00:00.000Z');
    expect(() => now.knownAt('2025-12-02').position).toThrow('2025-12-02 is in the future');
    expect(() => now.knownAt('2025-12-01T10:00:00.001Z').position).toThrow('is in the future');
    expect(() => now.knownAt(nth(3)).position).toThrow(`The log ends at position ${nth(2)}`);
    expect(now.knownAt('2025-12-01').position.knownAt.position).toBe(nth(2));
  });

  it('is refused where a clock or the policy cannot be read', () => {
    expect(() => log.asOf('2025-11').position).toThrow('is no said date');
    expect(() => log.knownAt('soon').position).toThrow('is no recorded time');
    const reasons = [
      ['2026-02-31', '2026-02 has no day 31, its last is the 28th'],
      ['2024-02-30', '2024-02 has no day 30, its last is the 29th'],
      ['2025-11-31', '2025-11 has no day 31, its last is the 30th'],
      ['2025-12-32', '2025-12 has no day 32, its last is the 31st'],
      ['2025-11-00', '2025-11 has no day 00'],
      ['2025-13-01', 'there is no month 13'],
      ['0000-01-01', 'years run from 0001 to 9999'],
      ['2025-11-07T12:00', 'it has a time without an offset'],
      ['2025-11-07T12:00:00.5', 'it has a time without an offset'],
      ['2025-11-07T24:00:00Z', 'there is no time 24:00:00'],
      ['2025-11-07T23:60Z', 'there is no time 23:60'],
      ['2025-02-30T12:00:00Z', '2025-02 has no day 30, its last is the 28th'],
    ];
    for (const [text = '', why = ''] of reasons) {
      expect(() => log.asOf(text).position).toThrow(`“${text}” is no said date: ${why}. Use a day (2025-11-07)`);
      expect(() => log.knownAt(text).position).toThrow(`“${text}” is no recorded time: ${why}. Use a log position`);
    }
    expect(() => log.asOf('2025-11-07T12:00:00+20:00').position).toThrow(
      '“2025-11-07T12:00:00+20:00” is no said date: use',
    );
    expect(() => log.asOf('yesterday').position).toThrow('“yesterday” is no said date: use');
    expect(() => log.evidence('some').position).toThrow('use own, press or all');
  });

  it('is refused for an actor that nobody had heard of then, with the nearest there was', () => {
    expect(() => log.of('nordland').position).toThrow('Nearest: norland');
    expect(() => log.of('norland').knownAt(1).position).toThrow('No actor is called “norland”');
  });

  it('shows a statement with who said it, where, when and in which words', () =>
    expect(log.asOf('2025-11-10').answer?.evidence[0]).toMatchObject({
      statement: said('2025-11-07'),
      speaker: { id: 'ana-bright' },
      post: 'Minister',
      channel: { kind: 'speech' },
      said: { edtf: '2025-11-07', zone: 'Asia/Tokyo', firstDay: '2025-11-07', lastDay: '2025-11-07' },
      coder: 'tester',
      recorded: { position: nth(1), time: '2025-11-08T00:00:00.000Z' },
      versions: `/v1/statements/${said('2025-11-07')}/versions`,
    }));

  it('says when a statement was first recorded, and when the version shown of it was', () => {
    const one = given(
      affirmed('2025-11-07', { id: 'one' }),
      corrected('one', { channel: { kind: 'interview' } }, '2025-12-01T00:00:00.000Z'),
    );
    const [first, later] = [one.knownAt(nth(1)), one].map((log) => log.asOf('2025-11-10').answer?.evidence[0]);
    const recorded = { position: nth(1), time: '2025-11-08T00:00:00.000Z' };
    expect([first?.recorded, first?.version]).toEqual([recorded, undefined]);
    expect(later).toMatchObject({ recorded, version: { position: nth(2), time: '2025-12-01T00:00:00.000Z' } });
    const shown = statementAnswer(one.readings, 'one', nth(2));
    expect(shown).toMatchObject({ recorded, version: { position: nth(2) } });
  });

  it('gives the propositions in the order of the codebook', () =>
    expect(
      given(affirmed('2025-11-07', { proposition: POLICY }), stated('2025-11-08', 'denies'))
        .asOf('2025-11-10')
        .position.propositions.map(({ id }) => id),
    ).toEqual([CLAIM, POLICY]));
});
