/** Lines that give no command's id and come again: what they said can have been undone since, and be true once more. */

import canonicalize from 'canonicalize';
import { v5 as uuidV5 } from 'uuid';
import type { EventOf, RecordedEvent, RecordEventType } from '../../events/index.js';
import {
  Base,
  membershipsAt,
  readPosition,
  statementAfter,
  type StatementState,
  wordingAt,
} from '../../projections/index.js';
import { EVENT_ID_NAMESPACE } from './event-id.js';

const isSame = (one: unknown, other: unknown): boolean => canonicalize(one) === canonicalize(other);

type Data<Type extends RecordEventType> = EventOf<Type>['data'];

/** What can be undone and be true once more: which part of the record an event speaks of, and whether that still says so. */
type Undoable<Type extends RecordEventType> = Readonly<{
  /** The last event on a part says how it is. */
  part: (data: Data<Type>) => string;
  isSo: (view: Base, event: Extract<RecordedEvent, { type: Type }>) => boolean;
}>;

const isPost = (view: Base, { actorId, reason, ...data }: Data<'MembershipCorrected'>): boolean => {
  const row = view.actors.get(actorId);
  const held = row === undefined ? [] : membershipsAt(row, readPosition(view));
  return held.some((membership) => isSame(membership, data));
};

const isWorded = (view: Base, data: Data<'PropositionReworded'>): boolean => {
  const row = view.codebook.get(data.issueId)?.propositions[data.propositionId];
  return row !== undefined && isSame(wordingAt(row, readPosition(view)), data.wording);
};

const isCaptured = (view: Base, { sourceId, ...capture }: Data<'SourceCaptured'>): boolean =>
  isSame(view.sources.get(sourceId)?.captures.at(-1)?.value, capture);

/** Whether a source is withheld just so. What was erased once stays erased, whatever is said of it after that. */
const isWithheld = (
  view: Base,
  { sourceId, scope, reason, by, authority, erased }: Data<'SourceWithheld'>,
): boolean => {
  const now = view.withheld.get(sourceId);
  if (now === undefined || now.scope !== scope || (erased === true && now.erased !== true)) return false;
  const { shown } = now;
  return shown.reason === reason && shown.by === by && shown.authority === authority;
};

/** A statement as it is, unless it is not there or was voided: nothing is recorded of such a one any more. */
const standing = (view: Base, id: string): StatementState | undefined => {
  const state = view.statements.rows.get(id)?.versions.at(-1)?.state;
  return state?.status === 'voided' ? undefined : state;
};

/** Whether a stance is still read so, on the same words; further sources can have given more. */
const isRead = (view: Base, { statementId, coding }: Data<'CodingRevised'>): boolean => {
  const state = standing(view, statementId);
  const known = state?.codings.find(({ codingId }) => codingId === coding.codingId);
  if (known === undefined) return state === undefined;
  return isSame({ ...known, evidence: known.evidence.slice(0, coding.evidence.length) }, coding);
};

type OfAct = 'ReportCorrected' | 'StatementCorrected' | 'StatementWithdrawn' | 'WithdrawalVoided';

/** Whether an event would leave its statement as it is. */
const isAsAfter = (view: Base, event: Extract<RecordedEvent, { type: OfAct }>): boolean => {
  const state = standing(view, event.data.statementId);
  return state === undefined || isSame(statementAfter(state, event), state);
};

const ofStatement = <Type extends OfAct>(part: (data: Data<Type>) => string): Undoable<Type> => ({
  part: (data) => `${data.statementId} ${part(data)}`,
  isSo: isAsAfter as Undoable<Type>['isSo'],
});

/**
 * Of each type of event, whether a later event can undo what it says so that the same can be recorded anew. The others are said
 * once: nothing undoes them, or what they made keeps its id, and events of another type say what of it is otherwise.
 */
const AGAIN: { readonly [Type in RecordEventType]: Undoable<Type> | 'once' } = {
  RecordOpened: 'once',
  ActorRegistered: 'once',
  ActorNamed: 'once',
  MembershipRecorded: 'once',
  MembershipCorrected: {
    part: ({ actorId, membershipId }) => `${actorId} membership ${membershipId}`,
    isSo: (view, { data }) => isPost(view, data),
  },
  IssueOpened: 'once',
  PropositionWorded: 'once',
  PropositionReworded: {
    part: ({ issueId, propositionId }) => `${issueId} wording ${propositionId}`,
    isSo: (view, { data }) => isWorded(view, data),
  },
  SourceDescribed: 'once',
  SourceCaptured: {
    part: ({ sourceId }) => `${sourceId} text`,
    isSo: (view, { data }) => isCaptured(view, data),
  },
  SourceWithheld: {
    part: ({ sourceId }) => `${sourceId} withholding`,
    isSo: (view, { data }) => isWithheld(view, data),
  },
  SourceReleased: {
    part: ({ sourceId }) => `${sourceId} withholding`,
    isSo: (view, { data }) => !view.withheld.has(data.sourceId),
  },
  StatementRecorded: 'once',
  StatementCoded: 'once',
  CodingRevised: {
    part: ({ statementId, coding }) => `${statementId} coding ${coding.codingId}`,
    isSo: (view, { data }) => isRead(view, data),
  },
  StatementCorroborated: 'once',
  ReportCorrected: ofStatement(({ report }) => `report ${report.source}`),
  StatementCorrected: ofStatement(() => 'act'),
  StatementVoided: 'once',
  StatementWithdrawn: ofStatement(() => 'withdrawal'),
  WithdrawalVoided: ofStatement(() => 'withdrawal'),
};

const undoable = ({ type }: RecordedEvent): Undoable<never> | undefined => {
  const found = AGAIN[type];
  return found === 'once' ? undefined : (found as Undoable<never>);
};

/** Whether the record still says what one of its events said. What is said once, it always does. */
const isSoStill = (view: Base, event: RecordedEvent): boolean => undoable(event)?.isSo(view, event as never) ?? true;

const nth = (id: string, times: number): string => (times === 1 ? id : uuidV5(`${id} ${times}`, EVENT_ID_NAMESPACE));

/** A line that was passed over, because the log holds its event. */
export type PassedOver = Readonly<{ line: number; event: RecordedEvent }>;

/** What comes again in one file. */
export class Again {
  private readonly times = new Map<string, number>();
  private readonly passed = new Map<string, PassedOver>();

  /**
   * The id of a line's command, by the id that its content makes. A line that stands in the file before is the same command, unless
   * what came between undid it: then it is another, and the same one again whenever the file is imported again.
   */
  idOf(content: string, view: Base, eventOf: (id: string) => RecordedEvent | undefined): string {
    const times = this.times.get(content) ?? 0;
    const last = times === 0 ? undefined : eventOf(nth(content, times));
    const isUndone = last !== undefined && !isSoStill(view, last);
    const now = times === 0 || isUndone ? times + 1 : times;
    this.times.set(content, now);
    return nth(content, now);
  }

  /** Notes a line that was passed over, or one that was not: it says how things are from there on. */
  note(event: RecordedEvent, line: number, isPassedOver: boolean): void {
    const part = undoable(event)?.part(event.data as never);
    if (part === undefined) return;
    if (isPassedOver) this.passed.set(part, { line, event });
    else this.passed.delete(part);
  }

  /** The lines that were passed over though the record says otherwise by now. */
  undone(view: Base): readonly PassedOver[] {
    return [...this.passed.values()].filter(({ event }) => !isSoStill(view, event));
  }
}
