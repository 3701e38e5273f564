import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import Database from 'libsql';
import { BUNDLED, onrecord, type Run } from '../support/command-line.js';
import { lines as bundled } from '../support/bundled.js';
import { startTestServer, type TestServer } from '../support/kurrentdb/server.js';
import { onrecordOn } from '../support/on-a-cluster.js';

const folder = mkdtempSync(join(tmpdir(), 'onrecord-cluster-'));
const replica = join(folder, 'replica.db');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const embedded = `sqlite:${join(folder, 'embedded.db')}`;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const { code, err } = await run('import', BUNDLED, '--trust-recorded-at');
  expect([code, err]).toEqual([0, expect.any(String)]);
  expect(onrecord(embedded, ['import', BUNDLED, '--trust-recorded-at']).code).toBe(0);
}, 30_000);
afterAll(() => server.stop());

const run = (...args: readonly string[]): Promise<Run> => onrecordOn(server.url, replica, args);

type Found = Readonly<Record<string, unknown>> & Readonly<{ asOf: string }>;

const doctor = async (expected: number): Promise<Found & Readonly<{ err: string }>> => {
  const { code, out, err } = await run('--json', 'doctor');
  expect([code, err]).toEqual([expected, expect.any(String)]);
  return { ...(JSON.parse(out) as Found), err };
};

/** The same URL with a user in it, who may do anything on the test server. */
const withUser = (url: string): string => url.replace('//', '//reader:do-not-print-me@');

jest.setTimeout(60_000);

describe('doctor', () => {
  it('says engine, version, position, how old that is, and the replica', async () => {
    const found = await doctor(0);
    expect(found).toMatchObject({
      on: expect.stringContaining('EventStoreDB 24.10.0'),
      engine: 'EventStoreDB',
      version: '24.10.0',
      reachable: true,
      position: 72,
      lag: 0,
      lagSeconds: 0,
      replica,
      store: `kurrentdb://127.0.0.1:${server.port}`,
    });
    expect(found['replicaBytes']).toBeGreaterThan(10_000);
    expect(found).not.toHaveProperty('heldBy');
    expect(Date.now() - Date.parse(found.asOf)).toBeLessThan(10_000);
    const { out } = await run('doctor');
    expect(out).toMatch(/^reachable +true$/m);
    expect(out).toMatch(/^lagSeconds +0$/m);
  });

  it('says that the store cannot be reached, why, and since when, and exits with 7', async () => {
    await server.stop();
    const found = await doctor(7);
    expect(found).toMatchObject({ reachable: false, position: 72, lag: 0, replica });
    expect(found['problem']).toMatch(/cannot be reached/);
    expect(found['lagSeconds']).toBeGreaterThanOrEqual(0);
    expect(Date.now() - Date.parse(found.asOf)).toBeGreaterThan((found['lagSeconds'] as number) * 1000);
    expect(found.err).toMatch(/cannot be reached/);
    await server.start();
    expect(await doctor(0)).toMatchObject({ reachable: true });
  });

  it('says so where there is no replica either', async () => {
    await server.stop();
    const { code, out } = await onrecordOn(server.url, join(folder, 'none.db'), ['--json', 'doctor']);
    expect([code, JSON.parse(out)]).toEqual([7, expect.objectContaining({ reachable: false })]);
    await server.start();
  });

  it('prints no user and no password, whatever comes of it', async () => {
    const url = withUser(server.url);
    const said: Run[] = [await onrecordOn(url, replica, ['doctor'])];
    said.push(await onrecordOn(url, replica, ['--json', 'position', 'japan', 'taiwan']));
    said.push(await onrecordOn(`${url}&nonsense=1`, replica, ['doctor']));
    await server.stop();
    said.push(
      ...(await Promise.all([
        onrecordOn(url, replica, ['doctor']),
        onrecordOn(url, join(folder, 'none.db'), ['issues']),
        onrecordOn(url, replica, ['void', 'saito-remarks-2025-11-25', '--reason', 'No.']),
      ])),
    );
    await server.start();
    expect(said.map(({ code }) => code)).toEqual([0, 0, expect.any(Number), 7, 7, 7]);
    for (const { out, err } of said) expect(out + err).not.toMatch(/do-not-print-me|reader:/);
  });
});

describe('a question on the command line', () => {
  const ask = ['--json', 'position', 'japan', 'taiwan', '--as-of', '2025-11-25', '--known-at', '72'];

  it('is answered from the replica while the store is gone, with its age on stderr and the same bytes', async () => {
    const before = await run(...ask);
    expect([before.code, before.err]).toEqual([0, '']);
    await server.stop();
    const [meanwhile, missing] = await Promise.all([run(...ask), run('show', 'nothing-of-the-kind')]);
    expect([meanwhile.code, meanwhile.out]).toEqual([0, before.out]);
    expect(meanwhile.err).toMatch(/^As of 20\d\d-\d\d-\d\dT[\d:.]+Z, \d+ s ago: .*cannot be reached/);
    expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('s ago')]);
    await server.start();
    expect(await run(...ask)).toEqual(before);
  });
});

describe('the other commands that read', () => {
  it.each([
    [['watch', '--once', '--after', '70', '--actor', 'japan'], /^71\.1 .*\n71\.2 .*\n71\.3 .*contested by china/],
    [
      ['replay', '--clock', 'said', '--from', '2025-11-07', '--to', '2025-11-07'],
      /63\.4 .*conditional “Such a situation, .+”\)\n$/,
    ],
    [['actors', '高市早苗'], /^takaichi-sanae +person/m],
    [['search', '存立危機事態'], /japan|takaichi|Nothing found/],
    [['show', 'article-2025-11-25'], /article-2025-11-25/],
  ])('answer as on SQLite: %s', async (args, expected) => {
    const { code, out, err } = await run(...args);
    const sqlite = onrecord(embedded, args);
    expect([code, err.replaceAll(/^replaying.*\n/gm, '')]).toEqual([0, '']);
    expect(out).toMatch(expected);
    expect(out).toBe(sqlite.out);
  });
});

describe('a command that records', () => {
  it('writes to the cluster itself, and is repeatable', async () => {
    const args = ['--json', 'void', 'saito-remarks-2025-11-25', '--reason', 'Entered twice.', '--command-id', 'void-1'];
    const tried = await run(...args, '--dry-run');
    expect([tried.code, (JSON.parse(tried.out) as { outcome: string }).outcome]).toEqual([0, 'dry-run']);
    const first = await run(...args);
    expect(JSON.parse(first.out)).toMatchObject({ outcome: 'recorded', position: 73 });
    const again = await onrecordOn(server.url, join(folder, 'other.db'), args);
    expect(JSON.parse(again.out)).toMatchObject({ outcome: 'repeated', position: 73 });
  });

  it('is refused as unreachable while the store is gone, a dry run too', async () => {
    await server.stop();
    const args = ['void', 'china-un-letter-2025', '--reason', 'No.'];
    const refused = await Promise.all([run(...args), run(...args, '--dry-run'), run('import', BUNDLED)]);
    for (const { code, err } of refused)
      expect([code, err]).toEqual([7, expect.stringContaining('Nothing was recorded')]);
    await server.start();
    expect(await doctor(0)).toMatchObject({ position: 73 });
  });

  it('imports what is there already without recording it again', async () => {
    const { code, out } = await run('import', BUNDLED);
    expect([code, out]).toEqual([0, expect.stringContaining('72 lines: 0 recorded, 72 in the log already')]);
  });
});

describe('what keeps the record right', () => {
  it('exports the lines that went in', async () => {
    const { code, out } = await run('export');
    expect([code, out.split('\n').slice(0, 72)]).toEqual([0, bundled]);
  });

  it('compares a replay with the snapshot', async () => {
    expect((await run('rebuild')).code).toBe(0);
    expect(existsSync(`${replica}.readings.json`)).toBe(true);
    const { code, out } = await run('--json', 'rebuild', '--check');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ replayed: { position: 73 }, compared: [{ what: 'snapshot', same: true }] });
  });

  it('verifies the cluster’s own events, and says where the replica differs', async () => {
    const sound = await run('verify');
    expect([sound.code, sound.out]).toEqual([0, expect.stringContaining('73 events read. They hold together.')]);
    const database = new Database(replica);
    database.prepare("UPDATE events SET line = replace(line, 'Japan', 'Jappn') WHERE position = 40").run();
    database.close();
    const { code, out, err } = await run('--json', 'verify');
    expect([code, err]).toEqual([6, expect.stringContaining(`${replica} differs from the log at position 40`)]);
    expect(JSON.parse(out)).toMatchObject({ events: 73, findings: [expect.stringContaining('position 40')] });
    for (const file of [replica, `${replica}-wal`, `${replica}-shm`]) rmSync(file, { force: true });
    expect((await run('verify')).code).toBe(0);
  });

  it('cannot be verified while the store is gone', async () => {
    await server.stop();
    expect((await run('verify')).code).toBe(7);
    await server.start();
  });
});

describe('the demo', () => {
  it('takes no cluster that has a record', async () => {
    const { code, err } = await run('--store', server.url, 'demo', '--no-serve');
    expect([code, err]).toEqual([2, expect.stringContaining('has 73 events')]);
    expect(await doctor(0)).toMatchObject({ position: 73 });
  });

  it('loads the bundled record into one that has none', async () => {
    const empty = await startTestServer();
    empty.foreign(20);
    const other = join(folder, 'demo.db');
    const { code, out } = await onrecordOn(empty.url, other, ['--store', empty.url, 'demo', '--no-serve']);
    expect([code, out]).toEqual([0, expect.stringContaining('Loaded the bundled record: 72 events.')]);
    await empty.stop();
  });
});
