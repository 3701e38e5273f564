import type { Event } from './event.js';

/** Who stands behind a document: the actor itself, a newspaper, a stenographer, or a site that gathers others' reports. */
export const SOURCE_KINDS = ['official', 'press', 'transcript', 'aggregator'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** The day before which a document cannot have been written whatever it is stamped with, and why. */
export type NotBefore = Readonly<{ date: string; reason: string }>;

/**
 * A document was described. `published` is the date it is stamped with (calendar date); `officialOf` names the actor
 * that speaks in it where `kind` is official or transcript.
 */
export type SourceDescribed = Event<
  'SourceDescribed',
  {
    sourceId: string;
    kind: SourceKind;
    title: string;
    publisher: string;
    language: string;
    officialOf?: string;
    author?: string;
    published?: string;
    stampedTime?: string;
    notBefore?: NotBefore;
    url?: string;
    note?: string;
  }
>;

/**
 * A document's canonical text was captured: UTF-8, NFC, LF line ends, no byte order mark. The event carries its SHA-256
 * (lower-case hex) and its length in UTF-16 code units, the unit of every quote's start and end.
 */
export type SourceCaptured = Event<'SourceCaptured', { sourceId: string; sha256: string; length: number }>;

export type SourceEvent = SourceDescribed | SourceCaptured;
