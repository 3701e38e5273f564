import { affirmed, CAST, CLAIM, coding, corrected, given, idOf, post, postCorrected } from '../support/given.js';

const nth = (number: number): number => CAST.length + number;
const reed = { speaker: 'cy-reed' };

describe('whom a statement speaks for', () => {
  it('is the speaker and the body of the post, and the answer names the post', () => {
    const asked = given(affirmed('2025-11-07')).asOf('2025-11-10');
    asked.of('ana-bright').has({ stance: 'affirms' });
    asked.of('norland').has({ stance: 'affirms' });
    expect(asked.of('norland').answer?.evidence[0]?.post).toBe('Minister');
    asked.of('sudland').hasNone();
  });

  it('is the speaker alone who holds no post', () => {
    const asked = given(affirmed('2025-11-07', reed)).asOf('2025-11-10');
    asked.of('cy-reed').has({ stance: 'affirms' });
    asked.of('norland').hasNone();
  });

  it('is no body whose post may not commit it', () =>
    given(post('cy-reed', 'norland', { speaksFor: false }), affirmed('2025-11-07', reed))
      .asOf('2025-11-10')
      .hasNone());

  it('is a body given, whatever the posts', () => {
    const asked = given(affirmed('2025-11-07', { ...reed, onBehalfOf: ['reform'] })).asOf('2025-11-10');
    asked.of('reform').has({ stance: 'affirms' });
    const other = given(affirmed('2025-11-07', { onBehalfOf: ['reform'] })).asOf('2025-11-10');
    other.of('norland').hasNone();
    other.of('reform').has({ stance: 'affirms' });
  });

  it('is nobody else where the person spoke personally, and the answer says so', () => {
    const asked = given(affirmed('2025-11-07', { onBehalfOf: [] })).asOf('2025-11-10');
    asked.hasNone();
    asked.of('ana-bright').has({ stance: 'affirms' });
    expect(asked.of('ana-bright').answer?.evidence[0]?.personally).toBe(true);
  });

  it('is the body alone where no person is named', () =>
    given(affirmed('2025-11-07', { speaker: 'norland' }))
      .asOf('2025-11-10')
      .has({ stance: 'affirms' }));

  it('is those that a coding names, where it names some', () => {
    const codings = [coding(CLAIM, 'affirms', { holders: ['ana-bright'] })];
    const asked = given(affirmed('2025-11-07', { codings })).asOf('2025-11-10');
    asked.of('ana-bright').has({ stance: 'affirms' });
    asked.of('norland').hasNone();
  });

  it('begins with the first day in post and ends before the first day no longer in it', () => {
    const term = post('cy-reed', 'norland', { from: '2025-11-05', until: '2025-11-10' });
    const on = (day: string): ReturnType<typeof given> => given(term, affirmed(day, reed)).asOf('2025-12-01');
    on('2025-11-04').hasNone();
    on('2025-11-05').has({ stance: 'affirms' });
    on('2025-11-09').has({ stance: 'affirms' });
    on('2025-11-10').hasNone();
  });

  it('is the body only where the post covers the whole range of days', () => {
    const term = post('cy-reed', 'norland', { from: '2025-11-05', until: '2025-11-10' });
    const over = (range: string): ReturnType<typeof given> => given(term, affirmed(range, reed)).asOf('2025-12-01');
    over('2025-11-05/2025-11-09').has({ stance: 'affirms' });
    over('2025-11-04/2025-11-09').hasNone();
    over('2025-11-05/2025-11-10').hasNone();
    over('2025-11').hasNone();
  });

  it('is every body of several posts', () => {
    const asked = given(post('ana-bright', 'reform'), affirmed('2025-11-07')).asOf('2025-11-10');
    asked.of('norland').has({ stance: 'affirms' });
    asked.of('reform').has({ stance: 'affirms' });
  });

  it('changes with a corrected post in today’s answer about the past, and not in yesterday’s', () => {
    const asked = given(
      post('cy-reed', 'norland', { from: '2025-11-01' }),
      affirmed('2025-11-07', reed),
      postCorrected('cy-reed', 'norland', { from: '2025-11-08' }),
    ).asOf('2025-11-10');
    asked.hasNone();
    asked.knownAt(nth(2)).has({ stance: 'affirms' });
  });

  it('changes with a post that becomes known later', () => {
    const asked = given(affirmed('2025-11-07', reed), post('cy-reed', 'norland', { from: '2025-11-01' })).asOf(
      '2025-11-10',
    );
    asked.has({ stance: 'affirms' });
    asked.knownAt(nth(1)).hasNone();
  });

  it('changes with a correction of the statement', () => {
    const asked = given(affirmed('2025-11-07'), corrected(idOf('ana-bright', '2025-11-07'), { onBehalfOf: [] })).asOf(
      '2025-11-10',
    );
    asked.hasNone();
    asked.knownAt(nth(1)).has({ stance: 'affirms' });
  });

  it('is decided by a post whatever its id is called', () => {
    const membership = {
      actorId: 'cy-reed',
      membershipId: 'constructor',
      body: 'norland',
      post: 'Minister',
      speaksFor: true,
    };
    given({ event: { type: 'MembershipRecorded', data: membership } }, affirmed('2025-11-07', reed))
      .asOf('2025-11-10')
      .has({ stance: 'affirms' });
  });
});
