/** Questions that fall into a hole: all that lies before the said date was recorded after the time asked for. */

import type { RecordedEvent } from '../../events/index.js';
import type { Readings } from '../../projections/index.js';
import { HOT_PLACE } from './cast.js';
import { Loaded, loadedBase, readOn } from './load.js';
import { Gap, SEED } from './log.js';
import { chanceOf } from './random.js';
import {
  Answers,
  answered,
  answersOf,
  asOfText,
  Covered,
  drawn,
  Put,
  putTo,
  ratios,
  answersText,
  SUBJECTS,
} from './questions.js';
import { duration, Report, times, Times, timesOf, whole } from './report.js';
import type { Size } from './size.js';
import { END, saidAt } from './when.js';
import { hotStatement, ordinarySpeaker } from './words.js';
import type { Writer } from './writer.js';

/** The half year in which nothing was said as far as was known, and of which everything is recorded afterwards. */
const GAP: Gap = { from: Date.parse('2015-01-01T00:00:00Z'), until: Date.parse('2015-07-01T00:00:00Z') };

/** The part of the log by which everything before the gap, and most of what came late, was recorded. */
const KNOWN_FROM = 0.55;

/** Statements for Hotland on its claim, one coding each, said in the gap and recorded after everything else. */
const backfill = function* (count: number, writer: Writer): Generator<RecordedEvent> {
  const chance = chanceOf(SEED);
  for (let index = 0; index < count; index += 1) {
    const said = saidAt(GAP.from + chance.next() * (GAP.until - GAP.from) * 0.9, HOT_PLACE);
    const speaker = ordinarySpeaker(chance);
    const id = `back-filled-${String(index).padStart(7, '0')}`;
    yield writer.write(
      hotStatement({ id, said, speaker, affirms: index % 2 === 0, codings: 1 }, chance),
      END + index * 1000,
    );
  }
};

/** Questions as of the last tenth of the gap, known before any of it was recorded. */
const questionsOn = (name: string, log: Covered, count: number, seed: number): readonly Put[] => {
  const chance = chanceOf(SEED + seed);
  return Array.from({ length: count }, () => {
    const instant = GAP.until - chance.next() * (GAP.until - GAP.from) * 0.1;
    const knownPart = KNOWN_FROM + chance.next() * (1 - KNOWN_FROM);
    const question = { ...drawn(SUBJECTS[name]!(chance), chance), knownPart };
    const put = putTo(question, log);
    return { ...put, clocks: { ...put.clocks, asOf: asOfText(instant, question.saidAs) } };
  });
};

type Fallen = Readonly<{ without: Times; within: Times; ratio: number; differing: number }>;

const differing = (one: Readings, other: Readings, questions: readonly Put[]): number =>
  questions
    .slice(0, 500)
    .filter((question) => JSON.stringify(answered(one, question)) !== JSON.stringify(answered(other, question))).length;

const fallen = (name: string, bare: Loaded<Readings>, filled: Readings, size: Size, { line }: Report): Fallen => {
  const [first, questions] = [1, 2].map((seed) => questionsOn(name, bare, size.questions / 2, seed)) as [
    readonly Put[],
    readonly Put[],
  ];
  const [without, within] = answersOf([
    { readings: bare.readings, first, questions },
    { readings: filled, first, questions },
  ]) as [Answers, Answers];
  const ratio = ratios(within, without);
  line(`    ${name}, without: ${answersText(without)}`);
  line(`    ${name}, in the hole: ${answersText(within)}`);
  line(`    ratio where both have a stance: ${ratio.text}`);
  const others = differing(bare.readings, filled, questions);
  return {
    without: timesOf(without.taken),
    within: timesOf(within.taken),
    ratio: Math.max(ratio.median, ratio.p99),
    differing: others,
  };
};

const QUIET: Report = { line: () => undefined, verdict: () => undefined };

/** One log as it is, and as it is with records back-filled. */
const atSize = (codings: number, records: number, size: Size, report: Report): readonly Fallen[] => {
  const bare = loadedBase({ codings, gap: GAP }, report);
  const twin = loadedBase({ codings, gap: GAP }, QUIET);
  const filled = readOn(twin.readings, backfill(records, twin.log.writer));
  report.line(`  ${whole(codings)} codings, then ${whole(records)} records back-filled`);
  return ['the hot body', 'its speakers'].map((name) => fallen(name, bare, filled, size, report));
};

/** Back-fills a short log and a long one, and asks what was known before. */
export const hole = (size: Size, report: Report): void => {
  report.line('Questions that fall into a hole');
  const records = Math.round(size.codings / 2);
  const few = atSize(size.few, records, size, report);
  const many = atSize(records, records, size, report);
  const all = [...few, ...many];
  const [p99, ratio] = [Math.max(...all.map(({ within }) => within.p99)), Math.max(...all.map((one) => one.ratio))];
  const across = Math.max(...many.map(({ within }, index) => within.median / few[index]!.without.median));
  const others = all.reduce((sum, one) => sum + one.differing, 0);
  report.verdict({ requirement: 'p99 in the hole under 0.2 ms', figure: duration(p99), met: p99 < 0.2 });
  report.verdict({
    requirement: `in the hole at most 3 x as without it, at the median and at p99`,
    figure: times(ratio),
    met: ratio <= 3,
  });
  report.verdict({
    requirement: `in the hole at ${whole(2 * records)} at most 3 x that at ${whole(size.few)}`,
    figure: times(across),
    met: across <= 3,
  });
  report.verdict({
    requirement: 'an answer in the hole is the same bytes as without it',
    figure: `${others} differ`,
    met: others === 0,
  });
};
