import { type Envelope, streamOf, upcast } from '../../events/index.js';
import { type Base, readPosition } from '../../projections/index.js';
import type { CitedEvent, StatementCitation } from '../proof/citation.js';
import type { Proofs } from '../proof/proofs.js';
import { inclusionShown } from '../proof/shown.js';
import type { EventStore, StoredEvent } from '../store/event-store.js';
import { nearestIds } from './nearest.js';
import { NotOnRecord } from './question-refusals.js';
import { eventShown } from './shown-line.js';

/** What is cited from: the log as it is read, and what can be proved of it. */
export type CitedFrom = Readonly<{ store: EventStore; proofs: Proofs; readings: Base }>;

/** An event as it is stored, whatever shape it is read in, or what stands for it where words in it are withheld. */
const eventIn = (readings: Base, { line, position }: StoredEvent): Readonly<Record<string, unknown>> => {
  const raw = JSON.parse(line) as Envelope;
  const known = upcast(raw, undefined, position);
  const shown = eventShown(readings, { event: known, line });
  return (shown === known ? raw : shown) as unknown as Readonly<Record<string, unknown>>;
};

const citedIn = async ({ proofs, readings }: CitedFrom, stored: StoredEvent, size: number): Promise<CitedEvent> => {
  const { position, leafHash, path } = inclusionShown(await proofs.inclusion(stored.position, size));
  return { position, leafHash, event: eventIn(readings, stored), path };
};

/**
 * Cite a statement: everything recorded of it as far as the readings go, and the proof that it stands in a log that was signed.
 *
 * @throws NotOnRecord, NoSigningKey where no checkpoint covers it yet, LogDiffers
 */
export const citationOf = async (from: CitedFrom, statement: string): Promise<StatementCitation> => {
  const { store, proofs, readings } = from;
  const { rows } = readings.statements;
  if (!rows.has(statement)) throw new NotOnRecord('statement', statement, nearestIds(statement, [...rows.keys()]));
  const events: StoredEvent[] = [];
  for await (const stored of store.readStream(streamOf(`statement-${statement}`)))
    if (stored.position <= readPosition(readings)) events.push(stored);
  const { origin, note, key, size } = await proofs.covering(events.at(-1)?.position ?? 0);
  const cited: CitedEvent[] = [];
  for (const stored of events.filter(({ position }) => position <= size)) cited.push(await citedIn(from, stored, size));
  return { citation: 1, statement, origin, checkpoint: note, ...(key === undefined ? {} : { key }), events: cited };
};
