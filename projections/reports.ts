import type { AttributionLink, Directness, Quote, Report, Stance } from '../events/index.js';
import { Account, accountOf } from './account.js';
import { namedActor } from './evidence.js';
import { Holder, holdersOf } from './holders.js';
import type { Base } from './readings.js';
import type { StatementState } from './statements.js';

/** A coding that a source supports, with the source's own words for it. */
export type SupportShown = Readonly<{
  codingId: string;
  issue: string;
  proposition: string;
  stance: Stance;
  directness: Directness;
  quote?: Quote;
  note?: string;
}>;

/** One source's telling of an act: whose account it is, and through whom it came. */
export type Telling = Readonly<{
  source: string;
  title: string;
  publisher: string;
  published?: string;
  notBefore?: string;
  account: Account;
  directness: Directness;
  attribution: readonly AttributionLink[];
  note?: string;
}>;

/** A telling, and which codings it supports in which words. */
export type ReportShown = Telling & Readonly<{ supports: readonly SupportShown[] }>;

const ACCOUNTS: readonly Account[] = ['own', 'press', 'counterpart'];
const DIRECT: readonly Directness[] = ['verbatim', 'translation', 'readout', 'paraphrase'];

/** A teller, by the name known then where it is an actor. */
const tellerShown = (readings: Base, link: AttributionLink, position: number): AttributionLink =>
  link.actor === undefined || link.name !== undefined
    ? link
    : { ...link, name: namedActor(readings, link.actor, position).name };

const supportsOf = (state: StatementState, source: string): readonly SupportShown[] =>
  state.codings.flatMap(({ codingId, issue, proposition, stance, evidence }) =>
    evidence
      .filter((one) => one.source === source)
      .map(({ directness, quote, note }) => ({
        codingId,
        issue,
        proposition,
        stance,
        directness,
        ...(quote === undefined ? {} : { quote }),
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
): Telling => {
  const described = readings.sources.get(report.source)?.described;
  return {
    source: report.source,
    title: described?.title ?? report.source,
    publisher: described?.publisher ?? report.source,
    ...(described?.published === undefined ? {} : { published: described.published }),
    ...(described?.notBefore === undefined ? {} : { notBefore: described.notBefore.date }),
    account: accountOf(readings, { ...state, reports: [report] }, report, holders, position),
    directness: report.directness,
    attribution: report.attribution.map((link) => tellerShown(readings, link, position)),
    ...(report.note === undefined ? {} : { note: report.note }),
  };
};

/** The sources of one act beside each other: the actor's own first, then the press, then another side's; the more direct first. */
export const reportsOf = (readings: Base, state: StatementState, position: number): readonly ReportShown[] => {
  const holders = holdersOf(readings, state, position);
  return state.reports
    .map((report) => ({
      ...tellingOf(readings, state, report, holders, position),
      supports: supportsOf(state, report.source),
    }))
    .sort(
      (a, b) =>
        ACCOUNTS.indexOf(a.account) - ACCOUNTS.indexOf(b.account) ||
        DIRECT.indexOf(a.directness) - DIRECT.indexOf(b.directness),
    );
};
