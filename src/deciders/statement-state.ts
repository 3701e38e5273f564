/** What a decider has to know of a statement that is on record, folded from its events. */

import { type Act, boundedBy, patched, type SaidDate, type StatementEvent } from '../../events/index.js';

export type Standing = Readonly<{
  status: 'standing';
  /** What was said by whom, when and where, its date cut by when that was recorded. */
  act: Act;
  /** Its last withdrawal: by whom, and its last bound. It takes back only what its `by` spoke. */
  withdrawal?: Readonly<{ by: string; latest: string }>;
  sources: readonly string[];
  codings: readonly string[];
}>;
export type State = Readonly<{ status: 'unknown' }> | Standing | Readonly<{ status: 'voided' }>;

/** A statement's event, and when it was recorded where it stands in a log. */
type Recorded = StatementEvent & Readonly<{ time?: string }>;

const cut = (said: SaidDate, { time }: Recorded): SaidDate => (time === undefined ? said : boundedBy(said, time));

const evolveStanding = (state: Standing, event: Recorded): State => {
  switch (event.type) {
    case 'StatementRecorded':
    case 'CodingRevised':
    case 'ReportCorrected':
      return state;
    case 'StatementCoded':
      return { ...state, codings: [...state.codings, event.data.coding.codingId] };
    case 'StatementCorroborated':
      return { ...state, sources: [...state.sources, event.data.report.source] };
    case 'StatementCorrected': {
      const { said, ...rest } = event.data.corrected;
      const act = patched(state.act, rest);
      return { ...state, act: said === undefined ? act : { ...act, said: cut(said, event) } };
    }
    case 'StatementVoided':
      return { status: 'voided' };
    case 'StatementWithdrawn':
      return { ...state, withdrawal: { by: event.data.by, latest: event.data.said.latest } };
    case 'WithdrawalVoided': {
      const { withdrawal, ...rest } = state;
      return rest;
    }
  }
};

/** A statement after another of its events. */
export const evolve = (state: State, event: Recorded): State => {
  if (event.type === 'StatementRecorded') {
    const { statementId, reports, codings, note, said, ...act } = event.data;
    return {
      status: 'standing',
      act: { ...act, said: cut(said, event) },
      sources: reports.map((report) => report.source),
      codings: codings.map((coding) => coding.codingId),
    };
  }
  return state.status === 'standing' ? evolveStanding(state, event) : state;
};
