import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EVENT_TYPES } from '../../events/index.js';
import { askPosition } from '../../src/record/ask.js';
import { importLines, ImportOptions, ImportReport } from '../../src/record/import.js';
import { BadLine, ImportInterrupted } from '../../src/record/lines.js';
import { Machine, openMachine } from '../../src/record/machine.js';
import { bundled, events, file, lines } from '../support/bundled.js';

const open: Machine[] = [];
const opened = async (url = 'memory:'): Promise<Machine> => {
  const machine = await openMachine(url);
  open.push(machine);
  return machine;
};
afterEach(async () => {
  for (const machine of open.splice(0)) await machine.close().catch(() => undefined);
});

const exported = async (machine: Machine): Promise<readonly string[]> => {
  const all: string[] = [];
  for await (const { line } of machine.store.readAll()) all.push(line);
  return all;
};

const trusting: ImportOptions = { trustRecordedAt: true };

/** The refusal of a file, and that nothing of it went in. */
const refused = async (
  machine: Machine,
  given: readonly string[],
  options?: ImportOptions,
): Promise<readonly [number, string, string]> => {
  const before = await machine.store.head();
  const error: unknown = await importLines(machine, given, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BadLine);
  expect(await machine.store.head()).toBe(before);
  const { line, pointer, detail, message } = error as BadLine;
  expect(message).toMatch(/^Line \d+: .* Nothing of the file was applied\.$/s);
  return [line, pointer, detail];
};

const changed = (line: string, change: (event: Record<string, unknown>) => object): string =>
  JSON.stringify(change(JSON.parse(line) as Record<string, unknown>));
/** The file with the line at a position (from 1) changed. */
const withLine = (position: number, change: (event: Record<string, unknown>) => object): readonly string[] =>
  lines.map((line, index) => (index === position - 1 ? changed(line, change) : line));

const actor = (id: string): object => ({
  type: 'ActorRegistered',
  data: { actorId: id, kind: 'party', names: [{ language: 'en', text: id }] },
});
const opening = { type: 'RecordOpened', data: { name: 'Parties' } };
const text = (...all: readonly object[]): readonly string[] => all.map((one) => JSON.stringify(one));

describe('the bundled record, imported', () => {
  it('with its recorded times comes out as the same bytes', async () => {
    const machine = await opened();
    const report = await importLines(machine, lines, trusting);
    expect(report).toMatchObject({ lines: 72, recorded: 72, repeated: 0, position: 72, dryRun: false, warned: 3 });
    expect(`${(await exported(machine)).join('\n')}\n`).toBe(file);
  });

  it('without its recorded times gives the same stances, known from now on', async () => {
    const machine = await opened();
    await importLines(machine, lines);
    const now = machine.now();
    const stances = (readings: typeof bundled, at: string, actorId: string, issue: string): readonly string[] =>
      askPosition(readings, actorId, issue, { asOf: '2025-11-25' }, at).propositions.map(
        ({ id, stance, since, timesStated }) => `${id} ${stance} ${since} ${timesStated}`,
      );
    for (const actorId of ['japan', 'china', 'komeito', 'takaichi-sanae']) {
      for (const issue of ['taiwan', 'collective-self-defense', 'dialogue']) {
        expect(stances(machine.runner.readings, now, actorId, issue)).toEqual(stances(bundled, now, actorId, issue));
      }
    }
    const times = machine.runner.readings.log.times;
    expect(times.every((time) => time > '2026')).toBe(true);
    expect([...times].sort()).toEqual(times);
    expect(machine.runner.readings.log.reconstructed).toEqual([]);
  });

  it('a second time is passed over', async () => {
    const machine = await opened();
    await importLines(machine, lines, trusting);
    const again: ImportReport = {
      ...{ lines: 72, recorded: 0, repeated: 72, position: 72, dryRun: false },
      ...{ warned: 0, warnings: [] },
    };
    expect(await importLines(machine, lines, trusting)).toEqual(again);
    expect(await importLines(machine, lines)).toEqual(again);
    expect(await exported(machine)).toEqual(lines);
  });

  it('in two parts is the same as at once', async () => {
    const machine = await opened();
    await importLines(machine, lines.slice(0, 40), trusting);
    expect(await importLines(machine, lines, trusting)).toMatchObject({ recorded: 32, repeated: 40 });
    expect(await exported(machine)).toEqual(lines);
  });

  it('on trial records nothing and says what it would read', async () => {
    const machine = await opened();
    const report = await importLines(machine, lines, { ...trusting, dryRun: true });
    expect(report).toMatchObject({ lines: 72, recorded: 0, repeated: 0, position: 0, dryRun: true, warned: 3 });
    expect(await machine.store.head()).toBe(0);
    expect(machine.runner.position).toBe(0);
  });
});

describe('a line', () => {
  it('of a type and data alone is enough, and the same line again is nothing new', async () => {
    const machine = await opened();
    const given = text(opening, actor('reds'), actor('blues'));
    expect(await importLines(machine, given)).toMatchObject({ lines: 3, recorded: 3 });
    expect(await importLines(machine, given)).toMatchObject({ recorded: 0, repeated: 3 });
    expect([...machine.runner.readings.actors.keys()]).toEqual(['reds', 'blues']);
  });

  it('that is empty is passed over, and counted in the numbers of the lines', async () => {
    const machine = await opened();
    const [line] = await refused(machine, [...text(opening), '', '  ', 'x']);
    expect(line).toBe(4);
  });

  it('says who recorded it, or the importer does', async () => {
    const machine = await opened();
    await importLines(machine, text(opening, { ...actor('reds'), recordedby: 'Dee' }, actor('blues')), {
      recordedBy: 'Eve',
    });
    const all = (await exported(machine)).map((line) => (JSON.parse(line) as { recordedby: string }).recordedby);
    expect(all).toEqual(['Eve', 'Dee', 'Eve']);
  });

  it('that has a said date needs no bounds, and gets them', async () => {
    const machine = await opened();
    const bare = lines.map((line) =>
      changed(line, (event) => {
        const data = event['data'] as { said?: { edtf: string; zone?: string } };
        if (data.said === undefined) return event;
        const { edtf, zone } = data.said;
        return { ...event, data: { ...data, said: { edtf, ...(zone === undefined ? {} : { zone }) } } };
      }),
    );
    await importLines(machine, bare, trusting);
    expect(await exported(machine)).toEqual(lines);
  });

  it.each([
    ['no JSON', '{"type":', '', 'is no JSON'],
    ['no object', '[]', '', 'is no JSON object. Give one event a line.'],
    ['null', 'null', '', 'is no JSON object. Give one event a line.'],
    ['without a type', '{"data":{}}', '/type', 'is required: which event is this?'],
    ['without data', '{"type":"ActorNamed"}', '/data', 'must be an object.'],
    ['with a list for data', '{"type":"ActorNamed","data":[]}', '/data', 'must be an object.'],
    [
      'of a type there is not',
      '{"type":"ActorRemoved","data":{}}',
      '/type',
      'is no type of event that this version knows',
    ],
    ['of a type that every object has', '{"type":"constructor","data":{}}', '/type', 'is no type of event'],
    ['with a stray member', '{"type":"ActorNamed","data":{},"x":1}', '/x', 'is no member of an event: take it out.'],
    ['with a number for an id', '{"type":"ActorNamed","data":{},"id":1}', '/id', 'must be a text.'],
    ['with a field too few', '{"type":"ActorNamed","data":{"actorId":"a"}}', '/data/name', 'is required.'],
    [
      'with a stray field',
      '{"type":"StatementVoided","data":{"statementId":"a","reason":"b","why":"c"}}',
      '/data/why',
      'is no field of this command',
    ],
    [
      'with a time of no kind',
      '{"type":"StatementVoided","time":"today","data":{"statementId":"a","reason":"b"}}',
      '/time',
      '“today” is no recorded time: write it as 2025-11-26T00:00:00.000Z.',
    ],
    [
      'with a time of a day that there is not',
      '{"type":"StatementVoided","time":"2025-02-30T00:00:00.000Z","data":{"statementId":"a","reason":"b"}}',
      '/time',
      'is no recorded time: 2025-02 has no day 30, its last is the 28th. Write it as 2025-11-26T00:00:00.000Z.',
    ],
    [
      'with a time to come',
      '{"type":"StatementVoided","time":"2999-01-01T00:00:00.000Z","data":{"statementId":"a","reason":"b"}}',
      '/time',
      'is in the future.',
    ],
    [
      'about nothing on record',
      '{"type":"StatementVoided","data":{"statementId":"a","reason":"b"}}',
      '',
      'There is no statement with the id “a”.',
    ],
  ])('that is %s is named with its field, and nothing is applied', async (_what, line, pointer, detail) => {
    const machine = await opened();
    const found = await refused(machine, [...text(opening, actor('reds')), line]);
    expect(found).toEqual([3, pointer, expect.stringContaining(detail)]);
  });

  const faultsOf = async (line: string | object): Promise<readonly (readonly [string, string])[]> => {
    const machine = await opened();
    const given = [...text(opening), typeof line === 'string' ? line : JSON.stringify(line)];
    const error = (await importLines(machine, given).catch((reason: unknown) => reason)) as BadLine;
    expect(error).toBeInstanceOf(BadLine);
    for (const { detail } of error.faults.slice(0, 10)) expect(error.message).toContain(detail);
    return error.faults.map(({ pointer, detail }) => [pointer, detail]);
  };

  it('names each field that is at fault, the members of the event and those of its data', async () => {
    expect(await faultsOf('{"type":"ActorNamed","data":{},"x":1,"a/b":2}')).toEqual([
      ['/2/x', 'is no member of an event: take it out.'],
      ['/2/a~1b', 'is no member of an event: take it out.'],
    ]);
    expect(await faultsOf('{"type":"ActorNamed","data":{},"id":1,"subject":"","timebasis":"guessed"}')).toEqual([
      ['/2/id', 'must be a text.'],
      ['/2/subject', expect.stringContaining('is empty')],
      ['/2/timebasis', expect.stringContaining('must be “reconstructed”')],
    ]);
    expect(await faultsOf('{"data":[]}')).toEqual([
      ['/2/type', 'is required: which event is this?'],
      ['/2/data', 'must be an object.'],
    ]);
    expect(await faultsOf({ type: 'StatementVoided', data: { why: 'c' } })).toEqual([
      ['/2/data/why', expect.stringContaining('is no field of this command')],
      ['/2/data/statementId', 'is required.'],
      ['/2/data/reason', 'is required.'],
    ]);
  });

  it('names each thing it says that its command does not decide to', async () => {
    const given = withLine(39, (event) => {
      const data = event['data'] as { said: object };
      return {
        ...event,
        id: '00000000-0000-5000-8000-000000000000',
        subject: 'statement-x',
        data: { ...data, said: { ...data.said, firstDay: '2023-02-20', lastDay: '2023-02-20' } },
      };
    });
    const error = (await importLines(await opened(), given, trusting).catch((reason: unknown) => reason)) as BadLine;
    expect(error.faults.map(({ pointer }) => pointer)).toEqual([
      '/39/id',
      '/39/subject',
      '/39/data/said/firstDay',
      '/39/data/said/lastDay',
    ]);
  });

  it('names so many fields and no more, and says how many there are', async () => {
    const stray = Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`stray${at}`, at]));
    const line = { type: 'StatementVoided', data: { statementId: 'a', reason: 'b', ...stray } };
    const error = (await importLines(await opened(), text(opening, line)).catch(
      (reason: unknown) => reason,
    )) as BadLine;
    expect([error.faults.length, error.message]).toEqual([1_000, expect.stringContaining('(and 2990 more)')]);
  });

  it('that names an unknown actor is refused with the nearest, those of earlier lines too', async () => {
    const machine = await opened();
    const post = { actorId: 'reds', membershipId: 'm', body: 'blue', post: 'Ally', speaksFor: true };
    const found = await refused(
      machine,
      text(opening, actor('reds'), actor('blues'), { type: 'MembershipRecorded', data: post }),
    );
    expect(found).toEqual([4, '/data/body', expect.stringContaining('Nearest: blues.')]);
  });
});

describe('a line that was tampered with', () => {
  it.each([
    ['id', 2, (event: object) => ({ ...event, id: '00000000-0000-5000-8000-000000000000' }), '/id'],
    ['subject', 2, (event: object) => ({ ...event, subject: 'actor-china' }), '/subject'],
    ['sequence', 5, (event: object) => ({ ...event, sequence: '0000000009' }), '/sequence'],
    ['command', 5, (event: object) => ({ ...event, commandid: 'another' }), '/id'],
  ])('is refused for its %s', async (_what, position, change, pointer) => {
    const machine = await opened();
    const [line, at] = await refused(machine, withLine(position, change), trusting);
    expect([line, at]).toEqual([position, pointer]);
  });

  it.each(['earliest', 'latest', 'firstDay', 'lastDay', 'precision'])(
    'is refused for the %s of its said date',
    async (bound) => {
      const machine = await opened();
      const given = withLine(39, (event) => {
        const data = event['data'] as { said: object };
        return { ...event, data: { ...data, said: { ...data.said, [bound]: '2023-02-20' } } };
      });
      const [line, at, detail] = await refused(machine, given, trusting);
      expect([line, at]).toEqual([39, `/data/said/${bound}`]);
      expect(detail).toContain('says "2023-02-20", and the command decides to');
    },
  );

  it('is refused where it was in the log with other content', async () => {
    const machine = await opened();
    await importLines(machine, lines, trusting);
    const other = withLine(5, (event) => {
      const data = event['data'] as object;
      return { ...event, data: { ...data, zone: 'Asia/Seoul' } };
    });
    const [line, at, detail] = await refused(machine, other);
    expect([line, at]).toEqual([5, '/commandid']);
    expect(detail).toContain('was given before, with other content.');
  });

  it('is refused where two lines have one command', async () => {
    const machine = await opened();
    const same = { commandid: 'one' };
    const given = text(opening, { ...actor('reds'), ...same }, { ...actor('blues'), ...same });
    expect((await refused(machine, given)).slice(0, 2)).toEqual([3, '/commandid']);
  });

  it('is refused where one earlier in the log has its command', async () => {
    const machine = await opened();
    await importLines(machine, text(opening, { ...actor('reds'), commandid: 'one' }));
    const given = text(actor('greens'), { ...actor('blues'), commandid: 'one' });
    expect((await refused(machine, given)).slice(0, 2)).toEqual([2, '/commandid']);
  });
});

describe('recorded times that are taken from a file', () => {
  it('go into an empty log only, or one that begins as the file does', async () => {
    const machine = await opened();
    await importLines(machine, text(opening));
    const [line] = await refused(machine, lines.slice(1), trusting);
    expect(line).toBe(1);
    const begun = await opened();
    await importLines(begun, lines.slice(0, 10), trusting);
    await importLines(begun, text(actor('reds')));
    const [next] = await refused(begun, lines, trusting);
    expect(next).toBe(11);
  });

  it('need a RecordOpened first', async () => {
    const machine = await opened();
    expect(await refused(machine, lines.slice(1), trusting)).toEqual([
      1,
      '/type',
      'must be RecordOpened: it is the first event of any log.',
    ]);
  });

  it('are needed on every line', async () => {
    const machine = await opened();
    const without = withLine(7, ({ time, ...event }) => (time === undefined ? event : event));
    expect((await refused(machine, without, trusting)).slice(0, 2)).toEqual([7, '/time']);
  });

  it('never run backwards', async () => {
    const machine = await opened();
    const back = withLine(45, (event) => ({ ...event, time: '2023-02-22T00:00:00.000Z' }));
    const [line, at, detail] = await refused(machine, back, trusting);
    expect([line, at]).toEqual([45, '/time']);
    expect(detail).toContain('Give events in recorded order.');
  });

  it('keep what they rest on', async () => {
    const machine = await opened();
    await importLines(machine, lines, trusting);
    expect(machine.runner.readings.log.reconstructed).toHaveLength(events.length);
  });
});

describe('an import into a log that has no name', () => {
  it('opens it as On Record, and the report counts the lines of the file', async () => {
    const machine = await opened();
    const report = await importLines(machine, text(actor('reds')));
    expect(machine.runner.readings.log.name).toBe('On Record');
    expect(report).toMatchObject({ position: 2 });
    expect(report.lines).toBe(1);
  });

  it('is refused where the log is called otherwise', async () => {
    const machine = await opened();
    await importLines(machine, text(opening));
    const [line, , detail] = await refused(machine, text({ ...opening, data: { name: 'Others' } }));
    expect(line).toBe(1);
    expect(detail).toContain('This log was opened as “Parties”');
  });
});

describe('an import that is interrupted', () => {
  const many = text(opening, ...Array.from({ length: 400 }, (_, index) => actor(`party-${index + 1}`)));
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'onrecord-import-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('names the last line that went in, and running it again completes it', async () => {
    const url = `sqlite:${join(directory, 'log.db')}`;
    const machine = await openMachine(url);
    const error: unknown = await importLines(machine, many, {
      onProgress: (done, _total, phase) => {
        if (phase === 'writing' && done > 0) void machine.store.close();
      },
    }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ImportInterrupted);
    const { line, message } = error as ImportInterrupted;
    expect(message).toContain(`The import stopped after line ${line}, the last that went in:`);
    await machine.close();
    const again = await opened(url);
    expect(await again.store.head()).toBe(line);
    expect(line).toBeGreaterThan(0);
    expect(line).toBeLessThan(many.length);
    expect(await importLines(again, many)).toMatchObject({ recorded: many.length - line, repeated: line });
    expect(again.runner.readings.actors.size).toBe(400);
  });

  it('by somebody who wrote first lets nothing in after the line that it names', async () => {
    const machine = await opened();
    await importLines(machine, text(opening));
    const lines = async function* (): AsyncGenerator<string> {
      yield* text(actor('reds'), actor('blues'), actor('greens'), actor('whites'));
      await importLines(machine, text({ ...actor('blues'), commandid: 'first' }));
    };
    const error: unknown = await importLines(machine, lines()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ImportInterrupted);
    expect((error as ImportInterrupted).line).toBe(1);
    await machine.runner.caughtUp();
    expect([...machine.runner.readings.actors.keys()]).toEqual(['blues', 'reds']);
  });
});

describe('every type of event', () => {
  it('in the bundled record goes through the door of its own command', () => {
    const used = new Set(events.map(({ type }) => type));
    expect(EVENT_TYPES.filter((type) => !used.has(type))).toEqual([
      'ActorNamed',
      'PropositionReworded',
      'SourceWithheld',
      'SourceReleased',
      'CodingRevised',
      'ReportCorrected',
      'StatementVoided',
      'StatementWithdrawn',
      'WithdrawalVoided',
    ]);
  });
});
