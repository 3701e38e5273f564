import type { Position } from '../../projections/index.js';
import { askPosition } from '../../src/record/ask.js';
import { askStatement } from '../../src/record/look-up-statements.js';
import { affirmed, any, CAST, CLAIM, denied, given, NOW, post, postCorrected, Word } from '../support/given.js';

const nth = (number: number): number => CAST.length + number;
const reed = { speaker: 'cy-reed' };
const DAY = { asOf: '2025-12-31' };

/** A ministry of Norland, whose holder speaks for it and for Norland. */
const MINISTRY = any({
  type: 'ActorRegistered',
  data: { actorId: 'harbour-office', kind: 'office', names: [{ language: 'en', text: 'Harbour Office' }] },
});
const inOffice = (person: string, options: Parameters<typeof post>[2]): readonly Word[] => [
  post(person, 'harbour-office', { post: 'Head', ...options }),
  post(person, 'norland', { post: 'Harbour minister', ...options }),
];

const asked = (words: readonly Word[], actor: string, clocks: object = DAY): Position =>
  askPosition(given(...words).readings, actor, 'harbour', clocks, NOW);
const stance = (words: readonly Word[], actor: string, clocks: object = DAY): string | undefined =>
  asked(words, actor, clocks).propositions.find(({ id }) => id === CLAIM)?.stance;
const evidence = (words: readonly Word[], actor: string) => asked(words, actor).propositions[0]?.evidence.at(-1);

describe('the dates of a membership', () => {
  const term = post('cy-reed', 'norland', { from: '2025-11-10', until: '2025-11-20' });

  it.each([
    ['2025-11-09', undefined],
    ['2025-11-10', 'affirms'],
    ['2025-11-19', 'affirms'],
    ['2025-11-20', undefined],
    ['2025-11-10/2025-11-19', 'affirms'],
    ['2025-11-09/2025-11-19', undefined],
    ['2025-11-10/2025-11-20', undefined],
    ['2025-11', undefined],
    ['2025-11-10~', undefined],
    ['2025-11-11~', 'affirms'],
    ['2025-11-18~', 'affirms'],
    ['2025-11-19~', undefined],
  ])('decide whether words of %s are the body’s: %s', (said, expected) => {
    const words = [term, affirmed(said, reed)];
    expect(stance(words, 'norland')).toBe(expected);
    expect(stance(words, 'cy-reed')).toBe('affirms');
  });

  it('are days where it was said: the last evening in Tokyo is still in office', () => {
    const at = (said: string): readonly Word[] => [term, affirmed(said, reed)];
    expect(stance(at('2025-11-19T23:59+09:00'), 'norland')).toBe('affirms');
    expect(stance(at('2025-11-20T00:00+09:00'), 'norland')).toBeUndefined();
    expect(stance(at('2025-11-19T15:00Z'), 'norland')).toBeUndefined();
  });

  it('that are not given are open', () => {
    expect(stance([post('cy-reed', 'norland'), affirmed('1999-01-01', reed)], 'norland')).toBe('affirms');
    const until = post('cy-reed', 'norland', { until: '2025-11-20' });
    expect(stance([until, affirmed('1999-01-01', reed)], 'norland')).toBe('affirms');
  });

  it('decide for nobody where the minister changed office within the month of a statement that gives no day', () => {
    const words = [
      post('cy-reed', 'norland', { until: '2025-11-15' }),
      post('cy-reed', 'reform', { from: '2025-11-15' }),
      affirmed('2025-11', reed),
    ];
    expect(['norland', 'reform'].map((body) => stance(words, body))).toEqual([undefined, undefined]);
    expect(stance(words, 'cy-reed')).toBe('affirms');
    const known = [...words.slice(0, 2), affirmed('2025-11', { ...reed, onBehalfOf: ['norland'] })];
    expect(stance(known, 'norland')).toBe('affirms');
  });
});

describe('the capacity of a speaker', () => {
  it('is named by post and body, on the statement and on each body’s answer', () => {
    const words = [
      post('cy-reed', 'norland', { post: 'Envoy' }),
      post('cy-reed', 'reform', { post: 'Chair' }),
      affirmed('2025-11-07', reed),
    ];
    const { holders } = askStatement(given(...words).readings, 'cy-reed-2025-11-07', {}, NOW);
    expect(holders).toEqual([
      { id: 'cy-reed', name: 'cy-reed' },
      { id: 'norland', name: 'norland', post: 'Envoy' },
      { id: 'reform', name: 'reform', post: 'Chair' },
    ]);
    expect(evidence(words, 'norland')?.post).toBe('Envoy');
    expect(evidence(words, 'reform')?.post).toBe('Chair');
  });

  it('is two bodies at once where both posts cover the day, and one where one does', () => {
    const words = [
      post('cy-reed', 'norland', { until: '2025-11-08' }),
      post('cy-reed', 'reform', { from: '2025-11-01' }),
      affirmed('2025-11-07', reed),
      denied('2025-11-08', reed),
    ];
    expect(stance(words, 'norland')).toBe('affirms');
    expect(stance(words, 'reform')).toBe('denies');
  });

  it('is personal where the record says so, whatever the post', () => {
    const words = [post('cy-reed', 'norland', {}), affirmed('2025-11-07', { ...reed, onBehalfOf: [] })];
    expect(stance(words, 'norland')).toBeUndefined();
    expect(asked(words, 'norland').status).toBe('no statement on record');
    expect(evidence(words, 'cy-reed')).toMatchObject({ personally: true });
    expect(evidence(words, 'cy-reed')).not.toHaveProperty('post');
  });

  it('is not that of a post that may not commit the body', () => {
    const words = [post('cy-reed', 'norland', { post: 'Clerk', speaksFor: false }), affirmed('2025-11-07', reed)];
    expect(stance(words, 'norland')).toBeUndefined();
    expect(evidence(words, 'cy-reed')).not.toHaveProperty('post');
  });
});

describe('a question', () => {
  const words = [
    MINISTRY,
    ...inOffice('ana-bright', { from: '2024-01-01', until: '2025-11-10' }),
    ...inOffice('cy-reed', { from: '2025-11-20' }),
    affirmed('2025-11-07'),
  ];

  it('can be asked of the person, the office and the body', () => {
    for (const actor of ['ana-bright', 'harbour-office', 'norland']) expect(stance(words, actor)).toBe('affirms');
    expect(stance(words, 'cy-reed')).toBeUndefined();
    expect(evidence(words, 'harbour-office')).toMatchObject({ speaker: { id: 'ana-bright' }, post: 'Head' });
    expect(evidence(words, 'norland')).toMatchObject({ speaker: { id: 'ana-bright' } });
  });

  it('of the office is answered over its holders, and what one said personally is not its', () => {
    const later = [...words, denied('2025-11-25', reed), denied('2025-11-26', { onBehalfOf: [] })];
    expect(stance(later, 'harbour-office')).toBe('denies');
    expect(asked(later, 'harbour-office').propositions[0]).toMatchObject({ since: '2025-11-25', timesStated: 1 });
    expect(stance(later, 'harbour-office', { asOf: '2025-11-24' })).toBe('affirms');
  });

  it('of an office between two holders keeps what the last one said; what either says then is not the office’s', () => {
    const between = [...words, denied('2025-11-15'), denied('2025-11-16', reed)];
    expect(stance(between, 'harbour-office')).toBe('affirms');
    expect(stance(between, 'cy-reed')).toBe('denies');
  });

  it('of the body is answered for a former holder who still speaks for it by another post', () => {
    const between = [...words, denied('2025-11-15')];
    expect(stance(between, 'norland')).toBe('denies');
    expect(evidence(between, 'norland')?.post).toBe('Minister');
  });
});

describe('an office and the body it belongs to', () => {
  const words = [
    MINISTRY,
    ...inOffice('ana-bright', { from: '2024-01-01', until: '2025-11-10' }),
    affirmed('2025-11-07'),
    denied('2025-11-15'),
  ];
  const contested = (more: readonly Word[]): readonly string[] =>
    asked([...words, ...more], 'norland').contests.map(({ by }) => by.id);

  it('do not contest each other where the record says that it belongs to it', () => {
    expect([stance(words, 'harbour-office'), stance(words, 'norland')]).toEqual(['affirms', 'denies']);
    expect(contested([])).toEqual(['harbour-office']);
    expect(contested([post('harbour-office', 'norland', { post: 'Ministry', speaksFor: false })])).toEqual([]);
  });
});

describe('a membership corrected today', () => {
  const words = [
    post('cy-reed', 'norland', { from: '2025-11-01' }),
    affirmed('2025-11-07', reed),
    postCorrected('cy-reed', 'norland', { from: '2025-11-08' }),
  ];

  it('changes today’s answer about the past and not yesterday’s', () => {
    expect(stance(words, 'norland', { asOf: '2025-11-07' })).toBeUndefined();
    expect(stance(words, 'norland', { asOf: '2025-11-07', knownAt: String(nth(2)) })).toBe('affirms');
    expect(stance(words, 'cy-reed', { asOf: '2025-11-07' })).toBe('affirms');
  });

  it('changes the post that is named, as known', () => {
    const renamed = [...words.slice(0, 2), postCorrected('cy-reed', 'norland', { from: '2025-11-01', post: 'Envoy' })];
    const { readings } = given(...renamed);
    const named = (knownAt: number): string | undefined =>
      askStatement(readings, 'cy-reed-2025-11-07', { knownAt: String(knownAt) }, NOW).holders[1]?.post;
    expect([named(nth(2)), named(nth(3))]).toEqual(['Minister', 'Envoy']);
  });

  it('makes a body spoken for that was not', () => {
    const widened = [
      post('cy-reed', 'norland', { from: '2025-11-08' }),
      affirmed('2025-11-07', reed),
      postCorrected('cy-reed', 'norland', { from: '2025-11-01' }),
    ];
    expect(stance(widened, 'norland')).toBe('affirms');
    expect(stance(widened, 'norland', { asOf: '2025-11-07', knownAt: String(nth(2)) })).toBeUndefined();
  });

  it('is told as a change of the body', () => {
    const { changes } = given(...words).readings;
    expect(changes.filter(({ position }) => position === nth(3))).toMatchObject([
      { kind: 'record-corrected', actor: 'norland', before: { stance: 'affirms' } },
    ]);
  });
});
