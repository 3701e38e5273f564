import { EventNotKnown, isEventType, positionOf, RecordedEvent } from '../events/index.js';
import { ActorsView, actorsProjection } from './actors.js';
import type { Change } from './change.js';
import { changesOf } from './changes.js';
import { CodebookView, codebookProjection } from './codebook.js';
import { borrowed, Indexes } from './indexed.js';
import { LogView, logProjection } from './log.js';
import type { Projection } from './reading.js';
import { SourcesView, sourcesProjection } from './sources.js';
import { StatementsView, statementsProjection } from './statements.js';
import { WithheldView, withheldProjection } from './withheld.js';

/** What is read from the log event by event. */
export type Base = Readonly<{
  log: LogView;
  actors: ActorsView;
  codebook: CodebookView;
  sources: SourcesView;
  statements: StatementsView;
  withheld: WithheldView;
  /** What the rest is looked up by. Made from it when it is asked for, and no part of it. */
  indexes: Indexes;
}>;

/** Everything that questions are asked of: the base, and the changes that its history makes. */
export type Readings = Base & Readonly<{ changes: Change[] }>;

/** The projections there are. A new one is one file and one line here. */
export const projections: { readonly [Name in Exclude<keyof Base, 'indexes'>]: Projection<Base[Name]> } = {
  log: logProjection,
  actors: actorsProjection,
  codebook: codebookProjection,
  sources: sourcesProjection,
  statements: statementsProjection,
  withheld: withheldProjection,
};

/** The version of the rules: raised with any projection's, and echoed in every answer. */
export const RULES_VERSION = '6';

/** The readings of an empty log. */
export const emptyReadings = (): Readings => ({
  log: projections.log.initial(),
  actors: projections.actors.initial(),
  codebook: projections.codebook.initial(),
  sources: projections.sources.initial(),
  statements: projections.statements.initial(),
  withheld: projections.withheld.initial(),
  indexes: new Map(),
  changes: [],
});

/** The position up to which the log has been read. */
export const readPosition = ({ log }: Pick<Base, 'log'>): number => log.times.length;

/** Whether an event comes next. One that was read already does not; one that leaves a gap is a fault of the reader. */
const isNext = (base: Base, event: RecordedEvent): boolean => {
  const [position, known] = [positionOf(event), readPosition(base)];
  if (position > known + 1) throw new Error(`Event ${position} cannot be read after ${known}: events are missing.`);
  return position === known + 1;
};

/** What is not known is never passed over: a reading that did would be of another log. */
const checkKnown = (event: RecordedEvent): void => {
  if (!isEventType(event.type))
    throw new EventNotKnown(event.type, 'no type of event that this version knows.', positionOf(event));
};

/** The base with one more event, without the changes that it makes: for whoever only asks what is on record. */
export const readBase = (base: Base, event: RecordedEvent): Base => {
  if (!isNext(base, event)) return base;
  checkKnown(event);
  return {
    log: projections.log.evolve(base.log, event),
    actors: projections.actors.evolve(base.actors, event),
    codebook: projections.codebook.evolve(base.codebook, event),
    sources: projections.sources.evolve(base.sources, event),
    statements: projections.statements.evolve(base.statements, event),
    withheld: projections.withheld.evolve(base.withheld, event),
    indexes: base.indexes,
  };
};

/** The readings with one more event; one that was read already is passed over. */
export const read = (readings: Readings, event: RecordedEvent): Readings => {
  if (!isNext(readings, event)) return readings;
  const base = readBase(readings, event);
  const { changes } = readings;
  for (const change of changesOf(base, event, changes)) changes.push(change);
  return { ...base, changes };
};

const copiedLists = (lists: ReadonlyMap<string, readonly string[]>): Map<string, string[]> =>
  new Map([...lists].map(([key, ids]) => [key, [...ids]]));

const copiedStatements = (statements: StatementsView): StatementsView => ({
  rows: new Map(statements.rows),
  onIssue: new Map(
    [...statements.onIssue].map(([issue, { positions, statements: ids }]) => [
      issue,
      { positions: [...positions], statements: [...ids] },
    ]),
  ),
  bySpeaker: copiedLists(statements.bySpeaker),
  bySource: copiedLists(statements.bySource),
  byTeller: copiedLists(statements.byTeller),
  repliesTo: copiedLists(statements.repliesTo),
  askedOf: copiedLists(statements.askedOf),
  spokenFor: new Set(statements.spokenFor),
});

/**
 * Readings of their own that can be read further without touching these. Rows are shared, since none is ever edited.
 *
 * @param indexes `borrowed` for readings that are thrown away before these are read on; made anew where they are not.
 */
export const forked = (
  { log, actors, codebook, sources, statements, withheld, changes, indexes }: Readings,
  how: 'borrowed' | 'anew' = 'anew',
): Readings => ({
  log: {
    ...log,
    times: [...log.times],
    reconstructed: [...log.reconstructed],
    posts: { positions: [...log.posts.positions], actors: [...log.posts.actors] },
  },
  actors: new Map(actors),
  codebook: new Map(codebook),
  sources: new Map(sources),
  statements: copiedStatements(statements),
  withheld: new Map(withheld),
  indexes: how === 'borrowed' ? borrowed(indexes) : new Map(),
  changes: [...changes],
});
