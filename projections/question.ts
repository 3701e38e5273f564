import type { EvidencePolicy } from './account.js';
import type { Holding, View } from './holding.js';
import { indexOf } from './indexed.js';
import type { Moment } from './moment.js';
import { clockOf, pointBy } from './points.js';
import type { Base } from './readings.js';
import { Held, heldAt, Run, runAt } from './run.js';

/** The readings that a question is asked of, at one moment and under one policy. */
export type Question = Readonly<{ readings: Base; moment: Moment; policy: EvidencePolicy }>;

/** What of a holding a question looks at. */
export const viewOf = ({ moment, policy }: Question, holding: Holding): View => ({
  holding,
  policy,
  clock: clockOf(moment.asOf),
  position: moment.position,
});

/** What an actor ever stated on a proposition; nothing where it stated nothing. */
export const holdingOf = (
  { readings }: Question,
  actor: string,
  issue: string,
  proposition: string,
): Holding | undefined => indexOf(readings, issue).holdings.get(proposition)?.get(actor);

/** The run in force for an actor on a proposition; nothing where no stance is. */
export const runInForce = (question: Question, actor: string, issue: string, proposition: string): Run | undefined => {
  const holding = holdingOf(question, actor, issue, proposition);
  return holding === undefined ? undefined : runAt(viewOf(question, holding), pointBy(question.moment.asOf));
};

/** The stance in force for an actor on a proposition and since when; nothing where none is. */
export const heldInForce = (
  question: Question,
  actor: string,
  issue: string,
  proposition: string,
): Held | undefined => {
  const holding = holdingOf(question, actor, issue, proposition);
  return holding === undefined ? undefined : heldAt(viewOf(question, holding), pointBy(question.moment.asOf));
};
