import { distance } from 'fastest-levenshtein';
import { allActorNames, Base, isShown } from '../../projections/index.js';
import type { Near } from './question-refusals.js';

const MOST = 3;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase();

/** How far a name is from another, from 0 (the same) to 1 (nothing in common); a part of a name is near it. */
const farness = (wanted: string, name: string): number => {
  const [one, other] = [folded(wanted), folded(name)];
  if (other.includes(one) || one.includes(other)) return 0.2;
  return distance(one, other) / Math.max(one.length, other.length, 1);
};

/** The three nearest of some names to one that is not among them, each thing once; none that is nothing like it. */
export const nearest = (wanted: string, names: readonly Near[]): readonly Near[] => {
  const ranked = names
    .map((near) => ({ near, far: farness(wanted, near.name) }))
    .filter(({ far }) => far <= 0.6)
    .sort((a, b) => a.far - b.far);
  const byId = new Map<string, Near>();
  for (const { near } of ranked) if (!byId.has(near.id)) byId.set(near.id, near);
  return [...byId.values()].slice(0, MOST);
};

const ids = (all: Iterable<string>): readonly Near[] => [...all].map((id) => ({ id, name: id }));

/** Names that may be shown. One that repeats withheld words is near to nothing: to be told would be to be shown them. */
const shown = (readings: Base, names: readonly Near[]): readonly Near[] =>
  names.filter(({ name }) => isShown(readings, name));

export const nearestActors = (readings: Base, name: string, position: number): readonly Near[] =>
  nearest(name, shown(readings, allActorNames(readings.actors, position)));

export const nearestIssues = (readings: Base, id: string, position: number): readonly Near[] =>
  nearest(
    id,
    shown(
      readings,
      [...readings.codebook.values()].flatMap((row) =>
        row.position > position
          ? []
          : [{ id: row.issueId, name: row.issueId }, ...row.title.map(({ text }) => ({ id: row.issueId, name: text }))],
      ),
    ),
  );

/** The nearest of everything that has an id, and of all that actors are called, as known at a position. */
export const nearestOfAll = (readings: Base, wanted: string, position: number): readonly Near[] => {
  const { statements, sources, codebook, actors } = readings;
  const known = [
    ...[...statements.rows.values()].map(({ statementId: id, versions }) => ({ id, from: versions[0]?.position })),
    ...[...sources.values()].map(({ sourceId: id, position: from }) => ({ id, from })),
    ...[...codebook.values()].map(({ issueId: id, position: from }) => ({ id, from })),
  ].filter(({ from = Infinity }) => from <= position);
  return nearest(wanted, [...ids(known.map(({ id }) => id)), ...shown(readings, allActorNames(actors, position))]);
};

export const nearestIds = (id: string, all: Iterable<string>): readonly Near[] => nearest(id, ids(all));
