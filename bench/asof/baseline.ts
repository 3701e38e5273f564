/** The naive fold over the log, held in memory for it, beside the readings: how long each takes, and that both agree. */

import { parseAsOf, RecordedEvent } from '../../events/index.js';
import { emptyReadings, Readings } from '../../projections/index.js';
import { HOT_BODY, HOT_ISSUE, MAIN } from './cast.js';
import { readOn, timed } from './load.js';
import { logOf, SEED } from './log.js';
import { naiveStance, NaiveAnswer, NaiveQuestion } from './naive.js';
import { chanceOf } from './random.js';
import { answered, drawn, Put, putTo } from './questions.js';
import { duration, Report, times, timesOf, whole } from './report.js';
import type { Size } from './size.js';

/** Questions put to the readings beforehand, so that neither is timed with what is made once. */
const WARM = 300;

const questionsOf = (head: number, count: number, seed: number): readonly Put[] => {
  const chance = chanceOf(seed);
  return Array.from({ length: count }, () =>
    putTo({ ...drawn({ actor: HOT_BODY, issue: HOT_ISSUE }, chance), knownAs: 'position' }, { head, part: 1 }),
  );
};

const naively = ({ clocks }: Put): NaiveQuestion => ({
  position: Number(clocks.knownAt),
  asOf: parseAsOf(clocks.asOf!)!,
  policy: clocks.evidence as NaiveQuestion['policy'],
});

/** What the whole answer says of the one claim. */
const stanceIn = (readings: Readings, question: Put): NaiveAnswer | undefined => {
  const found = answered(readings, question).propositions.find(({ id }) => id === MAIN);
  return found === undefined ? undefined : { stance: found.stance, since: found.since };
};

type Beside = Readonly<{ asked: number; differing: number }>;

const beside = (codings: number, count: number, { line }: Report): Beside => {
  const log: readonly RecordedEvent[] = [...logOf({ codings }).events];
  const readings = readOn(emptyReadings(), log);
  const [naive, own]: [number[], number[]] = [[], []];
  const stances = new Map<string, number>();
  let differing = 0;
  for (const question of questionsOf(log.length, WARM, SEED + 1)) answered(readings, question);
  for (const question of questionsOf(log.length, count, SEED)) {
    const [expected, slowly] = timed(() => naiveStance(log, naively(question)));
    const [actual, quickly] = timed(() => stanceIn(readings, question));
    naive.push(slowly);
    own.push(quickly);
    stances.set(expected?.stance ?? 'none', (stances.get(expected?.stance ?? 'none') ?? 0) + 1);
    if (expected?.stance !== actual?.stance || expected?.since !== actual?.since) differing += 1;
  }
  const [slow, quick] = [timesOf(naive), timesOf(own)];
  line(
    `  ${whole(codings).padStart(9)} codings, ${count} questions: naive median ${duration(slow.median)}, ` +
      `onrecord ${duration(quick.median)}, ${times(slow.median / quick.median)}; ${differing} differ ` +
      `(${[...stances].map(([stance, many]) => `${stance} ${many}`).join(', ')})`,
  );
  return { asked: count, differing };
};

/** Both at three sizes, with fewer questions the longer the log. */
export const baseline = (size: Size, report: Report): void => {
  report.line('The naive fold over the log: one stance of the hot body, beside the whole answer');
  const middle = Math.round(size.codings / 10);
  const all = [
    beside(size.few, 300, report),
    ...(middle > size.few ? [beside(middle, 50, report)] : []),
    beside(size.codings, 5, report),
  ];
  const [asked, differing] = [
    all.reduce((sum, one) => sum + one.asked, 0),
    all.reduce((s, one) => s + one.differing, 0),
  ];
  report.verdict({
    requirement: 'the same stance and the same day as the naive fold',
    figure: `${differing} of ${asked} differ`,
    met: differing === 0,
  });
};
