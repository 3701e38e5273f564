/** A store whose events are read in the shape that their types have now, whatever version of it is in the log. */

import canonicalize from 'canonicalize';
import {
  EventNotKnown,
  isInstant,
  parseType,
  RecordEventType,
  sequenceOf,
  shapeFault,
  Steps,
  STEPS,
  typeName,
  upcast,
  versionOf,
} from '../../events/index.js';
import { blaming, EventDamaged } from './damaged.js';
import { Refusal } from '../refusal.js';
import type { Delivery, EventStore, Filter, NewEvent, ReadOptions, StoredEvent } from '../store/event-store.js';

/** The log holds an event that this version of onrecord does not know; nothing after it can be read. */
export class EventNotReadable extends Refusal {
  readonly kind = 'unreachable';
  readonly type = 'event-not-known';
}

/** What is not known, told as a refusal; everything else as it is. */
export const toldUnknown = <Result>(work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    throw error instanceof EventNotKnown ? new EventNotReadable(error.message, { cause: error }) : error;
  }
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether every text in an event is whole: what is not has no RFC 8785 form. */
const isWellFormed = (event: unknown): boolean => {
  try {
    return canonicalize(event) !== undefined;
  } catch {
    return false;
  }
};

const WHOLE = ['id', 'type', 'subject', 'time', 'recordedby', 'commandid'] as const;

/** Refuses what has not the form of the event that stands at its position. */
const checkForm = ({ event, position, line }: StoredEvent): void => {
  const fault = ((): string | undefined => {
    if (!isObject(event)) return 'it is no object';
    if (!isObject(event.data)) return 'its `data` is no object';
    const lacking = WHOLE.find((member) => typeof event[member] !== 'string');
    if (lacking !== undefined) return `its \`${lacking}\` is no text`;
    if (line.includes('\\ud') && !isWellFormed(event)) return 'it holds half a character (a lone surrogate)';
    if (!isInstant(event.time)) return `its \`time\` is no instant`;
    return event.sequence === sequenceOf(position) ? undefined : `it says it is at ${String(event.sequence)}`;
  })();
  if (fault !== undefined) throw new EventDamaged(position, fault);
};

const known = (stored: StoredEvent, steps: Steps): StoredEvent => {
  checkForm(stored);
  const event = blaming(stored, () => toldUnknown(() => upcast(stored.event, steps, stored.position)));
  const fault = shapeFault(event.type, event.data);
  if (fault !== undefined)
    throw new EventDamaged(stored.position, `its \`data${fault}\` is not what a ${event.type} has`);
  return event === stored.event ? stored : { ...stored, event };
};

const allKnown = async function* (
  events: AsyncIterable<StoredEvent>,
  steps: Steps,
): AsyncGenerator<StoredEvent, void, undefined> {
  for await (const stored of events) yield known(stored, steps);
};

const deliveriesKnown = async function* (
  deliveries: AsyncIterable<Delivery>,
  steps: Steps,
): AsyncGenerator<Delivery, void, undefined> {
  for await (const delivery of deliveries)
    yield delivery.kind === 'event' ? { ...delivery, stored: known(delivery.stored, steps) } : delivery;
};

/** An event under the name that it is written with: of the version it is given in, else of the one its type has now. */
const written = ({ version, ...event }: NewEvent, steps: Steps): NewEvent => {
  const { type } = toldUnknown(() => parseType(event.type, steps));
  return { ...event, type: typeName({ type, version: version ?? versionOf(type, steps) }) };
};

/** A type that is asked for is asked for in all its versions. */
const inAllVersions = (filter: Filter | undefined, steps: Steps): Filter | undefined => {
  if (filter?.types === undefined) return filter;
  const versions = (name: string): readonly string[] =>
    Array.from({ length: versionOf(name as RecordEventType, steps) }, (_, at) =>
      typeName({ type: name as RecordEventType, version: at + 1 }),
    );
  return { ...filter, types: filter.types.flatMap(versions) };
};

type Filtered = Readonly<{ filter?: Filter | undefined }>;
const widened = <Options extends Filtered>(options: Options, steps: Steps): Options => {
  const filter = inAllVersions(options.filter, steps);
  return filter === undefined ? options : { ...options, filter };
};

const readings = (store: EventStore, steps: Steps): Partial<EventStore> => ({
  append: async (stream, expected, events, trusted, chain) => {
    const given = events.map((event) => written(event, steps));
    return (await store.append(stream, expected, given, trusted, chain)).map((stored) => known(stored, steps));
  },
  readStream: (stream, options) => allKnown(store.readStream(stream, options), steps),
  readAll: (options: ReadOptions & Filtered = {}) =>
    allKnown(store.readAll(widened(options, steps) as ReadOptions), steps),
  subscribe: (after, options = {}) => deliveriesKnown(store.subscribe(after, widened(options, steps)), steps),
});

/**
 * A store as everything that reads events has it. `line` stays what is stored. Reading an event that this version does not
 * know ends the reading there.
 *
 * @throws EventNotReadable, from whatever reads.
 */
export const knownEvents = <Engine extends EventStore>(store: Engine, steps: Steps = STEPS): Engine => {
  const changed = readings(store, steps) as Readonly<Record<PropertyKey, unknown>>;
  return new Proxy(store, {
    get: (engine, key) => {
      if (Object.hasOwn(changed, key)) return changed[key];
      const value: unknown = Reflect.get(engine, key, engine);
      return typeof value === 'function' ? (value as () => unknown).bind(engine) : value;
    },
  });
};
