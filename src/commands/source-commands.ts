import { SOURCE_KINDS, WITHHELD_SCOPES } from '../../events/index.js';
import { RecordCommand } from './command.js';
import { Count, Day, Flag, Id, Nested, OneOf, Sha256, Text, Url } from './fields.js';
import { NotBeforeInput } from './parts.js';

/** Name the log, once and first. */
export class OpenRecord extends RecordCommand {
  readonly type = 'OpenRecord';
  @Text({ description: 'What the log is called.', max: 200 }) name!: string;
  @Text({ description: 'What it holds.', optional: true }) description?: string;
}

/** Describe a document. */
export class DescribeSource extends RecordCommand {
  readonly type = 'DescribeSource';
  @Id({ description: 'The source’s id.' }) sourceId!: string;
  @OneOf(SOURCE_KINDS, { description: 'Who stands behind it.' }) kind!: (typeof SOURCE_KINDS)[number];
  @Text({ description: 'Its title.', max: 1000 }) title!: string;
  @Text({ description: 'Who published it.', max: 400 }) publisher!: string;
  @Text({ description: 'BCP 47 language tag.', max: 35 }) language!: string;
  @Id({ description: 'The actor that speaks in it, where it is official or a transcript.', optional: true })
  officialOf?: string;
  @Text({ description: 'Who wrote it.', optional: true, max: 400 }) author?: string;
  @Day({ description: 'The date it is stamped with.', optional: true }) published?: string;
  @Text({ description: 'The time it is stamped with, as it stands there.', optional: true, max: 60 })
  stampedTime?: string;
  @Nested(() => NotBeforeInput, {
    description: 'The day before which it cannot have been written, whatever its stamp.',
    optional: true,
  })
  notBefore?: NotBeforeInput;
  @Url({ description: 'Where it was found.', optional: true }) url?: string;
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

/** Say which text was captured of a document: its hash and its length. */
export class CaptureSource extends RecordCommand {
  readonly type = 'CaptureSource';
  @Id({ description: 'The source.' }) sourceId!: string;
  @Sha256({ description: 'SHA-256 of the canonical text (UTF-8, NFC, LF, no byte order mark).' }) sha256!: string;
  @Count({ description: 'Its length in UTF-16 code units.' }) length!: number;
}

class WithholdingCommand extends RecordCommand {
  readonly type: string = '';
  @Id({ description: 'The source.' }) sourceId!: string;
  @Text({ description: 'Why.' }) reason!: string;
  @Text({ description: 'Who decided it.', max: 400 }) by!: string;
  @Text({ description: 'What obliges them: a court’s order, a licence.', optional: true, max: 1000 })
  authority?: string;
}

/** Hide a source’s text and, where asked, every quote taken from it. */
export class WithholdSource extends WithholdingCommand {
  override readonly type = 'WithholdSource';
  @OneOf(WITHHELD_SCOPES, { description: 'The stored text alone, or every quote taken from it as well.' })
  scope!: (typeof WITHHELD_SCOPES)[number];
  @Flag({ description: 'Whether the stored text is erased, and not only hidden.', optional: true }) erased?: boolean;
}

/** Show a source’s words again. */
export class ReleaseSource extends WithholdingCommand {
  override readonly type = 'ReleaseSource';
}
