import { characterisedBy, characteriserOf } from './characterisations.js';
import type { Draft } from './change.js';
import type { Reading } from './held.js';
import type { Base } from './readings.js';

const idOf = (reading: Reading): string => `${reading.version.state.statementId} ${reading.coding.codingId}`;

const told = (base: Base, reading: Reading): readonly Draft[] => {
  const { issue, proposition, stance } = reading.coding;
  const { said, statementId } = reading.version.state;
  const row = base.codebook.get(issue)?.propositions[proposition];
  const by = characteriserOf(reading);
  return characterisedBy(reading, row).map((actor) => ({
    kind: 'characterised',
    actor,
    issue,
    proposition,
    by,
    statement: statementId,
    said: { edtf: said.edtf, day: said.lastDay },
    learned: 'in-order',
    revises: [],
    why: `${by} says of ${actor} that it ${stance} this. It is ${by}'s account and moves no stance of ${actor}.`,
  }));
};

/** The characterisations that an event brought: one change for each actor spoken of. */
export const characterisedChanges = (
  base: Base,
  before: readonly Reading[],
  after: readonly Reading[],
): readonly Draft[] => {
  const known = new Set(before.map(idOf));
  return after.filter((reading) => !known.has(idOf(reading))).flatMap((reading) => told(base, reading));
};
