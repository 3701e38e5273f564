import type { AttributionLink, Evidence, Report } from '../events/index.js';
import { actorAt } from './actors.js';
import { belongsTo, Holder } from './holders.js';
import type { Base } from './readings.js';
import type { StatementState } from './statements.js';

/** Whose account of an act a source gives: the holder's own, the press's, or another side's. */
export const ACCOUNTS = ['own', 'press', 'counterpart'] as const;
export type Account = (typeof ACCOUNTS)[number];

/** Which accounts may move a position. `press`, the default, takes own and press. */
export const EVIDENCE_POLICIES = ['own', 'press', 'all'] as const;
export type EvidencePolicy = (typeof EVIDENCE_POLICIES)[number];

const LEVELS: Readonly<Record<Account | EvidencePolicy, number>> = { own: 0, press: 1, counterpart: 2, all: 2 };

/** How far an account is from one's own words (0 own, 1 press, 2 counterpart), or how far a policy goes. */
export const levelOf = (of: Account | EvidencePolicy): number => LEVELS[of];

/** Whether an actor is on a holder's side: a holder, one of a holder's people or offices, or a body a holder belongs to. */
const isOwnSide = (
  readings: Base,
  actor: string,
  state: StatementState,
  holders: readonly Holder[],
  position: number,
): boolean =>
  holders.some(
    (holder) =>
      holder.actor === actor ||
      belongsTo(readings, actor, holder.actor, state.said, position) ||
      belongsTo(readings, holder.actor, actor, state.said, position),
  );

/** Whether a teller is another political actor: neither on a holder's side nor a news organisation. */
const isOtherSide = (
  readings: Base,
  { actor: teller }: AttributionLink,
  state: StatementState,
  holders: readonly Holder[],
  position: number,
): boolean => {
  const row = teller === undefined ? undefined : actorAt(readings.actors, teller, position);
  if (row === undefined || row.kind === 'organisation') return false;
  return !isOwnSide(readings, row.actorId, state, holders, position);
};

/** Whose account a report is of a statement held by these actors, as known at a position. */
export const accountOf = (
  readings: Base,
  state: StatementState,
  report: Report | Evidence,
  holders: readonly Holder[],
  position: number,
): Account => {
  const official = readings.sources.get(report.source)?.described.officialOf;
  const links = state.reports.find((known) => known.source === report.source)?.attribution ?? [];
  if (links.some((link) => isOtherSide(readings, link, state, holders, position))) return 'counterpart';
  if (official === undefined) return 'press';
  return isOwnSide(readings, official, state, holders, position) ? 'own' : 'counterpart';
};
