import { askActor } from '../../src/record/look-up.js';
import { readingsHash } from '../../src/record/snapshot.js';
import { worldOf } from '../../src/record/world.js';
import * as given from '../support/given.js';

const none = (id: string) => expect(given.given(...CIRCLE).readings.actors.get(id)!.memberships).toEqual({});
const bodiesOf = (readings: ReturnType<typeof given.readingsOf>, id: string) =>
  worldOf(readings, given.NOW, new Map()).bodiesOf(id);

/** Reform is in Norland; Norland in Reform, which two writers made so at once. */
const CIRCLE = [given.post('reform', 'norland'), given.post('norland', 'reform')];

describe('a log that has a circle of memberships', () => {
  it('is read without the membership that closes it, and says so', () => {
    const { readings } = given.given(...CIRCLE);
    expect(bodiesOf(readings, 'reform')).toEqual(['norland']);
    none('norland');
    const norland = askActor(readings, 'norland', {}, given.NOW);
    expect(norland.memberships).toEqual([]);
    expect(norland.warnings).toEqual([expect.stringContaining('Membership norland-in-reform of norland in reform')]);
    expect(askActor(readings, 'reform', {}, given.NOW)).not.toHaveProperty('warnings');
  });

  it('knows nothing of it before', () => {
    const { readings } = given.given(...CIRCLE);
    const before = askActor(readings, 'norland', { knownAt: String(given.CAST.length + 1) }, given.NOW);
    expect(before).not.toHaveProperty('warnings');
  });

  it('is read so through others, and of itself', () => {
    const { readings } = given.given(
      given.post('reform', 'norland'),
      given.post('norland', 'sudland'),
      given.post('sudland', 'reform'),
      given.post('coast-guard', 'coast-guard'),
    );
    expect(['reform', 'norland', 'sudland', 'coast-guard'].flatMap((id) => bodiesOf(readings, id))).toEqual([
      'norland',
      'sudland',
    ]);
  });

  it('counts a membership that is corrected out of it, and keeps one that is corrected into it', () => {
    const out = { ...given.postCorrected('norland', 'reform').event.data, body: 'sudland' };
    const corrected = given.any({ type: 'MembershipCorrected', data: out as never });
    const { readings } = given.given(...CIRCLE, corrected);
    expect(bodiesOf(readings, 'norland')).toEqual(['sudland']);
    expect(askActor(readings, 'norland', {}, given.NOW)).not.toHaveProperty('warnings');
    const into = { ...given.postCorrected('norland', 'sudland').event.data, body: 'reform' };
    const kept = given.given(
      given.post('reform', 'norland'),
      given.post('norland', 'sudland'),
      given.any({ type: 'MembershipCorrected', data: into as never }),
    ).readings;
    expect(bodiesOf(kept, 'norland')).toEqual(['sudland']);
    expect(askActor(kept, 'norland', {}, given.NOW).warnings).toHaveLength(1);
  });

  it('still has none where the other is corrected, until this one is corrected too, to whatever it says', () => {
    const other = { ...given.postCorrected('reform', 'norland').event.data, body: 'sudland' };
    const words = [...CIRCLE, given.any({ type: 'MembershipCorrected', data: other as never })];
    const { readings } = given.given(...words);
    expect(bodiesOf(readings, 'norland')).toEqual([]);
    const { warnings } = askActor(readings, 'norland', {}, given.NOW);
    expect(warnings).toEqual([expect.stringMatching(/Correct it.* correct that one first/)]);
    const again = given.given(...words, given.postCorrected('norland', 'reform')).readings;
    expect(bodiesOf(again, 'norland')).toEqual(['reform']);
    expect(askActor(again, 'norland', {}, given.NOW)).not.toHaveProperty('warnings');
  });

  it('answers as if the second were not there', () => {
    const words = [given.affirmed('2025-11-05', { speaker: 'reform' }), given.denied('2025-11-06')];
    const answered = (...more: readonly given.Word[]) =>
      JSON.stringify(
        given
          .given(...more, ...words)
          .knownAt(given.CAST.length + 4)
          .asOf('2025-11-10').position,
      );
    const other = given.any({ type: 'ActorNamed', data: { actorId: 'cy-reed', name: { language: 'de', text: 'Cy' } } });
    expect(answered(...CIRCLE)).toBe(answered(CIRCLE[0]!, other));
  });

  it('is read the same way every time', () =>
    expect(readingsHash(given.given(...CIRCLE).readings)).toBe(readingsHash(given.given(...CIRCLE).readings)));
});
