import { holdersOf } from './holders.js';
import { NamedActor, namedActor, SaidShown, saidShown, citationsOf, Citation } from './evidence.js';
import { codedIn } from './coded.js';
import type { Readings } from './readings.js';
import { statementAt, StatementState, StatementVersion } from './statements.js';
import type { Stance } from '../events/index.js';

/** A coding of a statement with the words of each source for it, the official ones first. */
export type CodingShown = Readonly<{
  codingId: string;
  issue: string;
  proposition: string;
  stance: Stance;
  condition?: string;
  holders: readonly NamedActor[];
  citations: readonly Citation[];
  coder: string;
  note?: string;
}>;

/** A statement as known at a position: who, for whom, where, when, from which sources, coded how. */
export type StatementAnswer = Readonly<{
  id: string;
  status: StatementState['status'] | 'withdrawn';
  speaker: NamedActor;
  holders: readonly (NamedActor & Readonly<{ post?: string; personally?: true }>)[];
  channel: StatementState['channel'];
  audience?: readonly string[];
  said: SaidShown;
  inReplyTo?: string;
  askedBy?: string;
  answeredBy: readonly string[];
  sources: readonly string[];
  warnings: readonly string[];
  codings: readonly CodingShown[];
  withdrawal?: Readonly<{ by: string; said: SaidShown; source: string }>;
  note?: string;
  knownAt: Readonly<{ position: number }>;
  recorded: Readonly<{ position: number; time: string; timebasis?: 'reconstructed' }>;
  versions: string;
}>;

const answeredBy = (readings: Readings, id: string, position: number): readonly string[] =>
  [...readings.statements.rows.keys()].filter((other) => {
    const state = statementAt(readings.statements, other, position)?.state;
    return state?.inReplyTo === id && state.status === 'standing';
  });

/** A source stamped before the first day that what it reports can have been said: accepted, and said so. */
const warningsOf = (readings: Readings, state: StatementState): readonly string[] =>
  state.reports.flatMap(({ source }) => {
    const described = readings.sources.get(source)?.described;
    if (described?.published === undefined || described.published >= state.said.firstDay) return [];
    const reason = described.notBefore === undefined ? '' : ` ${described.notBefore.reason}`;
    return [
      `Source ${source} is stamped ${described.published}, before ${state.said.firstDay}, when this was said.${reason}`,
    ];
  });

const codingsOf = (readings: Readings, version: StatementVersion, position: number): readonly CodingShown[] =>
  codedIn(readings, version, position).map((coded) => {
    const { codingId, issue, proposition, stance, condition, coder, note } = coded.coding;
    return {
      codingId,
      issue,
      proposition,
      stance,
      ...(condition === undefined ? {} : { condition }),
      coder,
      ...(note === undefined ? {} : { note }),
      holders: coded.holders.map((holder) => namedActor(readings, holder.actor, position)),
      citations: citationsOf(readings, coded),
    };
  });

const withdrawalOf = ({ withdrawal }: StatementState): StatementAnswer['withdrawal'] =>
  withdrawal === undefined
    ? undefined
    : { by: withdrawal.by, said: saidShown(withdrawal.said), source: withdrawal.report.source };

/** A statement as known at a position, or nothing where it was recorded later. */
export const statementAnswer = (readings: Readings, id: string, position: number): StatementAnswer | undefined => {
  const version = statementAt(readings.statements, id, position);
  if (version === undefined) return undefined;
  const { state } = version;
  const withdrawal = withdrawalOf(state);
  const { audience, inReplyTo, askedBy, note } = state;
  return {
    id,
    status: withdrawal !== undefined && state.status === 'standing' ? 'withdrawn' : state.status,
    speaker: namedActor(readings, state.speaker, position),
    holders: holdersOf(readings, state, position).map(({ actor, ...rest }) => ({
      ...namedActor(readings, actor, position),
      ...rest,
    })),
    channel: state.channel,
    said: saidShown(state.said),
    ...Object.fromEntries(
      Object.entries({ audience, inReplyTo, askedBy, note, withdrawal }).filter(([, value]) => value !== undefined),
    ),
    answeredBy: answeredBy(readings, id, position),
    sources: state.reports.map((report) => report.source),
    warnings: warningsOf(readings, state),
    codings: codingsOf(readings, version, position),
    knownAt: { position },
    recorded: {
      position: version.position,
      time: version.time,
      ...(version.timebasis === undefined ? {} : { timebasis: version.timebasis }),
    },
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
export const versionsOf = (readings: Readings, id: string): readonly VersionShown[] | undefined =>
  readings.statements.rows.get(id)?.versions.map((version) => ({
    position: version.position,
    time: version.time,
    event: version.eventType,
    recordedby: version.recordedby,
    ...(version.reason === undefined ? {} : { reason: version.reason }),
    statement: statementAnswer(readings, id, version.position) as StatementAnswer,
  }));

const CORRECTING: readonly string[] = ['StatementCorrected', 'CodingRevised', 'StatementVoided', 'StatementWithdrawn'];

/** What was corrected, revised, voided or taken back of some statements after a position: for views of old answers. */
export const correctedSince = (
  readings: Readings,
  statements: readonly string[],
  position: number,
): readonly Readonly<{ statement: string; event: string; time: string; reason?: string }>[] =>
  [...new Set(statements)].flatMap((statement) =>
    (readings.statements.rows.get(statement)?.versions ?? [])
      .filter((version) => version.position > position && CORRECTING.includes(version.eventType))
      .map(({ eventType, time, reason }) => ({
        statement,
        event: eventType,
        time,
        ...(reason === undefined ? {} : { reason }),
      })),
  );
