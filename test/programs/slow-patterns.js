/**
 * Tries every regular expression that is written in some folders on texts that such have been slow on, and prints as JSON what
 * it found and which were slow: `{ found, slow, written }`. A program of its own, since the compiler that finds them is large.
 *
 * Usage: node test/programs/slow-patterns.js LENGTH MILLISECONDS FOLDER…, or with PATTERN for the folders `-`.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const [length, longest, ...given] = process.argv.slice(2);
const LENGTH = Number(length);
const LONGEST_MS = Number(longest);

const patternsIn = (file) => {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = [];
  const look = (node) => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      const pattern = new RegExp(node.text.slice(1, end), node.text.slice(end + 1));
      found.push({ where: `${file}:${line + 1}`, pattern });
    }
    node.forEachChild(look);
  };
  look(source);
  return found;
};

const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));

/** What a text is made of, over and over: what the pattern is made of, and what people write. */
const partsOf = ({ source }) => {
  const own = [...new Set(source.replaceAll(/\\[a-zA-Z]|[\\^$()[\]{}|?*+]/g, ''))];
  const common = [' ', 'a', '0', '-', '.', ',', '/', '\n', '\u0301', 'é', '台', '0-', 'a-', 'a.', '00:', ' a', '2025-'];
  return [...own, own.join(''), ...common].filter((part) => part !== '');
};

const adversaries = (pattern) =>
  partsOf(pattern).flatMap((part) => {
    const long = part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH);
    return [long, `${long}!`, `\0${long}`, `${long}\n`];
  });

const timed = (work) => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

/** The fastest of three: what is slow by its shape is slow each time. */
const fastest = (work) => {
  const first = timed(work);
  return first < LONGEST_MS ? first : Math.min(first, timed(work), timed(work));
};

const slowOn = (pattern) =>
  adversaries(pattern).find((text) => {
    const took = fastest(() => {
      pattern.lastIndex = 0;
      pattern.test(text);
      if (pattern.global) text.replace(pattern, '');
    });
    return took >= LONGEST_MS;
  });

const files = given[0] === '-' ? [] : given.flatMap(filesIn);
const found = given[0] === '-' ? [{ where: 'given', pattern: new RegExp(given[1], 'u') }] : files.flatMap(patternsIn);
const slow = found.flatMap(({ where, pattern }) => {
  const text = slowOn(pattern);
  return text === undefined ? [] : [`${where} ${String(pattern)} on ${JSON.stringify(text.slice(0, 12))}…`];
});
const written = files.filter((file) => readFileSync(file, 'utf8').includes('new RegExp('));
process.stdout.write(JSON.stringify({ found: found.length, slow, written }));
