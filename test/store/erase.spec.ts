import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventStore } from '../../src/store/sqlite/sqlite-event-store.js';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

describe('a text that is erased', () => {
  const place = mkdtempSync(join(tmpdir(), 'onrecord-erase-'));
  afterAll(() => rmSync(place, { recursive: true, force: true }));
  const onDisk = (path: string): string =>
    ['', '-wal'].map((end) => (existsSync(`${path}${end}`) ? readFileSync(`${path}${end}`, 'latin1') : '')).join('');

  it.each([
    ['short', 'a sentence that nobody may read'],
    ['of several chunks', 'a sentence that nobody may read '.repeat(40_000)],
  ])('and is %s is gone from the files too, and another stays', async (name, text) => {
    const path = join(place, `${name}.db`);
    const store = SqliteEventStore.open(path);
    const other = 'a sentence that all may read';
    await store.putText(sha256(text), text);
    await store.putText(sha256(other), other);
    expect(onDisk(path)).toContain('nobody may read');
    await store.eraseText(sha256(text));
    await store.eraseText(sha256(text));
    expect(await store.getText(sha256(text))).toBeUndefined();
    expect(await store.getText(sha256(other))).toBe(other);
    expect(onDisk(path)).not.toContain('nobody may read');
    await store.putText(sha256(text), text);
    expect(await store.getText(sha256(text))).toBe(text);
    await store.close();
  });
});
