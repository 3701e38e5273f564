import { sha256Of } from '../../src/deciders/quotes.js';
import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand, CommandName } from '../../src/commands/list.js';
import { openMachine } from '../../src/record/machine.js';
import { type Logged, logged, madeUpLines } from '../support/logged.js';

const SOURCE = 'examplia-gazette-2026-01-15';
const STATEMENT = 'placeholder-speech-2026-01-14';
const TEXT = 'The minister said: “We want the harbour open by spring.” Later she said: “I take that back.”\n';

let record: Logged;

const recorded = async (commands: readonly (readonly [CommandName, object])[]): Promise<void> => {
  const machine = await openMachine(record.url);
  for (const [at, [name, fields]] of commands.entries()) {
    const meta = { commandId: `${name}-${at}-${await machine.store.head()}`, recordedBy: 'spec' };
    await machine.ledger.execute(commandFrom(name, fields, meta) as AnyCommand);
  }
  await machine.close();
};

const keptText = async (text: string): Promise<void> => {
  const machine = await openMachine(record.url);
  await machine.store.putText(sha256Of(text), text);
  await machine.close();
};

const captured = (text: string, length = text.length): readonly (readonly [CommandName, object])[] => [
  ['CaptureSource', { sourceId: SOURCE, sha256: sha256Of(text), length }],
];

const withdrawn = (exact: string): readonly [CommandName, object] => [
  'WithdrawStatement',
  {
    statementId: STATEMENT,
    by: 'placeholder-jane',
    said: { edtf: '2026-01-20', zone: 'Europe/Lisbon' },
    report: { source: SOURCE, directness: 'verbatim', attribution: [] },
    quote: { exact },
  },
];

beforeEach(async () => {
  record = await logged(madeUpLines());
});
afterEach(() => record.remove());

const found = async () => {
  const { quotes, findings } = await record.verified();
  return { stand: quotes.stand, unchecked: quotes.unchecked, failed: quotes.fail.length, findings: findings.join(' ') };
};

describe('verify', () => {
  it('holds the quotes of codings and of withdrawals against the text that is kept', async () => {
    expect(await found()).toEqual({ stand: 0, unchecked: 1, failed: 0, findings: '' });
    await recorded([withdrawn('I take that back.')]);
    expect(await found()).toMatchObject({ unchecked: 2 });
    await keptText(TEXT);
    await recorded(captured(TEXT));
    expect(await found()).toEqual({ stand: 2, unchecked: 0, failed: 0, findings: '' });
  });

  it('finds the quote of a coding, and that of a withdrawal, which do not stand there', async () => {
    await recorded([withdrawn('I never said that.')]);
    const other = TEXT.replace('spring', 'summer');
    await keptText(other);
    await recorded(captured(other));
    const { failed, findings } = await found();
    expect(failed).toBe(2);
    expect(findings).toMatch(
      new RegExp(`The quote of ${STATEMENT} \\(harbour-should-reopen\\) in ${SOURCE} does not stand`),
    );
    expect(findings).toMatch(new RegExp(`The quote of ${STATEMENT} \\(its withdrawal\\) in ${SOURCE} does not stand`));
  });

  it('asks nothing of the quotes of a statement that was voided', async () => {
    await keptText('Another text altogether.');
    await recorded(captured('Another text altogether.'));
    expect(await found()).toMatchObject({ failed: 1 });
    await recorded([['VoidStatement', { statementId: STATEMENT, reason: 'Entered twice.' }]]);
    expect(await found()).toMatchObject({ failed: 0, findings: '' });
  });

  it('finds a kept text that is another, is no text, or has another length than the record says', async () => {
    await keptText(TEXT);
    await recorded(captured(TEXT, TEXT.length + 1));
    expect((await found()).findings).toMatch(/captured at position 9, is \d+ characters long, and the record says \d+/);
    record.change((sql) => sql.run('UPDATE texts SET bytes = ?', Buffer.from(TEXT.replace('spring', 'autumn'))));
    expect((await found()).findings).toMatch(/captured at position 9, has SHA-256 [0-9a-f]{64}, and the record says/);
    record.change((sql) => sql.run('UPDATE texts SET bytes = ?', Buffer.from([0xff, 0xfe, 0x00])));
    expect((await found()).findings).toMatch(/has SHA-256/);
  });

  it('finds every text that is kept of a source, and not the last alone', async () => {
    await keptText(TEXT);
    await recorded(captured(TEXT));
    const later = `${TEXT}Corrected.\n`;
    await keptText(later);
    await recorded(captured(later));
    record.change((sql) => sql.run(`UPDATE texts SET bytes = ? WHERE sha256 = '${sha256Of(TEXT)}'`, Buffer.from('x')));
    expect((await found()).findings).toMatch(/captured at position 9, has SHA-256/);
  });
});
