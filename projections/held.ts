import type { Coding, Evidence, Stance } from '../events/index.js';
import { Account, accountOf, allows, EvidencePolicy } from './account.js';
import { Holder, holdersOf, holdersOfCoding } from './holders.js';
import type { Moment } from './moment.js';
import type { Base } from './readings.js';
import { standing, StatementVersion } from './statements.js';

/** A coding with all that its holders need it for: the statement it is in, and whose account each piece of evidence is. */
export type Coded = Readonly<{
  version: StatementVersion;
  coding: Coding;
  holders: readonly Holder[];
  /** The speaker and every body spoken for, whether or not the coding names them. */
  spoke: readonly Holder[];
  evidence: readonly (Evidence & Readonly<{ account: Account }>)[];
  /** Where the coding stands in its statement. */
  order: number;
  /** Whose account it is that the statement was taken back, where it was. */
  withdrawalAccount?: Account;
}>;

/** A coding, and how each of its holders holds it. */
export type Reading = Coded & Readonly<{ held: readonly Held[] }>;

/** A coding held by one actor. */
export type Held = Coded & Readonly<{ holder: Holder; stance: Stance }>;

const textOrder = (coding: Coding, index: number): number => coding.evidence[0]?.quote?.start ?? index;

/** Every coding on an issue that stands as known at a position, with its holders. */
export const readingsOn = (readings: Base, issue: string, position: number): readonly Reading[] =>
  standing(readings.statements, readings.statements.onIssue.get(issue) ?? [], position).flatMap((version) =>
    readingsIn(readings, version, issue, position),
  );

/** Every coding of the statements that were ever coded on one proposition, as known at a position. */
export const readingsAround = (
  readings: Base,
  issue: string,
  proposition: string,
  position: number,
): readonly Reading[] =>
  standing(
    readings.statements,
    readings.statements.onProposition.get(`${issue}/${proposition}`) ?? [],
    position,
  ).flatMap((version) => onProposition(readingsIn(readings, version, issue, position), proposition));

/** A statement's codings as read once, for as long as nothing changes for whom anybody spoke. */
type Kept = Readonly<{ people: object; all: readonly Reading[] }>;
const kept = new WeakMap<StatementVersion, Kept>();

const withHolders = (reading: Coded): Reading => ({
  ...reading,
  held: reading.holders.map((holder) => ({ ...reading, holder, stance: reading.coding.stance })),
});

const readingsOf = (readings: Base, version: StatementVersion, position: number): readonly Reading[] => {
  const { state } = version;
  const spoke = holdersOf(readings, state, position);
  const taken = state.withdrawal;
  const account = taken && accountOf(readings, { ...state, reports: [taken.report] }, taken.report, spoke, position);
  return state.codings.map((coding, index) =>
    withHolders({
      version,
      coding,
      spoke,
      holders: holdersOfCoding(spoke, coding),
      evidence: coding.evidence.map((evidence) => ({
        ...evidence,
        account: accountOf(readings, state, evidence, spoke, position),
      })),
      order: textOrder(coding, index),
      ...(account === undefined ? {} : { withdrawalAccount: account }),
    }),
  );
};

/**
 * A statement's codings. Those asked for at or after the last change of any actor or membership are the same at every
 * such position, and are read once.
 */
const allReadingsIn = (readings: Base, version: StatementVersion, position: number): readonly Reading[] => {
  const { people } = readings.log;
  if (position < people.changedAt) return readingsOf(readings, version, position);
  const known = kept.get(version);
  if (known?.people === people) return known.all;
  const all = readingsOf(readings, version, position);
  kept.set(version, { people, all });
  return all;
};

/** A statement's codings on an issue. */
export const readingsIn = (
  readings: Base,
  version: StatementVersion,
  issue: string,
  position: number,
): readonly Reading[] => allReadingsIn(readings, version, position).filter((reading) => reading.coding.issue === issue);

/** The codings that one actor holds. */
export const heldBy = (all: readonly Reading[], actor: string): readonly Held[] => {
  const found: Held[] = [];
  for (const { held } of all) {
    for (const one of held) if (one.holder.actor === actor) found.push(one);
  }
  return found;
};

/** Whether any of a coding's evidence may move a position under a policy. */
export const counts = (reading: Coded, policy: EvidencePolicy): boolean =>
  reading.evidence.some((evidence) => allows(policy, evidence.account));

/** Whether a statement was taken back, by an account that may move a position under a policy. */
export const isTakenBack = ({ withdrawalAccount }: Coded, policy: EvidencePolicy): boolean =>
  withdrawalAccount !== undefined && allows(policy, withdrawalAccount);

/** A coding as it is where nobody took its statement back. */
const asIfStanding = (held: Held): Held => {
  const { withdrawal, ...state } = held.version.state;
  return withdrawal === undefined ? held : { ...held, version: { ...held.version, state } };
};

/** The codings that may move a position under a policy, as if those stood whose withdrawal may not. */
export const countedUnder = (all: readonly Held[], policy: EvidencePolicy): readonly Held[] =>
  all
    .filter((one) => counts(one, policy))
    .map((one) => (one.withdrawalAccount === undefined || isTakenBack(one, policy) ? one : asIfStanding(one)));

/** The codings of one proposition. */
export const onProposition = <R extends Coded>(all: readonly R[], proposition: string): readonly R[] =>
  all.filter((reading) => reading.coding.proposition === proposition);

/** The readings that a question is asked of, at one moment and under one policy. */
export type Question = Readonly<{ readings: Base; moment: Moment; policy: EvidencePolicy }>;
