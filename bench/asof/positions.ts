/** Short logs and a long one: what they are held in, and how long single positions take on each. */

import { Loaded, loadedBase, memory } from './load.js';
import { chanceOf } from './random.js';
import type { Readings } from '../../projections/index.js';
import {
  answersOf,
  answersText,
  drawn,
  Drawn,
  putTo,
  ratioOfAlike,
  Ratios,
  ratios,
  Respondent,
  SUBJECTS,
} from './questions.js';
import { duration, megabytes, Report, shown, times, timesOf, whole } from './report.js';
import { SEED } from './log.js';
import type { Size } from './size.js';

const LIMIT_BYTES = 1.5e9;
const LIMIT_P99 = 0.2;
const LIMIT_RATIO = 3;

const respondent = (log: Loaded<Readings>, first: readonly Drawn[], questions: readonly Drawn[]): Respondent => ({
  readings: log.readings,
  first: first.map((question) => putTo(question, log)),
  questions: questions.map((question) => putTo(question, log)),
});

/** How a log is shorter than another: it covers less time and as much was said in it, or as much time and less was said. */
const SHORTER = ['its first', 'as long a time and'] as const;

/** A long log, and shorter ones in the order of `SHORTER`. */
type Logs = Readonly<{ shorter: readonly Loaded<Readings>[]; long: Loaded<Readings> }>;
type Compared = Readonly<{ p99: number; ratios: readonly Ratios[] }>;

const alikeText = (alike: ReturnType<typeof ratioOfAlike>): string =>
  alike === undefined ? 'too few are alike' : `median ${times(alike.ratio)} of ${whole(alike.answers)} answers`;

const compared = (name: string, { shorter, long }: Logs, size: Size, { line }: Report): Compared => {
  const chance = chanceOf(SEED + name.length);
  const some = (): readonly Drawn[] =>
    Array.from({ length: size.questions }, () => drawn(SUBJECTS[name]!(chance), chance));
  const [first, questions] = [some(), some()];
  const [many, ...few] = answersOf([long, ...shorter].map((log) => respondent(log, first, questions)));
  line(`  ${name}, ${whole(questions.length)} questions`);
  line(`    ${whole(size.codings)} codings: ${answersText(many!)}`);
  line(`      at first: ${shown(timesOf(many!.first))}`);
  const found = SHORTER.map((how, index) => {
    const ratio = ratios(many!, few[index]!);
    line(`    ${how} ${whole(size.few)}: ${answersText(few[index]!)}`);
    line(`      ratio where both have a stance: ${ratio.text}`);
    line(`      ratio of those that list as much: ${alikeText(ratioOfAlike(many!, few[index]!))}`);
    return ratio;
  });
  return { p99: timesOf(many!.taken).p99, ratios: found };
};

const judged = (all: readonly Compared[], size: Size, { verdict }: Report): void => {
  const worst = (value: (one: Compared) => number): number => Math.max(...all.map(value));
  const p99 = worst((one) => one.p99);
  verdict({ requirement: 'p99 of a single position under 0.2 ms', figure: duration(p99), met: p99 < LIMIT_P99 });
  SHORTER.forEach((how, index) => {
    for (const at of ['median', 'p99'] as const) {
      const ratio = worst((one) => one.ratios[index]![at]);
      verdict({
        requirement: `cost at ${whole(size.codings)} against ${how} ${whole(size.few)} at most 3 x, at the ${at}`,
        figure: times(ratio),
        met: ratio <= LIMIT_RATIO,
      });
    }
  });
};

/** Loads all, asks all, and gives the long one for what comes after. */
export const positions = (size: Size, report: Report): Loaded<Readings> => {
  report.line(`Reading`);
  const shorter = [{ part: size.few / size.codings }, {}].map((covered) =>
    loadedBase({ codings: size.few, ...covered }, report),
  );
  const long = loadedBase({ codings: size.codings }, report);
  report.line('Single positions, in process');
  const all = Object.keys(SUBJECTS).map((name) => compared(name, { shorter, long }, size, report));
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
