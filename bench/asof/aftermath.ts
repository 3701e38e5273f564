/** What becomes of some statements later: corrected, corroborated, coded otherwise, taken back or voided. */

import type { RecordEvent } from '../../events/index.js';
import { HEAVY, HOT_PLACE, PAPERS } from './cast.js';
import type { Chance } from './random.js';
import { DAY, saidAt } from './when.js';
import { opposite, Recorded } from './words.js';

const KEPT = 64;
const HOUR = 3_600_000;

/** The last few statements, any of which may still be corrected. Those of the busiest delegate stay as they are. */
export type Aftermath = Readonly<{
  remember: (statement: Recorded) => void;
  /** Something that becomes of one of them, recorded at an instant. */
  next: (recorded: number) => RecordEvent | undefined;
}>;

const corroborated = ({ data }: Recorded, chance: Chance): RecordEvent => {
  const others = PAPERS.filter((paper) => data.reports.every(({ source }) => source !== paper));
  const [source, first] = [chance.pick(others), data.codings[0]!];
  const evidence = { ...first.evidence[0]!, source, directness: 'paraphrase' as const };
  return {
    type: 'StatementCorroborated',
    data: {
      statementId: data.statementId,
      report: { source, directness: 'paraphrase', attribution: [] },
      evidence: [{ codingId: first.codingId, evidence }],
      why: 'The same words on the same day.',
    },
  };
};

const corrected = ({ data }: Recorded, chance: Chance): RecordEvent => ({
  type: 'StatementCorrected',
  data: {
    statementId: data.statementId,
    corrected: { said: saidAt(Date.parse(data.said.earliest) - chance.next() * 60 * DAY, HOT_PLACE) },
    reason: 'Misdated.',
  },
});

const revised = ({ data }: Recorded): RecordEvent => {
  const { condition, ...coding } = data.codings[0]!;
  const stance = condition === undefined ? opposite(coding.stance) : 'affirms';
  return {
    type: 'CodingRevised',
    data: { statementId: data.statementId, coding: { ...coding, stance }, reason: 'Misread.' },
  };
};

const withdrawn = ({ data }: Recorded, recorded: number): RecordEvent => ({
  type: 'StatementWithdrawn',
  data: {
    statementId: data.statementId,
    by: data.speaker,
    said: saidAt(recorded - HOUR, HOT_PLACE),
    report: data.reports[0]!,
  },
});

const voided = ({ data }: Recorded): RecordEvent => ({
  type: 'StatementVoided',
  data: { statementId: data.statementId, reason: 'Entered twice.' },
});

/** Which of them it is: a third corroborated, a third misdated, the rest coded otherwise, taken back or voided. */
const fateOf = (statement: Recorded, recorded: number, chance: Chance): RecordEvent => {
  const drawn = chance.next();
  if (drawn < 0.35) return corroborated(statement, chance);
  if (drawn < 0.65) return corrected(statement, chance);
  if (drawn < 0.8) return revised(statement);
  return drawn < 0.95 ? withdrawn(statement, recorded) : voided(statement);
};

export const aftermathOf = (chance: Chance): Aftermath => {
  const kept: Recorded[] = [];
  return {
    remember: (statement) => {
      if (statement.data.speaker === HEAVY) return;
      if (kept.length < KEPT) kept.push(statement);
      else kept[chance.below(KEPT)] = statement;
    },
    next: (recorded) => {
      const [taken] = kept.splice(chance.below(Math.max(kept.length, 1)), 1);
      return taken === undefined ? undefined : fateOf(taken, recorded, chance);
    },
  };
};
