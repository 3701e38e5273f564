#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const built = new URL('../dist/src/cli/main.js', import.meta.url);
module.enableCompileCache?.();
if (existsSync(built)) {
  await import(built);
} else {
  process.stderr.write('onrecord is not built yet: run `npm run build` first.\n');
  process.exitCode = 1;
}
