/** Questions drawn by chance, and how long the answers take. */

import type { Position, Readings } from '../../projections/index.js';
import { askPosition, Clocks } from '../../src/record/ask.js';
import { BODIES, CAST_END, HOT_BODY, HOT_ISSUE, HOT_SPEAKERS } from './cast.js';
import type { Chance } from './random.js';
import { shown, times, Times, timesOf } from './report.js';
import { END, iso, NOW, START, YEAR } from './when.js';

/** Of whom and what a question is. */
export type Subject = Readonly<{ actor: string; issue: string }>;

/** A question that can be put to logs of any length: what it knows of is a part of the log. */
export type Drawn = Subject &
  Readonly<{ knownPart: number; knownAs: 'position' | 'instant'; asOf: string; evidence: string }>;

/** A question as it is put to one log. */
export type Put = Subject & Readonly<{ clocks: Clocks }>;

/** Of whom questions are asked, by name. */
export const SUBJECTS: Readonly<Record<string, (chance: Chance) => Subject>> = {
  'the hot body': () => ({ actor: HOT_BODY, issue: HOT_ISSUE }),
  'its speakers': (chance) => ({ actor: chance.pick(HOT_SPEAKERS), issue: HOT_ISSUE }),
  'other actors': (chance) => {
    const { id, people, issues } = chance.pick(BODIES);
    return { actor: chance.pick([id, ...people]), issue: chance.pick(issues) };
  },
};

const policyOf = (chance: Chance): string => {
  const drawn = chance.next();
  return drawn < 0.8 ? 'press' : drawn < 0.9 ? 'own' : 'all';
};

/** A said date as text: a day or an instant, as often the one as the other. */
export const asOfText = (instant: number, chance: Chance): string =>
  chance.is(0.5) ? iso(instant).slice(0, 10) : iso(instant);

const timeOf = (part: number): number => START + part * (END - START);

/** A question of somebody: known at any point of the log, said by any day before that or a little after it. */
export const drawn = (subject: Subject, chance: Chance): Drawn => {
  const knownPart = chance.next();
  return {
    ...subject,
    knownPart,
    knownAs: chance.is(0.5) ? 'position' : 'instant',
    asOf: asOfText(START + chance.next() * (timeOf(knownPart) + YEAR / 4 - START), chance),
    evidence: policyOf(chance),
  };
};

/** The question as put to a log that ends at a position; it knows of all of the cast. */
export const putTo = ({ actor, issue, knownPart, knownAs, asOf, evidence }: Drawn, head: number): Put => {
  const position = String(CAST_END + Math.floor(knownPart * (head - CAST_END)));
  const knownAt = knownAs === 'position' ? position : iso(timeOf(knownPart));
  return { actor, issue, clocks: { asOf, knownAt, evidence } };
};

/** The answer to a question. */
export const answered = (readings: Readings, { actor, issue, clocks }: Put): Position =>
  askPosition(readings, actor, issue, clocks, NOW);

/** Somebody to put questions to: readings, and the questions as they are put to them, after others to get warm. */
export type Respondent = Readonly<{ readings: Readings; first: readonly Put[]; questions: readonly Put[] }>;

/** How long each answer took in milliseconds, and whether there was a stance in force in it. */
export type Answers = Readonly<{ first: readonly number[]; taken: readonly number[]; stances: readonly boolean[] }>;

const ROUNDS = 10;

/** Puts one question, and gives its time in milliseconds and whether there was a stance in force. */
const put = (readings: Readings, question: Put): readonly [number, boolean] => {
  const began = performance.now();
  const { status } = answered(readings, question);
  return [performance.now() - began, status === 'stance in force'];
};

const slice = <T>(all: readonly T[], round: number): readonly T[] =>
  all.slice(Math.floor((all.length * round) / ROUNDS), Math.floor((all.length * (round + 1)) / ROUNDS));

/** Puts their questions to each in turn, in rounds. */
export const answersOf = (respondents: readonly Respondent[]): readonly Answers[] => {
  const found = respondents.map(({ readings, first }) => ({
    first: first.map((one) => put(readings, one)[0]),
    taken: [] as number[],
    stances: [] as boolean[],
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    respondents.forEach(({ readings, questions }, index) => {
      for (const question of slice(questions, round)) {
        const [milliseconds, hasStance] = put(readings, question);
        found[index]!.taken.push(milliseconds);
        found[index]!.stances.push(hasStance);
      }
    });
  }
  return found;
};

/** How much longer some answers took than others: at the median, at the 99th of a hundred, and on the mean. */
export type Ratios = Readonly<{ median: number; p99: number; mean: number; text: string }>;

const ratiosOf = (later: Times, earlier: Times): Ratios => {
  const [median, p99, mean] = [later.median / earlier.median, later.p99 / earlier.p99, later.mean / earlier.mean];
  return { median, p99, mean, text: `median ${times(median)}  p99 ${times(p99)}  mean ${times(mean)}` };
};

/** How much longer the same questions took, of those that had a stance in force both times. */
export const ratios = (later: Answers, earlier: Answers): Ratios => {
  const both = later.stances.map((has, index) => has && earlier.stances[index] === true);
  const kept = ({ taken }: Answers): Times => timesOf(taken.filter((_, index) => both[index]));
  return ratiosOf(kept(later), kept(earlier));
};

/** The times of answers, and how many of them had a stance in force. */
export const answersText = ({ taken, stances }: Answers): string =>
  `${shown(timesOf(taken))}  (${((100 * stances.filter(Boolean).length) / taken.length).toFixed(0)} % with a stance in force)`;
