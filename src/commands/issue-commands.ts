import { RecordCommand } from './command.js';
import { Id, NestedList, Text } from './fields.js';
import { LanguageTextInput, PropositionInput } from './parts.js';

/** Open a subject of the codebook. */
export class OpenIssue extends RecordCommand {
  readonly type = 'OpenIssue';
  @Id({ description: 'The issue’s id.', example: 'taiwan' }) issueId!: string;
  @NestedList(() => LanguageTextInput, { description: 'What it is called.', min: 1, max: 30 })
  title!: LanguageTextInput[];
  @Text({ description: 'What it is about.', optional: true }) description?: string;
}

/** Add a sentence to an issue that an actor can affirm or deny. */
export class WordProposition extends PropositionInput implements RecordCommand {
  readonly type = 'WordProposition';
  meta!: RecordCommand['meta'];
  @Id({ description: 'The issue.' }) issueId!: string;
}

/** Change a proposition’s wording; its id and its codings stay. */
export class RewordProposition extends RecordCommand {
  readonly type = 'RewordProposition';
  @Id({ description: 'The issue.' }) issueId!: string;
  @Id({ description: 'The proposition.' }) propositionId!: string;
  @NestedList(() => LanguageTextInput, { description: 'The sentence as it now reads.', min: 1, max: 30 })
  wording!: LanguageTextInput[];
  @Text({ description: 'Why it changes.' }) reason!: string;
}
