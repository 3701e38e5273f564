/** The log itself: events as they were recorded, read a page at a time. */

import { ask, pathTo } from './client.js';
import type { Instant, LanguageText } from './types.js';

export const EVENT_TYPES = [
  'RecordOpened',
  'ActorRegistered',
  'ActorNamed',
  'MembershipRecorded',
  'MembershipCorrected',
  'IssueOpened',
  'PropositionWorded',
  'PropositionReworded',
  'SourceDescribed',
  'SourceCaptured',
  'SourceWithheld',
  'SourceReleased',
  'StatementRecorded',
  'StatementCoded',
  'CodingRevised',
  'StatementCorroborated',
  'ReportCorrected',
  'StatementCorrected',
  'StatementVoided',
  'StatementWithdrawn',
  'WithdrawalVoided',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A CloudEvents envelope, as the log holds it. */
export type LogEvent = Readonly<{
  id: string;
  type: EventType;
  subject: string;
  time: Instant;
  sequence: string;
  recordedby: string;
  commandid: string;
  timebasis?: 'reconstructed';
  data: EventData;
}>;

/** What events hold, as far as the page reads it; each type holds some of it. */
export type EventData = Readonly<{
  name?: string | LanguageText;
  description?: string;
  actorId?: string;
  kind?: string;
  names?: readonly LanguageText[];
  body?: string;
  post?: string;
  speaksFor?: boolean;
  from?: string;
  until?: string;
  issueId?: string;
  title?: string | readonly LanguageText[];
  propositionId?: string;
  policyOf?: string;
  wording?: readonly LanguageText[];
  sourceId?: string;
  publisher?: string;
  language?: string;
  officialOf?: string;
  author?: string;
  published?: string;
  url?: string;
  sha256?: string;
  length?: number;
  statementId?: string;
  speaker?: string;
  onBehalfOf?: readonly string[];
  channel?: ChannelData;
  audience?: readonly string[];
  askedBy?: string;
  inReplyTo?: string;
  said?: SaidData;
  reports?: readonly ReportData[];
  report?: ReportData;
  codings?: readonly CodingData[];
  coding?: CodingData;
  evidence?: readonly Readonly<{ codingId: string; evidence: EvidenceData }>[];
  corrected?: ActData;
  by?: string;
  scope?: string;
  authority?: string;
  quote?: QuoteData;
  reason?: string;
  why?: string;
  note?: string;
}>;
export type ChannelData = Readonly<{ kind: string; venue?: string }>;
export type SaidData = Readonly<{ edtf: string; lastDay: string; firstDay: string; zone?: string }>;
export type QuoteData = Readonly<{ exact: string; language?: string; prefix?: string; suffix?: string }>;
export type ReportData = Readonly<{
  source: string;
  directness: string;
  attribution: readonly Readonly<{ actor?: string; name?: string }>[];
  note?: string;
}>;
export type EvidenceData = Readonly<{ source: string; directness: string; quote?: QuoteData }>;
export type CodingData = Readonly<{
  codingId: string;
  issue: string;
  proposition: string;
  stance: 'affirms' | 'denies' | 'conditional' | 'declines';
  condition?: string;
  coder: string;
  evidence: readonly EvidenceData[];
  note?: string;
}>;
/** Parts of an act. In a correction, null takes one out. */
export type ActData = Readonly<{
  speaker?: string;
  onBehalfOf?: readonly string[] | null;
  channel?: ChannelData;
  said?: SaidData;
  audience?: readonly string[] | null;
  askedBy?: string | null;
  inReplyTo?: string | null;
}>;

export const positionOf = ({ sequence }: LogEvent): number => Number(sequence);

/** The type of an event, whatever version of its shape it is written in: `StatementCorrected.v2` is one of them. */
const typeOf = ({ type }: LogEvent): EventType => type.replace(/\.v\d+$/, '') as EventType;

const lines = (text: string): readonly LogEvent[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as LogEvent)
    .map((event) => ({ ...event, type: typeOf(event) }));

/** The events from one position up to and with another, the first first. Positions never change what they hold. */
export const eventsBetween = (first: number, last: number, signal?: AbortSignal): Promise<readonly LogEvent[]> =>
  ask<readonly LogEvent[]>(
    pathTo('/v1/events', { after: first - 1, limit: last - first + 1, knownAt: last }),
    signal,
    lines,
  );
