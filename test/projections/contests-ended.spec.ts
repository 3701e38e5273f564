import { affirmed, denied, envelopes, readingsOf, voided, withdrawn, post, Word } from '../support/given.js';

const changesOf = (...words: readonly Word[]): ReturnType<typeof readingsOf>['changes'] =>
  readingsOf(envelopes(...words)).changes;

describe('a contest', () => {
  const opened = [
    affirmed('2025-01-01', { speaker: 'norland' }),
    denied('2025-01-05', { speaker: 'sudland', id: 'two' }),
  ];

  it('that a correction ends is told of the side whose words stand', () => {
    const before = changesOf(...opened);
    const contested = before.find((change) => change.kind === 'contested' && change.actor === 'norland');
    const [ended] = changesOf(...opened, voided('two'))
      .slice(before.length)
      .filter((change) => change.actor === 'norland');
    expect(ended).toMatchObject({
      kind: 'record-corrected',
      by: 'sudland',
      before: { stance: 'affirms', since: '2025-01-01' },
      after: { stance: 'affirms', since: '2025-01-01' },
      revises: [contested?.id],
    });
  });

  it('that a withdrawal ends is no correction of the side whose words stand', () => {
    const taken = changesOf(...opened, withdrawn('two', '2025-01-08', { speaker: 'sudland' })).at(-1);
    expect(taken).toMatchObject({ kind: 'withdrawn', actor: 'sudland' });
  });
});

describe('a person who has left its body', () => {
  const left = post('cy-reed', 'norland', { from: '2024-01-01', until: '2025-01-01' });
  const official = affirmed('2024-06-01', { speaker: 'norland' });

  it('contests it by what it says afterwards', () => {
    const all = changesOf(left, official, denied('2025-02-01', { speaker: 'cy-reed' }));
    const told = all.filter((change) => change.kind === 'contested').map(({ actor, by }) => `${actor} by ${by}`);
    expect(told.sort()).toEqual(['cy-reed by norland', 'norland by cy-reed']);
  });

  it('never did by what it said in post', () => {
    const spoken = denied('2024-07-01', { speaker: 'cy-reed', onBehalfOf: [] });
    expect(changesOf(left, official, spoken).filter((change) => change.kind === 'contested')).toEqual([]);
  });
});
