/** A log read through, however damaged: each event as it stands, and what is wrong with it there. */

import canonicalize from 'canonicalize';
import { EventNotKnown, parseType, sequenceOf, streamOf } from '../../events/index.js';
import { Refusal } from '../refusal.js';
import { StoreDamaged } from '../store/refusals.js';
import { LogDamaged } from '../store/envelope.js';
import type { EventStore, StoredEvent } from '../store/event-store.js';
import { storedAt } from '../store/stored-at.js';
import { eventIdOf } from './event-id.js';

/** An event, or why there is none to be had at its position. */
export type Met = Readonly<{ position: number }> &
  (Readonly<{ stored: StoredEvent; fault?: never }> | Readonly<{ stored?: never; fault: string }>);

/** So many positions that cannot be read, one after another, and the rest is given up. */
const MOST_UNREADABLE = 1_000;

const faultAt = (position: number, error: unknown): Met => {
  if (!(error instanceof Refusal)) throw error;
  if (error instanceof LogDamaged) return { position, fault: 'is not JSON, or is no text' };
  if (error instanceof StoreDamaged) return { position, fault: 'lies where the file is damaged' };
  return { position, fault: `cannot be read: ${error.message}` };
};

const one = async (store: EventStore, position: number): Promise<Met | undefined> => {
  try {
    const stored = await storedAt(store, position);
    return stored === undefined ? undefined : { position, stored };
  } catch (error) {
    return faultAt(position, error);
  }
};

/** The log up to a position; after what cannot be read, it goes on with what follows. */
export const metIn = async function* (store: EventStore, until: number): AsyncGenerator<Met, void, undefined> {
  let [from, unreadable] = [1, 0];
  while (from <= until && unreadable < MOST_UNREADABLE) {
    try {
      for await (const stored of store.readAll({ from, limit: until - from + 1 })) {
        if (stored.position > until) return;
        yield { position: stored.position, stored };
        from = stored.position + 1;
        unreadable = 0;
      }
      return;
    } catch (error) {
      // A damaged file can lead back to where it was read already: whatever is wrong is wrong from here on.
      const isHere = error instanceof LogDamaged && error.position >= from;
      const position = isHere ? error.position : from;
      const met = isHere ? faultAt(position, error) : await one(store, position);
      if (met !== undefined) yield met;
      unreadable = met?.fault === undefined ? 0 : unreadable + 1;
      from = position + 1;
    }
  }
};

/** What was read before an event: where it ought to go on from. */
export type Before = {
  position: number;
  time: string;
  /** How many events could not be read, or are missing: a stream may lack so many revisions. */
  holes: number;
  readonly revisions: Map<string, number>;
  readonly ids: Map<string, number>;
};

export const nothingBefore = (): Before => ({ position: 0, time: '', holes: 0, revisions: new Map(), ids: new Map() });

const canonical = (value: unknown): string | undefined => {
  try {
    return canonicalize(value);
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether this version knows a type of event, by the name that it is written with. */
export const isKnown = (type: string): boolean => {
  try {
    return parseType(type).version > 0;
  } catch (error) {
    if (error instanceof EventNotKnown) return false;
    throw error;
  }
};

/** Whether what is stored has the form of an event at all. */
export const isEvent = ({ event }: Pick<StoredEvent, 'event'>): boolean => isObject(event) && isObject(event.data);

/** What is wrong with one event where it stands, in sentences. */
export const findingsOf = (
  { position, revision, event, line, stream }: StoredEvent,
  before: Before,
): readonly string[] => {
  if (!isEvent({ event })) return [`Event ${position} is no event: an object with \`data\`.`];
  const expected = (before.revisions.get(stream) ?? -1) + 1;
  const same = before.ids.get(event.id);
  const gap = position - before.position;
  const lost =
    gap === 2 ? `Event ${position - 1} is missing` : `Events ${before.position + 1} to ${position - 1} are missing`;
  const checks: readonly (readonly [boolean, string])[] = [
    [event.sequence === sequenceOf(position), `says it is at ${event.sequence}`],
    [
      revision >= expected && revision - expected <= before.holes + Math.max(0, gap - 1),
      `is revision ${revision} of ${stream}, and ${expected} was next`,
    ],
    [streamOf(event.subject) === stream, `says its subject is ${event.subject}, and stands in ${stream}`],
    [event.time >= before.time, `was recorded at ${event.time}, before the event before it`],
    [same === undefined, `has the id of event ${same}, ${event.id}`],
    [event.id === eventIdOf(event.commandid, 0), `has an id that its command ${event.commandid} does not make`],
    [canonical(event) === line, 'is not stored in its canonical form (RFC 8785)'],
    [isKnown(event.type), `is of type ${event.type}, which this version does not know: upgrade onrecord`],
  ];
  const wrong = checks.filter(([holds]) => !holds).map(([, said]) => `Event ${position} ${said}.`);
  return gap > 1 ? [`${lost}.`, ...wrong] : wrong;
};

/** Goes on from an event, whatever was wrong with it, so that one fault is found once. */
export const goOn = (before: Before, { position, revision, event, stream }: StoredEvent): void => {
  before.holes += Math.max(0, position - before.position - 1);
  before.position = position;
  before.revisions.set(stream, revision);
  if (!isObject(event)) return;
  before.time = String(event.time);
  if (!before.ids.has(event.id)) before.ids.set(event.id, position);
};
