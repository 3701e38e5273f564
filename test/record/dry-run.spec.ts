import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand } from '../../src/commands/list.js';
import { openMachine } from '../../src/record/machine.js';
import { EventIdTaken } from '../../src/store/refusals.js';

const register = (actorId: string, commandId: string): AnyCommand =>
  commandFrom(
    'RegisterActor',
    { actorId, kind: 'party', names: [{ language: 'en', text: actorId }] },
    { commandId, recordedBy: 'a-clerk' },
  ) as AnyCommand;

describe('a dry run', () => {
  it('refuses a command id that was used for something else, as the run would', async () => {
    const machine = await openMachine('memory:');
    await machine.ledger.execute(register('reds', 'one'));
    const real = machine.ledger.execute(register('blues', 'one'));
    await expect(real).rejects.toBeInstanceOf(EventIdTaken);
    const dry = machine.ledger.execute(register('blues', 'one'), { dryRun: true });
    await expect(dry).rejects.toBeInstanceOf(EventIdTaken);
    await machine.close();
  });
});
