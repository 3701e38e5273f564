import type { Act } from '../../events/index.js';
import type { StatementAnswer } from '../../projections/index.js';
import { askStatement, askStatements, askThread, type StatementFilter } from '../../src/record/look-up-statements.js';
import {
  affirmed,
  any,
  CAST,
  CLAIM,
  corrected,
  denied,
  given,
  NOW,
  voided,
  withdrawn,
  Word,
} from '../support/given.js';

/** The same word, with other parts of its act. */
const act = (word: Word, parts: Partial<Act>): Word =>
  ({ ...word, event: { ...word.event, data: { ...word.event.data, ...parts } } }) as Word;
const replying = (word: Word, inReplyTo: string): Word => act(word, { inReplyTo });

const LETTERS: readonly Word[] = [
  affirmed('2025-11-01', { id: 'letter' }),
  replying(denied('2025-11-05', { id: 'reply', speaker: 'bo-stone' }), 'letter'),
  replying(affirmed('2025-11-04', { id: 'other-reply', speaker: 'cy-reed' }), 'letter'),
  replying(affirmed('2025-11-09', { id: 'rejoinder' }), 'reply'),
  affirmed('2025-11-03', { id: 'aside' }),
];

const at = (knownAt?: number): { knownAt?: string } => (knownAt === undefined ? {} : { knownAt: String(knownAt) });
const answer = (words: readonly Word[], id: string, knownAt?: number): StatementAnswer => {
  const { readings } = given(...words);
  return askStatement(readings, id, at(knownAt), NOW);
};
const thread = (words: readonly Word[], id: string, knownAt?: number): readonly string[] => {
  const { readings } = given(...words);
  return askThread(readings, id, at(knownAt), NOW).entries.map((entry) => `${entry.depth} ${entry.id}`);
};
const listed = (words: readonly Word[], filter: StatementFilter & { knownAt?: string }): readonly string[] =>
  askStatements(given(...words).readings, filter, NOW).statements.map(({ id }) => id);

describe('an exchange', () => {
  it('is shown on a statement both ways, in few words', () => {
    const reply = answer(LETTERS, 'reply');
    expect(reply).toMatchObject({
      inReplyTo: 'letter',
      answers: {
        id: 'letter',
        status: 'standing',
        speaker: { id: 'ana-bright', name: 'ana-bright' },
        said: { edtf: '2025-11-01', zone: 'Asia/Tokyo', firstDay: '2025-11-01', lastDay: '2025-11-01' },
        channel: { kind: 'speech' },
        href: '/v1/statements/letter',
      },
      thread: '/v1/statements/reply/thread',
    });
    expect(reply.answeredBy.map(({ id, speaker }) => [id, speaker.id])).toEqual([['rejoinder', 'ana-bright']]);
    expect(answer(LETTERS, 'letter').answeredBy.map(({ id }) => id)).toEqual(['reply', 'other-reply']);
    expect(answer(LETTERS, 'letter')).not.toHaveProperty('answers');
  });

  it.each(['letter', 'reply', 'other-reply', 'rejoinder'])('is the same whole one from %s, oldest first', (id) => {
    expect(thread(LETTERS, id)).toEqual(['0 letter', '1 other-reply', '1 reply', '2 rejoinder']);
  });

  it('of a statement that answers nothing and is not answered is that statement', () => {
    expect(thread(LETTERS, 'aside')).toEqual(['0 aside']);
  });

  it('holds what was known of it at the recorded time', () => {
    expect(thread(LETTERS, 'letter', CAST.length + 2)).toEqual(['0 letter', '1 reply']);
    expect(answer(LETTERS, 'reply', CAST.length + 2).answeredBy).toEqual([]);
  });

  it('follows a correction of what a statement answers, and keeps what was known before', () => {
    const words = [...LETTERS, corrected('aside', { inReplyTo: 'letter' })];
    expect(thread(words, 'aside')).toEqual(['0 letter', '1 aside', '1 other-reply', '1 reply', '2 rejoinder']);
    expect(thread(words, 'aside', CAST.length + 5)).toEqual(['0 aside']);
    const moved = [...words, corrected('aside', { inReplyTo: 'rejoinder' })];
    expect(answer(moved, 'letter').answeredBy.map(({ id }) => id)).toEqual(['reply', 'other-reply']);
  });

  it('leaves out an answer that was voided and says of one that was taken back that it was', () => {
    const words = [...LETTERS, voided('other-reply'), withdrawn('reply', '2025-11-20', { speaker: 'bo-stone' })];
    expect(thread(words, 'letter')).toEqual(['0 letter', '1 reply', '2 rejoinder']);
    expect(answer(words, 'rejoinder').answers).toMatchObject({ id: 'reply', status: 'withdrawn' });
    expect(thread(words, 'other-reply')).toContain('1 other-reply');
  });

  it('says of what it answers that it was voided', () => {
    const words = [...LETTERS, voided('letter')];
    expect(answer(words, 'reply').answers).toMatchObject({ id: 'letter', status: 'voided' });
    expect(thread(words, 'rejoinder')[0]).toBe('0 letter');
  });

  it('never puts an answer before what it answers, however rough the dates', () => {
    const words = [
      affirmed('2025-11', { id: 'rough', recorded: '2025-12-05T00:00:00.000Z' }),
      replying(denied('2025-11-10', { id: 'exact', speaker: 'bo-stone' }), 'rough'),
    ];
    expect(thread(words, 'exact')).toEqual(['0 rough', '1 exact']);
  });

  it('that goes round in a circle is told once, from the first said', () => {
    const words = [
      affirmed('2025-11-02', { id: 'one' }),
      replying(denied('2025-11-03', { id: 'two', speaker: 'bo-stone' }), 'one'),
      corrected('one', { inReplyTo: 'two' }),
    ];
    expect(thread(words, 'one')).toEqual(['0 one', '1 two']);
    expect(thread(words, 'two')).toEqual(['0 one', '1 two']);
  });

  it('of hundreds of answers in a row is told in order', () => {
    const row = Array.from({ length: 400 }, (_, at) =>
      at === 0
        ? affirmed('2025-11-01', { id: 'a-0' })
        : replying(affirmed('2025-11-01', { id: `a-${at}` }), `a-${at - 1}`),
    );
    const ids = askThread(given(...row).readings, 'a-200', { limit: '1000' }, NOW).entries.map(({ id }) => id);
    expect(ids).toEqual(row.map((_, at) => `a-${at}`));
  });

  it('is paged', () => {
    const { readings } = given(...LETTERS);
    expect(askThread(readings, 'letter', { offset: '1', limit: '2' }, NOW)).toMatchObject({
      statement: 'letter',
      total: 4,
      next: 3,
      entries: [{ id: 'other-reply', inReplyTo: 'letter' }, { id: 'reply' }],
    });
  });

  it('of a statement that is not on record is refused with the nearest', () => {
    expect(() => thread(LETTERS, 'leter')).toThrow('There is no statement with the id “leter”. Nearest: letter');
    expect(() => thread(LETTERS, 'rejoinder', CAST.length + 2)).toThrow('There is no statement');
  });
});

describe('the list of statements', () => {
  const asked: readonly Word[] = [
    ...LETTERS,
    act(denied('2025-11-11', { id: 'in-the-house' }), { askedBy: 'reform' }),
    act(denied('2025-11-12', { id: 'again' }), { askedBy: 'reform', inReplyTo: 'letter' }),
  ];

  it('gives the answers to a statement and the questions of an actor', () => {
    expect(listed(asked, { inReplyTo: 'letter' })).toEqual(['reply', 'other-reply', 'again']);
    expect(listed(asked, { askedBy: 'reform' })).toEqual(['in-the-house', 'again']);
    expect(listed(asked, { askedBy: 'reform', inReplyTo: 'letter' })).toEqual(['again']);
    expect(listed(asked, { askedBy: 'sudland' })).toEqual([]);
  });

  it('keeps the order of recording whatever the filter', () => {
    const words = [...asked, corrected('reply', { speaker: 'ana-bright' }), corrected('letter', { askedBy: 'reform' })];
    const mine = ['letter', 'reply', 'rejoinder', 'aside', 'in-the-house', 'again'];
    expect(listed(words, { speaker: 'ana-bright' })).toEqual(mine);
    expect(listed(words, { askedBy: 'reform' })).toEqual(['letter', 'in-the-house', 'again']);
  });

  it.each<[StatementFilter, string]>([
    [{ speaker: 'ana-brigt' }, 'No actor is called “ana-brigt”. Nearest: ana-bright'],
    [{ issue: 'harbor' }, 'No issue has the id “harbor”. Nearest: harbour'],
    [{ proposition: 'harbour-is-opn' }, `There is no proposition with the id “harbour-is-opn”. Nearest: ${CLAIM}`],
    [{ issue: 'harbour', proposition: 'harbour-is-opn' }, `Nearest: ${CLAIM}`],
    [{ source: 'dayly' }, 'There is no source with the id “dayly”. Nearest: daily'],
  ])('refuses %j, which would match nothing, with the nearest', (filter, told) => {
    expect(() => listed(asked, filter)).toThrow(told);
  });

  it('refuses a proposition of another issue, and names none that was not known then', () => {
    const fish = any({ type: 'IssueOpened', data: { issueId: 'fish', title: [{ language: 'en', text: 'Fish' }] } });
    const dear = any({
      type: 'PropositionWorded',
      data: {
        issueId: 'fish',
        propositionId: 'fish-is-dear',
        kind: 'claim',
        wording: [{ language: 'en', text: 'D.' }],
      },
    });
    const words = [...asked, fish, dear];
    expect(() => listed(words, { issue: 'fish', proposition: CLAIM })).toThrow(
      `“${CLAIM}” is a proposition on harbour, not on fish`,
    );
    expect(listed(words, { proposition: 'fish-is-dear' })).toEqual([]);
    const before = String(CAST.length + asked.length);
    const early = (id: string): unknown => listed(words, { proposition: id, knownAt: before });
    expect(() => early('fish-is-dear')).toThrow(/^There is no proposition with the id “fish-is-dear”\.$/);
    expect(() => early('fish-is-deer')).toThrow(/^There is no proposition with the id “fish-is-deer”\.$/);
  });

  it('refuses an asker and a statement that are not on record', () => {
    expect(() => listed(asked, { askedBy: 'reformm' })).toThrow('Nearest: reform');
    expect(() => listed(asked, { inReplyTo: 'rejoynder' })).toThrow('Nearest: rejoinder');
  });
});
