import type { Coding, SaidDate, Stance } from '../events/index.js';
import { Account, accountOf, EvidencePolicy, levelOf } from './account.js';
import { table } from './compact.js';
import { Holder, holdersOf, holdersOfCoding, takesBack } from './holders.js';
import { DAY, dayNumber } from './moment.js';
import { pointOf } from './points.js';
import type { Base } from './readings.js';
import { statementAt, StatementState, StatementVersion } from './statements.js';

/** A coding with all that its holders need it for: the statement it is in, and whose account each piece of evidence is. */
export type Coded = Readonly<{
  /** Its points: the day, and its last instant in half milliseconds from where that day begins in UTC. */
  day: number;
  past: number;
  /** The milliseconds from its first instant to its last; for more than a day, −1 less the days from its first to its last. */
  width: number;
  /** The least policy under which it counts: 0 own, 1 press, 2 all. */
  level: number;
  /** The least policy under which its statement is taken back; more than any where nobody who spoke took it back. */
  withdrawalLevel: number;
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
  /** The log position at which its statement was first recorded. */
  recorded: number;
}>;

/** The level of a withdrawal that was never made, or takes nothing back. */
const NEVER = 3;

/** Whether anybody who spoke took a coding's statement back, by whatever account. */
export const wasTakenBack = ({ withdrawalLevel }: Coded): boolean => withdrawalLevel < NEVER;

/** Short lists of accounts are few and are shared. Long ones are rare, and there are too many that could be. */
const lists = table<readonly Account[]>();
const MOST_SHARED = 6;
const shared = (accounts: readonly Account[]): readonly Account[] =>
  accounts.length > MOST_SHARED ? accounts : lists(accounts.join(' '), accounts);

/** Who speaks for whom in which post is much the same, too. */
const knownHolders = table<readonly Holder[]>();
const sharedHolders = (holders: readonly Holder[]): readonly Holder[] => knownHolders(JSON.stringify(holders), holders);

/** Stances as this program writes them: what is read from a log is compared by its letters. */
const LITERALS: Readonly<{ [Of in Stance]: Of }> = {
  affirms: 'affirms',
  denies: 'denies',
  conditional: 'conditional',
  declines: 'declines',
};

/** A number as one of 32 bits, which is held without a box. */
const wholeOf = (number: number): number => {
  const whole = number | 0;
  if (whole !== number)
    throw new Error(`${number} is no whole number of 32 bits: a said date is not what it was read as.`);
  return whole;
};

/** A statement's codings as known at a position, with whom they are of. */
export const codedIn = (base: Base, version: StatementVersion, position: number): readonly Coded[] => {
  const { state } = version;
  const spoke = sharedHolders(holdersOf(base, state, position));
  const first = base.statements.rows.get(state.statementId)?.versions[0]?.position ?? version.position;
  const day = wholeOf(pointOf(state.said, 'day'));
  const past = wholeOf(pointOf(state.said, 'instant') - 2 * DAY * day);
  const long = Date.parse(state.said.latest) - Date.parse(state.said.earliest);
  const width = wholeOf(long > DAY ? dayNumber(state.said.firstDay) - day - 1 : long);
  const { withdrawal } = state;
  const withdrawalLevel =
    withdrawal === undefined || !takesBack(state, spoke)
      ? NEVER
      : levelOf(accountOf(base, { ...state, reports: [withdrawal.report] }, withdrawal.report, spoke, position));
  return state.codings.map((coding) => {
    const accounts = shared(coding.evidence.map((evidence) => accountOf(base, state, evidence, spoke, position)));
    const level = accounts.reduce((least, account) => Math.min(least, levelOf(account)), levelOf('all'));
    const holders = holdersOfCoding(spoke, coding);
    return {
      day,
      past,
      width,
      level,
      withdrawalLevel,
      version,
      coding,
      statement: state.statementId,
      said: state.said,
      stance: LITERALS[coding.stance],
      holders,
      spoke,
      accounts,
      recorded: first,
    };
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
  let first: Coded | undefined;
  let several: Coded[] | undefined;
  const end = (): boolean => {
    if (first === undefined) return false;
    const chosen = several === undefined ? first : lastInText(several);
    [first, several] = [undefined, undefined];
    return told(chosen);
  };
  const take = (coded: Coded): boolean => {
    // What stands of one statement at one position is of one version of it.
    if (first?.version === coded.version) {
      if (several === undefined) several = [first, coded];
      else several.push(coded);
      return false;
    }
    if (end()) return true;
    first = coded;
    return false;
  };
  return { take, end };
};

/** When a coding's statement was taken back, by an account that counts under a policy. */
export const withdrawalOf = ({ version, withdrawalLevel }: Coded, policy: EvidencePolicy): SaidDate | undefined =>
  withdrawalLevel <= levelOf(policy) ? version.state.withdrawal?.said : undefined;

const startIn = (coding: Coding, source: string): number | undefined => {
  for (const evidence of coding.evidence) {
    if (evidence.source === source && evidence.quote?.start !== undefined) return evidence.quote.start;
  }
  return undefined;
};

/** The first source of a statement in which every one of some of its codings has a quote with a place. */
const sourceOfAll = (codings: readonly Coded[], { reports }: StatementState): string | undefined =>
  reports.find(({ source }) => codings.every(({ coding }) => startIn(coding, source) !== undefined))?.source;

/**
 * Of several codings of one statement on one proposition, the last in its text: by where their quotes begin in the first
 * of its sources that has them all, else the one coded last.
 */
export const lastInText = (codings: readonly Coded[]): Coded => {
  const [first] = codings as readonly [Coded, ...Coded[]];
  if (codings.length === 1) return first;
  const { state } = first.version;
  const source = sourceOfAll(codings, state);
  const startOf = ({ coding }: Coded): number => (source === undefined ? 0 : (startIn(coding, source) ?? 0));
  let last = first;
  for (const coded of codings) {
    const after = startOf(coded) - startOf(last);
    const isAfter = after === 0 ? state.codings.indexOf(coded.coding) > state.codings.indexOf(last.coding) : after > 0;
    if (isAfter) last = coded;
  }
  return last;
};
