/** The record as known at a position, by docs/semantics.md rules 1, 3, 6 and 7: one pass over the events up to there. */

import { Act, ActPatch, Coding, Membership, RecordedEvent, Report, SaidDate } from '../../events/index.js';

/** The bounds of a said date, as the rules compare them: ISO text, so text order is order in time. */
export type Said = Readonly<{ firstDay: string; lastDay: string; earliest: string; latest: string; hasTime: boolean }>;

/** What a statement was right after one of its events. */
export type Moment = Readonly<{ isReconstructed: boolean; issues: ReadonlySet<string>; said: Said }>;

export type Statement = Omit<Act, 'said'> & {
  readonly statementId: string;
  /** The position at which it was recorded. */
  readonly position: number;
  said: Said;
  readonly reports: Report[];
  readonly codings: Coding[];
  /** The last recorded. */
  withdrawal?: Readonly<{ by: string; said: Said; report: Report }>;
};

export type KnownMembership = Membership & Readonly<{ actorId: string }>;
export type KnownProposition = Readonly<{ issue: string; id: string; isClaim: boolean; policyOf?: string }>;

/** What the events up to a position amount to. */
export type Known = Readonly<{
  position: number;
  kinds: Map<string, string>;
  officialOf: Map<string, string>;
  propositions: KnownProposition[];
  memberships: Map<string, KnownMembership>;
  statements: Map<string, Statement>;
  /** For each statement there ever was, what it was after each of its events. */
  moments: Map<string, Moment[]>;
  isReconstructed: boolean;
}>;

/** The millisecond before an instant. */
const before = (instant: string): string => new Date(Date.parse(instant) - 1).toISOString();
const later = (one: string, other: string): string => (one > other ? one : other);
const earlier = (one: string, other: string): string => (one < other ? one : other);

/** The calendar day of an instant where the clocks are as far ahead of UTC as they were when the range began. */
const dayThere = (said: SaidDate, instant: string): string => {
  const ahead = Date.parse(`${said.firstDay}T00:00:00.000Z`) - Date.parse(said.earliest);
  return new Date(Date.parse(instant) + ahead).toISOString().slice(0, 10);
};

/** Rule 3: a said date, cut where the event that states it was recorded. */
export const cut = (said: SaidDate, recorded: string): Said => {
  const { firstDay, lastDay, earliest, latest } = said;
  const hasTime = said.precision === 'time';
  const whole = { firstDay, lastDay, earliest, latest, hasTime };
  if (latest <= recorded) return whole;
  if (hasTime) {
    const length = /T\d\d:\d\d:\d\d/.test(said.edtf) ? 0 : 59_999;
    const lastTime = new Date(Date.parse(latest) - length).toISOString();
    return { ...whole, latest: earliest <= lastTime && lastTime <= recorded ? lastTime : earliest };
  }
  return {
    ...whole,
    latest: later(before(recorded), earliest),
    lastDay: earlier(later(dayThere(said, recorded), firstDay), lastDay),
  };
};

const nothing = (): Known => ({
  position: 0,
  kinds: new Map(),
  officialOf: new Map(),
  propositions: [],
  memberships: new Map(),
  statements: new Map(),
  moments: new Map(),
  isReconstructed: false,
});

const evolveStatement = (statement: Statement, event: RecordedEvent): void => {
  switch (event.type) {
    case 'StatementCoded':
      statement.codings.push(event.data.coding);
      return;
    case 'CodingRevised': {
      const { coding } = event.data;
      const at = statement.codings.findIndex(({ codingId }) => codingId === coding.codingId);
      statement.codings[at] = coding;
      return;
    }
    case 'StatementCorroborated':
      statement.reports.push(event.data.report);
      for (const { codingId, evidence } of event.data.evidence) {
        const at = statement.codings.findIndex((coding) => coding.codingId === codingId);
        const coding = statement.codings[at]!;
        statement.codings[at] = { ...coding, evidence: [...coding.evidence, evidence] };
      }
      return;
    case 'ReportCorrected': {
      const { report } = event.data;
      const at = statement.reports.findIndex(({ source }) => source === report.source);
      statement.reports[at] = report;
      return;
    }
    case 'StatementCorrected': {
      Object.assign(statement, correctedBy(event.data.corrected, event.time));
      return;
    }
    case 'StatementWithdrawn':
      statement.withdrawal = {
        by: event.data.by,
        said: cut(event.data.said, event.time),
        report: event.data.report,
      };
      return;
    case 'WithdrawalVoided':
      delete statement.withdrawal;
      return;
    default:
  }
};

/** What a correction makes of a statement. What it takes out is as if it had never been given. */
export const correctedBy = ({ said, ...rest }: ActPatch, recorded: string): Partial<Statement> => {
  const parts: Readonly<Record<string, unknown>> = rest;
  const now = Object.keys(parts).map((part) => [part, parts[part] ?? undefined]);
  return { ...(Object.fromEntries(now) as object), ...(said === undefined ? {} : { said: cut(said, recorded) }) };
};

const momentOf = (statement: Statement, event: RecordedEvent): Moment => ({
  isReconstructed: event.timebasis === 'reconstructed',
  issues: new Set(statement.codings.map(({ issue }) => issue)),
  said: statement.said,
});

const evolveStatements = (known: Known, event: RecordedEvent, statementId: string): void => {
  if (event.type === 'StatementRecorded') {
    const { said, reports, codings, ...act } = event.data;
    const position = Number(event.sequence);
    known.statements.set(statementId, {
      ...act,
      position,
      said: cut(said, event.time),
      reports: [...reports],
      codings: [...codings],
    });
    known.moments.set(statementId, []);
  }
  const statement = known.statements.get(statementId)!;
  evolveStatement(statement, event);
  known.moments.get(statementId)!.push(momentOf(statement, event));
  if (event.type === 'StatementVoided') known.statements.delete(statementId);
};

const evolve = (known: Known, event: RecordedEvent): void => {
  switch (event.type) {
    case 'ActorRegistered':
      known.kinds.set(event.data.actorId, event.data.kind);
      return;
    case 'MembershipRecorded':
    case 'MembershipCorrected':
      known.memberships.set(`${event.data.actorId} ${event.data.membershipId}`, event.data);
      return;
    case 'SourceDescribed':
      if (event.data.officialOf !== undefined) known.officialOf.set(event.data.sourceId, event.data.officialOf);
      return;
    case 'PropositionWorded': {
      const { issueId: issue, propositionId: id, kind, policyOf } = event.data;
      known.propositions.push({
        issue,
        id,
        isClaim: kind === 'claim',
        ...(policyOf === undefined ? {} : { policyOf }),
      });
      return;
    }
    default:
      if ('statementId' in event.data) evolveStatements(known, event, event.data.statementId);
  }
};

/** Rule 6: what the events up to a position make of the record. */
export const knownAt = (events: readonly RecordedEvent[], position: number): Known => {
  const known = nothing();
  const upTo = events.filter(({ sequence }) => Number(sequence) <= position);
  for (const event of upTo) evolve(known, event);
  return { ...known, position, isReconstructed: upTo.at(-1)?.timebasis === 'reconstructed' };
};

/** Rule 1: the position that an instant or a day means. */
export const positionAt = (events: readonly RecordedEvent[], text: string): number => {
  const isDay = text.length === 'YYYY-MM-DD'.length;
  const end = isDay ? new Date(Date.parse(text) + 86_400_000).toISOString() : text;
  return events.filter(({ time }) => (isDay ? time < end : time <= end)).length;
};

/** Rule 7: whether a membership covers a range of days. */
export const covers = ({ from, until }: Membership, { firstDay, lastDay }: Said): boolean =>
  (from === undefined || from <= firstDay) && (until === undefined || lastDay < until);
