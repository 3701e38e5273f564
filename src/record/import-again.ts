/** Lines that give no command's id and come again: what they said can have been undone since, and be true once more. */

import canonicalize from 'canonicalize';
import { v5 as uuidV5 } from 'uuid';
import type { Coding, EventOf, RecordedEvent } from '../../events/index.js';
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

const isPost = (view: Base, { actorId, reason, ...data }: EventOf<'MembershipCorrected'>['data']): boolean => {
  const row = view.actors.get(actorId);
  const held = row === undefined ? [] : membershipsAt(row, readPosition(view));
  return held.some((membership) => isSame(membership, data));
};

const isWorded = (view: Base, data: EventOf<'PropositionReworded'>['data']): boolean => {
  const row = view.codebook.get(data.issueId)?.propositions[data.propositionId];
  return row !== undefined && isSame(wordingAt(row, readPosition(view)), data.wording);
};

/** Whether a stance is still read so, on the same words; further sources can have given more. */
const isRead = ({ codings }: StatementState, coding: Coding): boolean => {
  const known = codings.find(({ codingId }) => codingId === coding.codingId);
  if (known === undefined) return false;
  return isSame({ ...known, evidence: known.evidence.slice(0, coding.evidence.length) }, coding);
};

/** Whether the record still says what one of its events said. What no later event undoes, it always does. */
export const isSoStill = (view: Base, event: RecordedEvent): boolean => {
  switch (event.type) {
    case 'MembershipCorrected':
      return isPost(view, event.data);
    case 'PropositionReworded':
      return isWorded(view, event.data);
    case 'CodingRevised':
    case 'ReportCorrected':
    case 'StatementCorrected':
    case 'StatementWithdrawn':
    case 'WithdrawalVoided': {
      const state = view.statements.rows.get(event.data.statementId)?.versions.at(-1)?.state;
      if (state === undefined || state.status === 'voided') return true;
      return event.type === 'CodingRevised'
        ? isRead(state, event.data.coding)
        : isSame(statementAfter(state, event), state);
    }
    default:
      return true;
  }
};

/** What an event says something of: the last event on it says how it is. Nothing of one that no later event undoes. */
const partOf = (event: RecordedEvent): string | undefined => {
  switch (event.type) {
    case 'StatementWithdrawn':
    case 'WithdrawalVoided':
      return `${event.data.statementId} withdrawal`;
    case 'StatementCorrected':
      return `${event.data.statementId} act`;
    case 'ReportCorrected':
      return `${event.data.statementId} report ${event.data.report.source}`;
    case 'CodingRevised':
      return `${event.data.statementId} coding ${event.data.coding.codingId}`;
    case 'MembershipCorrected':
      return `${event.data.actorId} membership ${event.data.membershipId}`;
    case 'PropositionReworded':
      return `${event.data.issueId} wording ${event.data.propositionId}`;
    default:
      return undefined;
  }
};

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
    const part = partOf(event);
    if (part === undefined) return;
    if (isPassedOver) this.passed.set(part, { line, event });
    else this.passed.delete(part);
  }

  /** The lines that were passed over though the record says otherwise by now. */
  undone(view: Base): readonly PassedOver[] {
    return [...this.passed.values()].filter(({ event }) => !isSoStill(view, event));
  }
}
