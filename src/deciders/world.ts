import type { ActorKind, StatementCorrected } from '../../events/index.js';
import type { Near } from '../record/question-refusals.js';

/**
 * What a decider may ask of the rest of the record. Things join the record and never leave it, so asking early is safe; where
 * posts were corrected meanwhile, the readings go by who spoke as known then (`spoke`).
 */
export type World = Readonly<{
  /** The clock, ISO 8601 UTC milliseconds. */
  now: string;
  actor: (id: string) => Readonly<{ kind: ActorKind; zone?: string }> | undefined;
  /** The bodies of an actor’s memberships, of whatever time. */
  bodiesOf: (actorId: string) => readonly string[];
  issue: (id: string) => Readonly<{ propositions: readonly string[] }> | undefined;
  /** The issues that have a proposition of an id. */
  issuesOf: (proposition: string) => readonly string[];
  hasSource: (id: string) => boolean;
  /** Other sources, none of them withheld, of which the very same text was captured. */
  sharesText: (source: string) => readonly string[];
  hasStatement: (id: string) => boolean;
  /** Who spoke in a statement, or would have by a correction of it: the speaker, then the bodies spoken for. */
  spoke: (statementId: string, corrected?: StatementCorrected['data']['corrected']) => readonly string[];
  /** Whether what is decided is a line of an export: it was recorded before, by rules that may have been others. */
  wasRecorded?: boolean;
  /** The said date that was recorded then, where one was: its bounds may be those that an earlier version read. */
  saidThen?: unknown;
  /** A source’s canonical text, where it is kept. */
  textOf: (source: string) => string | undefined;
  /** A text of the record as it may be told: itself, or what is withheld in its place. */
  shown: (text: string) => string;
  nearest: (kind: ReferenceKind, id: string) => readonly Near[];
}>;

export type ReferenceKind = 'actor' | 'issue' | 'proposition' | 'source' | 'statement';
