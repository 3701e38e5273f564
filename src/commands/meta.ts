import { BadQuestion } from '../record/question-refusals.js';

/** Who records where nobody says. */
export const ANONYMOUS = 'anonymous@local';

/** Text that stands in every header, log and terminal alike. */
export const PRINTABLE = /^[\x20-\x7e]{1,200}$/;

/** A command’s id or its recorder: text that stands in every header, log and terminal alike. */
export const printable = (field: string, value: unknown): string => {
  if (typeof value === 'string' && PRINTABLE.test(value) && value.trim() !== '') return value;
  throw new BadQuestion(field, `${field} must be 1 to 200 printable ASCII characters.`);
};
