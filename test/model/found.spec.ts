/** What random questions once found, each in the fewest words that show it. */

import { affirmed, any, declined, denied, given } from '../support/given.js';

describe('a body that speaks for itself and for another', () => {
  it('is a side of a contest', () => {
    const log = given(
      affirmed('2025-01-01', { speaker: 'norland', onBehalfOf: ['norland', 'reform'] }),
      denied('2025-01-02', { speaker: 'sudland' }),
    );
    const contested = log.of('sudland').position.contests.map(({ by }) => by.id);
    expect(contested.toSorted()).toEqual(['norland', 'reform']);
  });
});

describe('memberships whose ids are numbers', () => {
  const post = (membershipId: string, body: string) =>
    any({
      type: 'MembershipRecorded',
      data: { actorId: 'cy-reed', membershipId, body, post: 'Envoy', speaksFor: true, from: '2020-01-01' },
    });

  it('stay in the order of recording: the first body spoken for characterises', () => {
    const log = given(
      post('9', 'sudland'),
      post('1', 'reform'),
      affirmed('2025-01-01', { speaker: 'cy-reed', proposition: 'norland-patrols' }),
    );
    expect(log.of('norland').position.characterisations.map(({ by }) => by.id)).toEqual(['sudland']);
  });
});

describe('the last statement as of an instant', () => {
  it('is the last by instants, however many were declined on a later calendar day elsewhere', () => {
    const early = Array.from({ length: 8 }, (_, index) =>
      declined('2025-11-24', {
        id: `early-${index}`,
        zone: 'Pacific/Kiritimati',
        recorded: '2025-11-25T00:00:00.000Z',
      }),
    );
    const late = declined('2025-11-23', { id: 'late', zone: 'Etc/GMT+12', recorded: '2025-11-25T00:00:00.000Z' });
    const { lastStatement } = given(late, ...early).asOf('2025-11-24T13:00:00Z').position;
    expect(lastStatement).toMatchObject({ statement: 'late', day: '2025-11-23' });
  });
});
