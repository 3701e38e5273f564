import { writeFileSync } from 'node:fs';
import { progress, type Teller } from '../../src/cli/progress.js';
import { folder, onrecord } from '../support/command-line.js';

/** What is told of work that does so much by so many milliseconds. */
const told = (
  isTerminal: boolean,
  steps: readonly Readonly<{ at: number; done: number; total?: number }>[],
): readonly string[] => {
  const texts: string[] = [];
  let now = 0;
  const teller: Teller = { now: () => now, isTerminal, write: (text) => void texts.push(text) };
  const tell = progress('writing', teller);
  for (const { at, done, total } of steps) {
    now = at;
    tell(done, total);
  }
  return texts;
};

describe('how far work is', () => {
  it('is told in a line for each ten per cent, with the rate and the time left', () => {
    const steps = Array.from({ length: 21 }, (_, at) => ({ at: 500 * at, done: 50 * at, total: 1000 }));
    const texts = told(false, steps);
    expect(texts).toHaveLength(10);
    expect(texts[4]).toBe('writing: 500 of 1000, 100 a second, 5 s left\n');
    expect(texts.at(-1)).toBe('writing: 1000 of 1000, 100 a second, 0 s left\n');
  });

  it('is counted from when the work began, not from before', () => {
    const waited = 60_000;
    const texts = told(false, [
      { at: waited, done: 0, total: 100 },
      { at: waited + 2000, done: 50, total: 100 },
    ]);
    expect(texts).toEqual(['writing: 50 of 100, 25 a second, 2 s left\n']);
  });

  it('is told past each power of two where nobody knows how much there is, without a time left', () => {
    const steps = [0, 1000, 1020, 2000, 2040, 5000].map((done) => ({ at: done, done }));
    expect(told(false, steps)).toEqual([
      'writing: 1000, 1000 a second\n',
      'writing: 2000, 1000 a second\n',
      'writing: 5000, 1000 a second\n',
    ]);
  });

  it('overwrites its line on a terminal, and ends it where the work does', () => {
    const texts = told(true, [
      { at: 0, done: 0, total: 10 },
      { at: 1500, done: 5, total: 10 },
      { at: 1600, done: 6, total: 10 },
      { at: 1700, done: 10, total: 10 },
      { at: 1800, done: 10, total: 10 },
    ]);
    expect(texts.map((text) => [text.startsWith('\r'), text.endsWith('\n')])).toEqual([
      [true, false],
      [true, true],
    ]);
  });

  it('says nothing of what is over within a second', () => {
    expect(
      told(
        false,
        [0, 1].map((at) => ({ at: 900 * at, done: 100 * at, total: 100 })),
      ),
    ).toEqual([]);
  });
});

describe('an import of a long file', () => {
  const place = folder();
  afterAll(place.remove);

  it('says of how many lines it checked so many, and when it had checked all', () => {
    const LINES = 9001;
    const file = `${place.path}/long.jsonl`;
    const actors = Array.from({ length: LINES - 1 }, (_, at) => ({
      type: 'ActorRegistered',
      data: { actorId: `actor-${at}`, kind: 'party', names: [{ language: 'en', text: `Party ${at}` }] },
    }));
    const opening = { type: 'RecordOpened', data: { name: 'A made-up record' } };
    writeFileSync(file, [opening, ...actors].map((line) => JSON.stringify(line)).join('\n'));
    const { code, err } = onrecord(place.store('long'), ['import', file]);
    expect(code).toBe(0);
    const checked = err.split('\n').filter((line) => line.startsWith('checking: '));
    expect(checked.length).toBeGreaterThan(0);
    expect(checked.every((line) => line.includes(` of ${LINES}, `))).toBe(true);
    expect(checked.at(-1)).toContain(`checking: ${LINES} of ${LINES}, `);
  });
});
