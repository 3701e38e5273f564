import { affirmed, given, withdrawn } from '../support/given.js';
import { commandFrom } from '../../src/commands/check.js';
import type { CorrectStatement } from '../../src/commands/statement-commands.js';
import { statementDecider } from '../../src/deciders/statement-decider.js';
import { worldOf } from '../../src/record/world.js';
import type { StatementEvent } from '../../events/index.js';
import { DoesNotHold } from '../../src/deciders/refusals.js';

describe('a statement that was taken back', () => {
  it('is not corrected to a day after that', () => {
    const words = [affirmed('2025-01-01', { id: 'one' }), withdrawn('one', '2025-01-05')];
    const state = words
      .map(({ event }) => event as StatementEvent)
      .reduce(statementDecider.evolve, statementDecider.initial);
    const sent = { statementId: 'one', corrected: { said: { edtf: '2025-02-01' } }, reason: 'The day was misread.' };
    const command = commandFrom('CorrectStatement', sent, {
      commandId: 'fix',
      recordedBy: 'a-clerk',
    }) as CorrectStatement;
    const world = worldOf(given(...words).readings, '2026-01-01T00:00:00.000Z', new Map());
    const refusal = ((): unknown => {
      try {
        return statementDecider.decide(command, state, world);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(DoesNotHold);
    expect((refusal as DoesNotHold).faults[0]).toMatchObject({ pointer: '/corrected/said/edtf' });
  });
});
