import { createReadStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { askDiff, Sides } from '../../src/record/ask.js';
import { commandFrom } from '../../src/commands/check.js';
import { AnyCommand, CommandName } from '../../src/commands/list.js';
import { sha256Of } from '../../src/deciders/quotes.js';
import { importLines } from '../../src/record/import.js';
import { ImportInterrupted, linesOf } from '../../src/record/lines.js';
import { sourceAnswer } from '../../src/record/look-up-statements.js';
import { Machine, openMachine } from '../../src/record/machine.js';
import { BadQuestion, NotOnRecord } from '../../src/record/question-refusals.js';

const open: Machine[] = [];
const opened = async (url = 'memory:'): Promise<Machine> => {
  const machine = await openMachine(url);
  open.push(machine);
  return machine;
};
afterEach(async () => {
  for (const machine of open.splice(0)) await machine.close().catch(() => undefined);
});

const english = (text: string): readonly object[] => [{ language: 'en', text }];
const command = (name: CommandName, id: string, fields: object): AnyCommand =>
  commandFrom(name, fields, { commandId: id, recordedBy: 'tester' }) as AnyCommand;

const actor = { actorId: 'reds', kind: 'party', names: english('Reds') };
const source = { sourceId: 'daily', kind: 'press', title: 'Daily', publisher: 'Daily', language: 'en' };
const issue = { issueId: 'harbour', title: english('Harbour') };
const claim = (propositionId: string): object => ({
  issueId: 'harbour',
  propositionId,
  kind: 'claim',
  wording: english(propositionId),
});
const statement = (statementId: string, proposition = 'open', note = 'x'): object => ({
  statementId,
  speaker: 'reds',
  channel: { kind: 'speech' },
  said: { edtf: '2025-01-01' },
  reports: [{ source: 'daily', directness: 'verbatim', attribution: [] }],
  codings: [
    {
      codingId: 'a',
      issue: 'harbour',
      proposition,
      stance: 'affirms',
      evidence: [{ source: 'daily', directness: 'verbatim', quote: { exact: 'The harbour is open' } }],
      coder: 'tester',
      note,
    },
  ],
});
const line = (type: string, data: object, more: object = {}): string => JSON.stringify({ type, data, ...more });
const codebook = [
  line('RecordOpened', { name: 'Parties' }),
  line('ActorRegistered', actor),
  line('SourceDescribed', source),
  line('IssueOpened', issue),
  line('PropositionWorded', claim('open')),
];
const failure = (work: Promise<unknown>): Promise<Error> =>
  work.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error as Error,
  );

describe('a file to import', () => {
  it.each([
    ['an empty command id', { commandid: '' }],
    ['an empty recorder', { recordedby: '' }],
    ['a NUL in who recorded it', { recordedby: 'a\0b' }],
  ])('is refused whole for %s', async (_what: string, more: object) => {
    const machine = await opened();
    const error = await failure(importLines(machine, [...codebook, line('StatementRecorded', statement('s1'), more)]));
    expect(error.name + error.message).toMatch(/Line 6.*Nothing of the file was applied/s);
    expect(await machine.store.head()).toBe(0);
  });

  it('is refused whole where its time rests on a word that is not “reconstructed”', async () => {
    const machine = await opened();
    const at = { time: '2025-02-01T00:00:00.000Z', timebasis: 'a","x":"b' };
    const error = await failure(
      importLines(machine, [line('RecordOpened', { name: 'Parties' }, at)], { trustRecordedAt: true }),
    );
    expect(error.message).toMatch(/Line 1: \/timebasis/);
    expect(await machine.store.head()).toBe(0);
  });

  it('is refused whole where a command id was given before for something in another stream', async () => {
    const machine = await opened();
    await machine.ledger.execute(command('RegisterActor', 'taken', { ...actor, actorId: 'blues' }));
    const before = await machine.store.head();
    const file = [...codebook.slice(1), line('StatementRecorded', statement('s1'), { commandid: 'taken' })];
    const error = await failure(importLines(machine, file));
    expect(error.message).toMatch(/Line 5: \/commandid/);
    expect(await machine.store.head()).toBe(before);
  });

  it('is read by line feeds alone: a text may hold every other separator', async () => {
    const all: string[] = [];
    for await (const text of linesOf(Readable.from([Buffer.from('{"a":"one\u2028two"}\r\n{"b":"\u0085"}\n{}')])))
      all.push(text.trim());
    expect(all).toEqual(['{"a":"one\u2028two"}', '{"b":"\u0085"}', '{}']);
  });

  it('comes back from a directory as a refusal and no crash', async () => {
    const read = async (): Promise<void> => {
      for await (const text of linesOf(createReadStream(tmpdir()))) expect(text).toBeUndefined();
    };
    expect((await failure(read())).message).toMatch(/EISDIR/);
  });

  it('that another writer crosses leaves no statement on a proposition that did not go in', async () => {
    const machine = await opened();
    await importLines(machine, codebook);
    const { append } = machine.store;
    let first = true;
    machine.store.append = (stream, ...rest) => {
      if (first) {
        first = false;
        void append.call(machine.store, 'onrecord-issue-harbour', 1, [
          {
            id: 'elsewhere',
            type: 'PropositionWorded',
            data: claim('elsewhere'),
            recordedby: 'x',
            commandid: 'elsewhere',
          },
        ]);
      }
      return append.call(machine.store, stream, ...rest);
    };
    const file = [
      line('PropositionWorded', claim('deep')),
      line('StatementRecorded', statement('s1', 'deep')),
      line('StatementRecorded', statement('s2', 'deep')),
    ];
    expect(await failure(importLines(machine, file))).toBeInstanceOf(ImportInterrupted);
    const types: string[] = [];
    for await (const { event } of machine.store.readAll({ from: 6 })) types.push(event.type);
    expect(types).toEqual(['PropositionWorded']);
    await importLines(machine, file);
    expect(machine.runner.readings.statements.rows.size).toBe(2);
  });
});

describe('a command that is given again', () => {
  it('is the same command after the text that it quotes was captured', async () => {
    const machine = await opened();
    await importLines(machine, codebook);
    const said = command('RecordStatement', 'say', statement('s1'));
    await machine.ledger.execute(said);
    const text = 'At last: The harbour is open, they said.';
    await machine.store.putText(sha256Of(text), text);
    await machine.ledger.execute(
      command('CaptureSource', 'capture', { sourceId: 'daily', sha256: sha256Of(text), length: text.length }),
    );
    expect((await machine.ledger.execute(said)).outcome).toBe('repeated');
    const other = command('RecordStatement', 'say', statement('s1', 'open', 'y'));
    expect((await failure(machine.ledger.execute(other))).message).toMatch(/was given before, with other content/);
  });

  it('is the same line after the text that it quotes was captured', async () => {
    const machine = await opened();
    const file = [...codebook, line('StatementRecorded', statement('s1'))];
    await importLines(machine, file);
    const text = 'At last: The harbour is closed, they said.';
    await machine.store.putText(sha256Of(text), text);
    await machine.ledger.execute(
      command('CaptureSource', 'capture', { sourceId: 'daily', sha256: sha256Of(text), length: text.length }),
    );
    expect((await importLines(machine, file)).repeated).toBe(6);
  });
});

describe('a command', () => {
  it('is not decided on a log that is not read to its head', async () => {
    const machine = await opened();
    await importLines(machine, codebook);
    // The runner is kept from reading, as it is where the log is long and was not read yet.
    const { readAll } = machine.store;
    machine.store.readAll = (options) =>
      (async function* () {
        await new Promise((resolve) => setTimeout(resolve, 3_000).unref());
        yield* readAll.call(machine.store, options);
      })();
    await machine.store.append('onrecord-actor-blues', 'no stream', [
      { id: 'b', type: 'ActorRegistered', data: { ...actor, actorId: 'blues' }, recordedby: 'x', commandid: 'b' },
    ]);
    const wish = command('RecordStatement', 'say', { ...statement('s1'), speaker: 'blues' });
    const error = await failure(machine.ledger.execute(wish));
    expect(error.message).toMatch(/Ask again in a moment/);
  });
});

describe('sixty commands on one stream at once', () => {
  it('are all recorded: they wait for each other', async () => {
    const machine = await opened();
    await importLines(machine, codebook);
    const names = Array.from({ length: 60 }, (_, at) =>
      command('NameActor', `name-${at}`, { actorId: 'reds', name: { language: 'en', text: `Reds ${at}` } }),
    );
    const outcomes = await Promise.all(names.map((name) => machine.ledger.execute(name)));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(names.map(() => 'recorded'));
    expect(new Set(outcomes.map(({ position }) => position)).size).toBe(60);
  });

  it('go on after one that is refused', async () => {
    const machine = await opened();
    await importLines(machine, codebook);
    const again = command('RegisterActor', 'again', actor);
    const name = command('NameActor', 'name', { actorId: 'reds', name: { language: 'en', text: 'The Reds' } });
    const [refused, recorded] = await Promise.allSettled([machine.ledger.execute(again), machine.ledger.execute(name)]);
    expect([refused.status, recorded.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('a comparison that cannot be read', () => {
  it.each([
    [{ from: '2025-01-01', knownAt: 'x' }, '/knownAt'],
    [{ knownFrom: 'x' }, '/knownFrom'],
    [{ from: 'x' }, '/from'],
    [{ from: '2025-01-01', to: 'x' }, '/to'],
    [{ knownFrom: '1', asOf: 'x' }, '/asOf'],
  ])('names the field that was given: %j', async (sides: Sides, pointer: string) => {
    const machine = await opened();
    await importLines(machine, codebook);
    const error = await failure(
      (async () => askDiff(machine.runner.readings, 'reds', 'harbour', sides, machine.now()))(),
    );
    expect((error as BadQuestion).faults).toMatchObject([{ pointer }]);
  });
});

describe('an old answer', () => {
  it('names nothing near to what is asked for that was recorded after it', async () => {
    const machine = await opened();
    await importLines(machine, codebook);
    const asked = (): unknown => sourceAnswer(machine.runner.readings, 'daily', { knownAt: '1' }, machine.now());
    expect(asked).toThrow(NotOnRecord);
    expect(asked).toThrow(/^There is no source with the id “daily”\.$/);
  });
});

describe('a store that is closed', () => {
  it('lets others write even where its snapshot cannot be kept', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'onrecord-close-'));
    const url = `sqlite:${join(directory, 'log.db')}`;
    mkdirSync(join(directory, `log.db.readings.json.${process.pid}.new`));
    const machine = await openMachine(url);
    await importLines(machine, codebook);
    await machine.close();
    const again = await opened(url);
    expect(await again.store.head()).toBe(5);
    await again.close();
    rmSync(directory, { recursive: true, force: true });
  });
});
