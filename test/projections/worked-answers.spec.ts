import { Position } from '../../projections/index.js';
import { askPosition, Clocks } from '../../src/record/ask.js';
import { bundled, NOW } from '../support/bundled.js';

const ask = (actor: string, issue: string, clocks: Clocks): Position => askPosition(bundled, actor, issue, clocks, NOW);
const inForce = (position: Position): Readonly<Record<string, string>> =>
  Object.fromEntries(position.propositions.map(({ id, stance, since }) => [id, `${stance} since ${since}`]));

describe('the bundled record', () => {
  it('has no statement of Japan on Taiwan as of 21 February 2023', () =>
    expect(ask('japan', 'taiwan', { asOf: '2023-02-21' })).toMatchObject({
      status: 'no statement on record',
      propositions: [],
    }));

  it('has Japan say twice by 6 November 2025 that peace in the strait matters, and nothing else', () => {
    const position = ask('japan', 'taiwan', { asOf: '2025-11-06' });
    expect(position.propositions).toHaveLength(1);
    expect(position.propositions[0]).toMatchObject({
      id: 'strait-peace-matters',
      stance: 'affirms',
      since: '2023-02-22',
      lastStated: '2025-01-24',
      timesStated: 2,
    });
  });

  const remark = { 'may-follow-attack-on-us-over-taiwan': 'conditional since 2025-11-07' };

  it('has the remark of 7 November 2025 as Japan’s, under its condition', () => {
    const position = ask('japan', 'collective-self-defense', { asOf: '2025-11-07' });
    expect(inForce(position)).toEqual(remark);
    expect(position.propositions[0]?.condition).toBeTruthy();
  });

  it('knew nothing of the remark on 25 November 2025, though of January’s speech', () => {
    const clocks = { asOf: '2025-11-07', knownAt: '2025-11-25' };
    expect(ask('japan', 'collective-self-defense', clocks)).toMatchObject({
      status: 'no statement on record',
      propositions: [],
    });
    expect(ask('japan', 'taiwan', clocks).propositions[0]).toMatchObject({
      id: 'strait-peace-matters',
      lastStated: '2025-01-24',
    });
  });

  it('has four stances of Japan’s on self-defense as of 24 November 2025, and China’s account denied twice', () => {
    const position = ask('japan', 'collective-self-defense', { asOf: '2025-11-24' });
    expect(inForce(position)).toEqual({
      ...remark,
      'limited-by-domestic-law': 'affirms since 2025-11-24',
      'without-armed-attack': 'denies since 2025-11-24',
      'exclusively-defense-oriented': 'affirms since 2025-11-24',
    });
    const said = position.characterisations.map(({ proposition, by, as, answer }) =>
      [by.id, as, proposition, answer.answer].join(' '),
    );
    expect(said.sort()).toEqual([
      'china affirms without-armed-attack denied',
      'china denies exclusively-defense-oriented denied',
    ]);
  });

  it('has six stances of Japan’s on Taiwan as of 25 November 2025, two of them contested by China', () => {
    const position = ask('japan', 'taiwan', { asOf: '2025-11-25' });
    expect(inForce(position)).toEqual({
      'strait-peace-matters': 'affirms since 2023-02-22',
      'peaceful-resolution-through-dialogue': 'affirms since 2025-11-24',
      'communique-1972-is-the-basis': 'affirms since 2025-11-24',
      'attack-on-taiwan-may-threaten-japans-survival': 'conditional since 2025-11-07',
      'japans-taiwan-policy-changed': 'denies since 2025-11-22',
      'remark-should-be-retracted': 'denies since 2025-11-25',
    });
    expect(
      position.contests.map(({ proposition, by, byStance, since }) => [proposition, by.id, byStance, since].join(' ')),
    ).toEqual([
      'japans-taiwan-policy-changed china affirms 2025-11-21',
      'remark-should-be-retracted china affirms 2025-11-25',
    ]);
    expect(position.declined.map(({ proposition }) => proposition)).toEqual(['us-president-raised-the-remark']);
  });

  it('leaves China’s side of the meeting of 2023 out, as a counterpart’s account, unless all is asked for', () => {
    const left = ask('china', 'dialogue', { asOf: '2023-02-22' });
    expect(left.propositions).toEqual([]);
    expect(left.notCounted.map(({ proposition }) => proposition).sort()).toEqual([
      'defense-hotline-should-operate',
      'japan-china-dialogue-should-continue',
    ]);
    expect(left.notCounted.flatMap(({ evidence }) => evidence.citations.map(({ account }) => account))).toEqual([
      'counterpart',
      'counterpart',
    ]);
    expect(inForce(ask('china', 'dialogue', { asOf: '2023-02-22', evidence: 'all' }))).toEqual({
      'japan-china-dialogue-should-continue': 'affirms since 2023-02-22',
      'defense-hotline-should-operate': 'affirms since 2023-02-22',
    });
  });

  it('has China’s demand under uncertain while it may not have been made yet', () => {
    const position = ask('china', 'taiwan', { asOf: '2025-11-10' });
    expect(position.propositions).toEqual([]);
    expect(position.uncertain.map(({ proposition }) => proposition)).toEqual(['remark-should-be-retracted']);
  });

  it('has nothing of Takaichi on dialogue: what she declined to say was on another issue', () =>
    expect(ask('takaichi-sanae', 'dialogue', { asOf: '2025-11-25' })).toMatchObject({
      status: 'no statement on record',
      declined: [],
    }));
});
