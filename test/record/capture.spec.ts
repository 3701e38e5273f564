import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand, CommandName } from '../../src/commands/list.js';
import { SourceIsWithheld } from '../../src/deciders/refusals.js';
import { capture, givenIn } from '../../src/record/capture.js';
import type { Outcome } from '../../src/record/ledger.js';
import { type Machine, openMachine } from '../../src/record/machine.js';

const sourceId = 'arvia-gazette';
const { text, sha256, body } = givenIn({ sourceId, text: 'The gazette of Arvia, as it was printed.' });

const command = (name: CommandName, commandId: string, fields: object): AnyCommand =>
  commandFrom(name, fields, { commandId, recordedBy: 'tester' }) as AnyCommand;

const WITHHOLD = command('WithholdSource', 'withhold', {
  sourceId,
  scope: 'text',
  reason: 'A court ordered it.',
  by: 'A. Keeper',
  erased: true,
});

describe('a text whose source is withheld while it is captured', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await openMachine('memory:');
    const fields = { sourceId, kind: 'press', title: 'Gazette', publisher: 'Gazette', language: 'en' };
    await machine.ledger.execute(command('DescribeSource', 'source', fields));
  });
  afterEach(() => machine.close());

  /** Captures the text while somebody else withholds its source, after it was found that the capture would be taken. */
  const overtaken = (capturing: AnyCommand): Promise<Outcome> =>
    capture(machine.store, { text, sha256, body }, async (dryRun) => {
      const outcome = await machine.ledger.execute(capturing, { dryRun });
      if (dryRun) await machine.ledger.execute(WITHHOLD);
      return outcome;
    });

  it('is kept nowhere', async () => {
    await expect(overtaken(command('CaptureSource', 'capture', body))).rejects.toThrow(SourceIsWithheld);
    expect(await machine.store.getText(sha256)).toBeUndefined();
  });

  it('stays erased where it was kept before', async () => {
    const first = command('CaptureSource', 'capture', body);
    await capture(machine.store, { text, sha256, body }, (dryRun) => machine.ledger.execute(first, { dryRun }));
    expect(await machine.store.getText(sha256)).toBe(text);
    await expect(overtaken(command('CaptureSource', 'again', body))).rejects.toThrow(SourceIsWithheld);
    expect(await machine.store.getText(sha256)).toBeUndefined();
  });
});
