import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname ?? '.', '..');

const filesIn = (room: string): readonly string[] =>
  readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

type Import = Readonly<{ file: string; from: string }>;

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|import\(\s*'([^']+)'\s*\)|(?:^|\n)import\s+'([^']+)'/g;

const importsOf = (file: string): readonly Import[] =>
  [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => ({
    file: relative(ROOT, file),
    from: (match[1] ?? match[2] ?? match[3]) as string,
  }));

/** Where an import leads: a path from the root, or the package’s name. */
const target = ({ file, from }: Import): string =>
  from.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), from)) : from;

const importsIn = (room: string): readonly Import[] => filesIn(room).flatMap(importsOf);

const breaking = (room: string, allowed: (to: string) => boolean): readonly string[] =>
  importsIn(room)
    .filter((one) => !allowed(target(one)))
    .map((one) => `${one.file} imports ${one.from}`);

describe('the rooms', () => {
  it('find imports at all', () => {
    expect(importsIn('src').length).toBeGreaterThan(100);
    expect(importsIn('projections').some((one) => target(one) === 'events/index.js')).toBe(true);
  });

  it('let events import nothing but each other', () => {
    expect(breaking('events', (to) => to.startsWith('events/'))).toEqual([]);
  });

  it('let projections import events, by their barrel, and each other', () => {
    expect(breaking('projections', (to) => to.startsWith('projections/') || to === 'events/index.js')).toEqual([]);
  });

  it('let the machine import both by their barrels, and packages', () => {
    const outside = (to: string): boolean => to.startsWith('events/') || to.startsWith('projections/');
    const allowed = (to: string): boolean => !outside(to) || /^(events|projections)\/index\.js$/.test(to);
    expect(breaking('src', (to) => allowed(to) && !/^(test|bench|examples|web)\//.test(to))).toEqual([]);
  });

  it('let the page import itself and packages, and nothing of the machine', () => {
    expect(importsIn('web').length).toBeGreaterThan(100);
    expect(breaking('web', (to) => to.startsWith('web/') || !/^(\.|events|projections|src|test)\b/.test(to))).toEqual(
      [],
    );
    expect(breaking('src', (to) => !to.startsWith('web/'))).toEqual([]);
  });

  it.each(['events', 'projections'])('let nothing in %s go through its own barrel', (room) => {
    expect(breaking(room, (to) => to !== `${room}/index.js`)).toEqual([]);
  });

  it.each(['events', 'projections'])('let nothing in %s read a clock, the world or chance', (room) => {
    const reaching = /new Date\(\)|Date\.now|Math\.random|process\.|setTimeout|globalThis|fetch\(/;
    const found = filesIn(room).filter((file) => reaching.test(readFileSync(file, 'utf8')));
    expect(found.map((file) => relative(ROOT, file))).toEqual([]);
  });

  it('have two barrels and no more', () => {
    const barrels = ['events', 'projections', 'src'].flatMap(filesIn).filter((file) => file.endsWith('/index.ts'));
    expect(barrels.map((file) => relative(ROOT, file)).sort()).toEqual(['events/index.ts', 'projections/index.ts']);
  });
});
