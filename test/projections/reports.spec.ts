import { parseSaidDate } from '../../events/index.js';
import { searchFor, StatementAnswer, versionsOf } from '../../projections/index.js';
import { askStatement } from '../../src/record/look-up-statements.js';
import {
  affirmed,
  any,
  CAST,
  CLAIM,
  coded,
  coding,
  corrected,
  corroborated,
  given,
  NOW,
  OTHER_CLAIM,
  voided,
  withdrawn,
  Word,
} from '../support/given.js';

const shown = (words: readonly Word[], id: string, knownAt?: number): StatementAnswer =>
  askStatement(given(...words).readings, id, knownAt === undefined ? {} : { knownAt: String(knownAt) }, NOW);

const ID = 'ana-bright-2025-11-07';
const described = (sourceId: string, published: string, notBefore?: { date: string; reason: string }): Word =>
  any({
    type: 'SourceDescribed',
    data: {
      sourceId,
      kind: 'press',
      title: sourceId,
      publisher: sourceId,
      language: 'en',
      published,
      ...(notBefore === undefined ? {} : { notBefore }),
    },
  });

describe('the sources of one act', () => {
  const chain = [
    { name: 'A clerk', directness: 'verbatim' as const, note: 'took it down' },
    { actor: 'news-house', directness: 'translation' as const },
    { name: 'A reader' },
  ];
  const words = [
    affirmed('2025-11-07', { source: 'digest', attribution: chain, start: 4 }),
    coded(ID, coding(OTHER_CLAIM, 'denies', { source: 'digest' })),
    corroborated(ID, 'bulletin', [`${CLAIM}-affirms`], { directness: 'verbatim' }),
    corroborated(ID, 'gazette', [`${CLAIM}-affirms`], { directness: 'verbatim' }),
    corroborated(ID, 'daily', [], { directness: 'paraphrase' }),
  ];

  it('say why they tell of the same act, which a search finds', () => {
    const why = 'The same words on the same day.';
    expect(shown(words, ID).reports.map(({ source, sameAct }) => [source, sameAct])).toEqual([
      ['gazette', why],
      ['digest', undefined],
      ['daily', why],
      ['bulletin', why],
    ]);
    expect(shown(words, ID, CAST.length + 2).reports.map(({ sameAct }) => sameAct)).toEqual([undefined]);
    const { readings } = given(...words);
    expect(versionsOf(readings, ID)?.map(({ reason }) => reason)).toEqual([undefined, undefined, why, why, why]);
    const hits = searchFor(readings, 'same day', { position: CAST.length + words.length });
    expect(hits).toMatchObject([{ kind: 'statement', id: ID, field: 'same act', text: why }]);
  });

  it('stand beside each other, the official one first, another side’s last', () => {
    const { reports, sources } = shown(words, ID);
    expect(sources).toEqual(['digest', 'bulletin', 'gazette', 'daily']);
    expect(reports.map(({ source, account, directness }) => [source, account, directness])).toEqual([
      ['gazette', 'own', 'verbatim'],
      ['digest', 'press', 'paraphrase'],
      ['daily', 'press', 'paraphrase'],
      ['bulletin', 'counterpart', 'verbatim'],
    ]);
  });

  it('each say which codings they support, in which words', () => {
    const [gazette, digest, daily] = shown(words, ID).reports;
    expect(gazette?.supports).toEqual([
      {
        ...{ codingId: `${CLAIM}-affirms`, issue: 'harbour', proposition: CLAIM, stance: 'affirms' },
        directness: 'verbatim',
      },
    ]);
    expect(digest?.supports.map(({ proposition, stance, quote }) => [proposition, stance, quote?.exact])).toEqual([
      [CLAIM, 'affirms', 'words'],
      [OTHER_CLAIM, 'denies', undefined],
    ]);
    expect(daily?.supports).toEqual([]);
  });

  it('show the chain of tellers, whatever its length, each with how it tells', () => {
    expect(shown(words, ID).reports[1]?.attribution).toEqual([
      chain[0],
      { actor: 'news-house', name: 'news-house', directness: 'translation' },
      { name: 'A reader' },
    ]);
  });

  it('are one statement: counted once, and known from when each came', () => {
    const asked = given(...words);
    asked.has({ timesStated: 1 });
    expect(shown(words, ID, CAST.length + 3).reports.map(({ source }) => source)).toEqual(['digest', 'bulletin']);
  });

  it('of a withdrawal are shown with it', () => {
    const taken = [...words, withdrawn(ID, '2025-11-20', { source: 'gazette' })];
    expect(shown(taken, ID).withdrawal).toMatchObject({
      by: 'ana-bright',
      source: 'gazette',
      report: { source: 'gazette', account: 'own', directness: 'paraphrase', attribution: [] },
    });
  });
});

describe('a source stamped before what it tells of', () => {
  const early = described('early', '2025-11-05');
  const told = affirmed('2025-11-07', { source: 'early' });
  const WARNING = 'Source early is stamped 2025-11-05, before 2025-11-07, when this was said.';

  it('is warned of on the statement, and still moves the position', () => {
    expect(shown([early, told], ID).warnings).toEqual([WARNING]);
    given(early, told).has({ stance: 'affirms', since: '2025-11-07' });
  });

  it('is no matter where either side gives no date, or the days are the same', () => {
    expect(shown([told], ID).warnings).toEqual([]);
    const sameDay = described('early', '2025-11-07');
    expect(shown([sameDay, told], ID).warnings).toEqual([]);
    const month = affirmed('2025-11', { source: 'early', id: 'rough' });
    expect(shown([described('early', '2025-11-01'), month], 'rough').warnings).toEqual([]);
  });

  it('says why it cannot have been written then, where that is recorded', () => {
    const reasoned = described('early', '2025-11-05', { date: '2025-11-08', reason: 'It tells of the seventh.' });
    expect(shown([reasoned, told], ID).warnings).toEqual([`${WARNING} It tells of the seventh.`]);
  });

  it('says so where it may still have been that day at the publisher’s place', () => {
    expect(shown([described('early', '2025-11-06'), told], ID).warnings).toEqual([
      'Source early is stamped 2025-11-06, before 2025-11-07, when this was said. Where it came out it may still have been 2025-11-06 then.',
    ]);
  });

  it('is warned of as known: not before the source was added, nor after the date was corrected', () => {
    const words = [
      affirmed('2025-11-07'),
      early,
      corroborated(ID, 'early'),
      corrected(ID, { said: parseSaidDate('2025-11-04', 'Asia/Tokyo') }),
    ];
    expect(shown(words, ID, CAST.length + 1).warnings).toEqual([]);
    expect(shown(words, ID, CAST.length + 3).warnings).toEqual([WARNING]);
    expect(shown(words, ID).warnings).toEqual([]);
  });

  it('is warned of where it tells of a withdrawal', () => {
    const words = [
      early,
      affirmed('2025-11-01'),
      withdrawn('ana-bright-2025-11-01', '2025-11-09', { source: 'early' }),
    ];
    expect(shown(words, 'ana-bright-2025-11-01').warnings).toEqual([
      'Source early is stamped 2025-11-05, before 2025-11-09, when this was taken back.',
    ]);
    expect(shown(words.slice(0, 2), 'ana-bright-2025-11-01').warnings).toEqual([]);
  });

  it('stays warned of when the statement is voided', () => {
    expect(shown([early, told, voided(ID)], ID).warnings).toEqual([WARNING]);
  });
});
