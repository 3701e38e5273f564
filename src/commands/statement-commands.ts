import { RecordCommand } from './command.js';
import { Id, Ids, Nested, NestedList, Text } from './fields.js';
import {
  ActCorrectionInput,
  AddedEvidenceInput,
  ChannelInput,
  CodingInput,
  QuoteInput,
  ReportInput,
  SaidInput,
} from './parts.js';

/** Record an act of saying, with its codings. */
export class RecordStatement extends RecordCommand {
  readonly type = 'RecordStatement';
  @Id({ description: 'The statement’s id.', example: 'takaichi-diet-remark-2025-11-07' }) statementId!: string;
  @Id({ description: 'Who spoke: a person, or a body where no person is named.' }) speaker!: string;
  @Ids({ description: 'The bodies spoken for; left out, memberships decide; empty, personally.', optional: true })
  onBehalfOf?: string[];
  @Nested(() => ChannelInput, { description: 'Where it was said.' }) channel!: ChannelInput;
  @Ids({ description: 'To whom.', optional: true }) audience?: string[];
  @Nested(() => SaidInput, { description: 'When it was said.' }) said!: SaidInput;
  @Id({ description: 'The statement it answers.', optional: true }) inReplyTo?: string;
  @Id({ description: 'Who asked.', optional: true }) askedBy?: string;
  @NestedList(() => ReportInput, { description: 'The sources that tell of it.', min: 1, max: 50 })
  reports!: ReportInput[];
  @NestedList(() => CodingInput, { description: 'The stances it takes.', max: 100 }) codings!: CodingInput[];
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

/** Add a stance that was read in a statement. */
export class CodeStatement extends RecordCommand {
  readonly type = 'CodeStatement';
  @Id({ description: 'The statement.' }) statementId!: string;
  @Nested(() => CodingInput, { description: 'The stance.' }) coding!: CodingInput;
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

/** Say how a coding is now read, and why. */
export class ReviseCoding extends RecordCommand {
  readonly type = 'ReviseCoding';
  @Id({ description: 'The statement.' }) statementId!: string;
  @Nested(() => CodingInput, { description: 'The whole coding as it is now read.' }) coding!: CodingInput;
  @Text({ description: 'Why it changes.' }) reason!: string;
}

/** Add another source of the same act. */
export class CorroborateStatement extends RecordCommand {
  readonly type = 'CorroborateStatement';
  @Id({ description: 'The statement.' }) statementId!: string;
  @Nested(() => ReportInput, { description: 'The source and its chain.' }) report!: ReportInput;
  @NestedList(() => AddedEvidenceInput, { description: 'Its words for codings there are.', max: 100 })
  evidence!: AddedEvidenceInput[];
  @Text({ description: 'How it is known to be the same act.' }) why!: string;
}

/** Say what is now known of how a source tells of an act, and why. */
export class CorrectReport extends RecordCommand {
  readonly type = 'CorrectReport';
  @Id({ description: 'The statement.' }) statementId!: string;
  @Nested(() => ReportInput, { description: 'The source’s whole account as it is now known.' }) report!: ReportInput;
  @Text({ description: 'Why it changes.' }) reason!: string;
}

/** Replace parts of what was recorded of an act. */
export class CorrectStatement extends RecordCommand {
  readonly type = 'CorrectStatement';
  @Id({ description: 'The statement.' }) statementId!: string;
  @Nested(() => ActCorrectionInput, { description: 'What is right.' }) corrected!: ActCorrectionInput;
  @Text({ description: 'Why the record changes.' }) reason!: string;
}

/** Take a statement that was entered in error out of the record. */
export class VoidStatement extends RecordCommand {
  readonly type = 'VoidStatement';
  @Id({ description: 'The statement.' }) statementId!: string;
  @Text({ description: 'What the error was.' }) reason!: string;
}

/** Record that the speaker, or its body, took a statement back. */
export class WithdrawStatement extends RecordCommand {
  readonly type = 'WithdrawStatement';
  @Id({ description: 'The statement.' }) statementId!: string;
  @Id({ description: 'Who took it back.' }) by!: string;
  @Nested(() => SaidInput, { description: 'When.' }) said!: SaidInput;
  @Nested(() => ReportInput, { description: 'The source that tells of it.' }) report!: ReportInput;
  @Nested(() => QuoteInput, { description: 'The words.', optional: true }) quote?: QuoteInput;
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

/** Take out a withdrawal that was entered in error: the statement stands again. */
export class VoidWithdrawal extends RecordCommand {
  readonly type = 'VoidWithdrawal';
  @Id({ description: 'The statement.' }) statementId!: string;
  @Text({ description: 'What the error was.' }) reason!: string;
}
