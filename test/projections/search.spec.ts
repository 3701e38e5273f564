import { searchFor } from '../../projections/index.js';
import { any, affirmed, given, retold, saidOn, withdrawalVoided } from '../support/given.js';

const report = {
  source: 'daily',
  directness: 'paraphrase' as const,
  attribution: [{ name: 'a lighthouse keeper', note: 'by telegraph' }],
  note: 'Printed on yellow paper.',
};
const speech = affirmed('2025-11-01', { id: 'speech' });
const back = any({
  type: 'StatementWithdrawn',
  data: {
    statementId: 'speech',
    by: 'ana-bright',
    said: saidOn('2025-11-09'),
    report,
    quote: { exact: 'I spoke of another harbour altogether' },
    note: 'At breakfast.',
  },
});

const fields = (words: string, log: ReturnType<typeof given>, asOf?: string): readonly string[] => {
  const position = log.readings.log.times.length;
  const moment = asOf === undefined ? { position } : { position, asOf: { date: asOf } };
  return searchFor(log.readings, words, moment).map(({ id, field }) => `${id}: ${field}`);
};

describe('a search', () => {
  const log = given(speech, back);

  it.each([
    ['another harbour altogether', 'withdrawal quote'],
    ['breakfast', 'withdrawal note'],
    ['lighthouse keeper', 'teller'],
    ['telegraph', 'teller note'],
    ['yellow', 'report note'],
  ])('for “%s” finds the %s of a withdrawal', (words, field) =>
    expect(fields(words, log)).toEqual([`speech: ${field}`]),
  );

  it('finds the words of a withdrawal from its own day on, and none once it is voided', () => {
    expect(fields('breakfast', log, '2025-11-08')).toEqual([]);
    expect(fields('breakfast', log, '2025-11-09')).toEqual(['speech: withdrawal note']);
    expect(fields('breakfast', given(speech, back, withdrawalVoided('speech')))).toEqual([]);
  });

  it('finds who a source is now known to have it from', () => {
    const now = given(speech, retold('speech', 'daily', [{ name: 'a harbour pilot' }]));
    expect(fields('harbour pilot', now)).toEqual(['speech: teller']);
    expect(fields('harbour pilot', given(speech))).toEqual([]);
  });
});
