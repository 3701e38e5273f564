/**
 * A position worked out by following docs/semantics.md rule by rule over the log itself: slow, without indexes, and
 * sharing nothing with the readings it is compared with.
 */

import type { AsOf, RecordedEvent } from '../../events/index.js';
import {
  Characterisation,
  characterisationsOf,
  Contest,
  contestsOf,
  inOrderOfSaying,
  IssueAsked,
  restsOnReconstructed,
  stoodBy,
  wasTakenBack,
} from './oracle-beside.js';
import { codingsOf, Policy, Read } from './oracle-codings.js';
import { Known, knownAt } from './oracle-record.js';
import { canHaveBeenSaidBy, inOrderOfPoints, Named, named, saidBy, StanceAnswer } from './oracle-stance.js';

export type OracleQuestion = Readonly<{
  actor: string;
  issue: string;
  asOf: AsOf;
  position: number;
  policy: Policy;
}>;

export const LISTS = ['declined', 'uncertain', 'notCounted', 'withdrawn'] as const;
export type ListName = (typeof LISTS)[number];

/** The parts of an answer that the rules fix. */
export type Plain = Readonly<
  {
    status: string;
    propositions: readonly (Readonly<{ id: string }> & StanceAnswer)[];
    contests: readonly Contest[];
    characterisations: readonly Characterisation[];
    more: readonly ListName[];
    lastStatement?: string;
    recordedTimes?: 'reconstructed';
  } & Record<ListName, readonly Named[]>
>;

const LONGEST = 5;

type Kept = { known: Known; codings: Map<Policy, readonly Read[]>; taken: Map<string, IssueAsked['taken']> };

/** What was worked out of a log already, by position: a log is an array that nobody changes. */
const memory = new WeakMap<readonly RecordedEvent[], Map<number, Kept>>();

const keptOf = (events: readonly RecordedEvent[], position: number): Kept => {
  const positions = memory.get(events) ?? new Map<number, Kept>();
  memory.set(events, positions);
  const kept = positions.get(position) ?? { known: knownAt(events, position), codings: new Map(), taken: new Map() };
  positions.set(position, kept);
  return kept;
};

const askedOf = (events: readonly RecordedEvent[], { issue, asOf, position, policy }: OracleQuestion): IssueAsked => {
  const kept = keptOf(events, position);
  const all = kept.codings.get(policy) ?? codingsOf(kept.known, policy);
  kept.codings.set(policy, all);
  const taken = kept.taken.get(`${policy} ${issue}`) ?? new Map();
  kept.taken.set(`${policy} ${issue}`, taken);
  const codings = all.filter(({ coding }) => coding.issue === issue);
  return { known: kept.known, codings, issue, asOf, policy, taken };
};

/** Rule 23: in the order of being taken back. */
const byWithdrawal = (taken: readonly Read[]): readonly Read[] => {
  const order = ({ takenBack, order: [recorded] }: Read): string =>
    `${takenBack?.lastDay} ${takenBack?.latest} ${String(recorded).padStart(10, '0')}`;
  return [...taken].sort((one, other) => (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0));
};

/** Rules 20 to 23, whole and in the order of saying. */
const listsOf = (held: readonly Read[], asOf: AsOf): Record<ListName, readonly Read[]> => {
  const isSaid = ({ said }: Read): boolean => saidBy(said, asOf);
  const canBe = ({ said }: Read): boolean => canHaveBeenSaidBy(said, asOf);
  const isBack = (read: Read): boolean => wasTakenBack(read, asOf);
  const isBackElse = ({ takenBackElse }: Read): boolean => takenBackElse !== undefined && saidBy(takenBackElse, asOf);
  const canBeBack = ({ takenBack }: Read): boolean => takenBack !== undefined && canHaveBeenSaidBy(takenBack, asOf);
  return {
    declined: held.filter((read) => read.coding.stance === 'declines' && read.counts && isSaid(read) && !isBack(read)),
    uncertain: held.filter(
      (read) => !isBack(read) && ((canBe(read) && !isSaid(read)) || (read.counts && isSaid(read) && canBeBack(read))),
    ),
    notCounted: held.filter((read) => isSaid(read) && (!read.counts || isBackElse(read))),
    withdrawn: byWithdrawal(held.filter((read) => read.counts && isBack(read))),
  };
};

/** Rule 25. */
const statusOf = (held: readonly Read[], hasStance: boolean, asOf: AsOf): string => {
  if (hasStance) return 'stance in force';
  const hasAny = held.some(({ said }) => canHaveBeenSaidBy(said, asOf));
  return hasAny ? 'no stance in force' : 'no statement on record';
};

const propositionsOf = (asked: IssueAsked, actor: string): Plain['propositions'] =>
  asked.known.propositions
    .filter(({ issue }) => issue === asked.issue)
    .flatMap(({ id }) => {
      const stood = stoodBy(asked, actor, id);
      return stood === undefined ? [] : [{ id, ...stood.answer }];
    });

/** The last five of each list, and the names of those that have more. */
const shownOf = (
  lists: Record<ListName, readonly Read[]>,
): Record<ListName, readonly Named[]> & Pick<Plain, 'more'> => {
  const shown = (name: ListName): readonly Named[] => lists[name].slice(-LONGEST).map(named);
  return {
    declined: shown('declined'),
    uncertain: shown('uncertain'),
    notCounted: shown('notCounted'),
    withdrawn: shown('withdrawn'),
    more: LISTS.filter((name) => lists[name].length > LONGEST),
  };
};

/** What this actor's position on this issue is by the rules. */
export const oracleAnswer = (events: readonly RecordedEvent[], question: OracleQuestion): Plain => {
  const { actor, asOf } = question;
  const asked = askedOf(events, question);
  const held = inOrderOfSaying(asked.codings.filter(({ holders }) => holders.includes(actor)));
  const propositions = propositionsOf(asked, actor);
  const counted = held.filter((read) => read.counts && saidBy(read.said, asOf) && !wasTakenBack(read, asOf));
  const last = inOrderOfPoints(counted, asOf).at(-1);
  return {
    status: statusOf(held, propositions.length > 0, asOf),
    propositions,
    contests: contestsOf(asked, actor),
    characterisations: characterisationsOf(asked, actor),
    ...shownOf(listsOf(held, asOf)),
    ...(last === undefined ? {} : { lastStatement: last.said.lastDay }),
    ...(restsOnReconstructed(asked) ? { recordedTimes: 'reconstructed' } : {}),
  };
};
