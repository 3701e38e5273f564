import { ACTOR_KINDS } from '../../events/index.js';
import { RecordCommand } from './command.js';
import { Day, Flag, Id, Nested, NestedList, OneOf, Text, Zone } from './fields.js';
import { NameInput } from './parts.js';

/** Enter an actor into the record. */
export class RegisterActor extends RecordCommand {
  readonly type = 'RegisterActor';
  @Id({ description: 'The actor’s id.', example: 'takaichi-sanae' }) actorId!: string;
  @OneOf(ACTOR_KINDS, { description: 'What it is.' }) kind!: (typeof ACTOR_KINDS)[number];
  @NestedList(() => NameInput, { description: 'Its names.', min: 1, max: 100 }) names!: NameInput[];
  @Zone({ description: 'Where it usually speaks.', optional: true }) zone?: string;
  @Flag({ description: 'Whether the person’s name is not known.', optional: true }) unnamed?: boolean;
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

/** Add a name to an actor. */
export class NameActor extends RecordCommand {
  readonly type = 'NameActor';
  @Id({ description: 'The actor.' }) actorId!: string;
  @Nested(() => NameInput, { description: 'The name.' }) name!: NameInput;
  @Text({ description: 'Where it is from, where that needs saying.', optional: true }) note?: string;
}

class MembershipCommand extends RecordCommand {
  readonly type: string = '';
  @Id({ description: 'The person.' }) actorId!: string;
  @Id({ description: 'The membership’s id, unique for the person.' }) membershipId!: string;
  @Id({ description: 'The body.' }) body!: string;
  @Text({ description: 'The post, in words.', max: 300 }) post!: string;
  @Flag({ description: 'Whether the post may commit the body.' }) speaksFor!: boolean;
  @Day({ description: 'The first day in post.', optional: true }) from?: string;
  @Day({ description: 'The first day no longer in post.', optional: true }) until?: string;
}

/** Record a person’s post in a body. */
export class RecordMembership extends MembershipCommand {
  override readonly type = 'RecordMembership';
  @Text({ description: 'What needs saying of it.', optional: true }) note?: string;
}

/** Say what a membership is now known to be, and why the record was not right or complete. */
export class CorrectMembership extends MembershipCommand {
  override readonly type = 'CorrectMembership';
  @Text({ description: 'Why the record changes.' }) reason!: string;
}
