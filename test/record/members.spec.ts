import { askActor, type Actor } from '../../src/record/look-up.js';
import { any, CAST, given, NOW, post, postCorrected, remark, Word } from '../support/given.js';

const members = (words: readonly Word[], body: string, after = words.length): Actor['members'] =>
  askActor(given(...words).readings, body, { knownAt: String(CAST.length + after) }, NOW).members;

const told = (words: readonly Word[], body: string, after = words.length): readonly string[] =>
  (members(words, body, after) ?? []).map(({ actor, membership: { post: held, from, until } }) =>
    [actor.id, held, from ?? '-', until ?? '-'].join(' '),
  );

describe('the members of a body', () => {
  it('are those who were ever in it, with post and days, the earliest first', () => {
    const words = [
      post('cy-reed', 'norland', { post: 'Envoy', from: '2023-05-01', until: '2024-05-01' }),
      post('coast-guard', 'norland', { post: 'Agency' }),
      post('bo-stone', 'norland', { post: 'Guest', from: '2019-01-01', speaksFor: false }),
    ];
    expect(told(words, 'norland')).toEqual([
      'coast-guard Agency - -',
      'bo-stone Guest 2019-01-01 -',
      'ana-bright Minister 2020-01-01 -',
      'cy-reed Envoy 2023-05-01 2024-05-01',
    ]);
    expect(members(words, 'norland')?.[1]).toEqual({
      actor: { id: 'bo-stone', name: 'bo-stone' },
      membership: {
        membershipId: 'bo-stone-in-norland',
        body: 'norland',
        post: 'Guest',
        speaksFor: false,
        from: '2019-01-01',
      },
    });
  });

  it('are as known at the position asked for', () => {
    const moved = { ...postCorrected('cy-reed', 'norland').event.data, body: 'sudland' };
    const words = [
      post('cy-reed', 'norland', { from: '2025-11-01' }),
      postCorrected('cy-reed', 'norland', { from: '2025-11-01', until: '2025-11-09' }),
      any({ type: 'MembershipCorrected', data: moved as never }),
    ];
    const [minister, bo] = ['ana-bright Minister 2020-01-01 -', 'bo-stone Minister 2020-01-01 -'];
    expect(told(words, 'norland', 0)).toEqual([minister]);
    expect(told(words, 'norland', 1)).toEqual([minister, 'cy-reed Minister 2025-11-01 -']);
    expect(told(words, 'norland', 2)).toEqual([minister, 'cy-reed Minister 2025-11-01 2025-11-09']);
    expect(told(words, 'norland', 3)).toEqual([minister]);
    expect(told(words, 'sudland', 3)).toEqual(['cy-reed Minister - -', bo]);
    expect(told(words, 'sudland', 2)).toEqual([bo]);
  });

  it('are each of the posts that somebody held in it', () => {
    const again = any({
      type: 'MembershipRecorded',
      data: { actorId: 'ana-bright', membershipId: 'again', body: 'norland', post: 'Envoy', speaksFor: false },
    });
    expect(told([again], 'norland')).toEqual(['ana-bright Envoy - -', 'ana-bright Minister 2020-01-01 -']);
  });

  it('are none of a membership that counts for nothing, and none that others have', () => {
    const circle = [post('reform', 'norland'), post('norland', 'reform')];
    expect(told(circle, 'reform')).toEqual([]);
    expect(told(circle, 'norland')).toContain('reform Minister - -');
    expect(told([post('cy-reed', 'reform'), ...circle], 'norland')).not.toContain('cy-reed Minister - -');
  });

  it('are an empty list where nobody is known to be in it, and nothing of a person', () => {
    expect(members([], 'reform')).toEqual([]);
    expect(askActor(given(remark('2025-11-07')).readings, 'ana-bright', {}, NOW)).not.toHaveProperty('members');
  });
});
