/**
 * How long quick commands take as whole processes, on the bundled record, beside a bare Node that does nothing.
 *
 * @example npm run bench:quick
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = Number(process.argv[2] ?? 15);
const program = fileURLToPath(new URL('../bin/onrecord.js', import.meta.url));
const record = fileURLToPath(new URL('../examples/japan-china.jsonl', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'onrecord-quick-'));
const store = ['--store', `sqlite:${join(folder, 'quick.db')}`];

const COMMANDS = {
  'node -e 0': ['-e', '0'],
  'position ACTOR ISSUE': [program, ...store, 'position', 'japan', 'taiwan', '--as-of', '2025-11-25'],
  position: [program, ...store, 'position', '--as-of', '2025-11-25'],
  'history ACTOR ISSUE': [program, ...store, 'history', 'japan', 'taiwan'],
  'diff ACTOR ISSUE': [program, ...store, 'diff', 'japan', 'taiwan', '--from', '2025-11-06', '--to', '2025-11-25'],
  'search WORDS': [program, ...store, 'search', '台湾'],
  'actors NAME': [program, ...store, 'actors', '高市早苗'],
  'show ID': [program, ...store, 'show', 'china-un-letter-2025'],
  'watch --once': [program, ...store, 'watch', '--once', '--after', '60'],
  doctor: [program, ...store, 'doctor'],
};

const seconds = (args) => {
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} exited with ${status}: ${stderr}`);
  return Number(process.hrtime.bigint() - started) / 1e9;
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

try {
  seconds([program, ...store, 'import', record, '--trust-recorded-at']);
  const times = new Map(Object.keys(COMMANDS).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, args] of Object.entries(COMMANDS)) times.get(name).push(seconds(args));
  }
  const bare = median(times.get('node -e 0'));
  process.stdout.write(`${ROUNDS} rounds, seconds of wall time\n`);
  for (const [name, taken] of times) {
    const [least, middle, most] = [Math.min(...taken), median(taken), Math.max(...taken)].map((n) => n.toFixed(3));
    process.stdout.write(
      `${name.padEnd(22)} min ${least}  median ${middle}  max ${most}  ${(middle / bare).toFixed(1)} x bare node\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
