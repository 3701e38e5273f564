import { positionOf, RecordedEvent } from '../events/index.js';
import { ActorsView, actorsProjection } from './actors.js';
import type { ChangesView } from './change.js';
import { evolveChanges } from './changes.js';
import { CodebookView, codebookProjection } from './codebook.js';
import { LogView, logProjection } from './log.js';
import type { Projection } from './reading.js';
import { SourcesView, sourcesProjection } from './sources.js';
import { StatementsView, statementsProjection } from './statements.js';

/** What is read from the log event by event. */
export type Base = Readonly<{
  log: LogView;
  actors: ActorsView;
  codebook: CodebookView;
  sources: SourcesView;
  statements: StatementsView;
}>;

/** Everything that questions are asked of: the base, and the changes that its history makes. */
export type Readings = Base & Readonly<{ changes: ChangesView['list']; changesByKey: ChangesView['byKey'] }>;

/** The projections there are. A new one is one file and one line here. */
export const projections: { readonly [Name in keyof Base]: Projection<Base[Name]> } = {
  log: logProjection,
  actors: actorsProjection,
  codebook: codebookProjection,
  sources: sourcesProjection,
  statements: statementsProjection,
};

/** The version of the rules: raised with any projection's, and echoed in every answer. */
export const RULES_VERSION = '1';

/** The readings of an empty log. */
export const emptyReadings = (): Readings => ({
  log: projections.log.initial(),
  actors: projections.actors.initial(),
  codebook: projections.codebook.initial(),
  sources: projections.sources.initial(),
  statements: projections.statements.initial(),
  changes: [],
  changesByKey: new Map(),
});

/** The position up to which the log has been read. */
export const readPosition = (readings: Base): number => readings.log.times.length;

/** Whether an event comes next. One that was read already does not; one that leaves a gap is a fault of the reader. */
const isNext = (base: Base, event: RecordedEvent): boolean => {
  const [position, known] = [positionOf(event), readPosition(base)];
  if (position > known + 1) throw new Error(`Event ${position} cannot be read after ${known}: events are missing.`);
  return position === known + 1;
};

/** The base with one more event, without the changes that it makes: for whoever only asks what is on record. */
export const readBase = (base: Base, event: RecordedEvent): Base => {
  if (!isNext(base, event)) return base;
  return {
    log: projections.log.evolve(base.log, event),
    actors: projections.actors.evolve(base.actors, event),
    codebook: projections.codebook.evolve(base.codebook, event),
    sources: projections.sources.evolve(base.sources, event),
    statements: projections.statements.evolve(base.statements, event),
  };
};

/** The readings with one more event; one that was read already is passed over. */
export const read = (readings: Readings, event: RecordedEvent): Readings => {
  if (!isNext(readings, event)) return readings;
  const base = readBase(readings, event);
  const { list, byKey } = evolveChanges({ list: readings.changes, byKey: readings.changesByKey }, event, base);
  return { ...base, changes: list, changesByKey: byKey };
};

const copied = (index: ReadonlyMap<string, ReadonlySet<string>>): Map<string, Set<string>> =>
  new Map([...index].map(([key, ids]) => [key, new Set(ids)]));

/** Readings of their own that can be read further without touching these. Rows are shared, since none is ever edited. */
export const forked = ({ log, actors, codebook, sources, statements, changes, changesByKey }: Readings): Readings => ({
  log: { ...log, times: [...log.times], reconstructed: [...log.reconstructed] },
  actors: new Map(actors),
  codebook: new Map(codebook),
  sources: new Map(sources),
  statements: {
    rows: new Map(statements.rows),
    onIssue: copied(statements.onIssue),
    onProposition: copied(statements.onProposition),
    bySpeaker: copied(statements.bySpeaker),
  },
  changes: [...changes],
  changesByKey: new Map([...changesByKey].map(([key, ats]) => [key, [...ats]])),
});
