import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openForReading, openForWriting } from '../../src/store/open-store.js';
import { StoreHeld } from '../../src/store/refusals.js';
import { acquireWriterLock, readHolder } from '../../src/store/sqlite/writer-lock.js';
import { allOf, anEvent } from '../contracts/event-store.contract.js';
import { compiled } from '../support/compiled.js';

const SERVICE = 'http://127.0.0.1:4545';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
  path = join(directory, 'store.db');
});

afterEach(() => rmSync(directory, { recursive: true }));

/** A process of its own that holds the store. */
const holdingProcess = async (): Promise<ChildProcess> => {
  const program = join(compiled(), 'dist/test/programs/hold-store.js');
  const child = spawn(process.execPath, [program, `sqlite:${path}`, SERVICE], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('exit', () => reject(new Error('The holder ended by itself.')));
  });
  return child;
};

const killed = (child: ChildProcess): Promise<unknown> => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  return gone;
};

describe('the writer lock', () => {
  it('is held by one, who says where it listens, until it is released', () => {
    const lock = acquireWriterLock(path);
    expect(readHolder(path)).toEqual({ pid: process.pid });
    lock.announce(SERVICE);
    expect(readHolder(path)).toEqual({ pid: process.pid, url: SERVICE });
    expect(() => acquireWriterLock(path)).toThrow(StoreHeld);
    expect(() => acquireWriterLock(path)).toThrow(`listens on ${SERVICE}`);
    lock.release();
    lock.release();
    expect(readHolder(path)).toBeUndefined();
    acquireWriterLock(path).release();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('of another process keeps others out, and is free after its kill -9', async () => {
    const child = await holdingProcess();
    expect(readHolder(path)).toEqual({ pid: child.pid, url: SERVICE });
    await expect(openForWriting(`sqlite:${path}`)).rejects.toMatchObject({ holder: { pid: child.pid, url: SERVICE } });
    expect(readHolder(path)).toEqual({ pid: child.pid, url: SERVICE });
    await killed(child);
    expect(readFileSync(`${path}.lock`, 'utf8')).toContain(SERVICE);
    expect(readHolder(path)).toBeUndefined();
    const { store, lock } = await openForWriting(`sqlite:${path}`);
    expect(readHolder(path)).toEqual({ pid: process.pid });
    await store.close();
    lock.release();
  }, 20_000);

  it('is not taken by those who look whether it is', () => {
    expect(readHolder(path)).toBeUndefined();
    expect(readdirSync(directory)).toEqual([]);
    acquireWriterLock(path).release();
    for (let look = 0; look < 50; look += 1) expect(readHolder(path)).toBeUndefined();
    acquireWriterLock(path).release();
  });

  it('is held though what it says of its holder is unreadable', () => {
    const lock = acquireWriterLock(path);
    writeFileSync(`${path}.lock`, '{"pid":');
    expect(readHolder(path)).toBeUndefined();
    expect(() => acquireWriterLock(path)).toThrow('held by another process');
    lock.release();
  });
});

describe('a store by its URL', () => {
  it('is made where there is none, with the directories down to it', async () => {
    const url = `sqlite:${join(directory, 'a', 'b', 'store.db')}`;
    const { store, lock } = await openForWriting(url);
    await store.append('onrecord-actor-a', 'no stream', [anEvent()]);
    const reader = await openForReading(url);
    expect(await allOf(reader.readAll())).toHaveLength(1);
    await Promise.all([reader.close(), store.close()]);
    lock.release();
  });

  it("in memory is nobody else's, and needs no lock", async () => {
    const [one, two] = await Promise.all([openForWriting('memory:'), openForWriting('memory:')]);
    await one.store.append('onrecord-actor-a', 'no stream', [anEvent()]);
    expect(await two.store.head()).toBe(0);
    for (const { store, lock } of [one, two]) {
      await store.close();
      lock.release();
    }
  });

  it('of an engine that this version has not is refused, naming those it has', async () => {
    for (const url of ['postgres://localhost:2113', 'sqlite:', 'store.db'])
      await expect(openForWriting(url)).rejects.toMatchObject({
        kind: 'invalid',
        type: 'unknown-store',
        message: expect.stringMatching(/sqlite:PATH.*kurrentdb:.*memory:/),
      });
  });

  it('that is not there cannot be read, and says what makes one', async () => {
    await expect(openForReading(`sqlite:${path}`)).rejects.toMatchObject({ kind: 'missing', type: 'no-store' });
    await expect(openForReading(`sqlite:${path}`)).rejects.toThrow('run `onrecord import` or `onrecord demo`');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('gives its lock back when it cannot be opened', async () => {
    writeFileSync(path, 'not a database at all, only text. '.repeat(100));
    await expect(openForWriting(`sqlite:${path}`)).rejects.toMatchObject({ kind: 'unreachable' });
    expect(readHolder(path)).toBeUndefined();
  });

  it('in a directory that cannot be made is unreachable', async () => {
    writeFileSync(path, '');
    await expect(openForWriting(`sqlite:${join(path, 'store.db')}`)).rejects.toMatchObject({ kind: 'unreachable' });
  });
});
