import { openMachine } from '../../src/record/machine.js';
import { importLines } from '../../src/record/import.js';
import { csvOf } from '../../src/record/tables.js';
import { NotYetRead } from '../../src/record/runner.js';

const actor = (id: string): string =>
  JSON.stringify({
    type: 'ActorRegistered',
    data: { actorId: id, kind: 'party', names: [{ language: 'en', text: id }] },
  });

describe('a question that asks for a minimum position', () => {
  it('waits for it', async () => {
    const machine = await openMachine('memory:');
    const later = new Promise<unknown>((done) => setTimeout(() => done(importLines(machine, [actor('reds')])), 300));
    const readings = await machine.runner.caughtUp(2);
    expect(readings.actors.has('reds')).toBe(true);
    await later;
    await machine.close();
  });

  it('is refused after two seconds without', async () => {
    const machine = await openMachine('memory:');
    await expect(machine.runner.caughtUp(1)).rejects.toBeInstanceOf(NotYetRead);
    await machine.close();
  });
});

describe('a table as CSV', () => {
  it('keeps a cell of several lines in one cell', () => {
    const csv = csvOf({ columns: ['a', 'b'], rows: [['first\n=cmd|calc!A1', 'two\r=x']] });
    expect(csv).toBe('\uFEFFa,b\r\n"first\n=cmd|calc!A1","two\r=x"\r\n');
  });
});
