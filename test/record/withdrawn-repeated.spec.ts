import type { CommandName } from '../../src/commands/list.js';
import { importLines } from '../../src/record/import.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { statementAnswer } from '../../projections/index.js';
import { command } from '../support/parties.js';

const english = (text: string): readonly object[] => [{ language: 'en', text }];
const GAZETTE = { source: 'arvia-gazette', directness: 'verbatim', attribution: [] };
const POST = { actorId: 'avery-example', membershipId: 'avery-speaks', body: 'arvia', post: 'Minister' };
const WITHDRAWAL = { statementId: 'speech', by: 'arvia', said: { edtf: '2025-11-10' }, report: GAZETTE };

/** Arvia takes back what Avery said for it; then it is learned that Avery did not speak for it. */
const BEFORE: readonly (readonly [CommandName, object])[] = [
  ['OpenRecord', { name: 'Made up' }],
  ['RegisterActor', { actorId: 'arvia', kind: 'government', names: english('Arvia'), zone: 'Europe/Lisbon' }],
  [
    'RegisterActor',
    { actorId: 'avery-example', kind: 'person', names: english('Avery Example'), zone: 'Europe/Lisbon' },
  ],
  ['DescribeSource', { sourceId: 'arvia-gazette', kind: 'press', title: 'G', publisher: 'G', language: 'en' }],
  ['RecordMembership', { ...POST, speaksFor: true }],
  [
    'RecordStatement',
    {
      statementId: 'speech',
      speaker: 'avery-example',
      channel: { kind: 'speech' },
      said: { edtf: '2025-11-07' },
      reports: [GAZETTE],
      codings: [],
    },
  ],
];
const AFTER: readonly (readonly [CommandName, object])[] = [
  ['CorrectMembership', { ...POST, speaksFor: false, reason: 'A visitor.' }],
];

describe('a withdrawal that was recorded when any body of the speaker could make it', () => {
  it('is imported as it was exported, takes nothing back, and cannot be made anew', async () => {
    const machine = await openMachine('memory:');
    for (const [at, [name, data]] of BEFORE.entries())
      await machine.ledger.execute(command(name, data, `before-${at}`));
    await machine.ledger.execute(command('WithdrawStatement', WITHDRAWAL, 'taken'));
    const lines: string[] = [];
    for await (const { event } of machine.store.readAll({ from: 1 })) {
      const data = event.type === 'MembershipRecorded' ? { ...event.data, speaksFor: false } : event.data;
      lines.push(JSON.stringify({ ...event, data }));
    }
    await machine.close();
    const other = await openMachine('memory:');
    try {
      expect(await importLines(other, lines)).toMatchObject({ recorded: lines.length });
      expect(await importLines(other, lines)).toMatchObject({ recorded: 0, repeated: lines.length });
      const again = await other.ledger.execute(command('WithdrawStatement', WITHDRAWAL, 'taken'));
      expect(again.outcome).toBe('repeated');
      expect(statementAnswer(other.runner.readings, 'speech', lines.length)).toMatchObject({
        status: 'standing',
        withdrawal: { takesNothingBack: { by: { id: 'arvia' } } },
      });
      const anew = JSON.stringify({ type: 'StatementWithdrawn', data: WITHDRAWAL });
      await expect(importLines(other, [anew])).rejects.toThrow('it was spoken for no body');
    } finally {
      await other.close();
    }
  });
});

describe('a withdrawal by who is known now not to have spoken', () => {
  let machine: Machine;
  const give = async (name: CommandName, id: string, data: object): Promise<string> =>
    (await machine.ledger.execute(command(name, data, id))).outcome;
  beforeEach(async () => {
    machine = await openMachine('memory:');
    for (const [at, [name, data]] of BEFORE.entries()) await give(name, `before-${at}`, data);
    await give('WithdrawStatement', 'taken', WITHDRAWAL);
    for (const [at, [name, data]] of AFTER.entries()) await give(name, `after-${at}`, data);
  });
  afterEach(() => machine.close());

  it('is the same command still where it is given again, and no new one', async () => {
    expect(await give('WithdrawStatement', 'taken', WITHDRAWAL)).toBe('repeated');
    await expect(give('WithdrawStatement', 'again', WITHDRAWAL)).rejects.toThrow('it was spoken for no body');
    expect(await give('WithdrawStatement', 'own', { ...WITHDRAWAL, by: 'avery-example' })).toBe('recorded');
    expect(statementAnswer(machine.runner.readings, 'speech', 9)?.withdrawal).toMatchObject({ by: 'avery-example' });
  });

  it('goes into its own store again, and twice into another', async () => {
    const exported: string[] = [];
    for await (const { event } of machine.store.readAll({ from: 1 })) exported.push(JSON.stringify(event));
    expect(await importLines(machine, exported)).toMatchObject({ recorded: 0, repeated: exported.length });
    const other = await openMachine('memory:');
    expect(await importLines(other, [...exported, ...exported])).toMatchObject({
      recorded: exported.length,
      repeated: exported.length,
    });
    await other.close();
  });
});
