/** What a decider has to know of a statement that is on record, folded from its events. */

import type { StatementEvent } from '../../events/index.js';

export type Standing = Readonly<{
  status: 'standing';
  speaker: string;
  earliest: string;
  /** Its last withdrawal: by whom, and its last bound. It takes back only what its `by` spoke. */
  withdrawal?: Readonly<{ by: string; latest: string }>;
  sources: readonly string[];
  codings: readonly string[];
}>;
export type State = Readonly<{ status: 'unknown' }> | Standing | Readonly<{ status: 'voided' }>;

const evolveStanding = (state: Standing, event: StatementEvent): State => {
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
      const { speaker = state.speaker, said } = event.data.corrected;
      return { ...state, speaker, earliest: said?.earliest ?? state.earliest };
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
export const evolve = (state: State, event: StatementEvent): State => {
  if (event.type === 'StatementRecorded') {
    const { speaker, said, reports, codings } = event.data;
    return {
      status: 'standing',
      speaker,
      earliest: said.earliest,
      sources: reports.map((report) => report.source),
      codings: codings.map((coding) => coding.codingId),
    };
  }
  return state.status === 'standing' ? evolveStanding(state, event) : state;
};
