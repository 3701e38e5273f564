import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readPosition } from '../../projections/index.js';
import { importLines } from '../../src/record/import.js';
import { Machine, openMachine } from '../../src/record/machine.js';
import { snapshotPath } from '../../src/record/reader.js';
import { checkRebuild } from '../../src/record/rebuild.js';
import { piecesOf } from '../../src/record/readings-pieces.js';
import { loadBase, loadSnapshot, readingsHash, saveSnapshot } from '../../src/record/snapshot.js';
import { bundled, lines } from '../support/bundled.js';
import { partsOf, writeParts } from '../support/snapshot-file.js';

describe('a snapshot', () => {
  let directory: string;
  let url: string;
  let path: string;
  let machine: Machine;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'onrecord-snapshot-'));
    url = `sqlite:${join(directory, 'log.db')}`;
    path = snapshotPath(url)!;
    machine = await openMachine(url);
    await importLines(machine, lines, { trustRecordedAt: true });
    await machine.close();
    machine = await openMachine(url);
  });
  afterEach(async () => {
    await machine.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const loaded = (): ReturnType<typeof loadSnapshot> => loadSnapshot(path, machine.store);
  const checked = async (): Promise<readonly boolean[]> =>
    (await checkRebuild(machine.store, path, undefined)).compared.map(({ same }) => same);
  /** Put another text in the place of some of the snapshot's pieces, with a hash that fits or as it was. */
  const damage = (from: string, to: string, hash: 'as it was' | 'made to fit'): void => {
    const { head, pieces, end } = partsOf(path);
    const damaged = pieces.replace(from, to);
    expect(damaged).not.toBe(pieces);
    writeParts(path, { head, pieces: damaged, ...(hash === 'as it was' ? { end } : {}) });
  };

  it('is kept when the store is closed, and loads as what a replay reads, by hash', async () => {
    expect(existsSync(path)).toBe(true);
    const readings = await loaded();
    expect(readPosition(readings!)).toBe(72);
    expect(readingsHash(readings!)).toBe(readingsHash(bundled));
    expect(machine.runner.position).toBe(72);
    expect(readingsHash(machine.runner.readings)).toBe(readingsHash(bundled));
    expect(await checked()).toEqual([true]);
    expect({ ...readings, indexes: undefined }).toEqual({ ...bundled, indexes: undefined });
  });

  it('is kept in lines of about a mebibyte, however long the log', () => {
    const { times } = bundled.log;
    const long = { ...bundled, log: { ...bundled.log, times: Array.from({ length: 200_000 }, () => times[0]!) } };
    const pieces = [...piecesOf(long)];
    const ofTimes = pieces
      .map((piece) => JSON.parse(piece) as { of: string[]; some: unknown[] })
      .filter(({ of }) => of[1] === 'times');
    expect(ofTimes.length).toBeGreaterThan(4);
    expect(ofTimes.flatMap(({ some }) => some)).toEqual(long.log.times);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(1.2 * 1_048_576);
  });

  it('keeps the readings as they were when they were to be kept, however far they are read meanwhile', async () => {
    const readings = machine.runner.readings;
    const saving = saveSnapshot(path, readings, machine.store);
    const actor = { actorId: 'reds', kind: 'party', names: [{ language: 'en', text: 'Reds' }] };
    await importLines(machine, [JSON.stringify({ type: 'ActorRegistered', data: actor })]);
    await saving;
    expect(readPosition(machine.runner.readings)).toBe(73);
    expect(readingsHash((await loaded())!)).toBe(readingsHash(bundled));
  });

  it('gives whoever asks what is on record all but the changes', async () => {
    const base = await loadBase(path, machine.store);
    expect({ ...base, indexes: undefined }).toEqual({ ...bundled, indexes: undefined, changes: [] });
    damage('conditional', 'affirms', 'as it was');
    expect(await loadBase(path, machine.store)).toBeUndefined();
  });

  it('of another form is left aside', async () => {
    const { head, pieces } = partsOf(path);
    writeParts(path, { head: { ...head, form: 1 }, pieces });
    expect(await loaded()).toBeUndefined();
    expect(await checked()).toEqual([false]);
  });

  it('can be read on from, to what a replay of all reads', async () => {
    const actor = { actorId: 'reds', kind: 'party', names: [{ language: 'en', text: 'Reds' }] };
    await importLines(machine, [JSON.stringify({ type: 'ActorRegistered', data: actor })]);
    expect(await checked()).toEqual([true]);
    const { replayed } = await checkRebuild(machine.store, undefined, undefined);
    expect(readingsHash(machine.runner.readings)).toBe(replayed.sha256);
    expect(replayed.position).toBe(73);
  });

  it('that is damaged is left aside on loading, and found by a rebuild', async () => {
    damage('conditional', 'affirms', 'as it was');
    expect(await loaded()).toBeUndefined();
    expect(await checked()).toEqual([false]);
    const again = await openMachineBeside();
    expect(readingsHash(again)).toBe(readingsHash(bundled));
  });

  it('whose hash was made to fit the damage is found by a rebuild all the same', async () => {
    damage('conditional', 'affirms', 'made to fit');
    expect(await loaded()).toBeDefined();
    expect(await checked()).toEqual([false]);
  });

  it('that was cut short is left aside', async () => {
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 5_000));
    expect(await loaded()).toBeUndefined();
    expect(await checked()).toEqual([false]);
  });

  it('that is no snapshot is left aside', async () => {
    for (const text of ['', '\n', '{}\n{}', 'something else', '{"form":2}\n', '{"form":2}']) {
      writeFileSync(path, text);
      expect(await loaded()).toBeUndefined();
    }
  });

  it('that has null for a head is left aside', async () => {
    writeFileSync(path, 'null\n{}');
    expect(await loaded()).toBeUndefined();
  });

  it('of other rules is left aside', async () => {
    const { head, pieces } = partsOf(path);
    writeParts(path, { head: { ...head, rules: '0' }, pieces });
    expect(await loaded()).toBeUndefined();
  });

  it('of a log that has not its last event is left aside', async () => {
    const { head, pieces } = partsOf(path);
    writeParts(path, { head: { ...head, lastTime: '2025-11-26T00:00:00.001Z' }, pieces });
    expect(await loaded()).toBeUndefined();
    const other = await openMachine('memory:');
    await saveSnapshot(path, bundled, machine.store);
    expect(await loadSnapshot(path, other.store)).toBeUndefined();
    await other.close();
  });

  it('of another log with the same last event is left aside', async () => {
    const other = await openMachine('memory:');
    await importLines(other, lines, { trustRecordedAt: true });
    await saveSnapshot(path, bundled, machine.store);
    expect(await loadSnapshot(path, machine.store)).toBeDefined();
    expect(await loadSnapshot(path, other.store)).toBeUndefined();
    await other.close();
  });

  it('of nothing is not kept, and none is no fault', async () => {
    rmSync(path);
    expect(await loaded()).toBeUndefined();
    expect(await checked()).toEqual([]);
    expect(await loadSnapshot(undefined, machine.store)).toBeUndefined();
    expect(snapshotPath('memory:')).toBeUndefined();
  });

  /** What a start reads where it finds this snapshot. */
  const openMachineBeside = async (): Promise<Machine['runner']['readings']> => {
    await machine.store.close();
    const found = readFileSync(path, 'utf8');
    await machine.close();
    writeFileSync(path, found);
    machine = await openMachine(url);
    return machine.runner.caughtUp();
  };
});
