import { EventOf, positionOf, RecordedEvent } from '../events/index.js';
import type { Projection, Version } from './reading.js';

export type SourceDescription = EventOf<'SourceDescribed'>['data'];
export type Capture = Readonly<{ sha256: string; length: number }>;

/** A document as described, with every capture of its text, in log order. */
export type SourceRow = Readonly<{
  sourceId: string;
  position: number;
  described: SourceDescription;
  captures: readonly Version<Capture>[];
}>;

/** Every source by id. */
export type SourcesView = Map<string, SourceRow>;

const evolve = (view: SourcesView, event: RecordedEvent): SourcesView => {
  const position = positionOf(event);
  if (event.type === 'SourceDescribed') {
    const { sourceId } = event.data;
    return view.set(sourceId, { sourceId, position, described: event.data, captures: [] });
  }
  if (event.type !== 'SourceCaptured') return view;
  const { sourceId, ...value } = event.data;
  const row = view.get(sourceId);
  return row === undefined ? view : view.set(sourceId, { ...row, captures: [...row.captures, { position, value }] });
};

export const sourcesProjection: Projection<SourcesView> = {
  name: 'sources',
  version: 1,
  initial: () => new Map(),
  evolve,
};
