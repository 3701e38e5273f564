/**
 * What was said by a said date, at the very edges: each bound of each said date and each recorded time of short logs, and
 * a day or a millisecond to either side, asked one after the other.
 */

import fc from 'fast-check';
import { ACTORS, ISSUES } from './cast.js';
import { firstDifference, inWords, THE_READINGS } from './compare.js';
import { logOf, shortPlan } from './logs.js';
import { edgeQuestionsOf } from './questions.js';
import { reportOf } from './words.js';

const SOME = ACTORS.slice(0, 6);
const TIMEOUT = 120_000;

describe('what was said by a said date', () => {
  it(
    'is what the rules say at every edge of a log',
    () => {
      let questions = 0;
      fc.assert(
        fc.property(shortPlan, fc.constantFrom(...SOME), fc.constantFrom(...ISSUES), (plan, actor, issue) => {
          const events = logOf(plan);
          const asked = edgeQuestionsOf(events, actor, issue, 'all');
          questions += asked.length;
          const difference = firstDifference(events, asked, THE_READINGS);
          if (difference !== undefined) throw new Error(inWords(difference));
        }),
        { numRuns: 150, reporter: reportOf('An answer at an edge is not what the rules say') },
      );
      expect(questions).toBeGreaterThan(1_000);
    },
    TIMEOUT,
  );
});
