import { positionOf, RecordedEvent } from '../events/index.js';
import { Change, Draft } from './change.js';
import { characterisedChanges } from './change-characterised.js';
import { contestsMoved } from './change-contests.js';
import { stanceChanges } from './change-stances.js';
import { movedOn } from './indexed.js';
import type { Base } from './readings.js';
import { statementAt } from './statements.js';
import { touchedBy } from './touched.js';

/** The issues that some statements were coded on before an event or are after it. */
const issuesOf = (base: Base, statements: readonly string[], position: number): readonly string[] => {
  const issues = new Set<string>();
  for (const id of statements) {
    for (const at of [position - 1, position]) {
      for (const { issue } of statementAt(base.statements, id, at)?.state.codings ?? []) issues.add(issue);
    }
  }
  return [...issues];
};

const draftsOf = (base: Base, event: RecordedEvent, earlier: readonly Change[]): readonly Draft[] => {
  const statements = touchedBy(base, event);
  const position = positionOf(event);
  const all = issuesOf(base, statements, position).map((issue) => ({ issue, moved: movedOn(base, issue, statements) }));
  const contests = all.map(({ issue, moved }) => contestsMoved({ base, event, position, issue, moved, earlier }));
  return [
    ...all.flatMap(({ issue, moved: { holdings } }) =>
      holdings.flatMap((moved) => stanceChanges({ base, event, position, issue, moved, earlier })),
    ),
    ...contests.flatMap(({ opened }) => opened),
    ...contests.flatMap(({ ended }) => ended),
    ...all.flatMap(({ issue, moved }) => characterisedChanges({ base, event, position, issue, moved, earlier })),
  ];
};

/** The changes that an event makes. `base` holds the readings with the event read, `earlier` the changes before it. */
export const changesOf = (base: Base, event: RecordedEvent, earlier: readonly Change[]): readonly Change[] => {
  const position = positionOf(event);
  return draftsOf(base, event, earlier).map((draft, at) => ({
    id: `${position}.${at + 1}`,
    position,
    index: at + 1,
    recorded: event.time,
    ...draft,
  }));
};
