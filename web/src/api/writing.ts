/** What becomes of a command, and the things that people choose from and correct when they record. */

import type { EventData, EventType, ReportData } from './log.js';
import type { Change, Citation, Id, Named, Said, Source, Stance } from './types.js';

/** An event that was recorded, or that would be. */
export type OutcomeEvent = Readonly<{ id: string; type: EventType; data: EventData; position?: number }>;
export type Outcome = Readonly<{
  outcome: 'recorded' | 'repeated' | 'unchanged' | 'dry-run';
  position: number;
  events: readonly OutcomeEvent[];
  changes: readonly Change[];
  warnings: readonly string[];
  named?: string;
}>;

export type Capture = Readonly<{ position: number; length: number; sha256: string }>;
export type ListedSource = Pick<Source, 'id' | 'described'> & Readonly<{ captures?: readonly Capture[] }>;
export type Sources = Readonly<{ total: number; next?: number; sources: readonly ListedSource[] }>;

export type CodingRead = Readonly<{
  codingId: Id;
  issue: Id;
  proposition: Id;
  stance: Stance;
  condition?: string;
  coder: string;
  note?: string;
  holders: readonly Named[];
  /** The actors that it names as holders, where it names any. */
  holdersNamed?: readonly Id[];
  citations: readonly Citation[];
}>;

/** A statement as it is known. */
export type Statement = Readonly<{
  id: Id;
  status: 'standing' | 'withdrawn' | 'voided';
  speaker: Named;
  holders: readonly (Named & Readonly<{ post?: string }>)[];
  channel: Readonly<{ kind: string; venue?: string }>;
  said: Said;
  audience?: readonly Id[];
  askedBy?: Id;
  inReplyTo?: Id;
  withdrawal?: object;
  reports: readonly ReportData[];
  sources: readonly Id[];
  codings: readonly CodingRead[];
  warnings: readonly string[];
  knownAt: Readonly<{ position: number }>;
  recorded: Readonly<{ position: number; time: string; timebasis?: 'reconstructed' }>;
}>;

/** What a statement was known as from an event on. */
export type StatementVersion = Readonly<{
  position: number;
  time: string;
  event: EventType;
  recordedby: string;
  reason?: string;
  statement: Statement;
}>;
export type StatementVersions = Readonly<{ statement: Id; versions: readonly StatementVersion[] }>;
