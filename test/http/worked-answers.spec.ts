import { type TestService, withBundledRecord } from '../support/service.js';

let service: TestService;
beforeAll(async () => (service = await withBundledRecord()));
afterAll(() => service.close());

type Stance = Readonly<{ id: string; stance: string; since: string; lastStated: string; timesStated: number }>;
type Aside = Readonly<{ proposition: string; why: string }>;
type Answer = Readonly<{
  status: string;
  propositions: readonly Stance[];
  contests: readonly Readonly<{ proposition: string; by: { id: string }; byStance: string; since: string }>[];
  characterisations: readonly Readonly<{
    proposition: string;
    by: { id: string };
    as: string;
    answer: { answer: string };
  }>[];
  declined: readonly Aside[];
  uncertain: readonly Aside[];
  notCounted: readonly Aside[];
  permalink: string;
}>;

const ask = async (path: string): Promise<Answer> => {
  const response = await service.ask.get(`/v1/positions/${path}`).expect(200);
  return response.body as Answer;
};

const inForce = (answer: Answer): readonly (readonly [string, string, string])[] =>
  answer.propositions.map(({ id, stance, since }) => [id, stance, since] as const);

describe('a worked answer, over HTTP', () => {
  it('has nothing of Japan on Taiwan before anything was said', async () => {
    const answer = await ask('japan/taiwan?asOf=2023-02-21');
    expect(answer).toMatchObject({ status: 'no statement on record', propositions: [], uncertain: [] });
  });

  it('has one stance of Japan on Taiwan the day before the remark, stated twice', async () => {
    const answer = await ask('japan/taiwan?asOf=2025-11-06');
    expect(inForce(answer)).toEqual([['strait-peace-matters', 'affirms', '2023-02-22']]);
    expect(answer.propositions[0]).toMatchObject({ lastStated: '2025-01-24', timesStated: 2 });
  });

  it('has Japan on collective self-defense on the day of the remark, under its condition', async () => {
    const answer = await ask('japan/collective-self-defense?asOf=2025-11-07');
    expect(inForce(answer)).toEqual([['may-follow-attack-on-us-over-taiwan', 'conditional', '2025-11-07']]);
    expect(answer.propositions[0]).toHaveProperty('condition');
  });

  it('knows nothing of that remark before it was recorded, and January’s already', async () => {
    const answer = await ask('japan/collective-self-defense?asOf=2025-11-07&knownAt=2025-11-25');
    expect(answer.status).toBe('no statement on record');
    const taiwan = await ask('japan/taiwan?asOf=2025-11-07&knownAt=2025-11-25');
    expect(taiwan.propositions).toEqual([expect.objectContaining({ id: 'strait-peace-matters', timesStated: 2 })]);
  });

  it('has Japan on collective self-defense after its letter, and what China says of it, denied', async () => {
    const answer = await ask('japan/collective-self-defense?asOf=2025-11-24');
    expect(inForce(answer)).toEqual([
      ['may-follow-attack-on-us-over-taiwan', 'conditional', '2025-11-07'],
      ['limited-by-domestic-law', 'affirms', '2025-11-24'],
      ['without-armed-attack', 'denies', '2025-11-24'],
      ['exclusively-defense-oriented', 'affirms', '2025-11-24'],
    ]);
    const told = answer.characterisations.map((one) => [one.proposition, one.by.id, one.as, one.answer.answer]);
    expect(told).toEqual([
      ['without-armed-attack', 'china', 'affirms', 'denied'],
      ['exclusively-defense-oriented', 'china', 'denies', 'denied'],
    ]);
  });

  it('has Japan on Taiwan on 25 November: in force, contested, declined', async () => {
    const answer = await ask('japan/taiwan?asOf=2025-11-25');
    const stances = new Map(answer.propositions.map((one) => [one.id, one]));
    expect(stances.size).toBe(6);
    expect(stances.get('attack-on-taiwan-may-threaten-japans-survival')).toMatchObject({
      stance: 'conditional',
      since: '2025-11-07',
    });
    expect(stances.get('japans-taiwan-policy-changed')).toMatchObject({ stance: 'denies' });
    expect(stances.get('remark-should-be-retracted')).toMatchObject({ stance: 'denies' });
    expect(answer.contests.map((one) => [one.proposition, one.by.id, one.byStance, one.since])).toEqual([
      ['japans-taiwan-policy-changed', 'china', 'affirms', '2025-11-21'],
      ['remark-should-be-retracted', 'china', 'affirms', '2025-11-25'],
    ]);
    expect(answer.declined.map((one) => one.proposition)).toEqual(['us-president-raised-the-remark']);
  });

  it('leaves out what only the counterpart tells of China, and says so', async () => {
    const answer = await ask('china/dialogue?asOf=2023-02-22');
    expect(answer.propositions).toEqual([]);
    expect(answer.notCounted).toHaveLength(2);
    expect(answer.notCounted[0]!.why).toContain('counterpart');
    const all = await ask('china/dialogue?asOf=2023-02-22&evidence=all');
    expect(all.propositions).toHaveLength(2);
  });

  it('holds what cannot be dated yet as uncertain', async () => {
    const answer = await ask('china/taiwan?asOf=2025-11-10');
    expect(answer.propositions).toEqual([]);
    expect(answer.uncertain.map((one) => one.proposition)).toEqual(['remark-should-be-retracted']);
  });

  it('does not take what she declined on one issue for a position on another', async () => {
    const answer = await ask('takaichi-sanae/dialogue?asOf=2025-11-25');
    expect(answer).toMatchObject({ status: 'no statement on record', declined: [] });
  });

  it('is found by any name of the actor', async () => {
    const one = await ask(`${encodeURIComponent('高市早苗')}/taiwan?asOf=2025-11-25`);
    expect(one).toEqual(await ask('takaichi-sanae/taiwan?asOf=2025-11-25'));
  });

  it('is the same bytes under its permalink', async () => {
    const { permalink } = await ask('japan/taiwan');
    const first = await service.ask.get(permalink).expect(200);
    const second = await service.ask.get(permalink).expect(200);
    expect(second.text).toBe(first.text);
    expect((first.body as Answer).permalink).toBe(permalink);
  });
});
