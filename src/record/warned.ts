import { Readings, warningsOn } from '../../projections/index.js';

/** The warnings of the statements that some events or commands are of, as known at a position. */
export const warned = (readings: Readings, of: readonly unknown[], position: number): readonly string[] => {
  const ids = of.flatMap((one) => (one as Readonly<{ statementId?: string }>).statementId ?? []);
  return [...new Set(ids)].flatMap((id) => warningsOn(readings, id, position));
};
