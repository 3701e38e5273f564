import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { folder, onrecord, serve } from '../support/command-line.js';
import { madeUpActorLines } from '../support/made-up-actors.js';

const TEXT = 'The harbour will open in spring, 例田愛振 said.\nIt has been closed for two years.\n';
const SHA256 = createHash('sha256').update(TEXT).digest('hex');
const SOURCE = 'arvia-gazette';

const place = folder();
afterAll(() => place.remove());
const directory = (name: string): string => join(place.path, name);

const textFile = join(place.path, 'gazette.txt');
writeFileSync(textFile, TEXT);
const CAPTURE = ['capture', SOURCE, '--text', textFile];

const storeWithActors = (name: string): string => {
  const store = place.store(name);
  expect(onrecord(store, ['import', '-'], madeUpActorLines.join('\n')).code).toBe(0);
  return store;
};

/** A store with made-up actors and the kept text of one source. */
const storeWithText = (name: string): string => {
  const store = storeWithActors(name);
  expect(onrecord(store, CAPTURE)).toMatchObject({ code: 0, out: expect.stringContaining('Recorded at position') });
  return store;
};

const exported = (store: string, name: string, ...more: readonly string[]): string => {
  const { code, out, err } = onrecord(store, ['export', '--texts', directory(name), ...more]);
  expect([code, err]).toEqual([0, expect.stringContaining('written to')]);
  const file = join(place.path, `${name}.jsonl`);
  writeFileSync(file, out);
  return file;
};

const imported = (store: string, file: string, texts: string) =>
  onrecord(store, ['import', '--trust-recorded-at', file, '--texts', texts]);

/** Whether the store keeps the text, as its own export has it. */
const keeps = (store: string): boolean => {
  const name = `kept-by-${store.split('/').at(-1)}`;
  onrecord(store, ['export', '--texts', directory(name), '--with-withheld']);
  return existsSync(join(directory(name), `${SHA256}.txt`));
};

describe('onrecord capture', () => {
  const captured = (store: string): readonly string[] =>
    [...onrecord(store, ['export']).out.matchAll(/"sha256":"([0-9a-f]+)"/g)].map(([, sha256 = '']) => sha256);

  it('keeps the text of a source, in its canonical form, and records its hash once', () => {
    const store = storeWithText('captured');
    expect(captured(store)).toEqual([SHA256]);
    expect(keeps(store)).toBe(true);
    const windows = TEXT.replaceAll('\n', '\r\n');
    const again = onrecord(store, ['capture', SOURCE, '--text', '-'], `\uFEFF${windows}`);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('The record says so already') });
    expect(captured(store)).toEqual([SHA256]);
  }, 60_000);

  it('goes through the service that holds the store', async () => {
    const store = storeWithActors('served');
    const service = await serve(store);
    const { code, out } = onrecord(store, CAPTURE);
    await service.stop();
    expect([code, out]).toEqual([0, expect.stringContaining('Recorded at position')]);
    expect(keeps(store)).toBe(true);
  }, 60_000);

  it('records nothing and keeps nothing of what it refuses or only foresees', () => {
    const store = storeWithActors('refused');
    const file = (name: string, bytes: Buffer | string): string => {
      writeFileSync(join(place.path, name), bytes);
      return join(place.path, name);
    };
    const runs = [
      ['capture', SOURCE, '--text', join(place.path, 'nowhere.txt')],
      ['capture', SOURCE, '--text', file('latin.txt', Buffer.from('caf\xe9', 'latin1'))],
      ['capture', SOURCE, '--text', file('empty.txt', ' \n')],
      ['capture', SOURCE, '--text', file('nul.txt', 'a\0b')],
      ['capture', 'arvia-gazete', '--text', textFile],
      [...CAPTURE, '--dry-run'],
    ].map((args) => onrecord(store, args));
    expect(runs.map(({ code, out, err }) => [code, `${out}${err}`])).toEqual([
      [3, expect.stringContaining('nowhere.txt that can be read')],
      [2, expect.stringContaining('latin.txt is not UTF-8')],
      [4, expect.stringContaining('--text must be a text that says something')],
      [4, expect.stringContaining('--text holds half a character (a lone surrogate) or a NUL')],
      [3, expect.stringContaining('arvia-gazette')],
      [0, expect.stringContaining('Nothing was recorded')],
    ]);
    expect([captured(store), keeps(store)]).toEqual([[], false]);
  }, 60_000);
});

describe('the texts of sources beside an export', () => {
  let store: string;
  beforeAll(() => void (store = storeWithText('first')), 60_000);

  it('are files named by their hashes, and are kept again by an import', () => {
    const file = exported(store, 'plain');
    expect(readdirSync(directory('plain'))).toEqual([`${SHA256}.txt`]);
    expect(readFileSync(join(directory('plain'), `${SHA256}.txt`), 'utf8')).toBe(TEXT);
    const other = place.store('other');
    expect(imported(other, file, directory('plain'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('\n1 text kept, 0 kept already, 0 of no source on record or erased.\n'),
    });
    expect(keeps(other)).toBe(true);
    expect(onrecord(other, ['export']).out).toBe(readFileSync(file, 'utf8'));
    expect(imported(other, file, directory('plain')).out).toContain('0 texts kept, 1 kept already');
  }, 60_000);

  it('that are not what they are named by are refused before anything is recorded', () => {
    const file = exported(store, 'changed');
    writeFileSync(join(directory('changed'), `${SHA256}.txt`), TEXT.replace('open', 'close'));
    const other = place.store('changed');
    expect(imported(other, file, directory('changed'))).toMatchObject({
      code: 6,
      err: expect.stringMatching(/does not hold the text that it is named by/),
    });
    expect(onrecord(other, ['--json', 'doctor']).out).not.toContain('"position":');
    expect(imported(other, file, directory('nowhere'))).toMatchObject({
      code: 3,
      err: expect.stringMatching(/nowhere/),
    });
  }, 60_000);

  it('that no source was captured with are counted and left where they are', () => {
    const file = exported(store, 'strange');
    const stranger = createHash('sha256').update('Nobody.').digest('hex');
    writeFileSync(join(directory('strange'), `${stranger}.txt`), 'Nobody.');
    writeFileSync(join(directory('strange'), 'notes.txt'), 'of a reader');
    const { code, out } = imported(place.store('strange'), file, directory('strange'));
    expect([code, out]).toEqual([0, expect.stringContaining('1 text kept, 0 kept already, 1 of no source on record')]);
  }, 60_000);

  it('are not put in where a file is only checked', () => {
    const file = exported(store, 'dry');
    const { code, out } = onrecord(place.store('dry'), ['import', '--dry-run', file, '--texts', directory('dry')]);
    expect([code, out]).toEqual([0, expect.not.stringContaining('kept')]);
  }, 60_000);

  it('are refused while a service holds the store', async () => {
    const file = exported(store, 'held');
    const service = await serve(store);
    const { code, err } = imported(store, file, directory('held'));
    await service.stop();
    expect([code, err]).toEqual([5, expect.stringContaining('stop it to import texts')]);
  }, 60_000);
});

describe('the texts of withheld sources', () => {
  const why = ['--reason', 'A made-up order.', '--by', 'A. Keeper'];

  it('are left out of an export, unless they are asked for; one that was erased is not kept again', () => {
    const store = storeWithText('withheld');
    const before = exported(store, 'before');
    expect(onrecord(store, ['withhold', SOURCE, '--scope', 'text', ...why]).code).toBe(0);
    exported(store, 'without');
    expect(readdirSync(directory('without'))).toEqual([]);
    exported(store, 'with', '--with-withheld');
    expect(readdirSync(directory('with'))).toHaveLength(1);
    expect(onrecord(store, ['withhold', SOURCE, '--scope', 'text', '--erase', ...why]).code).toBe(0);
    expect(onrecord(store, ['import', before, '--texts', directory('before')]).out).toContain('0 texts kept');
    expect(keeps(store)).toBe(false);
  }, 60_000);
});
