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

type Stored = Pick<StoredEvent, 'event' | 'line'>;

/** What stands for an event some of whose words are withheld, in the shape that its type has now; nothing where none are. */
const withoutWords = (base: Told, { event, line }: Stored): EventShown | undefined => {
  const { shown, sources } = eventBlanked(base, event);
  if (sources.length === 0) return undefined;
  return {
    ...shown,
    type: typeName({ type: event.type, version: versionOf(event.type) }),
    withheld: sources.join(' '),
    leafhash: leafHash(line).toString('hex'),
  } as EventShown;
};

/** An event as it is stored. What is read of a type that has had several shapes can be another one than its line holds. */
const asStored = ({ event, line }: Stored): EventShown =>
  versionOf(event.type) === 1 ? event : (JSON.parse(line) as EventShown);

/** An event as it may be shown now: as it is stored, or what stands for it. */
export const eventShown = (base: Told, stored: Stored): EventShown => withoutWords(base, stored) ?? asStored(stored);

/** The line of an event as it may be shown now: the stored bytes, or the RFC 8785 form of what stands for them. */
export const lineShown = (base: Told, stored: Stored): string => {
  const shown = withoutWords(base, stored);
  return shown === undefined ? stored.line : (canonicalize(shown) as string);
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
