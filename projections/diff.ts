import type { Contest } from './contests.js';
import type { Asked, Position } from './position.js';
import type { PropositionAnswer } from './stances.js';

/** What became of one proposition between two answers. */
export type Difference = Readonly<{
  proposition: string;
  change:
    | 'added'
    | 'changed'
    | 'withdrawn'
    | 'gone'
    | 'not held'
    | 'restated'
    | 'contested'
    | 'no longer contested'
    | 'fell silent';
  before?: PropositionAnswer;
  after?: PropositionAnswer;
  contest?: Contest;
  why: string;
}>;

/** Two positions compared: what differs, with the evidence of each, and which propositions stand as they stood. */
export type Diff = Readonly<{
  from: Asked & Readonly<{ actor: string; issue: string; permalink: string }>;
  to: Asked & Readonly<{ actor: string; issue: string; permalink: string }>;
  differences: readonly Difference[];
  unchanged: readonly string[];
}>;

/** The days without a statement after which an actor has fallen silent on an issue. */
export const SILENCE_DAYS = 365;

const VERB: Readonly<Record<PropositionAnswer['stance'], string>> = {
  affirms: 'affirms it',
  denies: 'denies it',
  conditional: 'affirms it under a condition',
  mixed: 'has statements on it that disagree',
};

const sideOf = (position: Position): Diff['from'] => ({
  actor: position.actor.id,
  issue: position.issue.id,
  asOf: position.asOf,
  knownAt: position.knownAt,
  evidence: position.evidence,
  rules: position.rules,
  ...(position.recordedTimes === undefined ? {} : { recordedTimes: position.recordedTimes }),
  permalink: position.permalink,
});

const gone = (from: Position, to: Position, before: PropositionAnswer): Difference => {
  if (from.actor.id !== to.actor.id) {
    const why = `${to.actor.name} has no stance in force on it; ${from.actor.name} ${VERB[before.stance]}.`;
    return { proposition: before.id, change: 'not held', before, why };
  }
  const takenBack = to.withdrawn.some((aside) => aside.proposition === before.id);
  return {
    proposition: before.id,
    change: takenBack ? 'withdrawn' : 'gone',
    before,
    why: takenBack ? 'It was taken back.' : 'No stance is in force on it any more.',
  };
};

const compared = (before: PropositionAnswer, after: PropositionAnswer): readonly Difference[] => {
  if (before.stance !== after.stance || before.condition !== after.condition || before.since !== after.since) {
    const why = `${before.stance} since ${before.since}; then ${after.stance} since ${after.since}.`;
    return [{ proposition: after.id, change: 'changed', before, after, why }];
  }
  if (before.timesStated === after.timesStated && before.lastStated === after.lastStated) return [];
  const why = `Stated ${before.timesStated} times, last ${before.lastStated}; then ${after.timesStated}, last ${after.lastStated}.`;
  return [{ proposition: after.id, change: 'restated', before, after, why }];
};

const stances = (from: Position, to: Position): readonly Difference[] => {
  const earlier = new Map(from.propositions.map((answer) => [answer.id, answer]));
  const later = new Set(to.propositions.map((answer) => answer.id));
  return [
    ...to.propositions.flatMap((after): readonly Difference[] => {
      const before = earlier.get(after.id);
      if (before !== undefined) return compared(before, after);
      return [{ proposition: after.id, change: 'added', after, why: `${after.stance} since ${after.since}.` }];
    }),
    ...from.propositions.filter((before) => !later.has(before.id)).map((before) => gone(from, to, before)),
  ];
};

const keyOf = (contest: Contest): string => `${contest.proposition} ${contest.by.id}`;

const contestsOnlyIn = (one: Position, other: Position): readonly Contest[] => {
  const known = new Set(other.contests.map(keyOf));
  return one.contests.filter((contest) => !known.has(keyOf(contest)));
};

/** Contests that came or went between two answers of one actor; two actors' contests are not each other's. */
const contests = (from: Position, to: Position): readonly Difference[] => {
  if (from.actor.id !== to.actor.id) return [];
  return [
    ...contestsOnlyIn(to, from).map((contest): Difference => ({
      proposition: contest.proposition,
      change: 'contested',
      contest,
      why: `${contest.by.name} ${VERB[contest.byStance]}, since ${contest.since}.`,
    })),
    ...contestsOnlyIn(from, to).map((contest): Difference => ({
      proposition: contest.proposition,
      change: 'no longer contested',
      contest,
      why: `${contest.by.name} is not known to hold the opposite stance.`,
    })),
  ];
};

const silence = (from: Position, to: Position): readonly Difference[] => {
  const [earlier, later] = [from.lastStatement?.daysBefore ?? 0, to.lastStatement?.daysBefore ?? 0];
  if (from.asOf === to.asOf || from.actor.id !== to.actor.id || earlier >= SILENCE_DAYS || later < SILENCE_DAYS)
    return [];
  const why = `No statement on the issue for ${later} days, since ${to.lastStatement?.day}.`;
  return [{ proposition: '', change: 'fell silent', why }];
};

/** What differs between two positions on one issue: two dates, two recorded times, or two actors. */
export const diffOf = (from: Position, to: Position): Diff => {
  const differences = [...stances(from, to), ...contests(from, to), ...silence(from, to)];
  const named = new Set(differences.map((difference) => difference.proposition));
  return {
    from: sideOf(from),
    to: sideOf(to),
    differences,
    unchanged: to.propositions.map((answer) => answer.id).filter((id) => !named.has(id)),
  };
};
