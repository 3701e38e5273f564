/** What was corrected since an old answer, of what it shows: told beside the answer, never in it. */

import type { RecordedEvent } from '../../events/index.js';
import { answerShown, type Base, readPosition } from '../../projections/index.js';
import type { EventStore } from '../store/event-store.js';
import { storedAt } from '../store/stored-at.js';

/** What an answer shows, by id: of an actor its memberships, and of a body the memberships in it, whoever has them. */
export type Shown = Readonly<{
  statements?: readonly string[];
  actors?: readonly string[];
  bodies?: readonly string[];
  issues?: readonly string[];
}>;

/** What a correction is of: a statement, a membership of an actor, or a proposition of an issue. */
export type Corrected = Readonly<{
  statement?: string;
  actor?: string;
  membership?: string;
  issue?: string;
  proposition?: string;
}>;

/** A correction, or what was added: of what, by which event, when, by whom and why. */
export type Correction = Corrected &
  Readonly<{ event: string; position: number; time: string; recordedby: string; reason?: string }>;

const CORRECTING: readonly string[] = [
  'StatementCoded',
  'StatementCorroborated',
  'StatementCorrected',
  'StatementVoided',
  'StatementWithdrawn',
  'WithdrawalVoided',
  'ReportCorrected',
  'CodingRevised',
];

type At = Readonly<{ position: number }>;

/** The versions after the first of the memberships that ever were in some bodies. */
const membersOf = ({ actors }: Base, bodies: readonly string[]): readonly At[] =>
  bodies.length === 0
    ? []
    : [...actors.values()].flatMap(({ memberships }) =>
        Object.values(memberships)
          .filter((versions) => versions.some(({ value }) => bodies.includes(value.body)))
          .flatMap((versions) => versions.slice(1)),
      );

/** The versions of what is shown that a correction made. */
const correctedIn = (readings: Base, shown: Shown): readonly At[] => {
  const { statements = [], actors = [], bodies = [], issues = [] } = shown;
  return [
    ...statements
      .flatMap((id) => readings.statements.rows.get(id)?.versions ?? [])
      .filter(({ eventType }) => CORRECTING.includes(eventType)),
    ...actors
      .flatMap((id) => Object.values(readings.actors.get(id)?.memberships ?? {}))
      .flatMap((versions) => versions.slice(1)),
    ...membersOf(readings, bodies),
    ...issues
      .flatMap((id) => Object.values(readings.codebook.get(id)?.propositions ?? {}))
      .flatMap(({ wordings }) => wordings.slice(1)),
  ];
};

/** The log positions of the corrections of what is shown that were recorded after one and up to another, in log order. */
export const correctionsBetween = (readings: Base, shown: Shown, after: number, until: number): readonly number[] => {
  const positions = correctedIn(readings, shown).map(({ position }) => position);
  return [...new Set(positions)].filter((at) => at > after && at <= until).sort((a, b) => a - b);
};

/** Why it was, in the words of whoever recorded it: a further source of the same act says why it is the same. */
const reasonOf = ({ data }: RecordedEvent): string | undefined => {
  if ('reason' in data) return data.reason;
  return 'why' in data ? data.why : undefined;
};

const correctedBy = ({ type, data }: RecordedEvent): Corrected => {
  if (type === 'MembershipCorrected') return { actor: data.actorId, membership: data.membershipId };
  if (type === 'PropositionReworded') return { issue: data.issueId, proposition: data.propositionId };
  return 'statementId' in data ? { statement: data.statementId } : {};
};

/** What an event that corrects says of itself. */
export const correctionOf = (event: RecordedEvent, position: number): Correction => {
  const reason = reasonOf(event);
  return {
    ...correctedBy(event),
    event: event.type,
    position,
    time: event.time,
    recordedby: event.recordedby,
    ...(reason === undefined ? {} : { reason }),
  };
};

/** The corrections at some log positions, read from the log. */
export const correctionsAt = async (
  store: Pick<EventStore, 'readAll'>,
  readings: Base,
  positions: readonly number[],
): Promise<readonly Correction[]> => {
  const found: Correction[] = [];
  for (const at of positions) {
    const event = (await storedAt(store, at))?.event;
    if (event !== undefined) found.push(correctionOf(event, at));
  }
  return answerShown(readings, found);
};

/** The corrections of what is shown that were recorded after a position, in log order; up to another where one is given. */
export const correctedSince = async (
  store: Pick<EventStore, 'readAll'>,
  readings: Base,
  shown: Shown,
  position: number,
  until = readPosition(readings),
): Promise<readonly Correction[]> =>
  correctionsAt(store, readings, correctionsBetween(readings, shown, position, until));

type Named = Readonly<{ id: string }>;

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

const PEOPLE: readonly string[] = ['actor', 'speaker', 'by', 'holders'];

const peopleIn = (value: Readonly<Record<string, unknown>>): readonly string[] =>
  PEOPLE.flatMap((key) => [value[key]].flat().flatMap((one) => (isNamed(one) ? [one.id] : [])));

const statementIn = ({ versions, statement }: Readonly<Record<string, unknown>>): readonly string[] => {
  if (typeof statement === 'string') return [statement];
  const id = typeof versions === 'string' ? /^\/v1\/statements\/([^/]+)\/versions$/.exec(versions)?.[1] : undefined;
  return id === undefined ? [] : [id];
};

/** What an answer shows: each statement that it names or whose versions it links to, and the people it names beside them. */
export const shownIn = (answer: unknown): Required<Pick<Shown, 'statements' | 'actors'>> => {
  const [statements, actors] = [new Set<string>(), new Set<string>()];
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) {
      for (const id of statementIn(value as Readonly<Record<string, unknown>>)) statements.add(id);
      for (const id of peopleIn(value as Readonly<Record<string, unknown>>)) actors.add(id);
    }
    for (const inner of Object.values(value)) look(inner);
  };
  look(answer);
  return { statements: [...statements], actors: [...actors] };
};
