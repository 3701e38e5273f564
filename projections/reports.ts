import type { AttributionLink, Directness, Quote, Report, Stance } from '../events/index.js';
import { accountOf } from './account.js';
import { inCitationOrder, namedActor, SourceShown, sourceShown, Telling } from './evidence.js';
import { Holder, holdersOf } from './holders.js';
import type { Base } from './readings.js';
import type { StatementState } from './statements.js';
import { Withheld, wordsOf } from './withheld.js';

/** A coding that a source supports, with the source's own words for it. */
export type SupportShown = Readonly<{
  codingId: string;
  issue: string;
  proposition: string;
  stance: Stance;
  directness: Directness;
  quote?: Quote;
  withheld?: Withheld;
  note?: string;
}>;

/** One source's telling of an act: whose account it is, and through whom it came. */
export type ReportTold = SourceShown & Telling & Readonly<{ attribution: readonly AttributionLink[]; note?: string }>;

/** A telling, and which codings it supports in which words. `sameAct`: of a source that was added, why it tells of the same act. */
export type ReportShown = ReportTold & Readonly<{ sameAct?: string; supports: readonly SupportShown[] }>;

/** A teller, by the name known then where it is an actor. */
const tellerShown = (readings: Base, link: AttributionLink, position: number): AttributionLink =>
  link.actor === undefined || link.name !== undefined
    ? link
    : { ...link, name: namedActor(readings, link.actor, position).name };

const supportsOf = (readings: Base, state: StatementState, source: string): readonly SupportShown[] =>
  state.codings.flatMap(({ codingId, issue, proposition, stance, evidence }) =>
    evidence
      .filter((one) => one.source === source)
      .map(({ directness, quote, note }) => ({
        codingId,
        issue,
        proposition,
        stance,
        directness,
        ...wordsOf(readings, source, quote),
        ...(note === undefined ? {} : { note }),
      })),
  );

/** A report of a statement, of a withdrawal too, as known at a position. */
export const tellingOf = (
  readings: Base,
  state: StatementState,
  report: Report,
  holders: readonly Holder[],
  position: number,
): ReportTold => {
  return {
    ...sourceShown(readings, report.source),
    account: accountOf(readings, { ...state, reports: [report] }, report, holders, position),
    directness: report.directness,
    attribution: report.attribution.map((link) => tellerShown(readings, link, position)),
    ...(report.note === undefined ? {} : { note: report.note }),
  };
};

const sameActOf = ({ sameActs }: StatementState, { source }: Report): Pick<ReportShown, 'sameAct'> => {
  const why = sameActs?.find((one) => one.source === source)?.why;
  return why === undefined ? {} : { sameAct: why };
};

/** The sources of one act beside each other: the actor's own first, then the press, then another side's; the more direct first. */
export const reportsOf = (readings: Base, state: StatementState, position: number): readonly ReportShown[] => {
  const holders = holdersOf(readings, state, position);
  return state.reports
    .map((report) => ({
      ...tellingOf(readings, state, report, holders, position),
      ...sameActOf(state, report),
      supports: supportsOf(readings, state, report.source),
    }))
    .sort(inCitationOrder);
};
