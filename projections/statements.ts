import {
  Act,
  ActPatch,
  boundedBy,
  Coding,
  EventOf,
  patched,
  positionOf,
  Quote,
  RecordedEvent,
  Report,
  SaidDate,
  StatementEvent,
} from '../events/index.js';
import { Made, shared, sharedChannel, sharedCoding, sharedDate, sharedReport } from './compact.js';
import { Projection, versionAt } from './reading.js';

export type Withdrawal = Readonly<{ by: string; said: SaidDate; report: Report; quote?: Quote; note?: string }>;

/** Why a source tells of the same act as those before it. */
export type SameAct = Readonly<{ source: string; why: string }>;

/** A statement as it is known: its said date bounded by when it was recorded. */
export type StatementState = Act &
  Readonly<{
    statementId: string;
    status: 'standing' | 'voided';
    reports: readonly Report[];
    codings: readonly Coding[];
    withdrawal?: Withdrawal;
    /** Of the sources that were added: why each tells of the same act. */
    sameActs?: readonly SameAct[];
    note?: string;
  }>;

/** A statement as known from a log position on, and the event that made it so. */
export type StatementVersion = Readonly<{
  position: number;
  time: string;
  timebasis?: 'reconstructed';
  eventType: StatementEvent['type'];
  recordedby: string;
  reason?: string;
  state: StatementState;
}>;

export type StatementRow = Readonly<{ statementId: string; versions: readonly StatementVersion[] }>;

/** The events that touched the codings of an issue, in log order: the position of each, and its statement. */
export type Touches = Readonly<{ positions: number[]; statements: string[] }>;

/** Lists of statements by what they have in common, in the order of recording. One can stand in a list twice. */
type Lists = Map<string, string[]>;

/** Statements by id, and the ways to find them. What they were ever found by, they stay in the lists of. */
export type StatementsView = Readonly<{
  rows: Map<string, StatementRow>;
  /** By the issue that any of its codings is or was on. */
  onIssue: Map<string, Touches>;
  bySpeaker: Lists;
  bySource: Lists;
  /** By the actors that tell of it. */
  byTeller: Lists;
  /** By the statement it answers. */
  repliesTo: Lists;
  /** By the actor that asked for it. */
  askedOf: Lists;
  /** The actors ever named as spoken for. */
  spokenFor: Set<string>;
}>;

type Recorded<Type extends StatementEvent['type']> = Extract<RecordedEvent, { type: Type }>;

const recorded = ({ data, time }: Recorded<'StatementRecorded'>): StatementState => {
  const { audience, onBehalfOf, inReplyTo, askedBy, note } = data;
  const state: Made<StatementState> = {
    statementId: data.statementId,
    status: 'standing',
    speaker: shared(data.speaker),
    channel: sharedChannel(data.channel),
    said: sharedDate(boundedBy(data.said, time)),
    reports: data.reports.map(sharedReport),
    codings: data.codings.map(sharedCoding),
  };
  if (audience !== undefined) state.audience = audience;
  if (onBehalfOf !== undefined) state.onBehalfOf = onBehalfOf;
  if (inReplyTo !== undefined) state.inReplyTo = inReplyTo;
  if (askedBy !== undefined) state.askedBy = askedBy;
  if (note !== undefined) state.note = note;
  return state;
};

const revised = (codings: readonly Coding[], coding: Coding): readonly Coding[] =>
  codings.map((known) => (known.codingId === coding.codingId ? coding : known));

const corroborated = (state: StatementState, data: EventOf<'StatementCorroborated'>['data']): StatementState => ({
  ...state,
  reports: [...state.reports, data.report],
  sameActs: [...(state.sameActs ?? []), { source: data.report.source, why: data.why }],
  codings: state.codings.map((coding) => ({
    ...coding,
    evidence: [
      ...coding.evidence,
      ...data.evidence.filter((added) => added.codingId === coding.codingId).map((added) => added.evidence),
    ],
  })),
});

/** A statement as a correction that is recorded at an instant (ISO 8601 UTC) makes it. */
export const correctedBy = (state: StatementState, { said, ...rest }: ActPatch, recorded: string): StatementState => ({
  ...patched(state, rest),
  said: said === undefined ? state.said : boundedBy(said, recorded),
});

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

const withReport = (state: StatementState, report: Report): StatementState => ({
  ...state,
  reports: state.reports.map((known) => (known.source === report.source ? report : known)),
});

const withoutWithdrawal = ({ withdrawal, ...state }: StatementState): StatementState => state;

/** A statement after another event of it; nothing before it is recorded. */
export const statementAfter = (state: StatementState | undefined, event: RecordedEvent): StatementState | undefined => {
  if (event.type === 'StatementRecorded') return recorded(event);
  if (state === undefined) return undefined;
  switch (event.type) {
    case 'StatementCoded':
      return { ...state, codings: [...state.codings, event.data.coding] };
    case 'CodingRevised':
      return { ...state, codings: revised(state.codings, event.data.coding) };
    case 'StatementCorroborated':
      return corroborated(state, event.data);
    case 'ReportCorrected':
      return withReport(state, event.data.report);
    case 'StatementCorrected':
      return correctedBy(state, event.data.corrected, event.time);
    case 'StatementVoided':
      return { ...state, status: 'voided' };
    case 'StatementWithdrawn':
      return withdrawn(state, event);
    case 'WithdrawalVoided':
      return withoutWithdrawal(state);
    default:
      return state;
  }
};

const versionOf = (event: RecordedEvent, state: StatementState): StatementVersion => {
  const version: Made<StatementVersion> = {
    position: positionOf(event),
    time: event.time,
    eventType: shared(event.type as StatementEvent['type']),
    recordedby: shared(event.recordedby),
    state,
  };
  if (event.timebasis !== undefined) version.timebasis = event.timebasis;
  if ('reason' in event.data) version.reason = event.data.reason;
  if (event.type === 'StatementCorroborated') version.reason = event.data.why;
  return version;
};

const list = (lists: Lists, key: string | undefined, id: string): void => {
  if (key === undefined) return;
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [id]);
  else if (known.at(-1) !== id) known.push(id);
};

const touch = (touches: Map<string, Touches>, issue: string, position: number, id: string): void => {
  const known = touches.get(issue) ?? { positions: [], statements: [] };
  known.positions.push(position);
  known.statements.push(id);
  touches.set(issue, known);
};

const listed = (view: StatementsView, id: string, state: StatementState): void => {
  list(view.bySpeaker, state.speaker, id);
  list(view.repliesTo, state.inReplyTo, id);
  list(view.askedOf, state.askedBy, id);
  for (const body of state.onBehalfOf ?? []) view.spokenFor.add(body);
  for (const report of [...state.reports, ...(state.withdrawal === undefined ? [] : [state.withdrawal.report])]) {
    list(view.bySource, report.source, id);
    for (const link of report.attribution) list(view.byTeller, link.actor, id);
  }
};

const evolve = (view: StatementsView, event: RecordedEvent): StatementsView => {
  if (!('statementId' in event.data)) return view;
  const id = event.data.statementId;
  const row = view.rows.get(id);
  const before = row?.versions.at(-1)?.state;
  const state = statementAfter(before, event);
  if (state === undefined) return view;
  const version = [versionOf(event, state)];
  view.rows.set(id, { statementId: id, versions: row === undefined ? version : row.versions.concat(version) });
  listed(view, id, state);
  const issues = new Set([...(before?.codings ?? []), ...state.codings].map(({ issue }) => issue));
  for (const issue of issues) touch(view.onIssue, issue, positionOf(event), id);
  return view;
};

export const statementsProjection: Projection<StatementsView> = {
  name: 'statements',
  version: 3,
  initial: () => ({
    rows: new Map(),
    onIssue: new Map(),
    bySpeaker: new Map(),
    bySource: new Map(),
    byTeller: new Map(),
    repliesTo: new Map(),
    askedOf: new Map(),
    spokenFor: new Set(),
  }),
  evolve,
};

/** A statement as known at a position, voided ones included, or nothing where it was recorded later. */
export const statementAt = (view: StatementsView, id: string, position: number): StatementVersion | undefined => {
  const row = view.rows.get(id);
  return row === undefined ? undefined : versionAt(row.versions, position);
};
