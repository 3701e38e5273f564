import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asked, folder, onrecord, serve } from '../support/command-line.js';

const place = folder();
afterAll(() => place.remove());

const actors = (prefix: string, count: number): string =>
  Array.from({ length: count }, (_, at) =>
    JSON.stringify({
      type: 'ActorRegistered',
      data: { actorId: `${prefix}-${at}`, kind: 'party', names: [{ language: 'en', text: `The ${prefix} ${at}` }] },
    }),
  ).join('\n');

const fileOf = (name: string, text: string): string => {
  const path = join(place.path, name);
  writeFileSync(path, text);
  return path;
};

describe('an import into a log that has to be read from the beginning', () => {
  it('takes every line of the file', () => {
    const store = place.store('large');
    expect(onrecord(store, ['import', fileOf('first.jsonl', actors('one', 2500))]).code).toBe(0);
    rmSync(`${store.slice('sqlite:'.length)}.readings.json`);
    const again = onrecord(store, ['import', fileOf('second.jsonl', actors('two', 1200))]);
    expect([again.code, again.out]).toEqual([0, expect.stringContaining('1200 lines: 1200 recorded')]);
    rmSync(`${store.slice('sqlite:'.length)}.readings.json`);
    expect(onrecord(store, ['import', '-'], actors('three', 2)).out).toContain('2 lines: 2 recorded');
  }, 60_000);
});

describe('what an import is given', () => {
  it('is refused at its line where it holds half a character', () => {
    const bad =
      '{"type":"ActorRegistered","data":{"actorId":"x","kind":"party","names":[{"language":"en","text":"\\ud800"}]}}';
    const { code, err } = onrecord(place.store('half'), ['import', '-'], bad);
    expect([code, err]).toEqual([4, expect.stringMatching(/Line 1: .*half a character/)]);
  });

  it('is no directory', () => {
    const { code, err } = onrecord(place.store('directory'), ['import', place.path]);
    expect([code, err]).toEqual([3, expect.stringContaining('no file')]);
  });

  it('is recorded by whom it was told to be, through a service too', async () => {
    const store = place.store('by');
    const service = await serve(store);
    expect(onrecord(store, ['import', '--by', 'a-clerk', fileOf('by.jsonl', actors('by', 1))]).code).toBe(0);
    await service.stop();
    expect(onrecord(store, ['export']).out).toContain('"recordedby":"a-clerk"');
  }, 20_000);
});

describe('a store', () => {
  it('has one writer by whatever name it is reached', async () => {
    const store = place.store('named');
    const service = await serve(store);
    symlinkSync(store.slice('sqlite:'.length), join(place.path, 'link.db'));
    const second = onrecord(place.store('link'), ['serve', '--port', '0']);
    expect([second.code, second.err]).toEqual([7, expect.stringContaining(service.url)]);
    await service.stop();
  }, 20_000);
});

describe('what is printed', () => {
  it('never acts on the terminal', () => {
    const store = place.store('terminal');
    const line =
      '{"type":"ActorRegistered","data":{"actorId":"red","kind":"party","names":[{"language":"en","text":"\\u001b[31mRed\\u0007\\u202e"}]}}';
    expect(onrecord(store, ['import', '-'], line).code).toBe(0);
    expect(onrecord(store, ['actors']).out).toContain('\\u001b[31mRed\\u0007\\u202e');
    const { actors: listed } = asked<{ actors: readonly { name: string }[] }>(store, 'actors');
    expect(listed[0]?.name).toBe('\u001b[31mRed\u0007\u202e');
  });
});

describe('a comparison of two actors', () => {
  it('takes no two dates', () => {
    const store = place.store('compared');
    expect(onrecord(store, ['import', '-'], actors('one', 2)).code).toBe(0);
    const { code, err } = onrecord(store, ['diff', 'one-0', 'any', '--with', 'one-1', '--from', '2025-01-01']);
    expect([code, err]).toEqual([2, expect.stringContaining('does not go with')]);
  });
});
