/** Module hooks: a `.js` import of a file that is TypeScript finds it, and swc compiles it as the specs' transform does. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const COMPILER = {
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

export const resolve = async (specifier, context, next) => {
  const source = /^\.{1,2}\//.test(specifier) && new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
  if (source && source.pathname.endsWith('.ts') && existsSync(source)) return { url: source.href, shortCircuit: true };
  return next(specifier, context);
};

export const load = async (url, context, next) => {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...COMPILER, filename });
  return { format: 'module', source: code, shortCircuit: true };
};
