import type { RecordEventType } from '../../events/index.js';
import { CorrectMembership, NameActor, RecordMembership, RegisterActor } from './actor-commands.js';
import { OpenIssue, RewordProposition, WordProposition } from './issue-commands.js';
import { CaptureSource, DescribeSource, OpenRecord, ReleaseSource, WithholdSource } from './source-commands.js';
import {
  CodeStatement,
  CorrectReport,
  CorrectStatement,
  CorroborateStatement,
  RecordStatement,
  ReviseCoding,
  VoidStatement,
  VoidWithdrawal,
  WithdrawStatement,
} from './statement-commands.js';

/** Every command there is, by name. */
export const COMMANDS = {
  OpenRecord,
  RegisterActor,
  NameActor,
  RecordMembership,
  CorrectMembership,
  OpenIssue,
  WordProposition,
  RewordProposition,
  DescribeSource,
  CaptureSource,
  WithholdSource,
  ReleaseSource,
  RecordStatement,
  CodeStatement,
  ReviseCoding,
  CorroborateStatement,
  CorrectReport,
  CorrectStatement,
  VoidStatement,
  WithdrawStatement,
  VoidWithdrawal,
};

export type CommandName = keyof typeof COMMANDS;
/** Any one command. */
export type AnyCommand = InstanceType<(typeof COMMANDS)[CommandName]>;

/** The command that makes each type of event. The compiler names a type that is missing. */
export const COMMAND_OF: Readonly<Record<RecordEventType, CommandName>> = {
  RecordOpened: 'OpenRecord',
  ActorRegistered: 'RegisterActor',
  ActorNamed: 'NameActor',
  MembershipRecorded: 'RecordMembership',
  MembershipCorrected: 'CorrectMembership',
  IssueOpened: 'OpenIssue',
  PropositionWorded: 'WordProposition',
  PropositionReworded: 'RewordProposition',
  SourceDescribed: 'DescribeSource',
  SourceCaptured: 'CaptureSource',
  SourceWithheld: 'WithholdSource',
  SourceReleased: 'ReleaseSource',
  StatementRecorded: 'RecordStatement',
  StatementCoded: 'CodeStatement',
  CodingRevised: 'ReviseCoding',
  StatementCorroborated: 'CorroborateStatement',
  ReportCorrected: 'CorrectReport',
  StatementCorrected: 'CorrectStatement',
  StatementVoided: 'VoidStatement',
  StatementWithdrawn: 'WithdrawStatement',
  WithdrawalVoided: 'VoidWithdrawal',
};
