import type { EventStore, StoredEvent } from './event-store.js';

/** The event at a log position; nothing where the log does not go as far. */
export const storedAt = async (
  store: Pick<EventStore, 'readAll'>,
  position: number,
): Promise<StoredEvent | undefined> => {
  for await (const stored of store.readAll({ from: position, limit: 1 }))
    return stored.position === position ? stored : undefined;
  return undefined;
};
