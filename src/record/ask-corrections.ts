/** What was corrected since an old answer, as a question of its own: it has two recorded times, and moves no answer. */

import { answerShown, type Base, type Position, readPosition } from '../../projections/index.js';
import type { EventStore } from '../store/event-store.js';
import { askHistory, askPosition, type Clocks, type Page, timed } from './ask.js';
import { fieldsOf, pointsIn, refuseBackwards } from './backwards.js';
import { type Correction, correctionsAt, correctionsBetween, type Shown, shownIn } from './corrected-since.js';
import { type Known, knownAt, type Paged, paged, positionKnown } from './look-up.js';

type Answered = Readonly<{ actor: string; issue: string; asOf: string; knownAt: Readonly<{ position: number }> }>;

/** The steps that an old answer rests on: it shows the first and the latest words of each stance, and counts them all. */
export const behind = (readings: Base, { actor, issue, asOf, knownAt: known }: Answered, now: string): unknown => {
  if (known.position >= readPosition(readings)) return undefined;
  return askHistory(readings, actor, issue, { asOf, knownAt: String(known.position), whole: true }, now);
};

/** What a position shows and what it rests on: the statements, the people in it, and the wordings of its issue. */
export const shownInPosition = (readings: Base, answer: Position, now: string): Shown => {
  const asked = { ...answer, actor: answer.actor.id, issue: answer.issue.id };
  return { ...shownIn([answer, behind(readings, asked, now)]), issues: [asked.issue] };
};

/** `knownFrom` is when the old answer was known so, `knownTo` up to when corrections are told; both are now where left out. */
export type CorrectionsAsked = Pick<Clocks, 'asOf' | 'evidence'> & Readonly<{ knownFrom?: string; knownTo?: string }>;

export type CorrectionsSince = Pick<Position, 'asOf' | 'evidence' | 'rules'> &
  Readonly<{
    actor: Readonly<{ id: string; name: string }>;
    issue: Readonly<{ id: string }>;
    knownFrom: Known['knownAt'];
    knownTo: Known['knownAt'];
    corrections: readonly Correction[];
  }>;

const given = (asOf: string | undefined, known: string | undefined, evidence?: string): Clocks => ({
  ...(asOf === undefined ? {} : { asOf }),
  ...(known === undefined ? {} : { knownAt: known }),
  ...(evidence === undefined ? {} : { evidence }),
});

/** An answer whose corrections are still to be read from the log, at these positions of it. */
export type Unread<Answer> = Readonly<{ answer: Omit<Answer, 'corrections'>; positions: readonly number[] }>;

/** What was corrected of a position between two recorded times, of all that it shows as known at the first. */
export const positionCorrections = (
  readings: Base,
  [actor, issue]: readonly [actor: string, issue: string],
  asked: CorrectionsAsked,
  now: string,
): Unread<CorrectionsSince> => {
  const points = pointsIn(asked);
  const then = given(asked.asOf, asked.knownFrom, asked.evidence);
  const from = timed(readings, then, now, fieldsOf(points.from));
  const to = timed(readings, given(now, asked.knownTo), now, fieldsOf(points.to));
  refuseBackwards({ ...from, moment: { ...from.moment, asOf: to.moment.asOf } }, to, points);
  const position = askPosition(readings, actor, issue, then, now);
  const [after, until] = [from.moment.position, to.moment.position];
  const { asOf, evidence, rules } = position;
  const answer = {
    actor: { id: position.actor.id, name: position.actor.name },
    issue: { id: position.issue.id },
    ...{ asOf, knownFrom: knownAt(readings, after).knownAt, knownTo: knownAt(readings, until).knownAt },
    ...{ evidence, rules },
  };
  return { answer, positions: correctionsBetween(readings, shownInPosition(readings, position, now), after, until) };
};

/** All that was ever corrected, of what there is. */
const everything = ({ statements, actors, codebook }: Base): Shown => ({
  statements: [...statements.rows.keys()],
  actors: [...actors.keys()],
  issues: [...codebook.keys()],
});

export type Corrections = Known & Paged & Readonly<{ corrections: readonly Correction[] }>;

/** What was corrected, in the order of recording, as known at a recorded time. */
export const allCorrections = (
  readings: Base,
  asked: Pick<Clocks, 'knownAt'> & Page,
  now: string,
): Unread<Corrections> => {
  const until = positionKnown(readings, asked, now);
  const { items, ...page } = paged(correctionsBetween(readings, everything(readings), 0, until), asked);
  return { answer: { ...knownAt(readings, until), ...page }, positions: items };
};

/** An answer with its corrections, read from the log. */
export const withCorrections = async <Answer extends object>(
  store: Pick<EventStore, 'readAll'>,
  readings: Base,
  { answer, positions }: Readonly<{ answer: Answer; positions: readonly number[] }>,
): Promise<Answer & Readonly<{ corrections: readonly Correction[] }>> => ({
  ...answerShown(readings, answer),
  corrections: await correctionsAt(store, readings, positions),
});
