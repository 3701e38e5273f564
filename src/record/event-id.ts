import { v5 as uuidV5 } from 'uuid';

/** The namespace of this program's event ids (RFC 9562). Fixed for ever: another one would make every event a new event. */
export const EVENT_ID_NAMESPACE = 'f7368c0b-87a5-478d-9f15-e4d64c6eee94';

/**
 * The id of the event that a command makes at an index, counted from 0: UUIDv5 of `<command id>/<index>`. The same
 * command again makes the same ids, which is how a store knows that it is no new event.
 */
export const eventIdOf = (commandId: string, index: number): string =>
  uuidV5(`${commandId}/${index}`, EVENT_ID_NAMESPACE);
