import { characterisedBy, characteriserOf } from './characterised.js';
import { Draft, restingOn } from './change.js';
import { Coded } from './coded.js';
import type { Base } from './readings.js';

const idOf = (coded: Coded): string => `${coded.statement} ${coded.coding.codingId}`;

const told = (base: Base, coded: Coded): readonly Draft[] => {
  const { issue, proposition, stance } = coded.coding;
  const row = base.codebook.get(issue)?.propositions[proposition];
  const by = characteriserOf(coded);
  return characterisedBy(coded, row).map((actor) => ({
    kind: 'characterised',
    actor,
    issue,
    proposition,
    by,
    ...restingOn(coded, actor),
    learned: 'in-order',
    revises: [],
    why: `${by} says of ${actor} that it ${stance} this. It is ${by}'s account and moves no stance of ${actor}.`,
  }));
};

/** The characterisations that an event brought: one change for each actor spoken of. */
export const characterisedChanges = (
  base: Base,
  removed: readonly Coded[],
  added: readonly Coded[],
): readonly Draft[] => {
  const known = new Set(removed.map(idOf));
  return added.filter((coded) => !known.has(idOf(coded))).flatMap((coded) => told(base, coded));
};
