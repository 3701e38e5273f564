import type { RecordEvent, RecordEventType } from './record-event.js';

/** Which stream each type of event belongs to. The compiler names a type that is missing here. */
const STREAM_OF: Readonly<Record<RecordEventType, (data: never) => string>> = {
  RecordOpened: () => 'record',
  ActorRegistered: (data: { actorId: string }) => `actor-${data.actorId}`,
  ActorNamed: (data: { actorId: string }) => `actor-${data.actorId}`,
  MembershipRecorded: (data: { actorId: string }) => `actor-${data.actorId}`,
  MembershipCorrected: (data: { actorId: string }) => `actor-${data.actorId}`,
  IssueOpened: (data: { issueId: string }) => `issue-${data.issueId}`,
  PropositionWorded: (data: { issueId: string }) => `issue-${data.issueId}`,
  PropositionReworded: (data: { issueId: string }) => `issue-${data.issueId}`,
  SourceDescribed: (data: { sourceId: string }) => `source-${data.sourceId}`,
  SourceCaptured: (data: { sourceId: string }) => `source-${data.sourceId}`,
  SourceWithheld: (data: { sourceId: string }) => `source-${data.sourceId}`,
  SourceReleased: (data: { sourceId: string }) => `source-${data.sourceId}`,
  StatementRecorded: (data: { statementId: string }) => `statement-${data.statementId}`,
  StatementCoded: (data: { statementId: string }) => `statement-${data.statementId}`,
  CodingRevised: (data: { statementId: string }) => `statement-${data.statementId}`,
  StatementCorroborated: (data: { statementId: string }) => `statement-${data.statementId}`,
  ReportCorrected: (data: { statementId: string }) => `statement-${data.statementId}`,
  StatementCorrected: (data: { statementId: string }) => `statement-${data.statementId}`,
  StatementVoided: (data: { statementId: string }) => `statement-${data.statementId}`,
  StatementWithdrawn: (data: { statementId: string }) => `statement-${data.statementId}`,
  WithdrawalVoided: (data: { statementId: string }) => `statement-${data.statementId}`,
};

/** The types of event there are, in the order of their streams. */
export const EVENT_TYPES = Object.keys(STREAM_OF) as readonly RecordEventType[];

/** Whether a text names a type of event of this version. */
export const isEventType = (type: string): type is RecordEventType => Object.hasOwn(STREAM_OF, type);

/** The subject of an event: its stream without the prefix, as `statement-iwaya-diet-2025`. */
export const subjectOf = (event: RecordEvent): string => STREAM_OF[event.type](event.data as never);

/** The name of a stream in a store shared with others. */
export const streamOf = (subject: string): string => `onrecord-${subject}`;
