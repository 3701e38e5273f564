import { positionOf, RecordedEvent } from '../events/index.js';
import { ChangesView, Draft, textOf } from './change.js';
import { contestChanges, contestsEnded } from './change-contests.js';
import { characterisedChanges } from './change-characterised.js';
import { keysOf, placesOf, sideAt, touching } from './change-sides.js';
import { ADDING, draftsFor, Sides } from './change-stances.js';
import { touchedBy } from './change-touched.js';
import type { Base } from './readings.js';

/** Whether an event changes what is known of what was said, and is no saying itself. */
const isCorrection = ({ type }: RecordedEvent): boolean => !ADDING.includes(type) && type !== 'StatementWithdrawn';

const draftsOf = (base: Base, event: RecordedEvent, earlier: ChangesView): readonly Draft[] => {
  const statements = touchedBy(base, event);
  if (statements.length === 0) return [];
  const position = positionOf(event);
  const places = placesOf(base, statements, position);
  const [before, after] = [sideAt(base, places, position - 1), sideAt(base, places, position)];
  const ids = new Set(statements);
  const moved = [...touching(before, ids), ...touching(after, ids)];
  const sides: Sides = { before, after, statements };
  return [
    ...keysOf(moved).flatMap((key) => draftsFor(base, event, key, sides, earlier)),
    ...contestChanges(base, before, after, moved),
    ...(isCorrection(event) ? contestsEnded(base, before, after, moved, earlier) : []),
    ...characterisedChanges(base, touching(before, ids), touching(after, ids)),
  ];
};

/** The changes that an event makes, joined to those there were. `base` holds the readings with the event read. */
export const evolveChanges = (view: ChangesView, event: RecordedEvent, base: Base): ChangesView => {
  const position = positionOf(event);
  draftsOf(base, event, view).forEach((draft, at) => {
    const key = textOf(draft);
    const known = view.byKey.get(key);
    if (known === undefined) view.byKey.set(key, [view.list.length]);
    else known.push(view.list.length);
    view.list.push({ id: `${position}.${at + 1}`, position, index: at + 1, recorded: event.time, ...draft });
  });
  return view;
};
