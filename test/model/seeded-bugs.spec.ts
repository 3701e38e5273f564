/** The model test finds what it is there to find: each bug put into a copy of the readings gives a wrong answer. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUGS, copyInto } from './seeded-bugs.js';

const NONE = 'no difference';
const TIMEOUT = 240_000;

describe('random questions', () => {
  const answers = new Map<string, string>();

  beforeAll(() => {
    const directory = mkdtempSync(join(tmpdir(), 'onrecord-seeded-'));
    try {
      const copies = [undefined, ...BUGS].map((bug, index) => {
        copyInto(join(directory, String(index)), bug);
        return { name: bug?.name ?? NONE, path: join(directory, String(index)) };
      });
      const run = ['--import', './bench/typescript.js', 'test/model/seeded-run.ts', ...copies.map(({ path }) => path)];
      const lines = execFileSync(process.execPath, run, { encoding: 'utf8', timeout: TIMEOUT }).trim().split('\n');
      copies.forEach(({ name }, index) => answers.set(name, lines[index] ?? ''));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }, TIMEOUT);

  it('find nothing in a copy without a bug', () => expect(answers.get(NONE)).toBe(NONE));

  it.each(BUGS.map(({ name }) => name))('find that %s', (name) =>
    expect(answers.get(name)).toMatch(/^What was the position of/),
  );
});
