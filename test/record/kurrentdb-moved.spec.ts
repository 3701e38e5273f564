import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Readings } from '../../projections/index.js';
import { askBoard, askDiff, askHistory, askPosition } from '../../src/record/ask.js';
import { importLines } from '../../src/record/import.js';
import { askStatement, askThread, askVersions } from '../../src/record/look-up-statements.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { readingsHash } from '../../src/record/snapshot.js';
import { verify } from '../../src/record/verify.js';
import type { StoredEvent } from '../../src/store/event-store.js';
import { lines as bundled, NOW } from '../support/bundled.js';
import { type ALog, aLog } from '../support/kurrentdb-log.js';
import { machineOn } from '../support/on-a-cluster.js';

const folder = mkdtempSync(join(tmpdir(), 'onrecord-moved-'));

const eventsIn = async ({ store }: Machine): Promise<readonly StoredEvent[]> => {
  const events: StoredEvent[] = [];
  for await (const stored of store.readAll()) events.push(stored);
  return events;
};

const exported = async (machine: Machine): Promise<readonly string[]> =>
  (await eventsIn(machine)).map(({ line }) => line);

const DATES = ['2023-02-21', '2023-02-22', '2025-01-24', '2025-11-06', '2025-11-07', '2025-11-10', '2025-11-21'];
const LATER = ['2025-11-22', '2025-11-24', '2025-11-25', '2026-01-01', '2025-11-07T12:00:00+09:00'];
const KNOWN = ['1', '50', '60', '61', '65', '70', '71', '72', '2025-11-25', '2025-11-26T00:00:00Z'];

/** Everything that can be asked of the record on both clocks, answered. */
const answersOf = function* (readings: Readings): Generator<unknown> {
  const pairs = [...readings.actors.keys()].flatMap((actor) =>
    [...readings.codebook.keys()].map((issue) => [actor, issue] as const),
  );
  for (const asOf of [...DATES, ...LATER])
    for (const knownAt of KNOWN) {
      yield askBoard(readings, { asOf, knownAt }, NOW);
      for (const [actor, issue] of pairs.filter(([actor]) => hasActor(readings, actor, knownAt)))
        for (const evidence of ['own', 'press', 'all'])
          yield tried(() => askPosition(readings, actor, issue, { asOf, knownAt, evidence }, NOW));
    }
  for (const [actor, issue] of pairs) {
    yield tried(() => askHistory(readings, actor, issue, {}, NOW));
    yield tried(() => askDiff(readings, actor, issue, { from: '2025-11-06', to: '2025-11-25' }, NOW));
  }
  for (const id of readings.statements.rows.keys())
    yield [askStatement, askVersions, askThread].map((ask) => ask(readings, id, {}, NOW));
  yield readings.changes;
};

const hasActor = (readings: Readings, actor: string, knownAt: string): boolean =>
  knownAt !== '1' && readings.actors.has(actor);

/** An answer, or the refusal there is instead. */
const tried = (ask: () => unknown): unknown => {
  try {
    return ask();
  } catch (error) {
    return String(error);
  }
};

const hashOfAnswers = async (machine: Machine): Promise<Readonly<{ asked: number; sha256: string }>> => {
  const hash = createHash('sha256');
  let asked = 0;
  for (const answer of answersOf(await machine.runner.toHead())) {
    hash.update(`${JSON.stringify(answer)}\n`);
    asked += 1;
  }
  return { asked, sha256: hash.digest('hex') };
};

const moved = async (from: Machine, to: Machine): Promise<Machine> => {
  await importLines(to, await exported(from), { trustRecordedAt: true });
  return to;
};

describe('the bundled record, moved from SQLite to a cluster and back', () => {
  let server: ALog;
  let [sqlite, cluster, again]: readonly Machine[] = [];
  beforeAll(async () => {
    server = await aLog();
    sqlite = await openMachine(`sqlite:${join(folder, 'first.db')}`);
    await importLines(sqlite, bundled, { trustRecordedAt: true });
    cluster = await moved(sqlite, await machineOn(server.url, join(folder, 'replica.db')));
    again = await moved(cluster, await openMachine(`sqlite:${join(folder, 'second.db')}`));
  }, 60_000);
  afterAll(async () => {
    for (const machine of [sqlite, cluster, again]) await machine?.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the same positions, streams and revisions', async () => {
    const placed = async (machine: Machine): Promise<unknown> =>
      (await eventsIn(machine)).map(({ position, stream, revision, event }) => [position, stream, revision, event.id]);
    const first = await placed(sqlite!);
    expect(await placed(cluster!)).toEqual(first);
    expect(await placed(again!)).toEqual(first);
  });

  it('has the same export, byte for byte', async () => {
    expect(await exported(sqlite!)).toEqual(bundled);
    expect(await exported(cluster!)).toEqual(bundled);
    expect(await exported(again!)).toEqual(bundled);
  });

  it('has the same answers, to everything that can be asked on both clocks', async () => {
    const first = await hashOfAnswers(sqlite!);
    expect(first.asked).toBeGreaterThan(5_000);
    expect(await hashOfAnswers(cluster!)).toEqual(first);
    expect(await hashOfAnswers(again!)).toEqual(first);
    const hashes = await Promise.all(
      [sqlite!, cluster!, again!].map(({ runner }) => runner.toHead().then(readingsHash)),
    );
    expect(new Set(hashes).size).toBe(1);
  });

  it('holds together on each', async () => {
    const found = await Promise.all([sqlite!, cluster!, again!].map(({ store }) => verify(store)));
    expect(found[0]!.events).toBe(72);
    expect(found.every((one) => isDeepStrictEqual(one, found[0]))).toBe(true);
    expect(found[0]!.findings).toEqual([]);
  });

  it('is read the same by an instance with an empty replica', async () => {
    const fresh = await machineOn(server.url);
    expect(await exported(fresh)).toEqual(bundled);
    expect(readingsHash(await fresh.runner.toHead())).toBe(readingsHash(await sqlite!.runner.toHead()));
    await fresh.close();
  });
});
