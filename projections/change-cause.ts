import type { RecordedEvent } from '../events/index.js';

/** What an event that corrects did, in a sentence, and the reason that it gives. */
export const whyCorrected = (event: RecordedEvent): string => {
  const reason = 'reason' in event.data ? ` ${event.data.reason}` : '';
  const what: Partial<Record<RecordedEvent['type'], string>> = {
    StatementVoided: 'The statement was entered in error.',
    CodingRevised: 'The coding was revised.',
    StatementCoded: 'The statement was coded on this before, and a further coding of it was read.',
    StatementCorroborated: 'The statement was counted before, and another of its codings is what counts of it now.',
    ReportCorrected: 'How a source tells of the statement was corrected.',
    StatementCorrected: 'The record of the statement was corrected.',
    WithdrawalVoided: 'The withdrawal of the statement was entered in error.',
    MembershipRecorded: 'A membership decides anew for whom the speaker spoke.',
    MembershipCorrected: 'A corrected membership decides anew for whom the speaker spoke.',
  };
  return `${what[event.type] ?? 'The record changed.'}${reason}`;
};

const ADDING: readonly RecordedEvent['type'][] = ['StatementRecorded', 'StatementCoded', 'StatementCorroborated'];

/** Whether an event brings codings; the others correct what was known of them. */
export const isAdding = ({ type }: RecordedEvent): boolean => ADDING.includes(type);
