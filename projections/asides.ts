import type { AsOf } from '../events/index.js';
import { Account, ACCOUNTS, EvidencePolicy, levelOf } from './account.js';
import { wasSaidIn } from './asides-cells.js';
import { isTakenIn, lastOn, Looked, Met, Seeks } from './asides-looked.js';
import { openIn, perhapsTakenIn, whyOpen } from './asides-open.js';
import { countsAt, markIn } from './cells.js';
import { Coded, counts } from './coded.js';
import { EvidenceShown, evidenceOf } from './evidence.js';
import { Holding, inOrder } from './holding.js';
import { APART, canHaveBeenSaidBy, dayBound, saidBy } from './moment.js';
import { clockOf, orderAtPoint } from './points.js';
import type { Question } from './question.js';
import { backward, cellsBack } from './shelf-walks.js';
import { LISTED, runsOf } from './stances.js';

/** A coding that does not move the position, and in one sentence why. */
export type Aside = Readonly<{ proposition: string; why: string; evidence: EvidenceShown }>;

export const ASIDES = ['declined', 'uncertain', 'notCounted', 'withdrawn'] as const;
type AsideName = (typeof ASIDES)[number];

/** What stands beside a position, the last five of each kind in the order of saying; `more` names those that have more. */
export type AsidesAnswer = Readonly<Record<AsideName, readonly Aside[]>> & Readonly<{ more?: readonly AsideName[] }>;

/** Why a coding, or how it was taken back, is under `notCounted`. */
const whyNotCounted = (coded: Coded, policy: EvidencePolicy): string => {
  const only = (of: string): string => `only from a ${of} account, which evidence=${policy} leaves out`;
  if (!counts(coded, policy)) return `Known ${only([...new Set<Account>(coded.accounts)].join(' and '))}.`;
  const taken = coded.version.state.withdrawal?.said.lastDay;
  return `That it was taken back on ${taken} is known ${only(ACCOUNTS[coded.withdrawalLevel] ?? '')}: here it stands.`;
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

const uncertainIn = (looked: Looked): readonly Coded[] =>
  lastOf([...openIn(looked, 'standing'), ...perhapsTakenIn(looked)]);

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
