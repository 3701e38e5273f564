/** Events as the log’s own doors give them: their bytes, or, where these hold words that are withheld, what stands for them. */

import canonicalize from 'canonicalize';
import { RecordedEvent, typeName, versionOf } from '../../events/index.js';
import { eventBlanked, readPosition, Told } from '../../projections/index.js';
import { leafHash } from '../proof/merkle.js';
import type { StoredEvent } from '../store/event-store.js';

/**
 * What an event without its withheld words says of itself: whose words they are, and the hash of the bytes that are in the
 * log (RFC 6962: SHA-256 of a zero byte and the stored line, in lower-case hex), so that every proof holds without them.
 */
type Marks = Readonly<{ withheld: string; leafhash: string }>;

/** An event as it is shown: as it was recorded, or without its withheld words and marked so. */
export type EventShown = RecordedEvent & Partial<Marks>;

/** An event as it may be shown now. */
export const eventShown = (base: Told, { event, line }: Pick<StoredEvent, 'event' | 'line'>): EventShown => {
  const { shown, sources } = eventBlanked(base, event);
  if (sources.length === 0) return event;
  return {
    ...shown,
    type: typeName({ type: event.type, version: versionOf(event.type) }),
    withheld: sources.join(' '),
    leafhash: leafHash(line).toString('hex'),
  } as EventShown;
};

/** The line of an event as it may be shown now: the stored bytes, or the RFC 8785 form of what stands for them. */
export const lineShown = (base: Told, stored: StoredEvent): string => {
  const shown = eventShown(base, stored);
  return shown === stored.event ? stored.line : (canonicalize(shown) as string);
};

/**
 * Stored events with their lines as they may be shown; what is withheld while they are read is withheld from then on. They
 * end where the base does: of what came after, it is not known whether it may be shown.
 */
export const linesShown = async function* (
  base: Told,
  events: AsyncIterable<StoredEvent>,
): AsyncGenerator<StoredEvent, void, undefined> {
  for await (const stored of events) {
    if (stored.position > readPosition(base)) return;
    yield { ...stored, line: lineShown(base, stored) };
  }
};
