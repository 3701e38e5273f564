import { Query } from '@nestjs/cqrs';
import type { Board, Diff, History, Position, StatementAnswer, RULES_VERSION } from '../../projections/index.js';
import type { Age } from '../record/age.js';
import type { Corrections, CorrectionsSince } from '../record/ask-corrections.js';
import type { StoredEvent } from '../store/event-store.js';
import type { Actor, Actors, Issue, Issues, Search } from '../record/look-up.js';
import type { Source, Sources, Statements, Thread, Versions } from '../record/look-up-statements.js';
import type { Asking } from './asking.js';
import type { ChangesPage } from '../record/feed.js';

/** An answer, the log position up to which it was read for, and its age where that may not be the log's head. */
export type Answered<Answer> = Readonly<{ answer: Answer; position: number; age?: Age }>;

/** A question on the query bus: what was asked, as text. */
export abstract class Question<Answer> extends Query<Answered<Answer>> {
  constructor(readonly asking: Asking) {
    super();
  }
}

/** The rules, how far the log was read under them, and the hash of what was read. */
export type Projections = Readonly<{ rules: typeof RULES_VERSION; position: number; sha256: string }>;

export class AskBoard extends Question<Board> {}
export class AskPosition extends Question<Position> {}
export class AskHistory extends Question<History> {}
export class AskDiff extends Question<Diff> {}
export class AskPositionCorrections extends Question<CorrectionsSince> {}
export class AskCorrections extends Question<Corrections> {}
export class AskSearch extends Question<Search> {}
export class AskChanges extends Question<ChangesPage> {}
export class AskActors extends Question<Actors> {}
export class AskActor extends Question<Actor> {}
export class AskIssues extends Question<Issues> {}
export class AskIssue extends Question<Issue> {}
export class AskSources extends Question<Sources> {}
export class AskSource extends Question<Source> {}
export class AskStatements extends Question<Statements> {}
export class AskStatement extends Question<StatementAnswer> {}
export class AskThread extends Question<Thread> {}
export class AskVersions extends Question<Versions> {}
export class AskProjections extends Question<Projections> {}
export class AskEvent extends Question<StoredEvent['event']> {}
/** A stretch of the log, to be read as it is sent. */
export class AskEvents extends Question<AsyncIterable<StoredEvent>> {}
export class AskExport extends Question<AsyncIterable<StoredEvent>> {}
