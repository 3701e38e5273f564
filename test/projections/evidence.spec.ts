import { affirmed, corroborated, CLAIM, given, idOf, post } from '../support/given.js';

const told = idOf('ana-bright', '2025-11-07');
const accountOf = (asked: ReturnType<typeof given>): string | undefined =>
  asked.evidence('all').asOf('2025-11-10').answer?.evidence[0]?.citations[0]?.account;

describe('an account of a statement', () => {
  it('is one’s own in one’s own official document', () =>
    expect(accountOf(given(affirmed('2025-11-07', { source: 'gazette' })))).toBe('own'));

  it('is the press’s in a newspaper and in what gathers others’ reports', () => {
    expect(accountOf(given(affirmed('2025-11-07', { source: 'daily' })))).toBe('press');
    expect(accountOf(given(affirmed('2025-11-07', { source: 'digest' })))).toBe('press');
  });

  it('is a counterpart’s in another side’s official document', () =>
    expect(accountOf(given(affirmed('2025-11-07', { source: 'bulletin' })))).toBe('counterpart'));

  it('is a counterpart’s where another side tells of it, whoever prints that', () => {
    const attribution = [{ actor: 'bo-stone' }];
    expect(accountOf(given(affirmed('2025-11-07', { source: 'daily', attribution })))).toBe('counterpart');
    expect(accountOf(given(affirmed('2025-11-07', { source: 'daily', attribution: [{ actor: 'sudland' }] })))).toBe(
      'counterpart',
    );
  });

  it('is not a counterpart’s where its teller is the body, one of its people, a news organisation or unknown', () => {
    const by = (actor: string): string | undefined =>
      accountOf(
        given(
          post('cy-reed', 'norland', { speaksFor: false }),
          affirmed('2025-11-07', { source: 'daily', attribution: [{ actor }] }),
        ),
      );
    expect([by('norland'), by('ana-bright'), by('cy-reed'), by('news-house')]).toEqual(Array(4).fill('press'));
    const named = given(affirmed('2025-11-07', { source: 'daily', attribution: [{ name: 'Somebody' }] }));
    expect(accountOf(named)).toBe('press');
  });

  it('is not a counterpart’s where the document is that of an office of the body', () => {
    const office = given(
      post('coast-guard', 'norland'),
      {
        event: {
          type: 'SourceDescribed',
          data: {
            sourceId: 'log-book',
            kind: 'official',
            title: 'Log',
            publisher: 'Guard',
            language: 'en',
            officialOf: 'coast-guard',
          },
        },
      },
      affirmed('2025-11-07', { source: 'log-book' }),
    );
    expect(accountOf(office)).toBe('own');
  });

  it('is not a counterpart’s where a person spoke personally and the person’s own body tells of it', () => {
    const personally = { onBehalfOf: [] };
    expect(accountOf(given(affirmed('2025-11-07', { ...personally, source: 'gazette' })).of('ana-bright'))).toBe('own');
    const teller = given(affirmed('2025-11-07', { ...personally, attribution: [{ actor: 'norland' }] }));
    expect(accountOf(teller.of('ana-bright'))).toBe('press');
  });
});

describe('the evidence policy', () => {
  const log = given(
    affirmed('2025-11-01', { id: 'own', source: 'gazette' }),
    affirmed('2025-11-02', { id: 'press', source: 'daily' }),
    affirmed('2025-11-03', { id: 'theirs', source: 'bulletin' }),
  ).asOf('2025-11-10');

  it('own takes the actor’s own official documents alone, and lists what it leaves out', () => {
    log.evidence('own').has({ timesStated: 1, lastStated: '2025-11-01' });
    log.evidence('own').lists('notCounted', ['press', 'theirs']);
  });

  it('press, the default, takes third parties’ reports too', () => {
    log.has({ timesStated: 2, lastStated: '2025-11-02' });
    log.lists('notCounted', ['theirs']);
    expect(log.position).toEqual(log.evidence('press').position);
  });

  it('all takes counterparts’ accounts too', () => {
    log.evidence('all').has({ timesStated: 3, lastStated: '2025-11-03' });
    log.evidence('all').lists('notCounted', []);
  });

  it('says of what it leaves out whose account it is', () =>
    expect(log.position.notCounted[0]?.why).toBe(
      'Known only from a counterpart account, which evidence=press leaves out.',
    ));

  it('counts a statement of which any account may be counted', () =>
    given(affirmed('2025-11-07', { source: 'bulletin' }), corroborated(told, 'gazette', [`${CLAIM}-affirms`]))
      .asOf('2025-11-10')
      .evidence('own')
      .has({ timesStated: 1 }));

  it('has no stance in force where it leaves out all there is, and says that something was said', () => {
    const asked = given(affirmed('2025-11-07', { source: 'bulletin' })).asOf('2025-11-10');
    asked.hasNone();
    expect(asked.position).toMatchObject({ status: 'no stance in force' });
    asked.lists('notCounted', [told]);
  });
});
