import { BadQuestion } from './question-refusals.js';

/** Where a subscriber stopped: the log position and the number of the change among those of its event. */
export type ChangeId = Readonly<{ position: number; index: number }>;

/**
 * A change's id as a subscriber gives it back: `position.index`, or a log position alone, which is after all the
 * changes of its event.
 *
 * @throws BadQuestion
 */
export const parseChangeId = (text: string): ChangeId => {
  const match = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(text);
  if (match === null) {
    throw new BadQuestion(
      'after',
      `“${text}” is no place in the changes: give the id of the last one seen, as 61.2, or a log position.`,
    );
  }
  return { position: Number(match[1]), index: match[2] === undefined ? Number.POSITIVE_INFINITY : Number(match[2]) };
};
