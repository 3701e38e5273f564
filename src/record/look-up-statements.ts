/** Looking up sources and statements, as known at a recorded time. */

import type { WithheldScope } from '../../events/index.js';
import {
  answerShown,
  Base,
  exchangeOf,
  readPosition,
  recordedShown,
  RecordedShown,
  SourceDescription,
  SourceRow,
  statementAnswer,
  StatementAnswer,
  statementAt,
  StatementsView,
  StatementVersion,
  statusOf,
  ThreadEntry,
  VersionShown,
  versionsOf,
  Withheld,
} from '../../projections/index.js';
import { actorCalled, Clocks, issueCalled, Page } from './ask.js';
import { Known, knownAt, Paged, paged, positionKnown, propositionCalled } from './look-up.js';
import { nearestIds } from './nearest.js';
import { NotOnRecord } from './question-refusals.js';

export type CaptureShown = Readonly<{ position: number; sha256: string; length: number }>;
/** How a source is withheld now, whatever point of the clocks an answer is of. */
export type WithheldShown = Withheld & Readonly<{ scope: WithheldScope; erased?: true }>;
export type SourceShown = Readonly<{
  id: string;
  described: Omit<SourceDescription, 'sourceId'>;
  captures: readonly CaptureShown[];
  withheld?: WithheldShown;
  href: string;
}>;
export type Sources = Known & Paged & Readonly<{ sources: readonly SourceShown[] }>;
/** `textKept`: whether the text of the latest capture lies beside the log, where that can be told. `supports`: the statements it tells of, none that was voided. */
export type Source = SourceShown & Known & Readonly<{ textKept?: boolean; supports: readonly string[] }>;

const withheldShown = (readings: Base, source: string): Pick<SourceShown, 'withheld'> => {
  const found = readings.withheld.get(source);
  if (found === undefined) return {};
  const { scope, erased, shown } = found;
  return { withheld: { scope, ...shown, ...(erased === undefined ? {} : { erased }) } };
};

const sourceShown = (readings: Base, { sourceId, described, captures }: SourceRow, position: number): SourceShown => {
  return {
    id: sourceId,
    described: Object.fromEntries(
      Object.entries(described).filter(([field]) => field !== 'sourceId'),
    ) as SourceShown['described'],
    captures: captures
      .filter((capture) => capture.position <= position)
      .map((capture) => ({ position: capture.position, ...capture.value })),
    ...withheldShown(readings, sourceId),
    href: `/v1/sources/${sourceId}`,
  };
};

type Listed = Pick<Clocks, 'knownAt'> & Page;

/** The sources. */
export const askSources = (readings: Base, asked: Listed, now: string): Sources => {
  const position = positionKnown(readings, asked, now);
  const rows = [...readings.sources.values()].filter((row) => row.position <= position);
  const { items, ...page } = paged(rows, asked);
  const sources = items.map((row) => sourceShown(readings, row, position));
  return answerShown(readings, { ...knownAt(readings, position), ...page, sources });
};

const versionsAt = (readings: Base, position: number): readonly StatementVersion[] =>
  [...readings.statements.rows.keys()].flatMap((id) => statementAt(readings.statements, id, position) ?? []);

const sourcesAt = (readings: Base, position: number): readonly string[] =>
  [...readings.sources.values()].filter((row) => row.position <= position).map((row) => row.sourceId);

const statementsAt = (readings: Base, position: number): readonly string[] =>
  versionsAt(readings, position).map((version) => version.state.statementId);

const tellsOf = (version: StatementVersion, source: string): boolean =>
  version.state.reports.some((report) => report.source === source) ||
  version.state.withdrawal?.report.source === source;

const sourceCalled = (readings: Base, id: string, position: number): SourceRow => {
  const row = readings.sources.get(id);
  if (row !== undefined && row.position <= position) return row;
  throw new NotOnRecord('source', id, nearestIds(id, sourcesAt(readings, position)));
};

/** A source, its captures, and which statements it tells of; not whether its text is kept, which only a store knows. */
export const sourceAnswer = (readings: Base, id: string, clocks: Clocks, now: string): Omit<Source, 'textKept'> => {
  const position = positionKnown(readings, clocks, now);
  const row = sourceCalled(readings, id, position);
  return answerShown(readings, {
    ...sourceShown(readings, row, position),
    ...knownAt(readings, position),
    supports: candidates(readings.statements, { source: id })
      .flatMap((statement) => statementAt(readings.statements, statement, position) ?? [])
      .filter((version) => version.state.status !== 'voided' && tellsOf(version, id))
      .map((version) => version.state.statementId),
  });
};

/** A source, its captures, which statements it tells of, and whether its text is kept, where that can be told. */
export const askSource = async (
  readings: Base,
  id: string,
  clocks: Clocks,
  now: string,
  isKept: (sha256: string) => Promise<boolean | undefined>,
): Promise<Source> => {
  const answer = sourceAnswer(readings, id, clocks, now);
  const latest = answer.captures.at(-1);
  const textKept = latest === undefined ? false : await isKept(latest.sha256);
  return { ...answer, ...(textKept === undefined ? {} : { textKept }) };
};

/** Which statements are wanted; all that are given must hold. `inReplyTo`: those that answer a statement. */
export type StatementFilter = Readonly<{
  speaker?: string;
  issue?: string;
  proposition?: string;
  source?: string;
  askedBy?: string;
  inReplyTo?: string;
}>;

/** A statement in few words. */
export type StatementListed = Readonly<{
  id: string;
  status: StatementAnswer['status'];
  speaker: string;
  said: string;
  channel: string;
  codings: readonly Readonly<{ issue: string; proposition: string; stance: string }>[];
  sources: readonly string[];
  recorded: RecordedShown;
  version?: RecordedShown;
  href: string;
  versions: string;
}>;
export type Statements = Known & Paged & Readonly<{ statements: readonly StatementListed[] }>;

const placeOf = ({ position, time }: RecordedShown): RecordedShown => ({ position, time });

const inFewWords = ({ recorded, version }: ReturnType<typeof recordedShown>): ReturnType<typeof recordedShown> => ({
  recorded: placeOf(recorded),
  ...(version === undefined ? {} : { version: placeOf(version) }),
});

const listed = (readings: Base, version: StatementVersion, known: number): StatementListed => ({
  id: version.state.statementId,
  status: statusOf(readings, version.state, known),
  speaker: version.state.speaker,
  said: version.state.said.edtf,
  channel: version.state.channel.kind,
  codings: version.state.codings.map(({ issue, proposition, stance }) => ({ issue, proposition, stance })),
  sources: version.state.reports.map((report) => report.source),
  ...inFewWords(recordedShown(readings, version)),
  href: `/v1/statements/${version.state.statementId}`,
  versions: `/v1/statements/${version.state.statementId}/versions`,
});

type Lists = ReadonlyMap<string, readonly string[]>;

const wantedIn = (lists: Lists, key: string | undefined): readonly (readonly string[])[] =>
  key === undefined ? [] : [lists.get(key) ?? []];

/** The statements that can pass a filter, in the order of recording: the fewest that an index names, else all. */
const candidates = (view: StatementsView, { speaker, source, ...filter }: StatementFilter): readonly string[] => {
  const [fewest] = [
    ...wantedIn(view.bySpeaker, speaker),
    ...wantedIn(view.bySource, source),
    ...wantedIn(view.askedOf, filter.askedBy),
    ...wantedIn(view.repliesTo, filter.inReplyTo),
  ].sort((a, b) => a.length - b.length);
  if (fewest === undefined) return [...view.rows.keys()];
  const recorded = (id: string): number => view.rows.get(id)?.versions[0]?.position ?? 0;
  return [...new Set(fewest)].sort((a, b) => recorded(a) - recorded(b));
};

const passes = (version: StatementVersion, filter: StatementFilter): boolean =>
  (filter.speaker === undefined || version.state.speaker === filter.speaker) &&
  (filter.askedBy === undefined || version.state.askedBy === filter.askedBy) &&
  (filter.inReplyTo === undefined || version.state.inReplyTo === filter.inReplyTo) &&
  concerns(version, filter);

const concerns = (version: StatementVersion, { issue, proposition, source }: StatementFilter): boolean =>
  (source === undefined || tellsOf(version, source)) &&
  ((issue === undefined && proposition === undefined) ||
    version.state.codings.some(
      (coding) =>
        (issue === undefined || coding.issue === issue) &&
        (proposition === undefined || coding.proposition === proposition),
    ));

/** The filter with its actors by id. What it names has to be on record: a name that means nothing would match nothing. */
const resolved = (readings: Base, filter: StatementFilter, position: number): StatementFilter => {
  const { speaker, issue, proposition, source, askedBy, inReplyTo } = filter;
  if (issue !== undefined) issueCalled(readings, issue, position);
  if (proposition !== undefined) propositionCalled(readings, proposition, issue, position);
  if (source !== undefined) sourceCalled(readings, source, position);
  if (inReplyTo !== undefined && statementAt(readings.statements, inReplyTo, position) === undefined)
    throw noStatement(readings, inReplyTo, position);
  return {
    ...filter,
    ...(speaker === undefined ? {} : { speaker: actorCalled(readings, speaker, position, 'speaker').actorId }),
    ...(askedBy === undefined ? {} : { askedBy: actorCalled(readings, askedBy, position, 'askedBy').actorId }),
  };
};

/** The statements, voided ones included, in the order of recording. */
export const askStatements = (readings: Base, asked: Listed & StatementFilter, now: string): Statements => {
  const position = positionKnown(readings, asked, now);
  const filter = resolved(readings, asked, position);
  const versions = candidates(readings.statements, filter)
    .flatMap((id) => statementAt(readings.statements, id, position) ?? [])
    .filter((version) => passes(version, filter));
  const { items, ...page } = paged(versions, asked);
  const statements = items.map((version) => listed(readings, version, position));
  return answerShown(readings, { ...knownAt(readings, position), ...page, statements });
};

const noStatement = (readings: Base, id: string, position: number): NotOnRecord =>
  new NotOnRecord('statement', id, nearestIds(id, statementsAt(readings, position)));

/** A statement as known at a recorded time. */
export const askStatement = (readings: Base, id: string, clocks: Clocks, now: string): StatementAnswer => {
  const position = positionKnown(readings, clocks, now);
  const answer = statementAnswer(readings, id, position);
  if (answer === undefined) throw noStatement(readings, id, position);
  return answerShown(readings, answer);
};

/** The whole exchange that a statement is part of, oldest first. */
export type Thread = Known & Paged & Readonly<{ statement: string; entries: readonly ThreadEntry[] }>;

/** Everything that a statement answers and that answers it, near or far, as known at a recorded time. */
export const askThread = (readings: Base, id: string, asked: Listed, now: string): Thread => {
  const position = positionKnown(readings, asked, now);
  const exchange = exchangeOf(readings, id, position);
  if (exchange.length === 0) throw noStatement(readings, id, position);
  const { items, ...page } = paged(exchange, asked);
  return answerShown(readings, { statement: id, ...knownAt(readings, position), ...page, entries: items });
};

export type Versions = Known & Readonly<{ statement: string; versions: readonly VersionShown[] }>;

/** Every version of a statement up to a recorded time, oldest first. */
export const askVersions = (readings: Base, id: string, clocks: Clocks, now: string): Versions => {
  const position = clocks.knownAt === undefined ? readPosition(readings) : positionKnown(readings, clocks, now);
  const versions = (versionsOf(readings, id) ?? []).filter((version) => version.position <= position);
  if (versions.length === 0) throw noStatement(readings, id, position);
  return answerShown(readings, { statement: id, ...knownAt(readings, position), versions });
};
