import { Key, textOf } from './change.js';
import { countedUnder, Held, heldBy, Reading, readingsAround } from './held.js';
import type { Base } from './readings.js';
import { statementAt } from './statements.js';

/** The codings on each proposition that an event may have moved, as known on one side of it; by `issue/proposition`. */
export type Side = Readonly<{ position: number; readings: ReadonlyMap<string, readonly Reading[]> }>;

const keysIn = (all: readonly Reading[]): readonly Key[] =>
  all.flatMap((reading) =>
    reading.holders.map(({ actor }) => ({
      actor,
      issue: reading.coding.issue,
      proposition: reading.coding.proposition,
    })),
  );

/** Each stance that some codings are of, once. */
export const keysOf = (all: readonly Reading[]): readonly Key[] => [
  ...new Map(keysIn(all).map((key) => [textOf(key), key])).values(),
];

/** A proposition of an issue. */
type Place = Readonly<{ issue: string; proposition: string }>;

const placeKey = ({ issue, proposition }: Place): string => `${issue}/${proposition}`;

/** The propositions that some statements were coded on before an event or are after it. */
export const placesOf = (base: Base, statements: readonly string[], position: number): readonly Place[] => {
  const versions = statements.flatMap((id) => [
    ...(statementAt(base.statements, id, position - 1)?.state.codings ?? []),
    ...(statementAt(base.statements, id, position)?.state.codings ?? []),
  ]);
  return [...new Map(versions.map((coding) => [placeKey(coding), coding])).values()];
};

/** The codings on some propositions as known at a position. */
export const sideAt = (base: Base, places: readonly Place[], position: number): Side => ({
  position,
  readings: new Map(
    places.map((place) => [placeKey(place), readingsAround(base, place.issue, place.proposition, position)]),
  ),
});

/** The codings on one proposition that a side holds. */
export const codedOn = (side: Side, place: Place): readonly Reading[] => side.readings.get(placeKey(place)) ?? [];

/** What of them an actor holds and the policy `press` counts. */
export const heldAt = (side: Side, key: Key): readonly Held[] =>
  countedUnder(heldBy(codedOn(side, key), key.actor), 'press');

/** Those of some statements. */
export const touching = (side: Side, statements: ReadonlySet<string>): readonly Reading[] =>
  [...side.readings.values()].flat().filter((reading) => statements.has(reading.version.state.statementId));
