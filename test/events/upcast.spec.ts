import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EVENT_TYPES,
  EventNotKnown,
  parseType,
  type RecordedEvent,
  STEPS,
  type Steps,
  streamOf,
  typeName,
  upcast,
  versionOf,
} from '../../events/index.js';
import { emptyReadings, read, searchFor } from '../../projections/index.js';
import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand, CommandName } from '../../src/commands/list.js';
import { createApp } from '../../src/http/create-app.js';
import { changesAfter } from '../../src/record/feed.js';
import { importLines } from '../../src/record/import.js';
import { knownEvents } from '../../src/record/known-events.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { replayed } from '../../src/record/rebuild.js';
import { partsOf, writeParts } from '../support/snapshot-file.js';
import { verify } from '../../src/record/verify.js';
import { SqliteEventStore } from '../../src/store/sqlite/sqlite-event-store.js';
import { onrecord } from '../support/command-line.js';
import { answersHash, readingsOf } from '../support/old-log.js';

const LOGS = 'test/events/logs';
/** The logs of every version so far, each with the hash of its bytes and of all answers there are of it. Never edited, only added to. */
const FROZEN: Readonly<Record<string, Readonly<{ bytes: string; answers: string }>>> = {
  'version-1.jsonl': {
    bytes: '7ced926ebc02117fa1c5b5b44413095df7578c4c4da3feb42c796398883d50fe',
    answers: '65ac9af839a369aaca2baf6dfefd659728f7611fb0081761aefbfca090425160',
  },
  'version-2.jsonl': {
    bytes: '2957501983246379007175c293784881cf726b379261552b9616cf91deebbc25',
    answers: 'f6ad9ccbfad0b96b315890973f54ef3950bf4db051a0fc405e4dec011251cb9a',
  },
  'version-2-clocks-and-tags.jsonl': {
    bytes: '98642f4e6ae0d6e28795fb1fed00b8a979e3057375e2961e6db4d3cffc00c1c2',
    answers: '45fdc9d9022e85da0687578b6730cf96b6ee7e9d8020baa3cd306fdb7abc08af',
  },
};

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');
const eventsOf = (lines: readonly string[]): readonly RecordedEvent[] =>
  lines.map((line) => upcast(JSON.parse(line) as RecordedEvent));

const place = mkdtempSync(join(tmpdir(), 'onrecord-upcast-'));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const stored = async ({ store }: Pick<Machine, 'store'>): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const { line } of store.readAll()) lines.push(line);
  return lines;
};

describe.each(Object.entries(FROZEN))('the log of an earlier version, %s', (name, { bytes, answers }) => {
  const text = readFileSync(join(LOGS, name), 'utf8');

  it('is as it was', () => expect(sha256(text)).toBe(bytes));

  it('is read to the answers it was read to', () =>
    expect(answersHash(readingsOf(eventsOf(linesOf(text))))).toBe(answers));

  it('is imported byte for byte, holds together, and gives the same answers', async () => {
    const path = join(place, `${name}.db`);
    const machine = await openMachine(`sqlite:${path}`);
    try {
      await importLines(machine, linesOf(text), { trustRecordedAt: true });
      expect(await stored(machine)).toEqual(linesOf(text));
      expect(answersHash(machine.runner.readings)).toBe(answers);
    } finally {
      await machine.close();
    }
    const asStored = SqliteEventStore.open(path);
    expect((await verify(asStored)).findings).toEqual([]);
    await asStored.close();
  });
});

describe('the logs of earlier versions', () => {
  it('are all held to their answers', () => expect(readdirSync(LOGS).sort()).toEqual(Object.keys(FROZEN).sort()));

  it('have every type of event in every version of its shape', () => {
    const held = new Set(
      readdirSync(LOGS)
        .flatMap((name) => linesOf(readFileSync(join(LOGS, name), 'utf8')))
        .map((line) => (JSON.parse(line) as RecordedEvent).type as string),
    );
    const wanted = EVENT_TYPES.flatMap((type) =>
      Array.from({ length: versionOf(type, STEPS) }, (_, at) => typeName({ type, version: at + 1 })),
    );
    expect(wanted.filter((type) => !held.has(type))).toEqual([]);
  });
});

/** A made-up earlier shape: who spoke was once called `by`, and codings stood in a list called `stances`. */
type Old = Readonly<Record<string, unknown>>;
const toOld = ({ speaker, codings, ...data }: Old): Old => ({ ...data, by: speaker, stances: { list: codings } });
const STEPS_MADE_UP: Steps = {
  StatementRecorded: [
    (data) => {
      const { by, ...rest } = data as Old;
      return { ...rest, speaker: by };
    },
    (data) => {
      const { stances, ...rest } = data as Old & Readonly<{ stances: Readonly<{ list: unknown }> }>;
      return { ...rest, codings: stances.list };
    },
  ],
};

const FIXTURE = eventsOf(linesOf(readFileSync(join(LOGS, 'version-1.jsonl'), 'utf8')));
const ANSWERS = FROZEN['version-1.jsonl']!.answers;
const OLD = FIXTURE.map((event) =>
  event.type === 'StatementRecorded' ? { ...event, data: toOld(event.data as Old) } : event,
) as readonly RecordedEvent[];

/** A store that was written by an earlier version, byte for byte. */
const writtenBefore = async (name: string, events: readonly RecordedEvent[]): Promise<string> => {
  const path = join(place, `${name}.db`);
  const store = SqliteEventStore.open(path);
  const revisions = new Map<string, number>();
  for (const { id, type, data, recordedby, commandid, subject, time, timebasis } of events) {
    const stream = streamOf(subject);
    const revision = revisions.get(stream);
    const trusted = { time, ...(timebasis === undefined ? {} : { timebasis }) };
    await store.append(stream, revision ?? 'no stream', [{ id, type, data, recordedby, commandid }], trusted);
    revisions.set(stream, (revision ?? -1) + 1);
  }
  await store.close();
  return `sqlite:${path}`;
};

const command = (name: CommandName, data: object, commandId: string): AnyCommand =>
  commandFrom(name, data, { commandId, recordedBy: 'tester' }) as AnyCommand;

describe('a correction that takes a part out', () => {
  const line = (type: string): string =>
    JSON.stringify({
      type,
      data: { statementId: 'answer', corrected: { inReplyTo: null }, reason: 'It answered nothing.' },
    });

  it('is imported as what it is, and refused under the name of the shape that could not', async () => {
    const machine = await openMachine('memory:');
    try {
      await importLines(machine, linesOf(readFileSync(join(LOGS, 'version-1.jsonl'), 'utf8')), {
        trustRecordedAt: true,
      });
      await expect(importLines(machine, [line('StatementCorrected')])).rejects.toThrow(
        /Line 1: \/data is not of the shape that StatementCorrected has \(“inReplyTo” is null there, .* write that type\)/,
      );
      expect(machine.runner.position).toBe(35);
      expect(await importLines(machine, [line('StatementCorrected.v2')])).toMatchObject({ recorded: 1 });
      expect(JSON.parse((await stored(machine)).at(-1)!)).toMatchObject({ type: 'StatementCorrected.v2' });
    } finally {
      await machine.close();
    }
  });

  it('stops who reads it where it stands under the wrong name', () => {
    const wrong = { ...FIXTURE[29]!, data: { statementId: 'answer', corrected: { inReplyTo: null }, reason: 'x' } };
    expect(wrong.type).toBe('StatementCorrected');
    expect(() => upcast(wrong as RecordedEvent)).toThrow('write that type');
  });
});

describe('a shape that has become another', () => {
  let machine: Machine;
  let url: string;
  let count = 0;
  beforeEach(async () => {
    url = await writtenBefore(`old-${(count += 1)}`, OLD);
    machine = await openMachine(url, undefined, STEPS_MADE_UP);
    await machine.runner.toHead();
  });
  afterEach(() => machine.close());

  it('is read by the runner and by a replay to the same answers', async () => {
    expect(answersHash(machine.runner.readings)).toBe(ANSWERS);
    expect(answersHash(await replayed(machine.store, OLD.length))).toBe(ANSWERS);
    expect(searchFor(machine.runner.readings, 'harbour is open', { position: OLD.length }).length).toBeGreaterThan(0);
  });

  it('would not be, were its steps not taken', () => {
    const unread = (): string => answersHash(readingsOf(OLD));
    expect(() => expect(unread()).toBe(ANSWERS)).toThrow();
  });

  it('is told in the changes, and given in the log as it is stored', async () => {
    const stop = new AbortController();
    const kinds: string[] = [];
    for await (const change of changesAfter(machine, { position: 0, index: 0 }, {}, stop.signal)) {
      kinds.push(change.kind);
      if (kinds.length === machine.runner.readings.changes.length) stop.abort();
    }
    expect(kinds).toEqual(machine.runner.readings.changes.map(({ kind }) => kind));
    expect((await stored(machine)).map((line) => (JSON.parse(line) as RecordedEvent).data)).toEqual(
      OLD.map(({ data }) => data),
    );
  });

  it('is folded by the ledger, which writes the new one', async () => {
    const withdrawn = {
      statementId: 'speech',
      by: 'ana-bright',
      said: { edtf: '2025-11-10' },
      report: { source: 'gazette', directness: 'verbatim', attribution: [] },
    };
    expect((await machine.ledger.execute(command('WithdrawStatement', withdrawn, 'new-1'))).outcome).toBe('recorded');
    const speech = {
      speaker: 'ana-bright',
      channel: { kind: 'speech' },
      said: { edtf: '2025-11-11' },
      reports: [{ source: 'gazette', directness: 'verbatim', attribution: [] }],
      codings: [],
    };
    const made = command('RecordStatement', { ...speech, statementId: 'newer' }, 'new-2');
    expect(await machine.ledger.execute(made)).toMatchObject({
      outcome: 'recorded',
      events: [{ type: 'StatementRecorded' }],
    });
    expect(JSON.parse((await stored(machine)).at(-1)!)).toMatchObject({
      type: 'StatementRecorded.v3',
      data: { speaker: 'ana-bright' },
    });
    expect((await machine.ledger.execute(made)).outcome).toBe('repeated');
    const taken = command('RecordStatement', { ...speech, statementId: 'speech' }, 'new-3');
    await expect(machine.ledger.execute(taken)).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('is nothing new where its command is given again', async () => {
    const { data, commandid } = FIXTURE.find(({ data: of }) => 'statementId' in of && of.statementId === 'answer')!;
    const { said, ...rest } = data as Old & Readonly<{ said: Old }>;
    const again = command('RecordStatement', { ...rest, said: { edtf: said['edtf'], zone: said['zone'] } }, commandid);
    expect(await machine.ledger.execute(again)).toMatchObject({ outcome: 'repeated' });
  });

  it('is imported as it is, byte for byte, and passed over where it went in', async () => {
    const given = await stored(machine);
    const other = await openMachine(`sqlite:${join(place, `copy-${count}.db`)}`, undefined, STEPS_MADE_UP);
    try {
      await importLines(other, given, { trustRecordedAt: true });
      expect(await stored(other)).toEqual(given);
      expect(answersHash(other.runner.readings)).toBe(ANSWERS);
      expect(await importLines(other, given)).toMatchObject({ recorded: 0, repeated: OLD.length });
    } finally {
      await other.close();
    }
  });

  it('goes in as the new one where a line leaves something to be worked out', async () => {
    const { data } = OLD.find(({ data: of }) => 'statementId' in of && of.statementId === 'answer')! as { data: Old };
    const line = {
      type: 'StatementRecorded',
      data: { ...data, statementId: 'third', said: { edtf: '2025-11-08', zone: 'America/New_York' } },
    };
    expect(await importLines(machine, [JSON.stringify(line)])).toMatchObject({ recorded: 1 });
    expect(JSON.parse((await stored(machine)).at(-1)!)).toMatchObject({ type: 'StatementRecorded.v3' });
    expect(await importLines(machine, [JSON.stringify(line)])).toMatchObject({ repeated: 1 });
  });

  it('is refused in an import, with its line, where it is not what its version was', async () => {
    const broken = { type: 'StatementRecorded', data: { statementId: 'fourth', by: 'ana-bright' } };
    const line = [JSON.stringify(broken)];
    await expect(importLines(machine, line)).rejects.toMatchObject({
      kind: 'invalid',
      message: expect.stringContaining('Line 1: /data'),
    });
    expect(machine.runner.position).toBe(OLD.length);
  });

  it('is asked for by its type in every version of it', async () => {
    const named = [];
    for await (const { event } of machine.store.readAll({ filter: { types: ['StatementRecorded'] } }))
      named.push(event);
    expect(named.map(({ type, data }) => [type, 'speaker' in data])).toEqual(
      named.map(() => ['StatementRecorded', true]),
    );
    expect(named).toHaveLength(4);
  });
});

const unknownAt = (type: string): readonly RecordedEvent[] => [
  ...FIXTURE.slice(0, 20),
  {
    ...FIXTURE[20]!,
    id: 'a7a7a7a7-0000-4000-8000-000000000000',
    commandid: 'of-a-later-version',
    type,
    data: { new: 'shape' },
  } as unknown as RecordedEvent,
  ...FIXTURE.slice(20),
];
const PAST_THE_STEPS = 'StatementRecorded.v2';

describe.each(['HarbourClosed', PAST_THE_STEPS])('an event that this version does not know, %s', (type) => {
  const sentence = new RegExp(`event at log position 21 is of type “${type.replace('.', '\\.')}”.*Upgrade onrecord`);
  const refused = { kind: 'unreachable', message: expect.stringMatching(sentence) };
  let machine: Machine;
  let url: string;
  let count = 0;
  beforeEach(async () => {
    url = await writtenBefore(`${type}-${(count += 1)}`, unknownAt(type));
    machine = await openMachine(url);
  });
  afterEach(() => machine.close());

  it('stops the runner, before it and again', async () => {
    await expect(machine.runner.toHead()).rejects.toMatchObject(refused);
    await expect(machine.runner.caughtUp()).rejects.toMatchObject(refused);
    expect(machine.runner.position).toBe(20);
  });

  it('stops a replay, verify and an export', async () => {
    await expect(replayed(machine.store, 30)).rejects.toMatchObject(refused);
    expect((await verify(machine.store)).findings[0]).toMatch(/^Event 21 .*[Uu]pgrade onrecord/);
    await expect(stored(machine)).rejects.toMatchObject(refused);
  });

  it('stops the ledger, whatever stream is written to, and an import', async () => {
    const wish = command('RegisterActor', { actorId: 'x', kind: 'party', names: [{ language: 'en', text: 'X' }] }, 'x');
    await expect(machine.ledger.execute(wish)).rejects.toMatchObject(refused);
    const line = JSON.stringify({
      type: 'ActorRegistered',
      data: { actorId: 'x', kind: 'party', names: [{ language: 'en', text: 'X' }] },
    });
    await expect(importLines(machine, [line])).rejects.toMatchObject(refused);
    expect(await machine.store.head()).toBe(FIXTURE.length + 1);
  });

  it('is 503 over HTTP with the sentence, and ends a stream with it', async () => {
    const app = await createApp(machine, { logger: false });
    try {
      await app.listen(0, '127.0.0.1');
      const at = await app.getUrl();
      for (const path of [
        '/v1/positions',
        '/v1/events',
        '/v1/export',
        '/v1/changes',
        '/v1/search?q=a',
        '/readyz',
        '/v1/events/2',
      ]) {
        const response = await fetch(`${at}${path}`);
        expect([path, response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
          path,
          503,
          expect.stringMatching(sentence),
        ]);
      }
    } finally {
      await app.close();
    }
  });

  it('stops the command line with the sentence', async () => {
    await machine.close();
    for (const args of [
      ['position'],
      ['search', 'a'],
      ['replay'],
      ['export'],
      ['rebuild'],
      ['watch', '--once', '--after', '0'],
    ]) {
      const { code, err } = onrecord(url, args);
      expect([args, code, err]).toEqual([args, 7, expect.stringMatching(sentence)]);
    }
    expect(onrecord(url, ['verify'])).toMatchObject({
      code: 6,
      err: expect.stringMatching(/Event 21 .*pgrade onrecord/),
    });
    machine = await openMachine(url);
  }, 60_000);

  it('is refused in an import, with its line', async () => {
    const other = await openMachine('memory:');
    try {
      const line = JSON.stringify({ type, data: { new: 'shape' } });
      await expect(importLines(other, [line])).rejects.toMatchObject({
        kind: 'invalid',
        message: expect.stringMatching(/Line 1: \/type .*Upgrade onrecord/),
      });
      expect(await other.store.head()).toBe(0);
    } finally {
      await other.close();
    }
  });

  it('cannot be passed over by the readings themselves', () => {
    const events = unknownAt(type).map((event, at) => ({ ...event, sequence: String(at + 1).padStart(10, '0') }));
    expect(() => events.reduce(read, emptyReadings())).toThrow(EventNotKnown);
  });

  it('cannot be written', async () => {
    const event = { id: 'b', type, data: {}, recordedby: 'a', commandid: 'c' };
    await expect(machine.store.append('onrecord-record', 0, [event])).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

describe('an event that comes while a stream is read', () => {
  it('ends the stream with the sentence, where this version does not know it', async () => {
    const url = await writtenBefore('while-read', FIXTURE);
    const machine = await openMachine(url);
    const app = await createApp(machine, { logger: false });
    try {
      await app.listen(0, '127.0.0.1');
      const raw = SqliteEventStore.open(url.slice('sqlite:'.length));
      const [end, start] = [FIXTURE.length, FIXTURE.length - 2];
      const told = fetch(`${await app.getUrl()}/v1/events/stream?after=${start}`).then((response) => response.text());
      await raw.append('onrecord-harbour-x', 'no stream', [
        { id: 'n', type: 'HarbourClosed', data: {}, recordedby: 'a', commandid: 'n' },
      ]);
      const poke = command(
        'RegisterActor',
        { actorId: 'x', kind: 'party', names: [{ language: 'en', text: 'X' }] },
        'x',
      );
      await expect(machine.ledger.execute(poke)).rejects.toMatchObject({ kind: 'unreachable' });
      await raw.close();
      const sent = await Promise.race([told, new Promise<string>((done) => setTimeout(() => done('nothing'), 4_000))]);
      expect(sent === 'nothing' ? end : sent).toMatch(new RegExp(`position ${end + 1} is of type “HarbourClosed”`));
    } finally {
      await app.close();
      await machine.close();
    }
  });
});

describe('a snapshot', () => {
  it('of a version that knew other shapes is left aside', async () => {
    const url = await writtenBefore('snapshot', FIXTURE);
    const machine = await openMachine(url);
    await machine.runner.toHead();
    await machine.close();
    const path = `${url.slice('sqlite:'.length)}.readings.json`;
    const { head, pieces } = partsOf(path);
    const again = async (): Promise<number> => {
      const reopened = await openMachine(url);
      const { position } = reopened.runner;
      await reopened.store.close();
      await reopened.close().catch(() => undefined);
      return position;
    };
    expect(head['shapes']).toMatch(/^[0-9a-f]{16}$/);
    expect(await again()).toBe(FIXTURE.length);
    for (const shapes of [undefined, 'another']) {
      writeParts(path, { head: { ...head, shapes }, pieces });
      expect(await again()).toBe(0);
    }
  });
});

describe('the name of a type', () => {
  it.each([
    'HarbourClosed',
    'StatementRecorded.v2',
    'StatementRecorded.v1',
    'StatementRecorded.v0',
    'StatementRecorded.V3',
    'StatementRecorded.',
    'constructor',
    '__proto__',
    'toString',
    '',
    'statementrecorded',
    ' StatementRecorded',
  ])('%j is not known where no step leads to it', (name) => expect(() => parseType(name)).toThrow(EventNotKnown));

  it('says the version from the second on', () => {
    expect(parseType('StatementRecorded', STEPS_MADE_UP)).toEqual({ type: 'StatementRecorded', version: 1 });
    expect(parseType('StatementRecorded.v3', STEPS_MADE_UP)).toEqual({ type: 'StatementRecorded', version: 3 });
    expect(() => parseType('StatementRecorded.v4', STEPS_MADE_UP)).toThrow(
      /version 4 of a shape that this version knows up to 3/,
    );
  });

  it('is no matter to a store of no versions', async () => {
    const url = await writtenBefore('plain', FIXTURE);
    const raw = SqliteEventStore.open(url.slice('sqlite:'.length), { readonly: true });
    const known = knownEvents(raw);
    for await (const { event, line } of known.readAll()) expect(JSON.parse(line)).toEqual(event);
    expect(known.describe()).toBe(raw.describe());
    await known.close();
  });
});
