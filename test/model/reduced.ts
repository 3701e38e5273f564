/** An answer of the readings, in the words of the oracle: what the rules do not fix is left out. */

import type { AsOf } from '../../events/index.js';
import type { Position } from '../../projections/index.js';
import type { Clocks } from '../../src/record/ask.js';
import { ListName, LISTS, Plain } from './oracle.js';

type Shown = Readonly<{ statement: string; coding: string }>;

const namedIn = ({ statement, coding }: Shown): Shown => ({ statement, coding });

const listIn = (position: Position, name: ListName): readonly Shown[] =>
  position[name].map(({ evidence }) => namedIn(evidence));

const propositionIn = (answer: Position['propositions'][number]): Plain['propositions'][number] => {
  const { id, stance, condition, since, sinceWithdrawal, lastStated, timesStated, evidence } = answer;
  return {
    id,
    stance,
    ...(condition === undefined ? {} : { condition }),
    since,
    ...(sinceWithdrawal === undefined ? {} : { sinceWithdrawal }),
    lastStated,
    timesStated,
    evidence: evidence.map(namedIn),
  };
};

/** The parts of an answer that the rules fix. */
export const reduced = (position: Position): Plain => {
  const { more = [], recordedTimes, lastStatement } = position as Position & { more?: readonly ListName[] };
  return {
    status: position.status,
    propositions: position.propositions.map(propositionIn),
    contests: position.contests.map(({ proposition, by, byStance, since, stance }) => ({
      proposition,
      by: by.id,
      byStance,
      since,
      stance,
    })),
    characterisations: position.characterisations.map(({ proposition, by, as, said, answer, evidence }) => ({
      proposition,
      by: by.id,
      as,
      said,
      answer: answer.answer,
      evidence: namedIn(evidence),
    })),
    declined: listIn(position, 'declined'),
    uncertain: listIn(position, 'uncertain'),
    notCounted: listIn(position, 'notCounted'),
    withdrawn: listIn(position, 'withdrawn'),
    more: LISTS.filter((name) => more.includes(name)),
    ...(lastStatement === undefined ? {} : { lastStatement: lastStatement.day }),
    ...(recordedTimes === undefined ? {} : { recordedTimes }),
  };
};

const bySayingWhat = (one: object, other: object): number => {
  const [a, b] = [JSON.stringify(one), JSON.stringify(other)];
  return a < b ? -1 : a > b ? 1 : 0;
};

/** An answer with those parts sorted whose order the rules leave open. */
export const inOneOrder = (answer: Plain): Plain => ({
  ...answer,
  propositions: [...answer.propositions].sort(bySayingWhat),
  contests: [...answer.contests].sort(bySayingWhat),
  characterisations: [...answer.characterisations].sort(bySayingWhat),
});

/** A question's clocks as people write them. */
export const clocksOf = (asOf: AsOf, knownAt: string, evidence: string): Clocks => ({
  asOf: 'date' in asOf ? asOf.date : asOf.instant,
  knownAt,
  evidence,
});
