import type { RecordEvent } from '../../events/index.js';
import { Base, sharesText } from '../../projections/index.js';
import type { TextStore } from '../store/event-store.js';

/** The hashes of the texts that a source’s withholding has erased, if it is withheld so now. */
export const erasedIn = (readings: Base, source: string): readonly string[] => {
  if (readings.withheld.get(source)?.erased !== true || sharesText(readings, source).length > 0) return [];
  return (readings.sources.get(source)?.captures ?? []).map(({ value }) => value.sha256);
};

/**
 * Take out the texts that some events erase, once the events are on disk. Cut short, the same command again completes it; of a
 * source that was released since, nothing is erased.
 */
export const eraseTexts = async (
  store: Pick<TextStore, 'eraseText'>,
  readings: Base,
  events: readonly Pick<RecordEvent, 'type' | 'data'>[],
): Promise<void> => {
  for (const { type, data } of events) {
    if (type !== 'SourceWithheld') continue;
    const { sourceId } = data as Readonly<{ sourceId: string }>;
    for (const sha256 of erasedIn(readings, sourceId)) await store.eraseText(sha256);
  }
};
