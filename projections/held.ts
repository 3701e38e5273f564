import type { AsOf, Coding, Evidence, Stance } from '../events/index.js';
import { Account, accountOf, allows, EvidencePolicy } from './account.js';
import { Holder, holdersOf, holdersOfCoding } from './holders.js';
import type { Moment } from './moment.js';
import type { Base } from './readings.js';
import { standingOn, StatementVersion } from './statements.js';

/** A coding with all that its holders need it for: the statement it is in, and whose account each piece of evidence is. */
export type Reading = Readonly<{
  version: StatementVersion;
  coding: Coding;
  holders: readonly Holder[];
  /** The speaker and every body spoken for, whether or not the coding names them. */
  spoke: readonly Holder[];
  evidence: readonly (Evidence & Readonly<{ account: Account }>)[];
  /** Where the coding stands in its statement. */
  order: number;
}>;

/** A coding held by one actor. */
export type Held = Reading & Readonly<{ holder: Holder; stance: Stance }>;

const textOrder = (coding: Coding, index: number): number => coding.evidence[0]?.quote?.start ?? index;

/** Every coding on an issue that stands as known at a position, with its holders. */
export const readingsOn = (readings: Base, issue: string, position: number): readonly Reading[] =>
  standingOn(readings.statements, issue, position).flatMap((version) => readingsIn(readings, version, issue, position));

/** A statement's codings on an issue. */
export const readingsIn = (
  readings: Base,
  version: StatementVersion,
  issue: string,
  position: number,
): readonly Reading[] => {
  const { state } = version;
  const spoke = holdersOf(readings, state, position);
  return state.codings.flatMap((coding, index) =>
    coding.issue !== issue
      ? []
      : [
          {
            version,
            coding,
            spoke,
            holders: holdersOfCoding(spoke, coding),
            evidence: coding.evidence.map((evidence) => ({
              ...evidence,
              account: accountOf(readings, state, evidence, spoke, position),
            })),
            order: textOrder(coding, index),
          },
        ],
  );
};

/** The codings that one actor holds. */
export const heldBy = (all: readonly Reading[], actor: string): readonly Held[] =>
  all.flatMap((reading) => {
    const holder = reading.holders.find((candidate) => candidate.actor === actor);
    return holder === undefined ? [] : [{ ...reading, holder, stance: reading.coding.stance }];
  });

/** Whether any of a coding's evidence may move a position under a policy. */
export const counts = (reading: Reading, policy: EvidencePolicy): boolean =>
  reading.evidence.some((evidence) => allows(policy, evidence.account));

/** The codings of one proposition. */
export const onProposition = <R extends Reading>(all: readonly R[], proposition: string): readonly R[] =>
  all.filter((reading) => reading.coding.proposition === proposition);

/** The readings that a question is asked of, at one moment and under one policy. */
export type Question = Readonly<{ readings: Base; moment: Moment; policy: EvidencePolicy }>;

/** The same question with another said date. */
export const askedAsOf = (question: Question, asOf: AsOf): Question => ({
  ...question,
  moment: { ...question.moment, asOf },
});
