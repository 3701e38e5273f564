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

/** How much of a source is hidden: its stored text alone, or the text and every quote taken from it. */
export const WITHHELD_SCOPES = ['text', 'text-and-quotes'] as const;
export type WithheldScope = (typeof WITHHELD_SCOPES)[number];

/**
 * A source was withheld: from here on nothing shows its text, nor, where `scope` says so, the words quoted from it. `by`
 * is who decided so, `authority` what obliged them (a court's order, a licence). `erased`: the stored text was taken out
 * as well. What is in the log stays, and so do its hashes.
 */
export type SourceWithheld = Event<
  'SourceWithheld',
  { sourceId: string; scope: WithheldScope; reason: string; by: string; authority?: string; erased?: boolean }
>;

/** A source is withheld no longer. A text that was erased does not come back by this. */
export type SourceReleased = Event<
  'SourceReleased',
  { sourceId: string; reason: string; by: string; authority?: string }
>;

export type SourceEvent = SourceDescribed | SourceCaptured | SourceWithheld | SourceReleased;
