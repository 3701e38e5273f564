import { affirmed, corrected, denied, envelopes, readingsOf, voided, withdrawn, post, Word } from '../support/given.js';

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

describe('a contest of a person, whose words stay', () => {
  const body = affirmed('2025-01-01', { speaker: 'norland' });
  const told = (kind: string, ...words: readonly Word[]): readonly string[] =>
    changesOf(...words)
      .filter((change) => change.kind === kind && change.by !== undefined)
      .map(({ actor, by }) => `${actor} by ${by}`)
      .sort();
  const both = ['cy-reed by norland', 'norland by cy-reed'];

  it('ends for both sides where it is learned that it was a member of that body', () => {
    const before = [body, denied('2025-01-05', { speaker: 'cy-reed' })];
    expect(told('contested', ...before)).toEqual(both);
    expect(told('record-corrected', ...before, post('cy-reed', 'norland', { speaksFor: false }))).toEqual(both);
  });

  it('opens where it is learned that it spoke for itself', () => {
    const envoy = post('cy-reed', 'sudland', { from: '2024-01-01' });
    const before = [envoy, body, denied('2025-01-05', { speaker: 'cy-reed', id: 'two' })];
    expect(told('contested', ...before)).toEqual(['norland by sudland', 'sudland by norland']);
    const personally = corrected('two', { onBehalfOf: [] });
    expect(told('contested', ...before, personally)).toEqual(
      [...both, 'norland by sudland', 'sudland by norland'].sort(),
    );
    expect(told('record-corrected', ...before, personally)).toEqual(['norland by sudland']);
  });

  it('opens where a body that spoke for others alone is spoken for', () => {
    const others = denied('2025-01-05', { speaker: 'reform', onBehalfOf: ['sudland'] });
    const own = denied('2025-01-06', { speaker: 'reform' });
    expect(told('contested', body, others)).toEqual(['norland by sudland', 'sudland by norland']);
    expect(told('contested', body, others, own)).toContain('reform by norland');
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
