import type { SaidDate } from '../events/index.js';
import type { Base } from './readings.js';
import type { SourceDescription } from './sources.js';
import { statementAt, StatementState } from './statements.js';

const LAST_OF_DAY = 'T23:59:59.999-12:00';

/** Whether it can still have been a day somewhere on earth at the first instant of a said date. */
const wasStill = (day: string, said: SaidDate): boolean =>
  Date.parse(`${day}${LAST_OF_DAY}`) >= Date.parse(said.earliest);

/** A source stamped before the first day that what it tells of can have been: accepted, and said so. */
const early = (described: SourceDescription, said: SaidDate, what: string): readonly string[] => {
  const { sourceId, published, notBefore } = described;
  if (published === undefined || published >= said.firstDay) return [];
  const zones = wasStill(published, said) ? ` Where it came out it may still have been ${published} then.` : '';
  const reason = notBefore === undefined ? zones : ` ${notBefore.reason}`;
  return [`Source ${sourceId} is stamped ${published}, before ${said.firstDay}, when this was ${what}.${reason}`];
};

/** What a reader of a statement has to be warned of, as known at a position: sources stamped before what they tell of. */
export const warningsOf = (readings: Base, state: StatementState, position: number): readonly string[] => {
  const described = (source: string): readonly SourceDescription[] => {
    const row = readings.sources.get(source);
    return row === undefined || row.position > position ? [] : [row.described];
  };
  const { withdrawal } = state;
  return [
    ...state.reports.flatMap(({ source }) => described(source)).flatMap((one) => early(one, state.said, 'said')),
    ...(withdrawal === undefined
      ? []
      : described(withdrawal.report.source).flatMap((one) => early(one, withdrawal.said, 'taken back'))),
  ];
};

/** The warnings of a statement by its id; none where it was recorded later or voided. */
export const warningsOn = (readings: Base, id: string, position: number): readonly string[] => {
  const state = statementAt(readings.statements, id, position)?.state;
  return state === undefined || state.status === 'voided' ? [] : warningsOf(readings, state, position);
};
