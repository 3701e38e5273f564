/** A short log and a long one: what they are held in, and how long single positions take on each. */

import { Loaded, loadedBase, memory } from './load.js';
import { chanceOf } from './random.js';
import type { Readings } from '../../projections/index.js';
import { answersOf, drawn, Drawn, putTo, ratios, Respondent, answersText, SUBJECTS } from './questions.js';
import { duration, megabytes, Report, shown, times, timesOf, whole } from './report.js';
import { SEED } from './log.js';
import type { Size } from './size.js';

const LIMIT_BYTES = 1.5e9;
const LIMIT_P99 = 0.2;
const LIMIT_RATIO = 3;

const respondent = (
  { readings, head }: Loaded<Readings>,
  first: readonly Drawn[],
  questions: readonly Drawn[],
): Respondent => ({
  readings,
  first: first.map((question) => putTo(question, head)),
  questions: questions.map((question) => putTo(question, head)),
});

type Both = Readonly<{ short: Loaded<Readings>; long: Loaded<Readings> }>;
type Compared = Readonly<{ name: string; p99: number; median: number; ratioOfP99: number }>;

const compared = (name: string, { short, long }: Both, size: Size, { line }: Report): Compared => {
  const chance = chanceOf(SEED + name.length);
  const some = (): readonly Drawn[] =>
    Array.from({ length: size.questions }, () => drawn(SUBJECTS[name]!(chance), chance));
  const [first, questions] = [some(), some()];
  const [few, many] = answersOf([respondent(short, first, questions), respondent(long, first, questions)]);
  const ratio = ratios(many!, few!);
  line(`  ${name}, ${whole(questions.length)} questions`);
  line(`    ${whole(size.few).padStart(9)} codings: ${answersText(few!)}`);
  line(`    ${whole(size.codings).padStart(9)} codings: ${answersText(many!)}`);
  line(`    ${'at first'.padStart(9)}         : ${shown(timesOf(many!.first))}`);
  line(`    ratio where both have a stance: ${ratio.text}`);
  return { name, p99: timesOf(many!.taken).p99, median: ratio.median, ratioOfP99: ratio.p99 };
};

const judged = (all: readonly Compared[], size: Size, { verdict }: Report): void => {
  const worst = (value: (one: Compared) => number): number => Math.max(...all.map(value));
  const [p99, atMedian, atP99] = [worst(({ p99 }) => p99), worst((one) => one.median), worst((one) => one.ratioOfP99)];
  const sizes = `${whole(size.codings)} against ${whole(size.few)}`;
  verdict({ requirement: 'p99 of a single position under 0.2 ms', figure: duration(p99), met: p99 < LIMIT_P99 });
  verdict({
    requirement: `cost at ${sizes} at most 3 x, at the median`,
    figure: times(atMedian),
    met: atMedian <= LIMIT_RATIO,
  });
  verdict({ requirement: `cost at ${sizes} at most 3 x, at p99`, figure: times(atP99), met: atP99 <= LIMIT_RATIO });
};

/** Loads both, asks both, and gives the long one for what comes after. */
export const positions = (size: Size, report: Report): Loaded<Readings> => {
  report.line(`Reading`);
  const short = loadedBase({ codings: size.few }, report);
  const long = loadedBase({ codings: size.codings }, report);
  report.line('Single positions, in process');
  const all = Object.keys(SUBJECTS).map((name) => compared(name, { short, long }, size, report));
  const bytes = memory() - long.before;
  report.line(`  the long log held in ${megabytes(bytes)} after all these questions`);
  report.verdict({
    requirement: `${whole(size.codings)} codings in memory under 1.5 GB`,
    figure: megabytes(bytes),
    met: bytes < LIMIT_BYTES,
  });
  judged(all, size, report);
  return long;
};
