/** Said dates as specs tell of them. */

import { NotADate, parseSaidDate } from '../../events/index.js';

/** The first and the last instant of a said date. */
export const bounds = (text: string, zone?: string): readonly [string, string] => {
  const { earliest, latest } = parseSaidDate(text, zone);
  return [earliest, latest];
};

/** Why a text is no said date. */
export const saying = (text: string, zone?: string): string => {
  try {
    parseSaidDate(text, zone);
  } catch (error) {
    if (error instanceof NotADate) return error.message;
    throw error;
  }
  return 'no refusal';
};
