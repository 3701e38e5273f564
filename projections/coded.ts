import type { Coding, SaidDate, Stance } from '../events/index.js';
import { Account, accountOf, EvidencePolicy, levelOf } from './account.js';
import { Made, table } from './compact.js';
import { Holder, holdersOf, holdersOfCoding } from './holders.js';
import { DAY } from './moment.js';
import { pointOf } from './points.js';
import type { Base } from './readings.js';
import { statementAt, StatementVersion } from './statements.js';

/** A coding with all that its holders need it for: the statement it is in, and whose account each piece of evidence is. */
export type Coded = Readonly<{
  version: StatementVersion;
  coding: Coding;
  /** What is looked at on every walk, near at hand: the statement's id, when it was said, and the stance. */
  statement: string;
  said: SaidDate;
  stance: Stance;
  holders: readonly Holder[];
  /** The speaker and every body spoken for, whether or not the coding names them. */
  spoke: readonly Holder[];
  /** Whose account each piece of the coding's evidence is, in their order. */
  accounts: readonly Account[];
  /** The least policy under which it counts: 0 own, 1 press, 2 all. */
  level: number;
  /** The least policy under which its statement is taken back; absent where nobody took it back. */
  withdrawalLevel?: number;
  /** The log position at which its statement was first recorded. */
  recorded: number;
  /** Its points by days and by instants, and the milliseconds from its first instant to its last; −1 for more than a day. */
  day: number;
  instant: number;
  width: number;
}>;

/** Short lists of accounts are few and are shared. Long ones are rare, and there are too many that could be. */
const lists = table<readonly Account[]>();
const MOST_SHARED = 6;
const shared = (accounts: readonly Account[]): readonly Account[] =>
  accounts.length > MOST_SHARED ? accounts : lists(accounts.join(' '), accounts);

/** Who speaks for whom in which post is much the same, too. */
const knownHolders = table<readonly Holder[]>();
const sharedHolders = (holders: readonly Holder[]): readonly Holder[] => knownHolders(JSON.stringify(holders), holders);

/** A statement's codings as known at a position, with whom they are of. */
export const codedIn = (base: Base, version: StatementVersion, position: number): readonly Coded[] => {
  const { state } = version;
  const spoke = sharedHolders(holdersOf(base, state, position));
  const first = base.statements.rows.get(state.statementId)?.versions[0]?.position ?? version.position;
  // Whole numbers of 32 bits are held without a box.
  const day = pointOf(state.said, 'day') | 0;
  const instant = pointOf(state.said, 'instant');
  const long = Date.parse(state.said.latest) - Date.parse(state.said.earliest);
  const width = long > DAY ? -1 : long | 0;
  const { withdrawal } = state;
  const withdrawalLevel =
    withdrawal &&
    levelOf(accountOf(base, { ...state, reports: [withdrawal.report] }, withdrawal.report, spoke, position));
  return state.codings.map((coding) => {
    const accounts = shared(coding.evidence.map((evidence) => accountOf(base, state, evidence, spoke, position)));
    const level = accounts.reduce((least, account) => Math.min(least, levelOf(account)), levelOf('all'));
    const holders = holdersOfCoding(spoke, coding);
    const coded: Made<Coded> = {
      version,
      coding,
      statement: state.statementId,
      said: state.said,
      stance: coding.stance,
      holders,
      spoke,
      accounts,
      level,
      recorded: first,
      day,
      instant,
      width,
    };
    if (withdrawalLevel !== undefined) coded.withdrawalLevel = withdrawalLevel;
    return coded;
  });
};

/** The codings of a statement on one issue as known at a position; none where it is not known or voided. */
export const codedAt = (base: Base, statementId: string, issue: string, position: number): readonly Coded[] => {
  const version = statementAt(base.statements, statementId, position);
  if (version === undefined || version.state.status === 'voided') return [];
  return codedIn(base, version, position).filter(({ coding }) => coding.issue === issue);
};

/** Whether any of a coding's evidence may move a position under a policy. */
export const counts = ({ level }: Coded, policy: EvidencePolicy): boolean => level <= levelOf(policy);

/** Whether a coding counts under a policy and takes a stance. */
export const takesStance = (coded: Coded, policy: EvidencePolicy): boolean =>
  coded.stance !== 'declines' && counts(coded, policy);

/** A test of whether a coding is the same reading of the same statement as another. */
export const isReadingOf =
  ({ version, coding }: Coded) =>
  (other: Coded): boolean =>
    other.version === version && other.coding === coding;

/**
 * Of codings told one after the other, those of one statement together, the one that is the last in its text: told on when
 * the next statement comes, or at the end. True ends it.
 */
export const ofEachStatement = (
  told: (chosen: Coded) => boolean,
): Readonly<{ take: (coded: Coded) => boolean; end: () => boolean }> => {
  let same: Coded[] = [];
  const end = (): boolean => {
    if (same.length === 0) return false;
    const chosen = lastInText(same);
    same = [];
    return told(chosen);
  };
  const take = (coded: Coded): boolean => {
    const isOver = same.length > 0 && same[0]?.statement !== coded.statement && end();
    if (!isOver) same.push(coded);
    return isOver;
  };
  return { take, end };
};

/** When a coding's statement was taken back, by an account that counts under a policy. */
export const withdrawalOf = ({ version, withdrawalLevel }: Coded, policy: EvidencePolicy): SaidDate | undefined =>
  withdrawalLevel !== undefined && withdrawalLevel <= levelOf(policy) ? version.state.withdrawal?.said : undefined;

/** The first of some sources in which every one of some codings has a quote with a place. */
const sourceOfAll = (codings: readonly Coding[], sources: readonly string[]): string | undefined =>
  sources.find((source) => codings.every((coding) => startIn(coding, source) !== undefined));

const startIn = (coding: Coding, source: string): number | undefined =>
  coding.evidence.find((evidence) => evidence.source === source && evidence.quote?.start !== undefined)?.quote?.start;

/**
 * Of several codings of one statement on one proposition, the last in its text: by where their quotes begin in the first
 * of its sources that has them all, else the one coded last.
 */
export const lastInText = (codings: readonly Coded[]): Coded => {
  const [first] = codings as readonly [Coded, ...Coded[]];
  if (codings.length === 1) return first;
  const { state } = first.version;
  const inOrder = [...codings].sort((a, b) => state.codings.indexOf(a.coding) - state.codings.indexOf(b.coding));
  const source = sourceOfAll(
    inOrder.map(({ coding }) => coding),
    state.reports.map((report) => report.source),
  );
  const startOf = (coded: Coded): number => (source === undefined ? 0 : (startIn(coded.coding, source) ?? 0));
  return inOrder.reduce((last, coded) => (startOf(coded) >= startOf(last) ? coded : last));
};
