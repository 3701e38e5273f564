import { askHistory } from '../../src/record/ask.js';
import {
  affirmed,
  CLAIM,
  coded,
  coding,
  corrected,
  corroborated,
  denied,
  envelopes,
  NOW,
  post,
  readingsOf,
  saidOn,
  any,
  withdrawn,
  Word,
} from '../support/given.js';

const history = (...words: readonly Word[]): readonly string[] =>
  askHistory(readingsOf(envelopes(...words)), 'norland', 'harbour', {}, NOW).entries.map(
    ({ day, kind, before, after }) => `${day} ${kind} ${before?.stance ?? '-'} ${after?.stance ?? '-'}`,
  );

const changesIn = (...words: readonly Word[]): ReturnType<typeof readingsOf>['changes'] =>
  readingsOf(envelopes(...words)).changes.filter(({ actor }) => actor === 'norland');

const changes = (...words: readonly Word[]): readonly string[] =>
  changesIn(...words).map(
    ({ kind, learned, before, after, revises }) =>
      `${kind} ${learned} ${before?.stance ?? '-'} ${after?.stance ?? '-'} [${revises.join(' ')}]`,
  );

const MUCH_LATER = '2025-03-01T00:00:00.000Z';

describe('the history of a position', () => {
  it('shows a withdrawal between the stance of its eve and that of its day', () =>
    expect(
      history(affirmed('2025-01-01', { id: 'one' }), denied('2025-01-03'), withdrawn('one', '2025-01-05')),
    ).toEqual([
      '2025-01-01 first-stated - affirms',
      '2025-01-03 shifted affirms denies',
      '2025-01-05 withdrawn denies denies',
    ]));

  it('shows a withdrawal that brings back the stance before it', () =>
    expect(
      history(affirmed('2025-01-01'), denied('2025-01-03', { id: 'two' }), withdrawn('two', '2025-01-05')).at(-1),
    ).toBe('2025-01-05 withdrawn denies affirms'));

  it('shows what was taken back on its own day as what it did before, and then the withdrawal', () => {
    const words = [
      affirmed('2025-01-01'),
      denied('2025-01-03T10:00+09:00', { id: 'two' }),
      withdrawn('two', '2025-01-03T15:00+09:00'),
    ];
    expect(history(...words)).toEqual([
      '2025-01-01 first-stated - affirms',
      '2025-01-03 shifted affirms denies',
      '2025-01-03 withdrawn denies affirms',
    ]);
  });

  it('shows what was taken back before it was said as not counted', () => {
    const taken = [affirmed('2025-01-01'), denied('2025-01-03', { id: 'two' }), withdrawn('two', '2025-01-05')];
    expect(history(...taken, corrected('two', { said: saidOn('2025-01-07') })).at(-1)).toBe(
      '2025-01-07 not-counted - -',
    );
  });

  it('keeps the order in which two statements of a day were recorded when the first is corroborated', () => {
    const first = affirmed('2025-01-01', { id: 'one' });
    const second = affirmed('2025-01-01', { id: 'two', speaker: 'norland' });
    const entries = askHistory(
      readingsOf(envelopes(first, second, corroborated('one', 'gazette'))),
      'norland',
      'harbour',
      {},
      NOW,
    ).entries;
    expect(entries.map(({ kind, evidence }) => `${evidence.statement} ${kind}`)).toEqual([
      'one first-stated',
      'two reaffirmed',
    ]);
  });
});

describe('a change by a withdrawal', () => {
  it('is late where a later statement was known, and names what it shows in another light', () => {
    const all = changesIn(
      affirmed('2025-01-01', { id: 'one' }),
      denied('2025-01-10', { id: 'two' }),
      withdrawn('one', '2025-01-05', { recorded: MUCH_LATER }),
    );
    const [, shifted, taken] = all;
    expect(taken).toMatchObject({ kind: 'withdrawn', learned: 'late', revises: [shifted?.id] });
  });

  it('is of the day on which it was recorded at the latest', () => {
    const taking = withdrawn('one', '2025-02', { recorded: '2025-02-10T03:00:00.000Z' });
    const open = any(
      { ...taking.event, data: { ...taking.event.data, said: saidOn('2025-02-01/..') } } as Word['event'],
      '2025-02-10T03:00:00.000Z',
    );
    for (const word of [taking, open])
      expect(changesIn(affirmed('2025-01-01', { id: 'one' }), word).at(-1)?.said.day).toBe('2025-02-10');
  });
});

describe('a change by a further coding of one statement', () => {
  it('corrects what the statement was read to say before, and is no second first', () =>
    expect(
      changes(
        affirmed('2025-01-01', { id: 'one', start: 1 }),
        coded('one', coding(CLAIM, 'denies', { start: 90 }), MUCH_LATER),
      ),
    ).toEqual(['first-stated in-order - affirms []', 'record-corrected late affirms denies [20.2]']));

  it('is none where the stance stays', () =>
    expect(
      changes(
        affirmed('2025-01-01', { id: 'one', start: 50 }),
        coded('one', coding(CLAIM, 'denies', { start: 9 }), MUCH_LATER),
      ),
    ).toEqual(['first-stated in-order - affirms []']));
});

describe('the feed', () => {
  it('tells of a withdrawal that came before the last day on which the statement can have been made', () =>
    expect(
      changes(affirmed('2025-01', { id: 'one' }), withdrawn('one', '2025-01-21', { recorded: MUCH_LATER })).at(-1),
    ).toBe('withdrawn in-order affirms - []'));

  it('tells where a membership makes the account of a counterpart one of the own side', () => {
    const told = affirmed('2025-01-01', { id: 'one', attribution: [{ actor: 'cy-reed' }], recorded: MUCH_LATER });
    expect(changes(told)).toEqual([]);
    expect(changes(told, post('cy-reed', 'norland'))).toEqual(['record-corrected late - affirms []']);
  });
});
