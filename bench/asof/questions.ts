/** Questions drawn by chance, and how long the answers take. */

import type { Position, Readings } from '../../projections/index.js';
import { askPosition, Clocks } from '../../src/record/ask.js';
import { BODIES, CAST_END, HOT_BODY, HOT_ISSUE, HOT_SPEAKERS } from './cast.js';
import type { Chance } from './random.js';
import { shown, times, Times, timesOf } from './report.js';
import { END, iso, NOW, START } from './when.js';

/** Of whom and what a question is. */
export type Subject = Readonly<{ actor: string; issue: string }>;

/** A question that can be put to logs of any length: what it knows of is a part of the log, and so is when it was said. */
export type Drawn = Subject &
  Readonly<{
    knownPart: number;
    knownAs: 'position' | 'instant';
    saidPart: number;
    saidAs: 'day' | 'instant';
    evidence: string;
  }>;

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

/** An instant as text, or the day it is on. */
export const asOfText = (instant: number, as: Drawn['saidAs']): string =>
  as === 'day' ? iso(instant).slice(0, 10) : iso(instant);

/** How long after what is known a question can ask, of what the log covers: a quarter of a year of twenty. */
const AFTERWARDS = 1 / 80;

/** A question of somebody: known at any point of the log, said by any day before that or a little after it. */
export const drawn = (subject: Subject, chance: Chance): Drawn => ({
  ...subject,
  knownPart: chance.next(),
  knownAs: chance.is(0.5) ? 'position' : 'instant',
  saidPart: chance.next(),
  saidAs: chance.is(0.5) ? 'day' : 'instant',
  evidence: policyOf(chance),
});

/** A log as questions are put to it: its last position, and how much of the twenty years it covers. */
export type Covered = Readonly<{ head: number; part: number }>;

/** The question as put to a log; it knows of all of the cast. */
export const putTo = (question: Drawn, { head, part }: Covered): Put => {
  const { actor, issue, knownPart, knownAs, saidPart, saidAs, evidence } = question;
  const after = (of: number): number => START + part * of * (END - START);
  const position = String(CAST_END + Math.floor(knownPart * (head - CAST_END)));
  const knownAt = knownAs === 'position' ? position : iso(after(knownPart));
  const asOf = asOfText(after(saidPart * (knownPart + AFTERWARDS)), saidAs);
  return { actor, issue, clocks: { asOf, knownAt, evidence } };
};

/** The answer to a question. */
export const answered = (readings: Readings, { actor, issue, clocks }: Put): Position =>
  askPosition(readings, actor, issue, clocks, NOW);

/** Somebody to put questions to: readings, and the questions as they are put to them, after others to get warm. */
export type Respondent = Readonly<{ readings: Readings; first: readonly Put[]; questions: readonly Put[] }>;

/** How long each answer took in milliseconds, whether there was a stance in force in it, and how much evidence it lists. */
export type Answers = Readonly<{
  first: readonly number[];
  taken: readonly number[];
  stances: readonly boolean[];
  listed: readonly number[];
}>;

const ROUNDS = 10;

/** How many pieces of evidence an answer lists. */
const listedIn = (position: Position): number => {
  const { propositions, contests, characterisations, declined, uncertain, notCounted, withdrawn } = position;
  const beside = [declined, uncertain, notCounted, withdrawn].reduce((sum, { length }) => sum + length, 0);
  const answers = characterisations.filter(({ answer }) => answer.evidence !== undefined).length;
  return (
    [...propositions, ...contests].reduce((sum, { evidence }) => sum + evidence.length, beside) +
    characterisations.length +
    answers
  );
};

/** Puts one question, and gives its time in milliseconds and the answer. */
const put = (readings: Readings, question: Put): readonly [number, Position] => {
  const began = performance.now();
  const position = answered(readings, question);
  return [performance.now() - began, position];
};

const slice = <T>(all: readonly T[], round: number): readonly T[] =>
  all.slice(Math.floor((all.length * round) / ROUNDS), Math.floor((all.length * (round + 1)) / ROUNDS));

/** Puts their questions to each in turn, in rounds. */
export const answersOf = (respondents: readonly Respondent[]): readonly Answers[] => {
  const found = respondents.map(({ readings, first }) => ({
    first: first.map((one) => put(readings, one)[0]),
    taken: [] as number[],
    stances: [] as boolean[],
    listed: [] as number[],
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    respondents.forEach(({ readings, questions }, index) => {
      for (const question of slice(questions, round)) {
        const [milliseconds, position] = put(readings, question);
        found[index]!.taken.push(milliseconds);
        found[index]!.stances.push(position.status === 'stance in force');
        found[index]!.listed.push(listedIn(position));
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

/** How few answers that list as much are too few to compare. */
const FEWEST = 20;

/** Times by how much evidence the answers list. */
const byListed = ({ taken, listed }: Answers): ReadonlyMap<number, readonly number[]> => {
  const found = new Map<number, number[]>();
  taken.forEach((milliseconds, index) => {
    const alike = found.get(listed[index]!) ?? [];
    alike.push(milliseconds);
    found.set(listed[index]!, alike);
  });
  return found;
};

/**
 * How much longer answers took than others that list as much evidence: the median of the ratios of medians, each as often as
 * there are answers to it; nothing where too few are alike.
 */
export const ratioOfAlike = (
  later: Answers,
  earlier: Answers,
): Readonly<{ ratio: number; answers: number }> | undefined => {
  const others = byListed(earlier);
  const ratios = [...byListed(later)].flatMap(([listed, times]) => {
    const alike = others.get(listed) ?? [];
    if (times.length < FEWEST || alike.length < FEWEST) return [];
    return times.map(() => timesOf(times).median / timesOf(alike).median);
  });
  return ratios.length === 0 ? undefined : { ratio: timesOf(ratios).median, answers: ratios.length };
};

/** The times of answers, how many of them had a stance in force, and how much evidence one lists. */
export const answersText = ({ taken, stances, listed }: Answers): string => {
  const inForce = ((100 * stances.filter(Boolean).length) / taken.length).toFixed(0);
  const evidence = (listed.reduce((sum, one) => sum + one, 0) / listed.length).toFixed(1);
  return `${shown(timesOf(taken))}  (${inForce} % with a stance in force, ${evidence} pieces of evidence)`;
};
