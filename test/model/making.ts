/** A log in the making: commands are put to the real deciders, and what is refused makes no event. */

import { ActorKind, EVENT_SOURCE, Membership, RecordedEvent, RecordEvent, sequenceOf } from '../../events/index.js';
import { AnyCommand, COMMAND_OF, CommandName } from '../../src/commands/list.js';
import { routeOf } from '../../src/deciders/decide.js';
import type { World } from '../../src/deciders/world.js';
import { eventIdOf } from '../../src/record/event-id.js';
import { Refusal } from '../../src/refusal.js';
import { CAST } from './cast.js';
import { spokeIn } from './oracle-codings.js';
import { correctedBy, knownAt } from './oracle-record.js';

/** How a log is made: the days things are said on, and whether any of its recorded times were reconstructed. */
export type Setting = Readonly<{
  days: readonly string[];
  isReconstructed: boolean;
  /** Ids are words that count up, or such as trip who keeps them as an object's keys: numbers that count down. */
  areIdsOdd: boolean;
  /** Every coding names a holder of its own, whoever spoke. */
  isOfOthers: boolean;
}>;

/** What is kept of a statement while a log is made: what later wishes need to name its parts. */
export type Kept = {
  id: string;
  speaker: string;
  bodies: string[];
  sources: string[];
  codings: string[];
  isTakenBack: boolean;
};

/** A log in the making. */
export type Making = {
  readonly setting: Setting;
  readonly events: RecordedEvent[];
  readonly states: Map<string, unknown>;
  readonly actors: Map<string, Readonly<{ kind: ActorKind; zone?: string }>>;
  readonly memberships: Map<string, Membership & Readonly<{ actorId: string }>>;
  readonly issues: Map<string, string[]>;
  readonly sources: Set<string>;
  readonly statements: Map<string, Kept>;
  clock: string;
};

const OPENED = '2011-01-01T00:00:00.000Z';

/** Who spoke in a statement, or would have by a correction recorded now. */
const spoke =
  ({ events, clock }: Making): World['spoke'] =>
  (statementId, corrected = {}) => {
    const known = knownAt(events, events.length);
    const statement = known.statements.get(statementId)!;
    return spokeIn(known, { ...statement, ...correctedBy(corrected, clock) });
  };

export const worldOf = (making: Making): World => ({
  now: making.clock,
  actor: (id) => making.actors.get(id),
  bodiesOf: (id) => [...making.memberships.values()].filter(({ actorId }) => actorId === id).map(({ body }) => body),
  issue: (id) => (making.issues.has(id) ? { propositions: making.issues.get(id)! } : undefined),
  sharesText: () => [],
  issuesOf: () => [],
  hasSource: (id) => making.sources.has(id),
  hasStatement: (id) => making.statements.has(id),
  spoke: spoke(making),
  textOf: () => undefined,
  shown: (text) => text,
  nearest: () => [],
});

const keep = (making: Making, event: RecordEvent): void => {
  switch (event.type) {
    case 'ActorRegistered':
      making.actors.set(event.data.actorId, event.data);
      return;
    case 'MembershipRecorded':
    case 'MembershipCorrected':
      making.memberships.set(`${event.data.actorId} ${event.data.membershipId}`, event.data);
      return;
    case 'IssueOpened':
      making.issues.set(event.data.issueId, []);
      return;
    case 'PropositionWorded':
      making.issues.get(event.data.issueId)!.push(event.data.propositionId);
      return;
    case 'SourceDescribed':
      making.sources.add(event.data.sourceId);
      return;
    default:
      keepStatement(making, event);
  }
};

const keepStatement = (making: Making, event: RecordEvent): void => {
  if (event.type === 'StatementRecorded') {
    const { statementId: id, speaker, onBehalfOf = [], reports, codings } = event.data;
    const sources = reports.map(({ source }) => source);
    const ids = codings.map(({ codingId }) => codingId);
    making.statements.set(id, { id, speaker, bodies: [...onBehalfOf], sources, codings: ids, isTakenBack: false });
  }
  if (!('statementId' in event.data)) return;
  const kept = making.statements.get(event.data.statementId)!;
  if (event.type === 'StatementCoded') kept.codings.push(event.data.coding.codingId);
  if (event.type === 'StatementCorroborated') kept.sources.push(event.data.report.source);
  if (event.type === 'StatementWithdrawn') kept.isTakenBack = true;
  if (event.type === 'WithdrawalVoided') kept.isTakenBack = false;
  if (event.type !== 'StatementCorrected') return;
  kept.speaker = event.data.corrected.speaker ?? kept.speaker;
  const { onBehalfOf } = event.data.corrected;
  if (onBehalfOf !== undefined) kept.bodies = [...(onBehalfOf ?? [])];
};

const append = (making: Making, subject: string, event: RecordEvent, isReconstructed: boolean): void => {
  const position = making.events.length + 1;
  const commandid = `command-${position}`;
  making.events.push({
    specversion: '1.0',
    id: eventIdOf(commandid, 0),
    type: event.type,
    source: EVENT_SOURCE,
    subject,
    time: making.clock,
    sequence: sequenceOf(position),
    datacontenttype: 'application/json',
    recordedby: 'tester',
    commandid,
    ...(isReconstructed ? { timebasis: 'reconstructed' } : {}),
    data: event.data,
  } as RecordedEvent);
  keep(making, event);
};

/** A command as the wishes make it: its name and its data. */
export type Given = Readonly<{ name: CommandName; data: object }>;

/** A coding that is nobody’s is taken no more, and stands in older logs. */
const worldFor = (making: Making, data: object): World => {
  const world = worldOf(making);
  return JSON.stringify(data).includes('"holders":[]') ? { ...world, wasRecorded: true } : world;
};

/** Put a command to the decider of its stream, and append what that decides. */
export const decide = (making: Making, { name, data }: Given, isReconstructed: boolean): void => {
  const command = { type: name, meta: {}, ...data } as unknown as AnyCommand;
  const { subject, decider } = routeOf(command);
  const state = making.states.get(subject) ?? decider.initial;
  const decided = ((): readonly RecordEvent[] => {
    try {
      return decider.decide(command, state, worldFor(making, data));
    } catch (error) {
      if (error instanceof Refusal) return [];
      throw error;
    }
  })();
  for (const event of decided) append(making, subject, event, isReconstructed);
  making.states.set(subject, decided.reduce(decider.evolve, state));
};

/** A log with the cast and nothing else. */
export const begun = (setting: Setting): Making => {
  const making: Making = {
    setting,
    events: [],
    states: new Map(),
    actors: new Map(),
    memberships: new Map(),
    issues: new Map(),
    sources: new Set(),
    statements: new Map(),
    clock: OPENED,
  };
  for (const { type, data } of CAST) decide(making, { name: COMMAND_OF[type], data }, false);
  return making;
};

/** The id of the thing of a kind that comes after so many others. */
export const idAfter = ({ setting }: Making, kind: string, others: number): string => {
  if (!setting.areIdsOdd) return `${kind}${others + 1}`;
  return others === 0 ? 'constructor' : String(1000 - others);
};
