import canonicalize from 'canonicalize';
import type { RecordEvent } from '../../events/index.js';

/** Where a quote stands is worked out from the text that is kept at the time: a text captured since gives it a place. */
const PLACES: readonly string[] = ['start', 'end'];

const withoutPlaces = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data, (key, value: unknown) => (PLACES.includes(key) ? undefined : value)));

/** Whether a command that is given again decides to the event that it made, wherever its quotes were found to stand. */
export const isSameEvent = (one: RecordEvent, other: RecordEvent): boolean =>
  one.type === other.type && canonicalize(withoutPlaces(one.data)) === canonicalize(withoutPlaces(other.data));
