/** The program compiled to plain JavaScript, so that a spec can run it as processes of their own. */

import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Options, transformSync } from '@swc/core';

/** Specs run in the checkout's root. */
const ROOT = resolve('.');
const CACHE = join(ROOT, 'node_modules', '.cache', 'onrecord');
const ROOMS = ['events', 'projections', 'src', 'test/programs'];
const BESIDE = ['examples', 'web', 'docs'];
const HOUR_MILLISECONDS = 3_600_000;

const COMPILER: Options = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
  swcrc: false,
};

const filesUnder = (room: string): readonly string[] =>
  existsSync(join(ROOT, room))
    ? readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
        .map((name) => join(room, name))
        .filter((name) => statSync(join(ROOT, name)).isFile())
        .sort()
    : [];

type Sources = ReadonlyMap<string, string>;

const readSources = (): Sources =>
  new Map(
    [...ROOMS, 'bin']
      .flatMap(filesUnder)
      .concat('package.json')
      .map((name) => [name, readFileSync(join(ROOT, name), 'utf8')]),
  );

const fingerprint = (sources: Sources): string => {
  const hash = createHash('sha256');
  for (const [name, text] of sources) hash.update(`${name}\0${text}\0`);
  return hash.digest('hex').slice(0, 16);
};

const write = (path: string, text: string): void => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};

const place = (directory: string, name: string, text: string): void => {
  if (!name.endsWith('.ts')) {
    const room = ROOMS.some((one) => name.startsWith(`${one}/`));
    mkdirSync(dirname(join(directory, room ? 'dist' : '', name)), { recursive: true });
    copyFileSync(join(ROOT, name), join(directory, room ? 'dist' : '', name));
  } else if (!name.endsWith('.d.ts')) {
    const { code } = transformSync(text, { ...COMPILER, filename: join(ROOT, name) });
    write(join(directory, 'dist', name.replace(/\.ts$/, '.js')), code);
  }
};

/** Others may build the same at the same time: the first to finish gives its directory the name. */
const settle = (draft: string, directory: string): void => {
  try {
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(directory)) throw error;
  }
};

const forgetOld = (): void => {
  for (const name of readdirSync(CACHE)) {
    const path = join(CACHE, name);
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (age > HOUR_MILLISECONDS) rmSync(path, { recursive: true, force: true });
  }
};

const build = (sources: Sources, directory: string): void => {
  mkdirSync(CACHE, { recursive: true });
  forgetOld();
  const draft = mkdtempSync(join(CACHE, 'draft-'));
  for (const [name, text] of sources) place(draft, name, text);
  for (const name of BESIDE) if (existsSync(join(ROOT, name))) symlinkSync(join(ROOT, name), join(draft, name));
  settle(draft, directory);
};

/**
 * The directory of a compiled copy, laid out as the package is: `package.json`, `bin/`, `dist/src/…`, `dist/events/…`,
 * `examples/`, and `dist/test/programs/…`. It is made anew whenever a source has changed.
 */
export const compiled = (): string => {
  const sources = readSources();
  const directory = join(CACHE, fingerprint(sources));
  if (!existsSync(directory)) build(sources, directory);
  return directory;
};
