import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compiled } from '../support/compiled.js';

const STATIC = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g;

/** The packages that a file loads at once: by its own imports and those of the files they lead to, not by `import()`. */
const loadedBy = (file: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(file) || !existsSync(file)) return seen;
  seen.add(file);
  for (const match of readFileSync(file, 'utf8').matchAll(STATIC)) {
    const from = (match[1] ?? match[2]) as string;
    if (from.startsWith('.')) loadedBy(resolve(dirname(file), from), seen);
    else seen.add(from);
  }
  return seen;
};

describe('the command line', () => {
  it('loads neither Nest nor class-validator before a command asks for them', () => {
    const packages = [...loadedBy(join(compiled(), 'dist/src/cli/main.js'))].filter((name) => !name.startsWith('/'));
    expect(packages).toContain('commander');
    expect(packages.filter((name) => /^(@nestjs|class-|fastify|reflect-metadata|rxjs)/.test(name))).toEqual([]);
  });
});
