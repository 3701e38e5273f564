import { circlesIn, Base, warningsOn } from '../../projections/index.js';

/** The warnings of the statements and actors that some events or commands are of, as known at a position. */
export const warned = (readings: Base, of: readonly unknown[], position: number): readonly string[] => {
  const named = of as readonly Readonly<{ statementId?: string; actorId?: string }>[];
  const statements = new Set(named.flatMap(({ statementId }) => statementId ?? []));
  const actors = new Set(named.flatMap(({ actorId }) => readings.actors.get(actorId ?? '') ?? []));
  return [
    ...[...statements].flatMap((id) => warningsOn(readings, id, position)),
    ...[...actors].flatMap((row) => circlesIn(row, position)),
  ];
};
