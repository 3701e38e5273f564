import { type ImportOptions, importLines } from '../../src/record/import.js';
import { BadLine } from '../../src/record/lines.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { folder, onrecord } from '../support/command-line.js';
import { madeUpActorLines } from '../support/made-up-actors.js';
import { withNothing } from '../support/service.js';

const line = (type: string, data: object, more: object = {}): string => JSON.stringify({ type, data, ...more });
const english = (text: string): readonly object[] => [{ language: 'en', text }];
const REPORT = { source: 'arvia-gazette', directness: 'paraphrase', attribution: [] };
const WITHDRAWN = { by: 'arvia', said: { edtf: '2025-11-10' }, report: REPORT };

const statement = (statementId: string, more: object = {}): string =>
  line('StatementRecorded', {
    ...{ statementId, speaker: 'avery-example', channel: { kind: 'speech' }, said: { edtf: '2025-11-07' } },
    ...{ reports: [REPORT], codings: [], ...more },
  });
const source = (sourceId: string, more: object = {}): string =>
  line('SourceDescribed', { sourceId, kind: 'press', title: 'Daily', publisher: 'D', language: 'en', ...more });
const voided = (statementId: string, reason = 'Entered twice.'): string =>
  line('StatementVoided', { statementId, reason }, { commandid: `void-${statementId}` });

const FIRST = [
  ...madeUpActorLines,
  ...[statement('speech'), statement('gone'), voided('gone'), statement('taken')],
  line('StatementWithdrawn', { statementId: 'taken', ...WITHDRAWN }),
  line('IssueOpened', { issueId: 'dialogue', title: english('Dialogue') }),
  line('SourceWithheld', { sourceId: 'arvia-gazette', scope: 'text', reason: 'An order.', by: 'A. Keeper' }),
];

const ANOTHER = { actorId: 'arvia', kind: 'party', names: english('Arvia') };
const CONFLICTS: readonly (readonly [string, string, string, RegExp])[] = [
  ['an actor that is on record', line('ActorRegistered', ANOTHER), '', /There is an actor .* “arvia” already/],
  ['a source', source('arvia-gazette'), '', /There is a source/],
  ['an issue', line('IssueOpened', { issueId: 'dialogue', title: english('Talks') }), '', /There is an issue/],
  ['a statement', statement('speech', { note: 'Another.' }), '', /There is a statement/],
  ['a statement that was voided', statement('gone', { note: 'Another.' }), '', /which is voided/],
  ['something of one', line('StatementWithdrawn', { statementId: 'gone', ...WITHDRAWN }), '', /is voided/],
  [
    'a second withdrawal',
    line('StatementWithdrawn', { statementId: 'taken', ...WITHDRAWN, note: 'Again.' }),
    '',
    /is withdrawn already/,
  ],
  ['no withdrawal', line('WithdrawalVoided', { statementId: 'speech', reason: 'x' }), '', /There is no withdrawal/],
  [
    'the text of a withheld source',
    line('SourceCaptured', { sourceId: 'arvia-gazette', sha256: 'a'.repeat(64), length: 1 }),
    '',
    /is withheld/,
  ],
  ['another name of the log', line('RecordOpened', { name: 'Others' }), '', /This log was opened as/],
  [
    'what is so already',
    line('ActorNamed', { actorId: 'arvia', name: { language: 'en', text: 'Arvia' } }),
    '/data',
    /says what the record holds already/,
  ],
  ['a command of other content', voided('gone', 'Misread.'), '/commandid', /was given before, with other content/],
  [
    'a command of another stream',
    line('StatementVoided', { statementId: 'speech', reason: 'x' }, { commandid: 'void-gone' }),
    '/commandid',
    /was given before, for something else, at log position 10 \(statement-gone\)/,
  ],
];

/** What breaks a rule of its own, whatever is on record. */
const FAULTS: readonly (readonly [string, string, string])[] = [
  ['a field that breaks its rule', statement('new', { channel: {} }), '/data/channel/kind'],
  ['one of what is on record, too', statement('speech', { channel: {} }), '/data/channel/kind'],
  ['what is not on record', statement('new', { speaker: 'nobody' }), '/data/speaker'],
  ['something of a statement that is not on record', voided('nothing'), ''],
];

let machine: Machine;
beforeEach(async () => {
  machine = await openMachine('memory:');
  await importLines(machine, FIRST);
});
afterEach(() => machine.close());

/** The refusal of a file, which leaves nothing. */
const refusal = async (lines: readonly string[], options?: ImportOptions): Promise<BadLine> => {
  const head = await machine.store.head();
  const error: unknown = await importLines(machine, lines, options).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BadLine);
  expect(await machine.store.head()).toBe(head);
  return error as BadLine;
};

describe('a line that goes against what is on record', () => {
  it.each(CONFLICTS)('is a conflict: %s', async (_what, given, pointer, said) => {
    const { kind, type, message, faults } = await refusal([source('daily'), given]);
    expect([kind, type, message]).toEqual(['conflict', 'line-conflict', expect.stringMatching(said)]);
    expect(message).toMatch(/^Line 2: .* Nothing of the file was applied\.$/);
    expect(faults.map((fault) => fault.pointer)).toEqual([`/2${pointer}`]);
  });

  it('is a conflict before it is one that its command decides otherwise', async () => {
    const data = { statementId: 'speech', reason: 'x' };
    const given = line('StatementVoided', data, { commandid: 'void-gone', subject: 'statement-gone' });
    expect(await refusal([given])).toMatchObject({ kind: 'conflict', pointer: '/commandid' });
  });

  it('is a conflict with an earlier line of the file as with the log', async () => {
    const { kind, line: at } = await refusal([statement('new'), statement('new', { note: 'Another.' })]);
    expect([kind, at]).toEqual(['conflict', 2]);
    const twice = [source('daily'), source('weekly')].map((text) =>
      JSON.stringify({ ...(JSON.parse(text) as object), commandid: 'one' }),
    );
    expect(await refusal(twice)).toMatchObject({ kind: 'conflict', line: 2, pointer: '/commandid' });
  });

  it('is a conflict where the log holds something else than the file whose recorded times are to be taken', async () => {
    const opened = line('RecordOpened', { name: 'Others' }, { time: '2025-11-07T00:00:00.000Z', commandid: 'opened' });
    const other = await openMachine('memory:');
    await importLines(other, [opened], { trustRecordedAt: true });
    await importLines(other, madeUpActorLines.slice(0, 1));
    const next = JSON.stringify({ ...(JSON.parse(source('daily')) as object), time: '2025-11-08T00:00:00.000Z' });
    await expect(importLines(other, [opened, next], { trustRecordedAt: true })).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('cannot keep its recorded time'),
    });
    await other.close();
  });
});

describe('a line that breaks a rule', () => {
  it.each(FAULTS)('is no conflict: %s', async (_what, given, pointer) => {
    expect(await refusal([given])).toMatchObject({ kind: 'invalid', type: 'bad-line', pointer });
  });
});

describe('a file with faults and conflicts', () => {
  const [bad, taken] = [statement('new', { speaker: 'nobody' }), statement('speech', { note: 'Another.' })];
  it('is refused for its first line at fault, as that line is', async () => {
    expect(await refusal([bad, taken])).toMatchObject({ kind: 'invalid', line: 1 });
    expect(await refusal([taken, bad])).toMatchObject({ kind: 'conflict', line: 1 });
  });
});

describe('a conflict in an import', () => {
  const TAKEN = statement('speech', { note: 'Another.' });

  it('is 409 over HTTP, and a fault 422', async () => {
    const service = await withNothing();
    await importLines(service.machine, FIRST);
    const send = async (text: string) => {
      const { status, body } = await service.ask.post('/v1/import').set('Content-Type', 'application/jsonl').send(text);
      return [status, (body as { type: string }).type];
    };
    expect(await send(TAKEN)).toEqual([409, 'urn:onrecord:problem:line-conflict']);
    expect(await send(statement('new', { speaker: 'nobody' }))).toEqual([422, 'urn:onrecord:problem:bad-line']);
    await service.close();
  });

  it('is exit code 5 on the command line, and a fault 4', () => {
    const place = folder();
    const store = place.store('conflicts');
    expect(onrecord(store, ['import', '-'], FIRST.join('\n')).code).toBe(0);
    expect(onrecord(store, ['import', '-'], TAKEN)).toMatchObject({ code: 5, err: expect.stringContaining('Line 1') });
    expect(onrecord(store, ['import', '-'], statement('new', { speaker: 'nobody' })).code).toBe(4);
    place.remove();
  });
});
