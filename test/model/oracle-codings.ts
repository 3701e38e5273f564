/** Whose a coding is, whose account it rests on, and whether it counts: docs/semantics.md rules 8 to 12. */

import { Coding, Report } from '../../events/index.js';
import { covers, Known, Said, Statement } from './oracle-record.js';

export const POLICIES = ['own', 'press', 'all'] as const;
export type Policy = (typeof POLICIES)[number];
type Account = 'own' | 'press' | 'counterpart';

/** One coding as known at a position, under a policy, with all that the rules ask of it. */
export type Read = Readonly<{
  statement: Statement;
  coding: Coding;
  said: Said;
  /** Its place in the order of recording: the statement's position, then its own place among the statement's codings. */
  order: readonly [number, number];
  /** The bodies spoken for. */
  bodies: readonly string[];
  /** All who spoke: the speaker, and the bodies spoken for. */
  spoke: readonly string[];
  holders: readonly string[];
  counts: boolean;
  /** The said date of the withdrawal, where there is one that takes the statement back. */
  takenBack?: Said;
  /** That of one that would, if the policy counted its account. */
  takenBackElse?: Said;
}>;

/** Rule 8. */
const bodiesSpokenFor = (known: Known, { speaker, onBehalfOf, said }: Statement): readonly string[] => {
  const posts = [...known.memberships.values()].filter(
    (membership) => membership.actorId === speaker && membership.speaksFor && covers(membership, said),
  );
  return [...new Set(onBehalfOf ?? posts.map(({ body }) => body))];
};

/** Rule 9, its first words: all who spoke. */
export const spokeIn = (known: Known, statement: Statement): readonly string[] => [
  ...new Set([statement.speaker, ...bodiesSpokenFor(known, statement)]),
];

/** Rule 10, its last sentence. */
const isOnSide = (known: Known, actor: string, spoke: readonly string[], said: Said): boolean =>
  spoke.some(
    (side) =>
      side === actor ||
      [...known.memberships.values()].some(
        (membership) =>
          covers(membership, said) &&
          ((membership.actorId === actor && membership.body === side) ||
            (membership.actorId === side && membership.body === actor)),
      ),
  );

/** Rule 10. */
const accountOf = (known: Known, report: Report, spoke: readonly string[], said: Said): Account => {
  const isOther = (actor: string): boolean => !isOnSide(known, actor, spoke, said);
  const tellers = report.attribution.flatMap(({ actor }) => (actor === undefined ? [] : [actor]));
  const official = known.officialOf.get(report.source);
  if (tellers.some((teller) => known.kinds.get(teller) !== 'organisation' && isOther(teller))) return 'counterpart';
  if (official === undefined) return 'press';
  return isOther(official) ? 'counterpart' : 'own';
};

/** Rule 11. */
const countsUnder = (policy: Policy, accounts: readonly Account[]): boolean =>
  policy === 'all' || accounts.includes('own') || (policy === 'press' && accounts.includes('press'));

const readCoding = (known: Known, policy: Policy, statement: Statement, coding: Coding, place: number): Read => {
  const { said, reports, withdrawal } = statement;
  const bodies = bodiesSpokenFor(known, statement);
  const spoke = spokeIn(known, statement);
  const account = (report: Report): Account => accountOf(known, report, spoke, said);
  const told = coding.evidence.map(({ source }) => reports.find((report) => report.source === source)!);
  // Rule 12.
  const isByOneWhoSpoke = withdrawal !== undefined && spoke.includes(withdrawal.by);
  const isTakenBack = isByOneWhoSpoke && countsUnder(policy, [account(withdrawal.report)]);
  return {
    statement,
    coding,
    said,
    order: [statement.position, place],
    bodies,
    spoke,
    holders: coding.holders === undefined ? spoke : spoke.filter((actor) => coding.holders?.includes(actor)),
    counts: countsUnder(policy, told.map(account)),
    ...(isTakenBack ? { takenBack: withdrawal.said } : {}),
    ...(isByOneWhoSpoke && !isTakenBack ? { takenBackElse: withdrawal.said } : {}),
  };
};

/** Every coding of the record as known, under a policy. */
export const codingsOf = (known: Known, policy: Policy): readonly Read[] =>
  [...known.statements.values()].flatMap((statement) =>
    statement.codings.map((coding, place) => readCoding(known, policy, statement, coding, place)),
  );
