import type { AsOf } from '../events/index.js';
import { Account, ACCOUNTS, EvidencePolicy, levelOf } from './account.js';
import { isOpenIn, wasSaidIn } from './asides-cells.js';
import { countsAt, isTakenBack, markIn } from './cells.js';
import { Coded, counts, withdrawalOf } from './coded.js';
import { EvidenceShown, evidenceOf } from './evidence.js';
import { Holding, inOrder } from './holding.js';
import { indexOf } from './indexed.js';
import { Shelves, TAKEN } from './issue-index.js';
import { APART, canHaveBeenSaidBy, dayBound, dayOf, milliseconds, saidBy } from './moment.js';
import { clockOf, isMomentary, MINUTE, orderAtPoint } from './points.js';
import type { Question } from './question.js';
import type { Leaf } from './shelf.js';
import { backward, cellsBack, forward } from './shelf-walks.js';
import { LISTED, runsOf } from './stances.js';
import { whyUncertain, whyUncertainlyTaken } from './uncertain.js';

/** A coding that does not move the position, and in one sentence why. */
export type Aside = Readonly<{ proposition: string; why: string; evidence: EvidenceShown }>;

export const ASIDES = ['declined', 'uncertain', 'notCounted', 'withdrawn'] as const;
type AsideName = (typeof ASIDES)[number];

/** What stands beside a position, the last five of each kind in the order of saying; `more` names those that have more. */
export type AsidesAnswer = Readonly<Record<AsideName, readonly Aside[]>> & Readonly<{ more?: readonly AsideName[] }>;

/** Why a coding, or how it was taken back, is under `notCounted`. */
const whyNotCounted = (coded: Coded, policy: EvidencePolicy): string => {
  const known = (of: string): string => `nown only from a ${of} account, which evidence=${policy} leaves out`;
  if (!counts(coded, policy)) return `K${known([...new Set<Account>(coded.accounts)].join(' and '))}.`;
  const taken = coded.version.state.withdrawal?.said.lastDay;
  return `That it was taken back on ${taken} is k${known(ACCOUNTS[coded.withdrawalLevel] ?? '')}: here it stands.`;
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

const isTakenIn = (looked: Looked, leaf: Leaf<Coded>, at: number): boolean =>
  isTakenBack(markIn(leaf, at), levelOf(looked.question.policy)) && isTaken(looked, leaf.values[at] as Coded);

/** A coding as a walk met it: `day` is its place on its shelf. */
type Met = Readonly<{ coded: Coded; day: number }>;

/** Told of where a coding is, whether it is one that is looked for. */
type Seeks = (leaf: Leaf<Coded>, at: number) => boolean;

/** What stands on some named shelves, between two days, that a test accepts: of each, one more than is listed. */
const lastOn = (
  { shelves, question }: Looked,
  names: readonly string[],
  { from = -Infinity, to }: Readonly<{ from?: number; to: number }>,
  accepts: Seeks,
): Met[] => {
  const found: Met[] = [];
  for (const name of names) {
    const shelf = shelves.get(name);
    if (shelf === undefined) continue;
    const before = found.length;
    cellsBack(shelf, to, question.moment.position, 'any', (leaf, at) => {
      const day = leaf.keys[at] as number;
      if (day < from) return true;
      if (accepts(leaf, at)) found.push({ coded: leaf.values[at] as Coded, day });
      return found.length - before > LISTED;
    });
  }
  return found;
};

/** The last of what walks met, in the order of saying: one more than is listed, if there are as many. */
const lastOf = (met: Met[]): readonly Coded[] =>
  met
    .sort((one, other) => one.day - other.day || orderAtPoint(one.coded, other.coded))
    .slice(-LISTED - 1)
    .map(({ coded }) => coded);

const POLICY_LEVELS: readonly number[] = [0, 1, 2];
const upTo = (policy: EvidencePolicy): readonly number[] => POLICY_LEVELS.filter((level) => level <= levelOf(policy));
const beyond = (policy: EvidencePolicy): readonly number[] => POLICY_LEVELS.filter((level) => level > levelOf(policy));

const declinedOn = ({ policy }: Question): readonly string[] => upTo(policy).map((level) => `declined ${level}`);

/** Whether something had been said and was not taken back. */
const stoodIn =
  (looked: Looked): Seeks =>
  (leaf, at) =>
    wasSaidIn(leaf, at, looked.asOf) && !isTakenIn(looked, leaf, at);

const declinedIn = (looked: Looked): readonly Coded[] =>
  lastOf(lastOn(looked, declinedOn(looked.question), { to: dayBound(looked.asOf) }, stoodIn(looked)));

/** What an actor last declined to say, in the order of points: of what it declined within the days that zones lie apart. */
const lastDeclined = (looked: Looked): readonly Coded[] => {
  const { question, shelves, asOf } = looked;
  const stood = stoodIn(looked);
  return declinedOn(question).flatMap((name) => {
    const shelf = shelves.get(name);
    const found: Coded[] = [];
    if (shelf === undefined) return found;
    let earliest = -Infinity;
    cellsBack(shelf, dayBound(asOf), question.moment.position, 'any', (leaf, at) => {
      const day = leaf.keys[at] as number;
      if (day < earliest) return true;
      if (!stood(leaf, at)) return false;
      if (found.length === 0) earliest = day - APART;
      found.push(leaf.values[at] as Coded);
      return false;
    });
    return found;
  });
};

/** Whether something was taken back by then, by whatever account. */
const wasTakenBy = ({ version }: Coded, asOf: AsOf | undefined): boolean =>
  version.state.withdrawal !== undefined && saidBy(version.state.withdrawal.said, asOf);

/** What does not count, and what counts and was taken back by an account that does not. */
const notCountedIn = (looked: Looked): readonly Coded[] => {
  const { asOf, question } = looked;
  const [levels, level] = [beyond(question.policy), levelOf(question.policy)];
  const on = (kind: string, accepts: Seeks): Met[] =>
    lastOn(
      looked,
      levels.map((one) => `${kind} ${one}`),
      { to: dayBound(asOf) },
      (leaf, at) => wasSaidIn(leaf, at, asOf) && accepts(leaf, at),
    );
  const untaken = on(
    'untaken',
    (leaf, at) => countsAt(markIn(leaf, at), level) && wasTakenBy(leaf.values[at] as Coded, asOf),
  );
  return lastOf([...on('lesser', () => true), ...untaken]);
};

/** In the order of being taken back. */
const withdrawnIn = (looked: Looked): readonly Coded[] => {
  const { question, shelves } = looked;
  const shelf = shelves.get('withdrawn');
  const found: Coded[] = [];
  if (shelf === undefined) return found;
  const level = levelOf(question.policy);
  cellsBack(shelf, dayBound(looked.asOf), question.moment.position, 'any', (leaf, at) => {
    if (countsAt(markIn(leaf, at), level) && isTakenIn(looked, leaf, at)) found.push(leaf.values[at] as Coded);
    return found.length > LISTED;
  });
  return found.reverse();
};

/** What of a holding is of no more than a minute that an instant lies in. */
const momentaryIn = ({ asOf, question }: Looked, { byDay, large }: Holding): readonly Coded[] => {
  if (asOf === undefined || 'date' in asOf) return [];
  const { position } = question.moment;
  const found: Coded[] = [];
  const take = (coded: Coded): void => {
    if (isMomentary(coded) && coded.said.firstDay === coded.said.lastDay && isOpen(coded.said, asOf)) found.push(coded);
  };
  if (large !== undefined) {
    const instant = milliseconds(asOf.instant);
    forward(large.byInstant, 2 * instant, true, position, (coded, key) => {
      if (key > 2 * (instant + MINUTE)) return true;
      take(coded);
      return false;
    });
    return found;
  }
  const day = dayOf(asOf);
  cellsBack(byDay, day + APART, position, 'any', (leaf, at) => {
    if ((leaf.keys[at] as number) < day - APART) return true;
    take(leaf.values[at] as Coded);
    return false;
  });
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

/** What counts, was said, and can have been taken back by then and was not certainly. */
const perhapsTakenIn = ({ asOf, shelves, question }: Looked): readonly Met[] => {
  if (asOf === undefined) return [];
  const [day, level] = [dayOf(asOf), levelOf(question.policy)];
  const found: Met[] = [];
  for (const [name, shelf] of shelves) {
    const width = name.startsWith(TAKEN) ? widthOf(name.slice(TAKEN.length), asOf) : undefined;
    if (width === undefined) continue;
    cellsBack(shelf, day + width + APART, question.moment.position, 'any', (leaf, at) => {
      if ((leaf.keys[at] as number) < day - APART) return true;
      const mark = markIn(leaf, at);
      if (!countsAt(mark, level) || !isTakenBack(mark, level)) return false;
      const coded = leaf.values[at] as Coded;
      const taken = coded.version.state.withdrawal?.said;
      if (taken !== undefined && saidBy(coded.said, asOf) && isOpen(taken, asOf)) found.push({ coded, day: coded.day });
      return false;
    });
  }
  return found;
};

/** What can have been said by then and was not certainly; all of it, whether or not it was taken back since, or what was not. */
const openIn = (looked: Looked, which: 'all' | 'standing'): readonly Met[] => {
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
      (leaf, at) => isOpenIn(leaf, at, asOf) && (which === 'all' || !isTakenIn(looked, leaf, at)),
    );
  });
  for (const holding of holdings) {
    for (const coded of momentaryIn(looked, holding)) {
      if (which === 'all' || !isTaken(looked, coded)) found.push({ coded, day: coded.day });
    }
  }
  return found;
};

const uncertainIn = (looked: Looked): readonly Coded[] =>
  lastOf([...openIn(looked, 'standing'), ...perhapsTakenIn(looked)]);

/** Why something is under `uncertain`: when it was said, or when it was taken back. */
const whyOpen = (coded: Coded, asOf: AsOf | undefined): string => {
  const taken = coded.version.state.withdrawal?.said;
  return taken !== undefined && saidBy(coded.said, asOf)
    ? whyUncertainlyTaken(taken, asOf)
    : whyUncertain(coded.said, asOf);
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
    uncertain: uncertainIn(looked),
    notCounted: notCountedIn(looked),
    withdrawn: withdrawnIn(looked),
  };
  const more = ASIDES.filter((name) => all[name].length > LISTED);
  const last = (name: AsideName): readonly Coded[] => all[name].slice(-LISTED);
  return {
    declined: last('declined').map(shown(() => 'Was asked and would not say.')),
    uncertain: last('uncertain').map(shown((coded) => whyOpen(coded, moment.asOf))),
    notCounted: last('notCounted').map(shown((coded) => whyNotCounted(coded, policy))),
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
  return looked.holdings.some(isKnown) || openIn(looked, 'all').length > 0;
};
