import type { Quote, Stance } from '../events/index.js';
import { codedIn } from './coded.js';
import {
  Citation,
  citationsOf,
  NamedActor,
  namedActor,
  RecordedShown,
  recordedShown,
  SaidShown,
  saidShown,
} from './evidence.js';
import { answersTo, briefOf, StatementBrief, StatementStatus, statusOf } from './exchange.js';
import { holdersOf, takesBack } from './holders.js';
import type { Base } from './readings.js';
import { ReportShown, reportsOf, ReportTold, tellingOf } from './reports.js';
import { statementAt, StatementState, StatementVersion } from './statements.js';
import { warningsOf } from './warnings.js';
import { Withheld, wordsOf } from './withheld.js';

export { exchangeOf, type StatementBrief, statusOf, type ThreadEntry } from './exchange.js';
export type { ReportShown } from './reports.js';
export { warningsOn } from './warnings.js';

/** A coding of a statement with the words of each source for it, the official ones first. */
export type CodingShown = Readonly<{
  codingId: string;
  issue: string;
  proposition: string;
  stance: Stance;
  condition?: string;
  /** Those of the actors that it names, where it names any, and else of all, who spoke. */
  holders: readonly NamedActor[];
  /** The actors that it names, by their ids, where it names any: spoken for or not. */
  holdersNamed?: readonly string[];
  citations: readonly Citation[];
  coder: string;
  note?: string;
}>;

/** How a statement was taken back: by whom, when, and the source that tells of it. */
export type WithdrawalShown = Readonly<{
  by: string;
  /** Where it is by nobody who spoke, as known at the position: whose it is, and in a sentence that it takes nothing back and why. */
  takesNothingBack?: Readonly<{ by: NamedActor; why: string }>;
  said: SaidShown;
  source: string;
  report: ReportTold;
  quote?: Quote;
  withheld?: Withheld;
  note?: string;
}>;

/** A statement as known at a position: who, for whom, where, when, from which sources, coded how, in answer to what. */
export type StatementAnswer = Readonly<{
  id: string;
  status: StatementStatus;
  speaker: NamedActor;
  holders: readonly (NamedActor & Readonly<{ post?: string; personally?: true }>)[];
  channel: StatementState['channel'];
  audience?: readonly string[];
  said: SaidShown;
  inReplyTo?: string;
  /** What it answers, in few words. */
  answers?: StatementBrief;
  askedBy?: string;
  answeredBy: readonly StatementBrief[];
  thread: string;
  sources: readonly string[];
  /** The sources beside each other, the official one first, each with the codings it supports. */
  reports: readonly ReportShown[];
  warnings: readonly string[];
  codings: readonly CodingShown[];
  withdrawal?: WithdrawalShown;
  note?: string;
  knownAt: Readonly<{ position: number }>;
  /** When it was first recorded. */
  recorded: RecordedShown;
  /** When the version shown was, where that is a later one. */
  version?: RecordedShown;
  versions: string;
}>;

const codingsOf = (readings: Base, version: StatementVersion, position: number): readonly CodingShown[] =>
  codedIn(readings, version, position).map((coded) => {
    const { codingId, issue, proposition, stance, condition, holders, coder, note } = coded.coding;
    return {
      codingId,
      issue,
      proposition,
      stance,
      ...(condition === undefined ? {} : { condition }),
      coder,
      ...(note === undefined ? {} : { note }),
      holders: coded.holders.map((holder) => namedActor(readings, holder.actor, position)),
      ...(holders === undefined ? {} : { holdersNamed: holders }),
      citations: citationsOf(readings, coded),
    };
  });

const nothingBy = (by: NamedActor): NonNullable<WithdrawalShown['takesNothingBack']> => ({
  by,
  why: `It takes nothing back: as known here, ${by.name} is neither the speaker nor a body spoken for.`,
});

const withdrawalOf = (readings: Base, state: StatementState, position: number): WithdrawalShown | undefined => {
  const { withdrawal } = state;
  if (withdrawal === undefined) return undefined;
  const { by, said, report, quote, note } = withdrawal;
  const holders = holdersOf(readings, state, position);
  return {
    by,
    ...(takesBack(state, holders) ? {} : { takesNothingBack: nothingBy(namedActor(readings, by, position)) }),
    said: saidShown(said),
    source: report.source,
    report: tellingOf(readings, state, report, holders, position),
    ...wordsOf(readings, report.source, quote),
    ...(note === undefined ? {} : { note }),
  };
};

const answeredIn = (readings: Base, state: StatementState, position: number): StatementBrief | undefined => {
  const answered =
    state.inReplyTo === undefined ? undefined : statementAt(readings.statements, state.inReplyTo, position);
  return answered && briefOf(readings, answered, position);
};

/** Those parts of an answer that are there. */
const given = <Parts extends object>(parts: Parts): Partial<Parts> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<Parts>;

/** A statement as known at a position, or nothing where it was recorded later. */
export const statementAnswer = (readings: Base, id: string, position: number): StatementAnswer | undefined => {
  const version = statementAt(readings.statements, id, position);
  if (version === undefined) return undefined;
  const { state } = version;
  const { audience, inReplyTo, askedBy, note } = state;
  return {
    id,
    status: statusOf(readings, state, position),
    speaker: namedActor(readings, state.speaker, position),
    holders: holdersOf(readings, state, position).map(({ actor, ...rest }) => ({
      ...namedActor(readings, actor, position),
      ...rest,
    })),
    channel: state.channel,
    said: saidShown(state.said),
    ...(given({ audience, inReplyTo, answers: answeredIn(readings, state, position), askedBy, note }) as object),
    ...(given({ withdrawal: withdrawalOf(readings, state, position) }) as object),
    answeredBy: answersTo(readings, id, position).map((answer) => briefOf(readings, answer, position)),
    thread: `/v1/statements/${id}/thread`,
    sources: state.reports.map((report) => report.source),
    reports: reportsOf(readings, state, position),
    warnings: warningsOf(readings, state, position),
    codings: codingsOf(readings, version, position),
    knownAt: { position },
    ...recordedShown(readings, version),
    versions: `/v1/statements/${id}/versions`,
  };
};

/** One version of a statement: what event made it, who recorded that and why, and the statement as it then stood. */
export type VersionShown = Readonly<{
  position: number;
  time: string;
  event: string;
  recordedby: string;
  reason?: string;
  statement: StatementAnswer;
}>;

/** Every version of a statement, oldest first; nothing where there is no such statement. */
export const versionsOf = (readings: Base, id: string): readonly VersionShown[] | undefined =>
  readings.statements.rows.get(id)?.versions.map((version) => ({
    position: version.position,
    time: version.time,
    event: version.eventType,
    recordedby: version.recordedby,
    ...(version.reason === undefined ? {} : { reason: version.reason }),
    statement: statementAnswer(readings, id, version.position) as StatementAnswer,
  }));
