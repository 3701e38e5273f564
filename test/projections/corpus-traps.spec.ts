import { Position, statementAnswer, versionsOf } from '../../projections/index.js';
import { actorCalled, askPosition, Clocks } from '../../src/record/ask.js';
import { bundled, events, NOW } from '../support/bundled.js';

const ask = (actor: string, issue: string, clocks: Clocks): Position => askPosition(bundled, actor, issue, clocks, NOW);
const on = (position: Position, proposition: string): Position['propositions'][number] | undefined =>
  position.propositions.find(({ id }) => id === proposition);
const head = events.length;
const ARTICLE = 'article-2025-11-25';
const statement = (id: string): NonNullable<ReturnType<typeof statementAnswer>> => statementAnswer(bundled, id, head)!;

describe('a record of documents as they are', () => {
  it('takes many statements, by many actors, on many dates, from one document', () => {
    const told = [...bundled.statements.rows.values()].filter(({ versions }) =>
      versions.at(-1)?.state.reports.some(({ source }) => source === ARTICLE),
    );
    expect(told).toHaveLength(8);
    expect(new Set(told.map(({ versions }) => versions.at(-1)?.state.speaker)).size).toBe(7);
    expect(new Set(told.map(({ versions }) => versions.at(-1)?.state.said.edtf)).size).toBe(5);
  });

  it('keeps every link of hearsay', () => {
    const xi = on(ask('china', 'taiwan', { asOf: '2025-11-25' }), 'taiwans-return-is-postwar-order')!;
    const { attribution, account, directness } = xi.evidence[0]!.citations[0]!;
    expect(attribution.map(({ name }) => name)).toEqual(['Chinese reports', 'Japanese mainstream media']);
    expect({ account, directness }).toEqual({ account: 'press', directness: 'translation' });
  });

  it('has one letter in two tellings as one statement, the original first and the quote that does not hold marked', () => {
    const denied = on(ask('japan', 'collective-self-defense', { asOf: '2025-11-24' }), 'without-armed-attack')!;
    expect(denied.timesStated).toBe(1);
    const citations = denied.evidence[0]!.citations;
    expect(citations.map(({ source, account, directness }) => [source, account, directness])).toEqual([
      ['japan-un-letter-2025-11-24', 'own', expect.any(String)],
      [ARTICLE, 'press', 'paraphrase'],
    ]);
    expect(citations[1]!.note).toContain('stand nowhere in the letter');
  });

  it('never takes what China says of Japan for Japan’s position, and lets neither overwrite the other', () => {
    const japan = ask('japan', 'taiwan', { asOf: '2025-11-25' });
    expect(on(japan, 'japans-taiwan-policy-changed')?.stance).toBe('denies');
    expect(on(japan, 'japan-threatens-intervention')).toBeUndefined();
    const china = ask('china', 'taiwan', { asOf: '2025-11-25' });
    expect(on(china, 'japans-taiwan-policy-changed')?.stance).toBe('affirms');
    expect(on(china, 'japan-threatens-intervention')?.stance).toBe('affirms');
    expect(on(ask('japan', 'collective-self-defense', { asOf: '2025-11-25' }), 'without-armed-attack')?.stance).toBe(
      'denies',
    );
  });

  it('does not take a refusal to answer for a position', () => {
    for (const actor of ['japan', 'takaichi-sanae']) {
      const position = ask(actor, 'taiwan', { asOf: '2025-11-25' });
      expect(on(position, 'us-president-raised-the-remark')).toBeUndefined();
      expect(position.declined.map(({ proposition }) => proposition)).toEqual(['us-president-raised-the-remark']);
    }
  });

  it('keeps the remark of 7 November standing when its retraction is refused', () => {
    const position = ask('japan', 'taiwan', { asOf: '2025-11-25' });
    expect(on(position, 'attack-on-taiwan-may-threaten-japans-survival')).toMatchObject({
      stance: 'conditional',
      since: '2025-11-07',
      timesStated: 1,
    });
    expect(on(position, 'remark-should-be-retracted')).toMatchObject({ stance: 'denies', since: '2025-11-25' });
    expect(position.withdrawn).toEqual([]);
  });

  it('knows who speaks for whom on which day', () => {
    const post = (actor: string, issue: string, asOf: string, proposition: string): readonly (string | undefined)[] =>
      on(ask(actor, issue, { asOf }), proposition)!.evidence.map((evidence) => evidence.post);
    expect(post('japan', 'taiwan', '2025-01-24', 'strait-peace-matters').at(-1)).toBe(
      'Minister for Foreign Affairs of Japan',
    );
    expect(post('japan', 'taiwan', '2025-11-07', 'attack-on-taiwan-may-threaten-japans-survival')).toEqual([
      'Prime Minister of Japan',
    ]);
    const party = ask('komeito', 'dialogue', { asOf: '2025-11-25' });
    expect(on(party, 'party-channels-can-repair-relations')?.stance).toBe('affirms');
    expect(on(ask('japan', 'dialogue', { asOf: '2025-11-25' }), 'party-channels-can-repair-relations')).toBeUndefined();
  });

  it('gives a rough date its bounds and moves nothing before the last', () => {
    const demand = (asOf: string): string | undefined =>
      on(ask('china', 'taiwan', { asOf }), 'remark-should-be-retracted')?.since;
    expect([demand('2025-11-07'), demand('2025-11-24'), demand('2025-11-25')]).toEqual([
      undefined,
      undefined,
      '2025-11-25',
    ]);
  });

  it('takes a document stamped before what it reports, and says so', () => {
    expect(statement('cabinet-written-reply-2025-11-25').warnings).toEqual([
      expect.stringContaining('is stamped 2025-11-24, before 2025-11-25, when this was said.'),
    ]);
    const cited = on(ask('japan', 'taiwan', { asOf: '2025-11-25' }), 'remark-should-be-retracted')!;
    expect(cited.evidence[0]!.citations[0]).toMatchObject({ published: '2025-11-24', notBefore: '2025-11-25' });
  });

  it('has a letter of 24 November in New York on that date there, and on the 25th in Tokyo', () => {
    const letter = (asOf: string): string | undefined =>
      on(ask('japan', 'taiwan', { asOf }), 'communique-1972-is-the-basis')?.since;
    expect(letter('2025-11-24')).toBe('2025-11-24');
    expect(letter('2025-11-24T23:59:59+09:00')).toBeUndefined();
    expect(letter('2025-11-25T08:59:59+09:00')).toBeUndefined();
    expect(letter('2025-11-25T09:00:00+09:00')).toBe('2025-11-24');
  });

  it('learns of the remark of the 7th from an article of the 25th, and says when it did', () => {
    const asked = (knownAt: string): number =>
      ask('japan', 'collective-self-defense', { asOf: '2025-11-10', knownAt }).propositions.length;
    expect([asked('2025-11-25'), asked('2025-11-26')]).toEqual([0, 1]);
    const known = on(
      ask('japan', 'collective-self-defense', { asOf: '2025-11-10' }),
      'may-follow-attack-on-us-over-taiwan',
    )!;
    expect(known.evidence[0]!.recorded).toMatchObject({
      time: '2025-11-26T00:00:00.000Z',
      timebasis: 'reconstructed',
    });
    expect(ask('japan', 'taiwan', { asOf: '2025-11-10' }).recordedTimes).toBe('reconstructed');
  });

  it('keeps what it said of China’s letter before the article named its writer and day', () => {
    const versions = versionsOf(bundled, 'china-un-letter-2025')!;
    expect(versions[0]!.statement).toMatchObject({ speaker: { id: 'china' }, said: { edtf: '2025-10-21/2025-11-22' } });
    expect(versions.at(-1)!.statement).toMatchObject({ speaker: { id: 'fu-cong' }, said: { edtf: '2025-11-21' } });
  });

  it.each([
    ['TAKAICHI Sanae', 'takaichi-sanae'],
    ['Sanae Takaichi', 'takaichi-sanae'],
    ['高市早苗', 'takaichi-sanae'],
    ['高市 早苗', 'takaichi-sanae'],
    ['YAMAZAKI Kazuyuki', 'yamazaki-kazuyuki'],
    ['Kazuyuki Yamazaki', 'yamazaki-kazuyuki'],
    ['中华人民共和国', 'china'],
    ['Iwaya', 'iwaya-takeshi'],
  ])('finds %s as %s', (name, id) => expect(actorCalled(bundled, name, head, 'actor').actorId).toBe(id));

  it('takes no experts, headlines or disclaimers for anybody’s position', () => {
    const speakers = new Set(
      [...bundled.statements.rows.values()].map(({ versions }) => versions.at(-1)?.state.speaker),
    );
    expect([...speakers].sort()).toEqual([
      'china',
      'fu-cong',
      'iwaya-takeshi',
      'japan',
      'japanese-official',
      'saito-tetsuo',
      'takaichi-sanae',
      'xi-jinping',
      'yamazaki-kazuyuki',
    ]);
  });
});
