import type { World } from '../deciders/world.js';
import {
  Base,
  bodiesOf,
  correctedBy,
  holdersOf,
  readPosition,
  sharesText,
  statementAt,
  textShown,
} from '../../projections/index.js';
import { nearestActors, nearestIds, nearestIssues } from './nearest.js';

/** Canonical texts of sources, by source id, as far as they are kept. */
export type Texts = ReadonlyMap<string, string>;

const nearestIn = (readings: Base): World['nearest'] => {
  const head = readings.log.times.length;
  return (kind, id) => {
    switch (kind) {
      case 'actor':
        return nearestActors(readings, id, head);
      case 'issue':
        return nearestIssues(readings, id, head);
      case 'proposition':
        return nearestIds(
          id,
          [...readings.codebook.values()].flatMap((row) => Object.keys(row.propositions)),
        );
      case 'source':
        return nearestIds(id, readings.sources.keys());
      case 'statement':
        return nearestIds(id, readings.statements.rows.keys());
    }
  };
};

const spokeIn =
  (readings: Base, now: string, position: number): World['spoke'] =>
  (statementId, corrected) => {
    const state = statementAt(readings.statements, statementId, position)?.state;
    if (state === undefined) return [];
    return holdersOf(readings, correctedBy(state, corrected ?? {}, now), position).map(({ actor }) => actor);
  };

/**
 * The rest of the record as a decider may ask of it, at the head of the readings. `position`: as of which it is told who
 * spoke; what was decided before is decided again as known then.
 */
export const worldOf = (readings: Base, now: string, texts: Texts, position = readPosition(readings)): World => ({
  now,
  actor: (id) => readings.actors.get(id),
  bodiesOf: (id) => bodiesOf(readings.actors, id),
  issue: (id) => {
    const row = readings.codebook.get(id);
    return row === undefined ? undefined : { propositions: Object.keys(row.propositions) };
  },
  issuesOf: (proposition) =>
    [...readings.codebook.values()].flatMap((row) => (proposition in row.propositions ? [row.issueId] : [])),
  hasSource: (id) => readings.sources.has(id),
  sharesText: (source) => sharesText(readings, source),
  hasStatement: (id) => readings.statements.rows.has(id),
  spoke: spokeIn(readings, now, position),
  textOf: (source) => texts.get(source),
  shown: (text) => textShown(readings, text),
  nearest: nearestIn(readings),
});
