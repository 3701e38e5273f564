import { readFileSync } from 'node:fs';
import { type RecordedEvent, upcast } from '../../events/index.js';
import { commandFrom } from '../../src/commands/check.js';
import { type AnyCommand, COMMAND_OF } from '../../src/commands/list.js';
import { commandData } from '../../src/record/command-of-event.js';
import { importLines } from '../../src/record/import.js';
import { type Machine, openMachine } from '../../src/record/machine.js';

/** A log of the version before said times had both of their bounds and language tags were looked at. */
const LINES = readFileSync('test/events/logs/version-2-clocks-and-tags.jsonl', 'utf8').trimEnd().split('\n');
const EVENTS = LINES.map((line) => JSON.parse(line) as RecordedEvent);
const CALLED_BACK = ['id', 'sequence', 'time', 'subject'];
const without = (event: RecordedEvent, members: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(Object.entries(event).filter(([key]) => !members.includes(key))));

const stored = async ({ store }: Machine): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const { line } of store.readAll()) lines.push(line);
  return lines;
};

const again = ({ commandid, ...event }: RecordedEvent): AnyCommand => {
  const { type, data } = upcast({ commandid, ...event });
  return commandFrom(COMMAND_OF[type], commandData(data as Readonly<Record<string, unknown>>), {
    commandId: commandid,
    recordedBy: 'tester',
  }) as AnyCommand;
};

describe('what an earlier version took at its door', () => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await openMachine('memory:');
    await importLines(machine, LINES, { trustRecordedAt: true });
  });
  afterEach(() => machine.close());

  it('is imported byte for byte, into its own log and another', async () => {
    expect(await stored(machine)).toEqual(LINES);
    expect(await importLines(machine, LINES)).toMatchObject({ recorded: 0, repeated: LINES.length });
    const other = await openMachine('memory:');
    try {
      await importLines(other, LINES);
      const data = (await stored(other)).map((line) => (JSON.parse(line) as RecordedEvent).data);
      expect(data).toEqual(EVENTS.map((event) => event.data));
    } finally {
      await other.close();
    }
  });

  it('is nothing new where its command is given again', async () => {
    for (const event of EVENTS) {
      const outcome = await machine.ledger.execute(again(event));
      expect([event.commandid, outcome.outcome]).toEqual([event.commandid, 'repeated']);
    }
  });

  it('is nothing new where its line is, without what was worked out', async () => {
    const given = EVENTS.map(({ type, commandid, data }) =>
      JSON.stringify({ type, commandid, data: commandData(data as Readonly<Record<string, unknown>>) }),
    );
    expect(await importLines(machine, given)).toMatchObject({ recorded: 0, repeated: LINES.length });
  });

  it('is another command where it gives another time', async () => {
    const twice = EVENTS.find(({ data }) => 'statementId' in data && data.statementId === 'twice')!;
    const command = Object.assign(again(twice), { said: { edtf: '2025-11-02T01:31', zone: 'America/New_York' } });
    await expect(machine.ledger.execute(command)).rejects.toMatchObject({ type: 'command-id-taken' });
  });
});

describe('what an earlier version took at its door, and is no event of a log', () => {
  it.each(
    EVENTS.map((event, at) => [at, event] as const).filter(([, { type, data }]) => {
      const text = JSON.stringify(data);
      return type !== 'RecordOpened' && !text.includes('"2025-03-01"');
    }),
  )('is refused as anything new is (line %i)', async (at, event) => {
    const machine = await openMachine('memory:');
    try {
      await expect(importLines(machine, [...LINES.slice(0, at), without(event, CALLED_BACK)])).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringMatching(/language “.*” is no language tag|passed over it|latest says/),
      });
    } finally {
      await machine.close();
    }
  });
});

describe('a language tag that is none', () => {
  it('is refused with where it stands, in whatever command', async () => {
    const machine = await openMachine('memory:');
    try {
      for (const event of EVENTS) {
        const pointers = [...JSON.stringify(event.data).matchAll(/"language":"(.*?)"/g)].filter(
          ([, tag]) => tag !== 'en',
        );
        if (pointers.length === 0) continue;
        await expect(machine.ledger.execute(again(event))).rejects.toMatchObject({
          kind: 'invalid',
          faults: pointers.map(([, tag]) => ({
            pointer: expect.stringMatching(/\/language$/),
            detail: expect.stringContaining(`“${tag}” is no language tag (BCP 47)`),
          })),
        });
      }
      expect(await machine.store.head()).toBe(0);
    } finally {
      await machine.close();
    }
  });
});

describe('a said time that came twice, recorded with both', () => {
  it('is imported byte for byte, and passed over where it went in', async () => {
    const machine = await openMachine('memory:');
    const [copy, given] = [await openMachine('memory:'), '{"edtf":"2025-11-02T01:30","zone":"America/New_York"}'];
    try {
      const lines = EVENTS.filter(({ type, data }) => type !== 'StatementRecorded' || data.statementId === 'twice')
        .slice(0, -2)
        .map(({ type, data }) => JSON.stringify({ type, data: commandData(data as Readonly<Record<string, unknown>>) }))
        .map((line) => line.replaceAll(/"language":"[^"]*"/g, '"language":"en"'));
      await importLines(machine, lines);
      expect(lines.join()).toContain(given);
      const exported = await stored(machine);
      expect(exported.join()).toContain('2025-11-02T06:30:59.999Z');
      await importLines(copy, exported, { trustRecordedAt: true });
      expect(await stored(copy)).toEqual(exported);
      expect(await importLines(copy, exported)).toMatchObject({ recorded: 0, repeated: exported.length });
    } finally {
      await machine.close();
      await copy.close();
    }
  });
});
