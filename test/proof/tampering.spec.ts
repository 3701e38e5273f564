/** What somebody with the store’s file at hand can do to it, and that `verify` says so. */

import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { type Envelope, sequenceOf, streamOf } from '../../events/index.js';
import { eventIdOf } from '../../src/record/event-id.js';
import { bundledLines } from '../support/service.js';
import { type Logged, logged, madeUpLines, type Sql } from '../support/logged.js';

type Event = Readonly<Envelope<string, Record<string, unknown>>>;

/** The rows of the table as they are, to be put back. */
const rowsIn = (sql: Sql): unknown[][] =>
  sql.rows('SELECT position, stream, revision, id, type, time, line FROM events ORDER BY position');

const putRows = (sql: Sql, rows: readonly (readonly unknown[])[]): void => {
  sql.run('BEGIN');
  sql.run('DELETE FROM events');
  for (const row of rows) sql.run('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)', ...row);
  sql.run('COMMIT');
};

/** A whole log forged with care: positions, revisions, columns and canonical bytes all fit each other. */
const forged = (events: readonly Event[]): readonly (readonly unknown[])[] => {
  const revisions = new Map<string, number>();
  return events.map((event, at) => {
    const [position, stream] = [at + 1, streamOf(event.subject)];
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    const line = canonicalize({ ...event, sequence: sequenceOf(position) });
    return [position, stream, revision, event.id, event.type, event.time, line];
  });
};

let small: Logged;
let large: Logged;
let smallRows: unknown[][];
let largeRows: unknown[][];
beforeAll(async () => {
  [small, large] = [await logged(madeUpLines()), await logged(bundledLines())];
  small.change((sql) => (smallRows = rowsIn(sql)));
  large.change((sql) => (largeRows = rowsIn(sql)));
});
afterAll(() => [small, large].forEach((one) => one.remove()));

const eventsOf = (rows: readonly unknown[][]): readonly Event[] =>
  rows.map((row) => JSON.parse(row[6] as string) as Event);

/** What verify finds of the large log after it was forged, with the checkpoint and without one. */
const foundIn = async (events: readonly Event[]) => {
  large.change((sql) => putRows(sql, forged(events)));
  const [against, alone] = [await large.verified(), await large.verified({ without: true })];
  return { ...against.checkpoints[0]!, findings: against.findings, alone: alone.findings };
};

const place = fc.integer({ min: 2, max: 72 });

describe('a record that nobody touched', () => {
  it('holds together, and is what was signed', async () => {
    for (const one of [small, large]) {
      const { findings, events, checkpoints } = await one.verified();
      expect(findings).toEqual([]);
      expect(checkpoints).toEqual([expect.objectContaining({ checkpoints: 1, signed: 1, covered: events })]);
    }
  });
});

describe('a stored event', () => {
  const setLine = (position: number, bytes: Buffer): void =>
    small.change((sql) => sql.run('UPDATE events SET line = CAST(? AS TEXT) WHERE position = ?', bytes, position));

  const lineOf = (position: number): Buffer => Buffer.from(smallRows[position - 1]![6] as string);

  /** The first event that differs, and whether the findings name it. */
  const foundAfter = async (position: number, bytes: Buffer): Promise<unknown> => {
    setLine(position, bytes);
    const { checkpoints, findings } = await small.verified();
    setLine(position, lineOf(position));
    return {
      first: checkpoints[0]!.firstDifference,
      named: findings.some((said) => said.includes(`Event ${position} `)),
    };
  };

  const changed = (line: Buffer, at: number, by: number): Buffer => {
    const bytes = Buffer.from(line);
    bytes[at] = bytes[at]! ^ by;
    return bytes;
  };

  it('is found changed whichever of its bytes is another: each byte of one event', async () => {
    const position = smallRows.length;
    const line = lineOf(position);
    const missed: number[] = [];
    for (let at = 0; at < line.length; at += 1) {
      const found = await foundAfter(position, changed(line, at, 1 + ((at * 89) % 255)));
      if (JSON.stringify(found) !== JSON.stringify({ first: position, named: true })) missed.push(at);
    }
    expect(line.length).toBeGreaterThan(500);
    expect(missed).toEqual([]);
  }, 120_000);

  it(
    'is found changed whichever byte of whichever event is whatever other',
    () =>
      fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (which, at, by) => {
          const position = 1 + (which % smallRows.length);
          const line = lineOf(position);
          const found = await foundAfter(position, changed(line, at % line.length, by));
          expect(found).toEqual({ first: position, named: true });
        }),
        { numRuns: 300 },
      ),
    120_000,
  );

  it.each([
    ['a NUL and more after it', (line: Buffer) => Buffer.concat([line, Buffer.from('\0{}')])],
    ['a byte order mark before it', (line: Buffer) => Buffer.concat([Buffer.from('\uFEFF'), line])],
    ['white space after it', (line: Buffer) => Buffer.concat([line, Buffer.from(' ')])],
    ['an escape for a letter', (line: Buffer) => Buffer.from(line.toString().replace('"type"', '"\\u0074ype"'))],
    ['a member twice', (line: Buffer) => Buffer.from(line.toString().replace('{', '{"commandid":"x",'))],
    [
      'its members in another order',
      (line: Buffer) => Buffer.from(JSON.stringify({ type: 'x', ...JSON.parse(line.toString()) })),
    ],
    ['nothing of it left', () => Buffer.from('null')],
    ['half of it', (line: Buffer) => line.subarray(0, line.length / 2)],
    ['bytes that are no text', () => Buffer.from([0xff, 0xfe, 0x00, 0xc3])],
  ])('is found written another way, though it may mean the same: %s', async (_what, written) => {
    expect(await foundAfter(3, written(lineOf(3)))).toEqual({ first: 3, named: true });
    setLine(3, written(lineOf(3)));
    expect((await small.verified({ without: true })).findings).not.toEqual([]);
    setLine(3, lineOf(3));
  });

  it('that cannot be read hides nothing that is wrong after it', async () => {
    setLine(3, Buffer.from('{"id":'));
    setLine(6, changed(lineOf(6), 40, 1));
    const { findings, events } = await small.verified({ without: true });
    setLine(3, lineOf(3));
    setLine(6, lineOf(6));
    expect(events).toBe(smallRows.length - 1);
    expect(findings).toEqual([expect.stringContaining('Event 3 '), expect.stringContaining('Event 6 ')]);
  });
});

describe('a log that was forged with care', () => {
  afterAll(() => large.change((sql) => putRows(sql, largeRows)));

  it('is found by its checkpoint where an event was changed, and by nothing else', () =>
    fc.assert(
      fc.asyncProperty(place, async (position) => {
        const events = eventsOf(largeRows).map((event, at) =>
          at === position - 1 ? { ...event, recordedby: 'somebody-else' } : event,
        );
        const found = await foundIn(events);
        expect(found.alone).toEqual([]);
        expect(found.firstDifference).toBe(position);
        expect(found.findings[0]).toContain(`Event ${position} is not what it was`);
      }),
      { numRuns: 25 },
    ));

  it('is found by its checkpoint where an event was taken out', () =>
    fc.assert(
      fc.asyncProperty(place, async (position) => {
        const found = await foundIn(eventsOf(largeRows).filter((_, at) => at !== position - 1));
        expect(found.firstDifference).toBe(position);
        expect(found.findings.join(' ')).toContain('The log ends at position 71');
        expect(found.alone.filter((said) => !said.startsWith('The quote'))).toEqual([]);
      }),
      { numRuns: 25 },
    ));

  it('is found by its checkpoint where an event was put in', () =>
    fc.assert(
      fc.asyncProperty(place, fc.uuid(), async (position, commandid) => {
        const events = [...eventsOf(largeRows)];
        const before = events[position - 2]!;
        events.splice(position - 1, 0, {
          ...before,
          commandid,
          id: eventIdOf(commandid, 0),
          type: 'ActorRegistered',
          subject: `actor-${commandid}`,
          data: { actorId: commandid, kind: 'person', names: [{ language: 'en', text: 'Nobody' }] },
        });
        const found = await foundIn(events);
        expect(found.alone).toEqual([]);
        expect(found.firstDifference).toBe(position);
      }),
      { numRuns: 25 },
    ));

  it('is found by its checkpoint where two events changed places', () =>
    fc.assert(
      fc.asyncProperty(place, async (position) => {
        const events = [...eventsOf(largeRows)];
        const [one, other] = [events[position - 1]!, events[position % 72]!];
        fc.pre(position < 72 && one.subject !== other.subject && one.time === other.time);
        [events[position - 1], events[position]] = [other, one];
        const found = await foundIn(events);
        expect(found.alone).toEqual([]);
        expect(found.firstDifference).toBe(position);
      }),
      { numRuns: 25 },
    ));

  it('is found by its checkpoint where its end was cut off', async () => {
    const found = await foundIn(eventsOf(largeRows).slice(0, 60));
    expect(found.alone).toEqual([]);
    expect(found).toMatchObject({ firstDifference: 61, covered: 0 });
    expect(found.findings.join(' ')).toMatch(/The log ends at position 60, and .* covers 72/);
  });

  it('is found where its first event was changed, by which the log is named', async () => {
    const events = eventsOf(largeRows).map((event, at) => (at === 0 ? { ...event, recordedby: 'x' } : event));
    expect((await foundIn(events)).firstDifference).toBe(1);
  });

  it('is out of reach after the last checkpoint, until the next', async () => {
    large.change((sql) => putRows(sql, largeRows));
    const [first, ...others] = eventsOf(largeRows).slice(-1);
    const later = {
      ...first!,
      commandid: 'later',
      id: eventIdOf('later', 0),
      type: 'ActorRegistered',
      subject: 'actor-x',
    };
    const data = { actorId: 'x', kind: 'person', names: [{ language: 'en', text: 'X' }] };
    const found = await foundIn([...eventsOf(largeRows), ...others, { ...later, data }]);
    expect(found).toMatchObject({ findings: [], covered: 72 });
    large.change((sql) => putRows(sql, largeRows));
  });
});

describe('a file', () => {
  afterEach(() => large.change((sql) => putRows(sql, largeRows)));

  const findings = async (): Promise<string> => (await large.verified({ without: true })).findings.join(' ');

  it.each([
    ["UPDATE events SET stream = 'onrecord-issue-x' WHERE position = 9", /Event 9 says its subject is/],
    ['UPDATE events SET revision = 7 WHERE position = 9', /Event 9 is revision 7 of/],
    ["UPDATE events SET id = 'x' WHERE position = 9", /columns of the events at 9 do not say/],
    ["UPDATE events SET type = 'x' WHERE position = 9", /columns of the events at 9 do not say/],
    ["UPDATE events SET time = '2020' WHERE position = 9", /columns of the events at 9 do not say/],
    ["UPDATE events SET stream = CAST(x'ff' AS TEXT) WHERE position = 9", /Event 9 is not JSON, or is no text/],
    ['DELETE FROM events WHERE position = 9', /Event 9 is missing/],
    ["INSERT INTO events VALUES (0, 'onrecord-actor-x', 0, 'x', 'x', 'x', '{}')", /events before position 1, at 0/],
  ])('that was changed beside its events is found: %s', async (sql, said) => {
    large.change((database) => database.run(sql));
    expect(await findings()).toMatch(said);
  });

  it('with a trigger of somebody else’s is found', async () => {
    large.change((sql) => sql.run('CREATE TRIGGER quiet AFTER INSERT ON events BEGIN DELETE FROM texts; END'));
    expect(await findings()).toMatch(/The file has a trigger quiet that onrecord did not make/);
    large.change((sql) => sql.run('DROP TRIGGER quiet'));
  });
});
