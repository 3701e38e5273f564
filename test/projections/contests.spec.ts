import { affirmed, CLAIM, declined, denied, given, POLICY, post, remark, withdrawn } from '../support/given.js';

const sud = { speaker: 'bo-stone' };
type Asked = ReturnType<typeof given>;
const contests = (asked: Asked): readonly string[] =>
  asked.position.contests.map(({ proposition, stance, by, byStance, since }) =>
    [proposition, stance, by.id, byStance, since].join(' '),
  );

describe('a contest', () => {
  const log = given(affirmed('2025-11-01'), denied('2025-11-05', sud));

  it('is between two bodies that hold opposite stances on a claim, each with the other’s since', () => {
    expect(contests(log.asOf('2025-11-10'))).toEqual([`${CLAIM} affirms sudland denies 2025-11-05`]);
    expect(contests(log.of('sudland').asOf('2025-11-10'))).toEqual([`${CLAIM} denies norland affirms 2025-11-01`]);
  });

  it('has the other side’s words as evidence, and their speaker', () =>
    expect(log.asOf('2025-11-10').position.contests[0]?.evidence[0]?.speaker.id).toBe('bo-stone'));

  it('begins when both were said', () => expect(contests(log.asOf('2025-11-04'))).toEqual([]));

  it('is there where one affirms under a condition', () =>
    expect(contests(given(remark('2025-11-01'), denied('2025-11-05', sud)).asOf('2025-11-10'))).toHaveLength(1));

  it('is not between those who agree, or where one declines', () => {
    expect(contests(given(affirmed('2025-11-01'), remark('2025-11-05', sud)).asOf('2025-11-10'))).toEqual([]);
    expect(contests(given(affirmed('2025-11-01'), declined('2025-11-05', sud)).asOf('2025-11-10'))).toEqual([]);
  });

  it('is over claims and never over policies', () => {
    const policy = { proposition: POLICY };
    const asked = given(affirmed('2025-11-01', policy), denied('2025-11-05', { ...policy, ...sud }));
    expect(contests(asked.asOf('2025-11-10'))).toEqual([]);
  });

  it('is never between a member and its own body', () => {
    const asked = given(affirmed('2025-11-01', { speaker: 'norland' }), denied('2025-11-05', { onBehalfOf: [] }));
    expect(contests(asked.asOf('2025-11-10'))).toEqual([]);
    expect(contests(asked.of('ana-bright').asOf('2025-11-10'))).toEqual([]);
  });

  it('is one with a person who speaks for no body', () => {
    const asked = given(affirmed('2025-11-01'), denied('2025-11-05', { speaker: 'cy-reed' }));
    expect(contests(asked.asOf('2025-11-10'))).toEqual([`${CLAIM} affirms cy-reed denies 2025-11-05`]);
  });

  it('is not between a person and the other side’s speakers, who are its evidence', () =>
    expect(contests(log.of('ana-bright').asOf('2025-11-10'))).toEqual([`${CLAIM} affirms sudland denies 2025-11-05`]));

  it('ends when a side takes its statement back or says the other thing', () => {
    const back = given(
      affirmed('2025-11-01'),
      denied('2025-11-05', { ...sud, id: 'denial' }),
      withdrawn('denial', '2025-11-08', sud),
    );
    expect(contests(back.asOf('2025-11-10'))).toEqual([]);
    expect(contests(back.asOf('2025-11-07'))).toHaveLength(1);
    const turned = given(affirmed('2025-11-01'), denied('2025-11-05', sud), affirmed('2025-11-08', sud));
    expect(contests(turned.asOf('2025-11-10'))).toEqual([]);
  });

  it('is made by what the evidence policy counts', () => {
    const asked = given(affirmed('2025-11-01'), denied('2025-11-05', { ...sud, source: 'gazette' }));
    expect(contests(asked.asOf('2025-11-10'))).toEqual([]);
    expect(contests(asked.evidence('all').asOf('2025-11-10'))).toHaveLength(1);
  });

  it('is there for a member that joins the body afterwards', () => {
    const asked = given(
      affirmed('2025-11-01', { speaker: 'norland' }),
      denied('2025-11-05', { speaker: 'cy-reed' }),
      post('cy-reed', 'norland', { from: '2025-11-20' }),
    );
    expect(contests(asked.asOf('2025-11-10'))).toHaveLength(1);
  });
});
