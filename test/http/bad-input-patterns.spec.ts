import { execFileSync } from 'node:child_process';

type Found = Readonly<{ found: number; slow: readonly string[]; written: readonly string[] }>;

const ROOMS = ['events', 'projections', 'src'];

/** A generous bound, in milliseconds: a pattern that is slow by its shape takes minutes. */
const LONGEST_MS = '250';

const tried = (length: number, ...what: readonly string[]): Found =>
  JSON.parse(
    execFileSync(process.execPath, ['test/programs/slow-patterns.js', String(length), LONGEST_MS, ...what], {
      encoding: 'utf8',
    }),
  ) as Found;

describe('the regular expressions', () => {
  let all: Found;
  beforeAll(() => {
    all = tried(100_000, ...ROOMS);
  }, 120_000);

  it('are all quick on a hundred thousand characters of whatever they are made of', () => {
    expect(all.found).toBeGreaterThan(60);
    expect(all.slow).toEqual([]);
  });

  it('are all written out: none is put together of what comes in', () =>
    expect(all.written).toEqual(['src/http/operations.ts']));

  it(
    'would be found to be slow, where one was',
    () => expect(tried(50_000, '-', ' +$').slow).toEqual([expect.stringContaining('given')]),
    120_000,
  );
});
