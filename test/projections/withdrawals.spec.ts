import { affirmed, denied, given, withdrawn } from '../support/given.js';

describe('a range that was taken back before its last bound', () => {
  it('is listed as taken back, and no longer as uncertain', () => {
    const { position } = given(affirmed('2025-11-01~', { id: 'one' }), withdrawn('one', '2025-11-01')).asOf(
      '2025-11-01',
    );
    expect(position.uncertain).toEqual([]);
    expect(position.withdrawn.map(({ evidence }) => evidence.statement)).toEqual(['one']);
  });
});

describe('a withdrawal that is known only from a counterpart', () => {
  const log = given(
    affirmed('2025-01-01', { id: 'one' }),
    denied('2025-02-01', { id: 'two' }),
    withdrawn('two', '2025-03-01', { source: 'bulletin' }),
  );

  it('moves nothing under the policies that leave counterparts’ accounts out', () => {
    expect(log.asOf('2025-04-01').position.propositions[0]).toMatchObject({ stance: 'denies', since: '2025-02-01' });
    expect(log.asOf('2025-04-01').position.withdrawn).toEqual([]);
  });

  it('counts where all evidence does', () => {
    const { position } = log.asOf('2025-04-01').evidence('all');
    expect(position.propositions[0]).toMatchObject({ stance: 'affirms', since: '2025-03-01', sinceWithdrawal: true });
  });
});
