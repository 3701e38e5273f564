import type { AsOf } from '../events/index.js';
import { Account, EvidencePolicy, levelOf } from './account.js';
import { Coded, counts, withdrawalOf } from './coded.js';
import { EvidenceShown, evidenceOf } from './evidence.js';
import { Holding, inOrder } from './holding.js';
import { indexOf } from './indexed.js';
import type { Shelves } from './issue-index.js';
import { APART, canHaveBeenSaidBy, dayBound, dayOf, milliseconds, saidBy } from './moment.js';
import { clockOf, isMomentary, MINUTE } from './points.js';
import type { Question } from './question.js';
import { allAt, backward, forward } from './shelf-walks.js';
import { LISTED, runsOf } from './stances.js';
import { whyUncertain } from './uncertain.js';

/** A coding that does not move the position, and in one sentence why. */
export type Aside = Readonly<{ proposition: string; why: string; evidence: EvidenceShown }>;

export const ASIDES = ['declined', 'uncertain', 'notCounted', 'withdrawn'] as const;
type AsideName = (typeof ASIDES)[number];

/** What stands beside a position, the last five of each kind in the order of saying; `more` names those that have more. */
export type AsidesAnswer = Readonly<Record<AsideName, readonly Aside[]>> & Readonly<{ more?: readonly AsideName[] }>;

/** Why a coding is under `notCounted`. */
const whyNotCounted = (of: readonly Account[], policy: EvidencePolicy): string => {
  const accounts = [...new Set(of)].join(' and ');
  return `Known only from a ${accounts} account, which evidence=${policy} leaves out.`;
};

/** What one actor said on one issue, as a question looks at it. */
export type Looked = Readonly<{
  question: Question;
  actor: string;
  shelves: Shelves;
  holdings: readonly Holding[];
  asOf: AsOf | undefined;
}>;

export const look = (question: Question, issue: string, actor: string): Looked => {
  const index = indexOf(question.readings, issue);
  return {
    question,
    actor,
    shelves: index.asides.get(actor) ?? new Map(),
    holdings: [...(index.propositions.get(actor) ?? [])].flatMap(
      (proposition) => index.holdings.get(proposition)?.get(actor) ?? [],
    ),
    asOf: question.moment.asOf,
  };
};

const isTaken = ({ question, asOf }: Looked, coded: Coded): boolean => {
  const taken = withdrawalOf(coded, question.policy);
  return taken !== undefined && saidBy(taken, asOf);
};

/** The last of some named shelves, between two days, that a test accepts: one more than is listed, if there are as many. */
const lastOn = (
  { shelves, question }: Looked,
  names: readonly string[],
  { from = -Infinity, to }: Readonly<{ from?: number; to: number }>,
  accepts: (coded: Coded) => boolean,
): readonly Coded[] => {
  const found = names.flatMap((name) => {
    const shelf = shelves.get(name);
    const here: Coded[] = [];
    if (shelf === undefined) return here;
    backward(shelf, to, true, question.moment.position, (coded, key) => {
      if (key < from) return true;
      if (accepts(coded)) here.push(coded);
      return here.length > LISTED;
    });
    return here;
  });
  return inOrder(found, 'day').slice(-LISTED - 1);
};

const POLICY_LEVELS: readonly number[] = [0, 1, 2];
const upTo = (policy: EvidencePolicy): readonly number[] => POLICY_LEVELS.filter((level) => level <= levelOf(policy));
const beyond = (policy: EvidencePolicy): readonly number[] => POLICY_LEVELS.filter((level) => level > levelOf(policy));

const declinedOn = ({ policy }: Question): readonly string[] => upTo(policy).map((level) => `declined ${level}`);

const wasSaid = (looked: Looked, coded: Coded): boolean => saidBy(coded.said, looked.asOf) && !isTaken(looked, coded);

const declinedIn = (looked: Looked): readonly Coded[] =>
  lastOn(looked, declinedOn(looked.question), { to: dayBound(looked.asOf) }, (coded) => wasSaid(looked, coded));

/** What an actor last declined to say, in the order of points: of what it declined within the days that zones lie apart. */
const lastDeclined = (looked: Looked): readonly Coded[] => {
  const { question, shelves, asOf } = looked;
  return declinedOn(question).flatMap((name) => {
    const shelf = shelves.get(name);
    const found: Coded[] = [];
    if (shelf === undefined) return found;
    backward(shelf, dayBound(asOf), true, question.moment.position, (coded) => {
      const [last] = found;
      if (last !== undefined && coded.day < last.day - APART) return true;
      if (wasSaid(looked, coded)) found.push(coded);
      return false;
    });
    return found;
  });
};

const notCountedIn = (looked: Looked): readonly Coded[] =>
  lastOn(
    looked,
    beyond(looked.question.policy).map((level) => `lesser ${level}`),
    { to: dayBound(looked.asOf) },
    (coded) => saidBy(coded.said, looked.asOf),
  );

/** In the order of being taken back. */
const withdrawnIn = (looked: Looked): readonly Coded[] => {
  const { question, shelves } = looked;
  const shelf = shelves.get('withdrawn');
  const found: Coded[] = [];
  if (shelf === undefined) return found;
  backward(shelf, dayBound(looked.asOf), true, question.moment.position, (coded) => {
    if (counts(coded, question.policy) && isTaken(looked, coded)) found.push(coded);
    return found.length > LISTED;
  });
  return found.reverse();
};

/** What of a holding is of no more than a minute that an instant lies in. */
const momentaryIn = ({ asOf, question }: Looked, { byDay, large }: Holding): readonly Coded[] => {
  if (asOf === undefined || 'date' in asOf) return [];
  const instant = milliseconds(asOf.instant);
  const found: Coded[] = [];
  const take = (coded: Coded): void => {
    if (isMomentary(coded) && coded.said.firstDay === coded.said.lastDay && isOpen(coded.said, asOf)) found.push(coded);
  };
  const { position } = question.moment;
  if (large === undefined) allAt(byDay, position).forEach(take);
  else {
    forward(large.byInstant, 2 * instant, true, position, (coded, key) => {
      if (key > 2 * (instant + MINUTE)) return true;
      take(coded);
      return false;
    });
  }
  return found;
};

const isOpen = (said: Parameters<typeof saidBy>[0], asOf: AsOf | undefined): boolean =>
  canHaveBeenSaidBy(said, asOf) && !saidBy(said, asOf);

/**
 * How many days what is on a named shelf can take; nothing of one on which nothing can be open. By dates, what is within a
 * day was said on it or was not.
 */
const widthOf = (name: string, asOf: AsOf): number | undefined => {
  if (name === 'within a day') return 'date' in asOf ? undefined : 0;
  return name.startsWith('range ') ? 2 ** (Number(name.slice('range '.length)) + 1) : undefined;
};

/** What can have been said by then and was not certainly, whether or not it was taken back since. */
const openIn = (looked: Looked, accepts: (coded: Coded) => boolean): readonly Coded[] => {
  const { asOf, shelves, holdings } = looked;
  if (asOf === undefined) return [];
  const day = dayOf(asOf);
  const found = [...shelves.keys()].flatMap((name) => {
    const width = widthOf(name, asOf);
    if (width === undefined) return [];
    return lastOn(
      looked,
      [name],
      { from: day - APART, to: day + width + APART },
      (coded) => isOpen(coded.said, asOf) && accepts(coded),
    );
  });
  const near = holdings.flatMap((holding) => momentaryIn(looked, holding).filter(accepts));
  return inOrder([...found, ...near], 'day').slice(-LISTED - 1);
};

/** What stands beside an actor's position on an issue. */
export const asidesOf = (looked: Looked): AsidesAnswer => {
  const { question, actor } = looked;
  const { readings, moment, policy } = question;
  const shown =
    (why: (coded: Coded) => string) =>
    (coded: Coded): Aside => ({
      proposition: coded.coding.proposition,
      why: why(coded),
      evidence: evidenceOf(readings, coded, moment.position, actor),
    });
  const all: Readonly<Record<AsideName, readonly Coded[]>> = {
    declined: declinedIn(looked),
    uncertain: openIn(looked, (coded) => !isTaken(looked, coded)),
    notCounted: notCountedIn(looked),
    withdrawn: withdrawnIn(looked),
  };
  const more = ASIDES.filter((name) => all[name].length > LISTED);
  const last = (name: AsideName): readonly Coded[] => all[name].slice(-LISTED);
  return {
    declined: last('declined').map(shown(() => 'Was asked and would not say.')),
    uncertain: last('uncertain').map(shown((coded) => whyUncertain(coded.said, moment.asOf))),
    notCounted: last('notCounted').map(shown((coded) => whyNotCounted(coded.accounts, policy))),
    withdrawn: last('withdrawn').map(
      shown((coded) => `Taken back on ${coded.version.state.withdrawal?.said.lastDay}.`),
    ),
    ...(more.length === 0 ? {} : { more }),
  };
};

/** The last coding of an actor on an issue, in the order of its points, that counts, was said and stands. */
export const lastSaid = (looked: Looked, runs: ReturnType<typeof runsOf>): Coded | undefined => {
  const standing = runs.map(({ run }) => run.lastStanding);
  return inOrder([...standing, ...lastDeclined(looked)], clockOf(looked.asOf)).at(-1);
};

/** Whether an actor holds anything on an issue that can have been said by then. */
export const isOnRecord = (looked: Looked): boolean => {
  const { asOf, question } = looked;
  const isKnown = ({ byDay }: Holding): boolean =>
    backward(byDay, dayBound(asOf), true, question.moment.position, ({ said }) => canHaveBeenSaidBy(said, asOf));
  return looked.holdings.some(isKnown) || openIn(looked, () => true).length > 0;
};
