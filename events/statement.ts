import type { Event } from './event.js';
import type { SaidDate } from './said-date.js';

/** How the words reached the source: as spoken, translated, told in other words, or as a summary of a meeting or call. */
export const DIRECTNESS = ['verbatim', 'translation', 'paraphrase', 'readout'] as const;
export type Directness = (typeof DIRECTNESS)[number];

/** What a coding says of a proposition. `conditional` affirms under a condition that the wording does not hold. */
export const STANCES = ['affirms', 'denies', 'conditional', 'declines'] as const;
export type Stance = (typeof STANCES)[number];

/** Where something was said. `venue` is a place or a body in words. */
export type Channel = Readonly<{ kind: string; venue?: string }>;

/**
 * A W3C text quote selector with its text position: `exact` in the words of the source, `prefix` and `suffix` around
 * it, `start` and `end` (half-open, UTF-16 code units) in the source's canonical text.
 */
export type Quote = Readonly<{
  exact: string;
  language?: string;
  prefix?: string;
  suffix?: string;
  start?: number;
  end?: number;
}>;

/** One teller in the chain from the act to the source: a registered actor, or a name where it is none. */
export type AttributionLink = Readonly<{ actor?: string; name?: string; directness?: Directness; note?: string }>;

/** A source's telling of an act. `attribution` runs from the teller nearest the act to the one nearest the source. */
export type Report = Readonly<{
  source: string;
  directness: Directness;
  attribution: readonly AttributionLink[];
  note?: string;
}>;

/** The words of one source that support a coding. */
export type Evidence = Readonly<{ source: string; directness: Directness; quote?: Quote; note?: string }>;

/**
 * A stance that a statement takes on a proposition. `holders` names whose stance it is where that is not the speaker
 * and every body spoken for. `coder` is who read it so.
 */
export type Coding = Readonly<{
  codingId: string;
  issue: string;
  proposition: string;
  stance: Stance;
  condition?: string;
  holders?: readonly string[];
  evidence: readonly Evidence[];
  coder: string;
  note?: string;
}>;

/** What a statement is, apart from its codings and reports: the part that a correction can replace. */
export type Act = Readonly<{
  speaker: string;
  onBehalfOf?: readonly string[];
  channel: Channel;
  audience?: readonly string[];
  said: SaidDate;
  inReplyTo?: string;
  askedBy?: string;
}>;

/** The parts of an act that it can be without. */
export const OPTIONAL_PARTS = ['onBehalfOf', 'audience', 'inReplyTo', 'askedBy'] as const;
export type OptionalPart = (typeof OPTIONAL_PARTS)[number];

/** What changes of an act, as a JSON merge patch (RFC 7396): parts take the place of those there are, null takes one out. */
export type ActPatch = Readonly<
  Partial<Omit<Act, OptionalPart>> & { [Part in OptionalPart]?: NonNullable<Act[Part]> | null }
>;

/** An act with a patch applied: a part that is null is left out, as if it had never been given. */
export const patched = <Patched extends Partial<Act>>(act: Patched, patch: ActPatch): Patched => {
  const parts = Object.entries({ ...act, ...patch }).filter(([, value]) => value !== null);
  return Object.fromEntries(parts) as Patched;
};

/**
 * An act of saying was recorded, with its codings. `onBehalfOf` names the bodies spoken for; absent, the speaker's
 * memberships decide; empty, the person spoke personally.
 */
export type StatementRecorded = Event<
  'StatementRecorded',
  Act & { statementId: string; reports: readonly Report[]; codings: readonly Coding[]; note?: string }
>;

/** A further stance was read in a statement. */
export type StatementCoded = Event<'StatementCoded', { statementId: string; coding: Coding; note?: string }>;

/** A coding was read wrongly: the whole coding as it is now read. */
export type CodingRevised = Event<'CodingRevised', { statementId: string; coding: Coding; reason: string }>;

/** Another source tells of the same act; `why` says how it is known to be the same. */
export type StatementCorroborated = Event<
  'StatementCorroborated',
  {
    statementId: string;
    report: Report;
    evidence: readonly Readonly<{ codingId: string; evidence: Evidence }>[];
    why: string;
  }
>;

/** A source's account was recorded wrongly: the whole report of that source as it is now known. */
export type ReportCorrected = Event<'ReportCorrected', { statementId: string; report: Report; reason: string }>;

/** The record of an act was wrong: the parts named here replace what was recorded, or take it out. */
export type StatementCorrected = Event<
  'StatementCorrected',
  { statementId: string; corrected: ActPatch; reason: string }
>;

/** A statement was entered in error and is no part of the record from here on. */
export type StatementVoided = Event<'StatementVoided', { statementId: string; reason: string }>;

/** The speaker, or a body spoken for, took the statement back. It counted before that day and not from it. */
export type StatementWithdrawn = Event<
  'StatementWithdrawn',
  { statementId: string; by: string; said: SaidDate; report: Report; quote?: Quote; note?: string }
>;

/** The withdrawal on record was entered in error: nobody is known to have taken the statement back. */
export type WithdrawalVoided = Event<'WithdrawalVoided', { statementId: string; reason: string }>;

export type StatementEvent =
  | StatementRecorded
  | StatementCoded
  | CodingRevised
  | StatementCorroborated
  | ReportCorrected
  | StatementCorrected
  | StatementVoided
  | StatementWithdrawn
  | WithdrawalVoided;
