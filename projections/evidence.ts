import type {
  AttributionLink,
  Channel,
  Directness,
  Evidence,
  Quote,
  Report,
  SaidDate,
  Stance,
} from '../events/index.js';
import { Account, levelOf } from './account.js';
import { actorAt, displayName } from './actors.js';
import type { Coded } from './coded.js';
import type { Made } from './compact.js';
import type { Base } from './readings.js';
import type { StatementVersion } from './statements.js';
import { Withheld, wordsOf } from './withheld.js';

/** An actor as an answer names it: its id and the name to show. */
export type NamedActor = Readonly<{ id: string; name: string }>;

/** A said date as an answer shows it: the text as recorded, its zone, and the calendar days it sets. */
export type SaidShown = Readonly<{ edtf: string; zone?: string; firstDay: string; lastDay: string }>;

/** A source as an answer names it. */
export type SourceShown = Readonly<{
  source: string;
  title: string;
  publisher: string;
  published?: string;
  notBefore?: string;
}>;

/** Whose account something is, and how directly it gives it. */
export type Telling = Readonly<{ account: Account; directness: Directness }>;

/** A source's words for a coding, or that they are withheld: which source, whose account, through whom. */
export type Citation = SourceShown &
  Telling &
  Readonly<{ quote?: Quote; withheld?: Withheld; attribution: readonly AttributionLink[]; note?: string }>;

/** When something was recorded: the log position, and its time (ISO 8601, UTC). */
export type RecordedShown = Readonly<{ position: number; time: string; timebasis?: 'reconstructed' }>;

/** A coding as evidence: who said it, in what post, where, when, in which words, and where that can be checked. */
export type EvidenceShown = Readonly<{
  statement: string;
  coding: string;
  stance: Stance;
  condition?: string;
  speaker: NamedActor;
  post?: string;
  /** The bodies spoken for, each with the speaker's post in it. */
  spokeFor: readonly (NamedActor & Readonly<{ post?: string }>)[];
  personally?: true;
  channel: Channel;
  said: SaidShown;
  inReplyTo?: string;
  askedBy?: string;
  citations: readonly Citation[];
  coder: string;
  note?: string;
  /** When its statement was first recorded. */
  recorded: RecordedShown;
  /** When the version shown of its statement was, where that is a later one. */
  version?: RecordedShown;
  versions: string;
}>;

/** An actor by the name known at a position; its id where none was. */
export const namedActor = (readings: Base, id: string, position: number): NamedActor => {
  const row = actorAt(readings.actors, id, position);
  return { id, name: row === undefined ? id : displayName(row, position) };
};

/** A said date without the instants that only ordering needs. */
export const saidShown = ({ edtf, zone, firstDay, lastDay }: SaidDate): SaidShown =>
  zone === undefined ? { edtf, firstDay, lastDay } : { edtf, zone, firstDay, lastDay };

const DIRECTNESS_ORDER: Readonly<Record<Directness, number>> = {
  verbatim: 0,
  translation: 1,
  readout: 2,
  paraphrase: 3,
};

/** A source by the title, the publisher and the dates it is described with; by its id where it is not described. */
export const sourceShown = ({ sources }: Base, source: string): SourceShown => {
  const described = sources.get(source)?.described;
  const shown: Made<SourceShown> = {
    source,
    title: described?.title ?? source,
    publisher: described?.publisher ?? source,
  };
  if (described?.published !== undefined) shown.published = described.published;
  if (described?.notBefore !== undefined) shown.notBefore = described.notBefore.date;
  return shown;
};

const citationOf = (readings: Base, reports: readonly Report[], evidence: Evidence, account: Account): Citation => {
  const { source, directness, quote, note } = evidence;
  const cited = sourceShown(readings, source) as Made<Citation>;
  cited.account = account;
  cited.directness = directness;
  cited.attribution = reports.find((known) => known.source === source)?.attribution ?? [];
  const words = wordsOf(readings, source, quote);
  if (words.quote !== undefined) cited.quote = words.quote;
  if (words.withheld !== undefined) cited.withheld = words.withheld;
  if (note !== undefined) cited.note = note;
  return cited;
};

/** The official first, and of those the most direct. */
export const inCitationOrder = (a: Telling, b: Telling): number =>
  levelOf(a.account) - levelOf(b.account) || DIRECTNESS_ORDER[a.directness] - DIRECTNESS_ORDER[b.directness];

/** The sources that support a coding, the official and verbatim ones first. */
export const citationsOf = (readings: Base, { version, coding, accounts }: Coded): readonly Citation[] => {
  const { reports } = version.state;
  const cited = coding.evidence.map((evidence, at) => citationOf(readings, reports, evidence, accounts[at] ?? 'press'));
  return cited.length > 1 ? cited.sort(inCitationOrder) : cited;
};

/** The post in which the speaker spoke for the holder, or for the body spoken for where the holder is the speaker. */
const postOf = ({ spoke }: Coded, holder: string | undefined): string | undefined =>
  spoke.find(({ actor, post }) => actor === holder && post !== undefined)?.post ??
  spoke.find(({ post }) => post !== undefined)?.post;

const spokeForIn = (readings: Base, { spoke, version }: Coded, position: number): EvidenceShown['spokeFor'] => {
  const bodies: EvidenceShown['spokeFor'][number][] = [];
  for (const { actor, post } of spoke) {
    if (actor === version.state.speaker) continue;
    const { id, name } = namedActor(readings, actor, position);
    bodies.push(post === undefined ? { id, name } : { id, name, post });
  }
  return bodies;
};

/** When a version was recorded. */
const recordedAt = ({ position, time, timebasis }: StatementVersion): RecordedShown =>
  timebasis === undefined ? { position, time } : { position, time, timebasis };

/** When a statement was first recorded, and when the version of it was, where that is a later one. */
export const recordedShown = (
  { statements }: Base,
  version: StatementVersion,
  first = statements.rows.get(version.state.statementId)?.versions[0]?.position,
): Readonly<{ recorded: RecordedShown; version?: RecordedShown }> => {
  const shown = recordedAt(version);
  if (first === version.position) return { recorded: shown };
  const earliest = statements.rows.get(version.state.statementId)?.versions[0];
  return { recorded: recordedAt(earliest ?? version), version: shown };
};

/** A coding as evidence, with everything known of it at a position. `holder`: the actor whose position it is shown in. */
export const evidenceOf = (readings: Base, coded: Coded, position: number, holder?: string): EvidenceShown => {
  const { version, coding } = coded;
  const { state } = version;
  const { recorded, version: later } = recordedShown(readings, version, coded.recorded);
  const shown: Made<EvidenceShown> = {
    statement: state.statementId,
    coding: coding.codingId,
    stance: coding.stance,
    speaker: namedActor(readings, state.speaker, position),
    spokeFor: spokeForIn(readings, coded, position),
    channel: state.channel,
    said: saidShown(state.said),
    citations: citationsOf(readings, coded),
    coder: coding.coder,
    recorded,
    versions: `/v1/statements/${state.statementId}/versions`,
  };
  if (later !== undefined) shown.version = later;
  const post = postOf(coded, holder);
  if (coding.condition !== undefined) shown.condition = coding.condition;
  if (post !== undefined) shown.post = post;
  if (state.onBehalfOf?.length === 0) shown.personally = true;
  if (state.inReplyTo !== undefined) shown.inReplyTo = state.inReplyTo;
  if (state.askedBy !== undefined) shown.askedBy = state.askedBy;
  if (coding.note !== undefined) shown.note = coding.note;
  return shown;
};
