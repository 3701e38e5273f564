import type { ActorEvent } from './actor.js';
import type { Envelope } from './event.js';
import type { IssueEvent } from './issue.js';
import type { LogEvent } from './record.js';
import type { SourceEvent } from './source.js';
import type { StatementEvent } from './statement.js';

/** Every event there is. A new kind joins here through its stream's union. */
export type RecordEvent = LogEvent | ActorEvent | IssueEvent | SourceEvent | StatementEvent;

/** The name of every event type. */
export type RecordEventType = RecordEvent['type'];

/** The event of one type, by its name. */
export type EventOf<Type extends RecordEventType> = Extract<RecordEvent, { type: Type }>;

/** An event as it stands in the log: one of the record's, in its envelope. */
export type RecordedEvent = { [E in RecordEvent as E['type']]: Envelope<E['type'], E['data']> }[RecordEventType];
