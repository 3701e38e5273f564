/** A membership corrected, with all that was said in it: what that takes, and that only later answers tell of it. */

import { positionOf } from '../../events/index.js';
import { Readings, readBase, readPosition } from '../../projections/index.js';
import { heavyCorrected, HOT_BODY, HOT_ISSUE } from './cast.js';
import { asking, Loaded, memory, timed } from './load.js';
import { SEED } from './log.js';
import { chanceOf } from './random.js';
import { answered, answersOf, asOfText, drawn, Put, putTo, answersText } from './questions.js';
import { duration, median, megabytes, Report, whole } from './report.js';
import type { Size } from './size.js';
import { END, START, YEAR } from './when.js';

const AGAIN = 6;
const DATES = 100;

/** Questions of the hot body on dates all over the log, known at a position. */
const questionsAt = (position: number): readonly Put[] => {
  const chance = chanceOf(SEED);
  return Array.from({ length: DATES }, (_, index) => ({
    actor: HOT_BODY,
    issue: HOT_ISSUE,
    clocks: {
      asOf: asOfText(START + chance.next() * (END - START), chance.is(0.5) ? 'day' : 'instant'),
      knownAt: String(position),
      evidence: index % 4 === 0 ? 'own' : 'press',
    },
  }));
};

const textsAt = (readings: Readings, position: number): readonly string[] =>
  questionsAt(position).map((question) => JSON.stringify(answered(readings, question)));

/** What is in force, apart from what an answer says of the question. */
const stancesAt = (readings: Readings, position: number): readonly string[] =>
  questionsAt(position).map((question) => JSON.stringify(answered(readings, question).propositions));

const differing = (one: readonly string[], other: readonly string[]): number =>
  one.filter((text, index) => text !== other[index]).length;

const questionsAfter = (head: number, count: number): readonly Put[] => {
  const chance = chanceOf(SEED);
  return Array.from({ length: count }, () =>
    putTo(
      { ...drawn({ actor: HOT_BODY, issue: HOT_ISSUE }, chance), knownPart: 1, knownAs: 'position' },
      { head, part: 1 },
    ),
  );
};

/** Corrects the membership there and back, some times over; each time with the first answer after it. */
const correctedAgain = (readings: Readings, { log }: Loaded<Readings>, { line }: Report): Readings => {
  const before = memory();
  const taken: number[] = [];
  let now = readings;
  for (let time = 0; time < AGAIN; time += 1) {
    const event = log.writer.write(heavyCorrected(time % 2 === 1), END + 4 * YEAR);
    const [question] = questionsAfter(positionOf(event), 1);
    const [next, milliseconds] = timed(() => {
      const read = asking(readBase(now, event));
      answered(read, question!);
      return read;
    });
    now = next;
    taken.push(milliseconds);
  }
  const bytes = megabytes((memory() - before) / AGAIN);
  line(
    `  ${AGAIN} more there and back, each with the first answer after it: median ${duration(median(taken))}, longest ${duration(Math.max(...taken))}, ${bytes} each`,
  );
  return now;
};

/** Corrects it once and compares answers, then some times more. */
export const correction = (start: Readings, long: Loaded<Readings>, size: Size, report: Report): void => {
  const position = readPosition(start);
  const event = long.log.writer.write(heavyCorrected(true), END + 4 * YEAR);
  const [textsBefore, stancesBefore] = [textsAt(start, position), stancesAt(start, position)];
  const [readings, milliseconds] = timed(() => asking(readBase(start, event)));
  const [first] = questionsAfter(position + 1, 1);
  const [, firstAnswer] = timed(() => answered(readings, first!));
  const changed = differing(textsBefore, textsAt(readings, position));
  const moved = differing(stancesBefore, stancesAt(readings, position + 1));
  const { heavy } = long.log.tally;
  report.line(`A membership corrected, which touches ${whole(heavy)} codings`);
  report.line(`  the event ${duration(milliseconds)}, the first answer after it ${duration(firstAnswer)}`);
  report.line(
    `  of ${DATES} answers known before it ${changed} changed, of ${DATES} known after it ${moved} are others`,
  );
  const later = correctedAgain(readings, long, report);
  const questions = questionsAfter(position + 1 + AGAIN, size.questions / 10);
  const [answers] = answersOf([{ readings: later, first: questions, questions }]);
  report.line(`  the hot body after them all: ${answersText(answers!)}`);
  report.verdict({
    requirement: `a correction that touches ${whole(heavy)} leaves every answer of before`,
    figure: `${changed} changed, ${moved} others after`,
    met: changed === 0 && moved > 0,
  });
};
