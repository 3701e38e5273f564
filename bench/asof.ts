/**
 * What answers on both clocks cost as the log grows and as back-fill piles up, with the naive fold over the log beside
 * them in the same run. `npm run bench:asof`, or `-- --codings N` for a log of another length than a million codings,
 * `-- --quick` for one of fifty thousand, `-- --only PART` for one of `clocks`, `hole`, `changes` and `baseline`.
 *
 * Each part runs in a process of its own, so that none is measured with what another left in memory.
 */

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { baseline } from './asof/baseline.js';
import { changes } from './asof/changes.js';
import { correction } from './asof/correction.js';
import { hole } from './asof/hole.js';
import { lateRecords } from './asof/late.js';
import { SEED } from './asof/log.js';
import { positions } from './asof/positions.js';
import { Report, table, Verdict, whole } from './asof/report.js';
import type { Size } from './asof/size.js';

const { values } = parseArgs({
  options: {
    codings: { type: 'string' },
    questions: { type: 'string' },
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    part: { type: 'string' },
  },
});

const codings = Number(values.codings ?? (values.quick ? 50_000 : 1_000_000));
const size: Size = {
  codings,
  few: Math.min(10_000, codings),
  questions: Number(values.questions ?? (values.quick ? 5000 : 20_000)),
};

const PARTS: Readonly<Record<string, (report: Report) => void>> = {
  clocks: (report) => {
    const long = positions(size, report);
    correction(lateRecords(long, size, report), long, size, report);
  },
  hole: (report) => hole(size, report),
  changes: (report) => changes(size, report),
  baseline: (report) => baseline(size, report),
};

const line = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs one part in a process of its own, and gives what it found. */
const apart = (part: string): Promise<readonly Verdict[]> =>
  new Promise((resolve, reject) => {
    const verdicts: Verdict[] = [];
    const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--part', part], {
      execArgv: [...process.execArgv, '--expose-gc', '--max-old-space-size=6000', '--max-semi-space-size=64'],
    });
    child.on('message', (verdict) => verdicts.push(verdict as Verdict));
    child.on('exit', (code, signal) =>
      code === 0 ? resolve(verdicts) : reject(new Error(`The part “${part}” ended with ${code ?? signal}.`)),
    );
  });

const runAll = async (): Promise<void> => {
  line(`On Record as of two clocks: ${whole(codings)} codings, seed ${SEED}, Node ${process.version}`);
  const verdicts: Verdict[] = [];
  for (const part of values.only === undefined ? Object.keys(PARTS) : [values.only]) {
    verdicts.push(...(await apart(part)));
  }
  process.stdout.write(`\n${table(verdicts)}`);
};

if (values.part === undefined) await runAll();
else PARTS[values.part]!({ line, verdict: (verdict) => void process.send!(verdict) });
