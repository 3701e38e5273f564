import {
  Act,
  boundedBy,
  Coding,
  EventOf,
  positionOf,
  Quote,
  RecordedEvent,
  Report,
  SaidDate,
  StatementEvent,
} from '../events/index.js';
import { Projection, versionAt } from './reading.js';

export type Withdrawal = Readonly<{ by: string; said: SaidDate; report: Report; quote?: Quote; note?: string }>;

/** A statement as it is known: its said date bounded by when it was recorded. */
export type StatementState = Act &
  Readonly<{
    statementId: string;
    status: 'standing' | 'voided';
    reports: readonly Report[];
    codings: readonly Coding[];
    withdrawal?: Withdrawal;
    note?: string;
  }>;

/** A statement as known from a log position on, and the event that made it so. */
export type StatementVersion = Readonly<{
  position: number;
  time: string;
  timebasis?: 'reconstructed';
  eventId: string;
  eventType: StatementEvent['type'];
  recordedby: string;
  reason?: string;
  state: StatementState;
}>;

export type StatementRow = Readonly<{ statementId: string; versions: readonly StatementVersion[] }>;

/** Statements by id, and which of them were ever coded on an issue or a proposition or spoken by an actor, in the order of recording. */
export type StatementsView = Readonly<{
  rows: Map<string, StatementRow>;
  onIssue: Map<string, Set<string>>;
  /** By `issue/proposition`. */
  onProposition: Map<string, Set<string>>;
  bySpeaker: Map<string, Set<string>>;
}>;

type Recorded<Type extends StatementEvent['type']> = Extract<RecordedEvent, { type: Type }>;

const recorded = (event: Recorded<'StatementRecorded'>): StatementState => ({
  ...event.data,
  said: boundedBy(event.data.said, event.time),
  status: 'standing',
});

const revised = (codings: readonly Coding[], coding: Coding): readonly Coding[] =>
  codings.map((known) => (known.codingId === coding.codingId ? coding : known));

const corroborated = (state: StatementState, data: EventOf<'StatementCorroborated'>['data']): StatementState => ({
  ...state,
  reports: [...state.reports, data.report],
  codings: state.codings.map((coding) => ({
    ...coding,
    evidence: [
      ...coding.evidence,
      ...data.evidence.filter((added) => added.codingId === coding.codingId).map((added) => added.evidence),
    ],
  })),
});

const corrected = (state: StatementState, event: Recorded<'StatementCorrected'>): StatementState => {
  const { said, ...rest } = event.data.corrected;
  return { ...state, ...rest, said: said === undefined ? state.said : boundedBy(said, event.time) };
};

const withdrawn = (state: StatementState, event: Recorded<'StatementWithdrawn'>): StatementState => {
  const { by, said, report, quote, note } = event.data;
  const withdrawal: Withdrawal = {
    by,
    said: boundedBy(said, event.time),
    report,
    ...(quote === undefined ? {} : { quote }),
    ...(note === undefined ? {} : { note }),
  };
  return { ...state, withdrawal };
};

const evolveState = (state: StatementState | undefined, event: RecordedEvent): StatementState | undefined => {
  if (event.type === 'StatementRecorded') return recorded(event);
  if (state === undefined) return undefined;
  switch (event.type) {
    case 'StatementCoded':
      return { ...state, codings: [...state.codings, event.data.coding] };
    case 'CodingRevised':
      return { ...state, codings: revised(state.codings, event.data.coding) };
    case 'StatementCorroborated':
      return corroborated(state, event.data);
    case 'StatementCorrected':
      return corrected(state, event);
    case 'StatementVoided':
      return { ...state, status: 'voided' };
    case 'StatementWithdrawn':
      return withdrawn(state, event);
    default:
      return state;
  }
};

const versionOf = (event: RecordedEvent, state: StatementState): StatementVersion => ({
  position: positionOf(event),
  time: event.time,
  ...(event.timebasis === undefined ? {} : { timebasis: event.timebasis }),
  eventId: event.id,
  eventType: event.type as StatementEvent['type'],
  recordedby: event.recordedby,
  ...('reason' in event.data ? { reason: event.data.reason } : {}),
  state,
});

const index = (map: Map<string, Set<string>>, key: string, id: string): void => {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([id]));
  else set.add(id);
};

const evolve = (view: StatementsView, event: RecordedEvent): StatementsView => {
  if (!('statementId' in event.data)) return view;
  const id = event.data.statementId;
  const row = view.rows.get(id);
  const state = evolveState(row?.versions.at(-1)?.state, event);
  if (state === undefined) return view;
  view.rows.set(id, { statementId: id, versions: [...(row?.versions ?? []), versionOf(event, state)] });
  index(view.bySpeaker, state.speaker, id);
  for (const { issue, proposition } of state.codings) {
    index(view.onIssue, issue, id);
    index(view.onProposition, `${issue}/${proposition}`, id);
  }
  return view;
};

export const statementsProjection: Projection<StatementsView> = {
  name: 'statements',
  version: 1,
  initial: () => ({ rows: new Map(), onIssue: new Map(), onProposition: new Map(), bySpeaker: new Map() }),
  evolve,
};

/** A statement as known at a position, voided ones included, or nothing where it was recorded later. */
export const statementAt = (view: StatementsView, id: string, position: number): StatementVersion | undefined => {
  const row = view.rows.get(id);
  return row === undefined ? undefined : versionAt(row.versions, position);
};

/** Those of some statements that stand as known at a position. */
export const standing = (
  view: StatementsView,
  ids: Iterable<string>,
  position: number,
): readonly StatementVersion[] => {
  const found: StatementVersion[] = [];
  for (const id of ids) {
    const version = statementAt(view, id, position);
    if (version !== undefined && version.state.status !== 'voided') found.push(version);
  }
  return found;
};
