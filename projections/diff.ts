import type { Contest } from './contests.js';
import { Because, becauseOf, whyBecause } from './diff-because.js';
import type { EvidenceShown } from './evidence.js';
import { statusOf } from './exchange.js';
import type { Asked, Position } from './position.js';
import type { Base } from './readings.js';
import { areOpposite } from './stance-in-force.js';
import type { PropositionAnswer } from './stances.js';
import { statementAt } from './statements.js';

/**
 * What two answers can differ in. Of one actor: a stance came, changed, was taken back or went; was stated again; a
 * contest came or went; silence fell. Of two actors: they contest a claim, are opposed where nobody contests, differ
 * otherwise, or only the second (`held`) or only the first (`not held`) has a stance.
 */
export const DIFFERENCES = [
  ...([
    'added',
    'changed',
    'withdrawn',
    'gone',
    'restated',
    'contested',
    'no longer contested',
    'fell silent',
  ] as const),
  ...(['opposed', 'differs', 'held', 'not held'] as const),
] as const;

/** What became of one proposition between two answers, or of the issue where no proposition is named. */
export type Difference = Readonly<{
  proposition: string;
  change: (typeof DIFFERENCES)[number];
  before?: PropositionAnswer;
  after?: PropositionAnswer;
  contest?: Contest;
  /** The words it rests on, where `before`, `after` and `contest` do not hold them. */
  evidence?: readonly EvidenceShown[];
  /** What was recorded between the two recorded times that made it, and of the statements shown. */
  because?: readonly Because[];
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

/** What an actor does that takes a stance, with its condition. */
const doing = (stance: PropositionAnswer['stance'], condition: string | undefined): string =>
  condition === undefined ? VERB[stance] : `${VERB[stance]} (“${condition}”)`;

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

/** The words of a stance that were taken back by then, where the answer does not list all that were. */
const takenBack = (to: Position, before: PropositionAnswer, readings: Base | undefined): readonly EvidenceShown[] =>
  to.more?.includes('withdrawn') !== true || readings === undefined
    ? []
    : before.evidence.filter(({ statement }) => {
        const { position } = to.knownAt;
        const state = statementAt(readings.statements, statement, position)?.state;
        return state !== undefined && statusOf(readings, state, position) === 'withdrawn';
      });

const gone = (to: Position, before: PropositionAnswer, readings: Base | undefined): Difference => {
  const listed = to.withdrawn.filter((aside) => aside.proposition === before.id);
  const evidence = listed.length > 0 ? listed.map((aside) => aside.evidence) : takenBack(to, before, readings);
  if (evidence.length === 0)
    return { proposition: before.id, change: 'gone', before, why: 'No stance is in force on it any more.' };
  const why = listed.map((aside) => aside.why).join(' ') || 'It was taken back.';
  return { proposition: before.id, change: 'withdrawn', before, evidence, why };
};

/** How often, in words. */
export const howOften = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const compared = (before: PropositionAnswer, after: PropositionAnswer): readonly Difference[] => {
  if (before.stance !== after.stance || before.condition !== after.condition || before.since !== after.since) {
    const why = `${before.stance} since ${before.since}; then ${after.stance} since ${after.since}.`;
    return [{ proposition: after.id, change: 'changed', before, after, why }];
  }
  if (before.timesStated === after.timesStated && before.lastStated === after.lastStated) return [];
  const why = `Stated ${howOften(before.timesStated)}, last ${before.lastStated}; then ${howOften(after.timesStated)}, last ${after.lastStated}.`;
  return [{ proposition: after.id, change: 'restated', before, after, why }];
};

const stances = (from: Position, to: Position, readings: Base | undefined): readonly Difference[] => {
  const earlier = new Map(from.propositions.map((answer) => [answer.id, answer]));
  const later = new Set(to.propositions.map((answer) => answer.id));
  return [
    ...to.propositions.flatMap((after): readonly Difference[] => {
      const before = earlier.get(after.id);
      if (before !== undefined) return compared(before, after);
      return [{ proposition: after.id, change: 'added', after, why: `${after.stance} since ${after.since}.` }];
    }),
    ...from.propositions.filter((before) => !later.has(before.id)).map((before) => gone(to, before, readings)),
  ];
};

const keyOf = (contest: Contest): string => `${contest.proposition} ${contest.by.id}`;

const contestsOnlyIn = (one: Position, other: Position): readonly Contest[] => {
  const known = new Set(other.contests.map(keyOf));
  return one.contests.filter((contest) => !known.has(keyOf(contest)));
};

/** Contests that came or went between two answers of one actor. */
const contests = (from: Position, to: Position): readonly Difference[] => [
  ...contestsOnlyIn(to, from).map((contest): Difference => ({
    proposition: contest.proposition,
    change: 'contested',
    contest,
    why: `${contest.by.name} ${doing(contest.byStance, contest.byCondition)}, since ${contest.since}.`,
  })),
  ...contestsOnlyIn(from, to).map((contest): Difference => ({
    proposition: contest.proposition,
    change: 'no longer contested',
    contest,
    why: `${contest.by.name} is not known to hold the opposite stance.`,
  })),
];

type LastStatement = NonNullable<Position['lastStatement']> & Readonly<{ statement?: string }>;

/** The words of an actor's last statement on the issue, among those that its answer shows. */
const lastWords = (position: Position, { day, statement }: LastStatement): readonly EvidenceShown[] => {
  const shown = [
    ...position.propositions.flatMap(({ evidence }) => evidence),
    ...position.declined.map((a) => a.evidence),
  ];
  const last = shown.filter((one) =>
    statement === undefined ? one.said.lastDay === day : one.statement === statement,
  );
  return last.filter((one, at) => last.findIndex((other) => other.statement === one.statement) === at);
};

/** A silence that began between two said dates: nothing said for a year, and not since the same day at both. */
const silence = (from: Position, to: Position): readonly Difference[] => {
  const last: LastStatement | undefined = to.lastStatement;
  if (from.asOf === to.asOf || last === undefined || last.daysBefore < SILENCE_DAYS) return [];
  const wasSilent = (from.lastStatement?.daysBefore ?? 0) >= SILENCE_DAYS;
  if (wasSilent && from.lastStatement?.day === last.day) return [];
  const why = `No statement on the issue for ${last.daysBefore} days, since ${last.day}.`;
  return [{ proposition: '', change: 'fell silent', evidence: lastWords(to, last), why }];
};

const told = ({ actor }: Position, answer: PropositionAnswer): string =>
  `${actor.name} ${doing(answer.stance, answer.condition)}, since ${answer.since}`;

const lacking = ({ actor }: Position): string => `${actor.name} has no stance in force on it`;

/** The contest of one position by another's actor. */
const contestBy = (one: Position, other: Position, proposition: string): Contest | undefined =>
  one.contests.find((contest) => contest.proposition === proposition && contest.by.id === other.actor.id);

const differing = (from: Position, to: Position, before: PropositionAnswer, after: PropositionAnswer): Difference => {
  const contest = contestBy(from, to, after.id) ?? contestBy(to, from, after.id);
  const change = contest !== undefined ? 'contested' : areOpposite(before.stance, after.stance) ? 'opposed' : 'differs';
  const why = `${told(from, before)}; ${told(to, after)}.`;
  return { proposition: after.id, change, before, after, ...(contest === undefined ? {} : { contest }), why };
};

/** What two actors say of the propositions that either has a stance on; what both say alike is no difference. */
const betweenActors = (from: Position, to: Position): readonly Difference[] => {
  const theirs = new Map(to.propositions.map((answer) => [answer.id, answer]));
  const ours = new Set(from.propositions.map((answer) => answer.id));
  return [
    ...from.propositions.flatMap((before): readonly Difference[] => {
      const after = theirs.get(before.id);
      if (after === undefined)
        return [{ proposition: before.id, change: 'not held', before, why: `${told(from, before)}; ${lacking(to)}.` }];
      const isSame = before.stance === after.stance && before.condition === after.condition;
      return isSame ? [] : [differing(from, to, before, after)];
    }),
    ...to.propositions
      .filter((after) => !ours.has(after.id))
      .map((after): Difference => {
        return { proposition: after.id, change: 'held', after, why: `${told(to, after)}; ${lacking(from)}.` };
      }),
  ];
};

/** The words a difference shows, whichever of its parts they stand in. */
const wordsOf = ({ before, after, contest, evidence }: Difference): readonly EvidenceShown[] =>
  [before, after, contest, { evidence: evidence ?? [] }].flatMap((part) => part?.evidence ?? []);

/** A difference with what was recorded between two recorded times that made it. */
const explained = (readings: Base, from: Position, to: Position, difference: Difference): Difference => {
  const { proposition, contest } = difference;
  const because = becauseOf(readings, from, to, { proposition, opponent: contest?.by.id, shown: wordsOf(difference) });
  if (because.length === 0) return difference;
  return { ...difference, because, why: `${difference.why} ${whyBecause(because)}` };
};

const differencesOf = (from: Position, to: Position, readings: Base | undefined): readonly Difference[] =>
  from.actor.id === to.actor.id
    ? [...stances(from, to, readings), ...contests(from, to), ...silence(from, to)]
    : betweenActors(from, to);

/**
 * What differs between two positions on one issue: two dates, two recorded times, or two actors.
 *
 * @param readings where two recorded times are compared: what was recorded between them says why.
 */
export const diffOf = (from: Position, to: Position, readings?: Base): Diff => {
  const found = differencesOf(from, to, readings);
  const differences = readings === undefined ? found : found.map((one) => explained(readings, from, to, one));
  const named = new Set(differences.map((difference) => difference.proposition));
  return {
    from: sideOf(from),
    to: sideOf(to),
    differences,
    unchanged: to.propositions.map((answer) => answer.id).filter((id) => !named.has(id)),
  };
};
