/** Who asks for something to be recorded, and under which id, so that asking again is nothing new. */
export type CommandMeta = Readonly<{ commandId: string; recordedBy: string }>;

/** A wish to record something. Its fields are the data of the event it makes, as far as a person can give them. */
export abstract class RecordCommand {
  /** The literal name of the command's class. */
  abstract readonly type: string;
  /** Set once the fields are checked; no field of the wish itself. */
  meta!: CommandMeta;
}
