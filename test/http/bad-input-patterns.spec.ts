import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

type Found = Readonly<{ where: string; pattern: RegExp }>;

/** Every regular expression that stands in a source file, as the compiler reads it. */
const patternsIn = (file: string): readonly Found[] => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({
        where: `${file}:${line + 1}`,
        pattern: new RegExp(node.text.slice(1, end), node.text.slice(end + 1)),
      });
    }
    node.forEachChild(look);
  };
  look(source);
  return found;
};

const files = ['events', 'projections', 'src'].flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(room, name)),
);
const FOUND = files.flatMap(patternsIn);

const LENGTH = 100_000;

/** Texts of a hundred thousand characters that patterns have been slow on: what they are made of, over and over, and then something else. */
const adversaries = ({ source }: RegExp): readonly string[] => {
  const own = [...new Set(source.replaceAll(/\\[a-zA-Z]|[\\^$()[\]{}|?*+]/g, ''))];
  const parts = [
    ...own,
    ' ',
    'a',
    '0',
    '-',
    '.',
    ',',
    '/',
    '\n',
    '\u0301',
    'é',
    '台',
    '0-',
    'a-',
    'a.',
    '00:',
    ' a',
    '2025-',
    '; ',
    'ab',
    own.join(''),
  ];
  return parts.flatMap((part) => {
    const long = (part === '' ? 'a' : part).repeat(Math.ceil(LENGTH / Math.max(1, part.length))).slice(0, LENGTH);
    return [long, `${long}!`, `\0${long}`, `${long}\n`];
  });
};

/** A generous bound, of the fastest of three: what is slow by its shape is slow each time, by minutes. */
const LONGEST_MS = 250;

const timed = (work: () => void): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

const fastest = (work: () => void): number => {
  const first = timed(work);
  return first < LONGEST_MS ? first : Math.min(first, timed(work), timed(work));
};

const slowOn = (pattern: RegExp, texts = adversaries(pattern)): readonly string[] =>
  texts.flatMap((text) => {
    const took = fastest(() => {
      pattern.lastIndex = 0;
      pattern.test(text);
      if (pattern.global) text.replace(pattern, '');
    });
    return took < LONGEST_MS ? [] : [`${JSON.stringify(text.slice(0, 12))}… took ${Math.round(took)} ms`];
  });

describe('the regular expressions', () => {
  it('are found', () => expect(FOUND.length).toBeGreaterThan(50));

  it('are all written out: none is put together of what comes in', () => {
    const made = files.filter((file) => /new RegExp\(/.test(readFileSync(file, 'utf8')));
    expect(made).toEqual(['src/http/operations.ts']);
  });

  it.each(FOUND.map(({ where, pattern }) => [`${where} ${String(pattern)}`, pattern] as const))(
    'are quick on a hundred thousand characters: %s',
    (_, pattern) => expect(slowOn(pattern)).toEqual([]),
  );

  it('would be found to be slow, where one was', () =>
    expect(slowOn(/ *,? *$/u, [`${' '.repeat(20_000)}!`])).not.toEqual([]));
});
