/**
 * Puts the same random questions to copies of the readings, each in a directory that is named on the command line, and
 * writes for each a line: the question to which it gave an answer that is not the rules', or that there was none.
 */

import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { RecordedEvent } from '../../events/index.js';
import type * as Projections from '../../projections/index.js';
import type * as Ask from '../../src/record/ask.js';
import { Answering, Difference, firstDifference, NOW } from './compare.js';
import { anyPlan, logOf } from './logs.js';
import { Asked, questionsOf, roundsOf } from './questions.js';
import { clocksOf, reduced } from './reduced.js';
import { questionInWords } from './words.js';

const SEED = 20_251_107;
const LOGS = 400;
/** From how many items on the readings keep more of a holding: the indexes for many are tried on few as well. */
const [SOON, USUAL] = [2, 48];

const imported = async <Module>(directory: string, file: string): Promise<Module> =>
  (await import(pathToFileURL(join(resolve(directory), file)).href)) as Module;

const answeringIn = async (directory: string): Promise<Answering> => {
  const { BACK, emptyReadings, FOLLOWED, LARGE_FROM, read } = await imported<typeof Projections>(
    directory,
    'projections/index.ts',
  );
  const { askPosition } = await imported<typeof Ask>(directory, 'src/record/ask.ts');
  return {
    read: (events) => {
      LARGE_FROM.items = events.length % 2 === 0 ? SOON : USUAL;
      FOLLOWED.points = events.length % 4 === 0 ? 0 : 1;
      BACK.windows = events.length % 3 === 0 ? [2, 8] : [];
      const readings = events.reduce(read, emptyReadings());
      return ({ actor, issue, asOf, knownAt, policy }) =>
        reduced(askPosition(readings, actor, issue, clocksOf(asOf, knownAt, policy), NOW));
    },
  };
};

type Case = readonly [readonly RecordedEvent[], readonly Asked[]];

const casesOf = (): readonly Case[] =>
  fc.sample(fc.tuple(anyPlan, roundsOf(4, 9)), { seed: SEED, numRuns: LOGS }).map(([plan, rounds]): Case => {
    const events = logOf(plan);
    return [events, questionsOf(events, rounds)];
  });

/** The first difference in any of some cases; those after it are not asked. */
const differenceIn = (cases: readonly Case[], answering: Answering): Difference | undefined => {
  for (const [events, asked] of cases) {
    const found = firstDifference(events, asked, answering);
    if (found !== undefined) return found;
  }
  return undefined;
};

const cases = casesOf();
for (const directory of process.argv.slice(2)) {
  const found = differenceIn(cases, await answeringIn(directory));
  process.stdout.write(`${found === undefined ? 'no difference' : questionInWords(found.asked)}\n`);
}
