/** The parts that several commands have. */

import { DIRECTNESS, NAME_ORDERS, PROPOSITION_KINDS, STANCES } from '../../events/index.js';
import { Count, Day, Edtf, Id, Ids, Nested, NestedList, OneOf, Text, Zone } from './fields.js';

export class LanguageTextInput {
  @Text({ description: 'BCP 47 language tag.', example: 'ja', max: 35 }) language!: string;
  @Text({ description: 'The text in that language.' }) text!: string;
}

export class NameInput extends LanguageTextInput {
  @OneOf(NAME_ORDERS, { description: 'The order in which the name is written.', optional: true })
  order?: (typeof NAME_ORDERS)[number];
}

export class SaidInput {
  @Edtf({ description: 'EDTF level 0 or 1, or a date with a time.', example: '2025-11-07' }) edtf!: string;
  @Zone({
    description: 'IANA zone of the place; the speaker’s where it is left out.',
    optional: true,
    example: 'Asia/Tokyo',
  })
  zone?: string;
}

export class ChannelInput {
  @Text({ description: 'The kind of occasion.', example: 'Diet remark', max: 200 }) kind!: string;
  @Text({ description: 'The place or body, in words.', optional: true, max: 400 }) venue?: string;
}

export class QuoteInput {
  @Text({ description: 'The words as they stand in the source.' }) exact!: string;
  @Text({ description: 'BCP 47 language tag.', optional: true, max: 35 }) language?: string;
  @Text({ description: 'The words just before.', optional: true, max: 400 }) prefix?: string;
  @Text({ description: 'The words just after.', optional: true, max: 400 }) suffix?: string;
  @Count({ description: 'Where it starts in the canonical text, in UTF-16 code units.', optional: true })
  start?: number;
  @Count({ description: 'Where it ends, exclusive.', optional: true }) end?: number;
}

export class AttributionLinkInput {
  @Id({ description: 'The teller, where it is a registered actor.', optional: true }) actor?: string;
  @Text({ description: 'The teller’s name, where it is not.', optional: true, max: 400 }) name?: string;
  @OneOf(DIRECTNESS, { description: 'How the teller gives the words.', optional: true })
  directness?: (typeof DIRECTNESS)[number];
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

export class ReportInput {
  @Id({ description: 'The source that tells of the act.' }) source!: string;
  @OneOf(DIRECTNESS, { description: 'How it gives the words.' }) directness!: (typeof DIRECTNESS)[number];
  @NestedList(() => AttributionLinkInput, { description: 'Who tells of it, from the act to the source.', max: 20 })
  attribution!: AttributionLinkInput[];
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

export class EvidenceInput {
  @Id({ description: 'The source; one of the statement’s reports.' }) source!: string;
  @OneOf(DIRECTNESS, { description: 'How it gives the words.' }) directness!: (typeof DIRECTNESS)[number];
  @Nested(() => QuoteInput, { description: 'The words, as a W3C text quote.', optional: true }) quote?: QuoteInput;
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

export class CodingInput {
  @Id({ description: 'The coding’s id, unique in its statement.' }) codingId!: string;
  @Id({ description: 'The issue.' }) issue!: string;
  @Id({ description: 'The proposition of that issue.' }) proposition!: string;
  @OneOf(STANCES, { description: 'What the statement says of it.' }) stance!: (typeof STANCES)[number];
  @Text({ description: 'The condition, where the stance is conditional.', optional: true, max: 1000 })
  condition?: string;
  @Ids({ description: 'Whose stance it is, where that is not the speaker and every body spoken for.', optional: true })
  holders?: string[];
  @NestedList(() => EvidenceInput, { description: 'The words it rests on.', min: 1, max: 20 })
  evidence!: EvidenceInput[];
  @Text({ description: 'Who read it so.', max: 200 }) coder!: string;
  @Text({ description: 'Why it is read so, where that needs saying.', optional: true }) note?: string;
}

export class AddedEvidenceInput {
  @Id({ description: 'The coding that the words support.' }) codingId!: string;
  @Nested(() => EvidenceInput, { description: 'The words.' }) evidence!: EvidenceInput;
}

export class NotBeforeInput {
  @Day({ description: 'The day before which it cannot have been written.' }) date!: string;
  @Text({ description: 'How that is known.' }) reason!: string;
}

export class PropositionInput {
  @Id({ description: 'The proposition’s id, unique in its issue.' }) propositionId!: string;
  @OneOf(PROPOSITION_KINDS, { description: 'A claim about the world, or the policy of an actor.' })
  kind!: (typeof PROPOSITION_KINDS)[number];
  @Id({ description: 'Whose policy it is, where it is one.', optional: true }) policyOf?: string;
  @NestedList(() => LanguageTextInput, { description: 'The sentence.', min: 1, max: 30 }) wording!: LanguageTextInput[];
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

/** When something was said, as a correction gives it: what is left out stays, null takes out. */
export class SaidCorrectionInput {
  @Edtf({ description: 'EDTF level 0 or 1, or a date with a time.', optional: true, example: '2025-11-07' })
  edtf?: string;
  @Zone({ description: 'IANA zone of the place; null: the speaker’s.', optional: true, nullable: true })
  zone?: string | null;
}

/** Where something was said, as a correction gives it: what is left out stays, null takes out. */
export class ChannelCorrectionInput {
  @Text({ description: 'The kind of occasion.', optional: true, max: 200 }) kind?: string;
  @Text({ description: 'The place or body, in words; null: none.', optional: true, nullable: true, max: 400 })
  venue?: string | null;
}

/** What of an act a correction replaces, or takes out with null: a JSON merge patch (RFC 7396). */
export class ActCorrectionInput {
  @Id({ description: 'Who spoke.', optional: true }) speaker?: string;
  @Ids({ description: 'For whom; empty: personally; null: memberships decide.', optional: true, nullable: true })
  onBehalfOf?: string[] | null;
  @Nested(() => ChannelCorrectionInput, { description: 'Where.', optional: true }) channel?: ChannelCorrectionInput;
  @Ids({ description: 'To whom; null: not given.', optional: true, nullable: true }) audience?: string[] | null;
  @Nested(() => SaidCorrectionInput, { description: 'When.', optional: true }) said?: SaidCorrectionInput;
  @Id({ description: 'The statement it answers; null: none.', optional: true, nullable: true }) inReplyTo?:
    string | null;
  @Id({ description: 'Who asked; null: nobody.', optional: true, nullable: true }) askedBy?: string | null;
}
