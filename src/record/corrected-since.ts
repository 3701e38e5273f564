/** What was corrected since an old answer, of what it shows: told beside the answer, never in it. */

import type { RecordedEvent } from '../../events/index.js';
import { answerShown, type Base } from '../../projections/index.js';
import type { EventStore } from '../store/event-store.js';
import { storedAt } from '../store/stored-at.js';

/** What an answer shows, by id: of an actor its memberships, and of a body the memberships in it, whoever has them. */
export type Shown = Readonly<{
  statements?: readonly string[];
  actors?: readonly string[];
  bodies?: readonly string[];
  issues?: readonly string[];
}>;

/** A correction of something shown, or what was added to it: of what, by which event, when, by whom and why. */
export type Correction = Readonly<{
  of: string;
  event: string;
  position: number;
  time: string;
  recordedby: string;
  reason?: string;
}>;

const CORRECTING: readonly string[] = [
  'StatementCoded',
  'StatementCorroborated',
  'StatementCorrected',
  'StatementVoided',
  'StatementWithdrawn',
  'WithdrawalVoided',
  'ReportCorrected',
  'CodingRevised',
  'MembershipCorrected',
  'PropositionReworded',
];

type At = Readonly<{ position: number }>;

/** The versions of the memberships that ever were in some bodies. */
const membersOf = ({ actors }: Base, bodies: readonly string[]): readonly At[] =>
  bodies.length === 0
    ? []
    : [...actors.values()].flatMap(({ memberships }) =>
        Object.values(memberships)
          .filter((versions) => versions.some(({ value }) => bodies.includes(value.body)))
          .flat(),
      );

/** The versions there are of what is shown, its first ones included. */
const versionsOf = (readings: Base, shown: Shown): readonly At[] => {
  const { statements = [], actors = [], bodies = [], issues = [] } = shown;
  return [
    ...statements.flatMap((id) => readings.statements.rows.get(id)?.versions ?? []),
    ...actors.flatMap((id) => Object.values(readings.actors.get(id)?.memberships ?? {}).flat()),
    ...membersOf(readings, bodies),
    ...issues.flatMap((id) =>
      Object.values(readings.codebook.get(id)?.propositions ?? {}).flatMap(({ wordings }) => wordings),
    ),
  ];
};

const named = ({ type, data, subject }: RecordedEvent): string => {
  if (type === 'MembershipCorrected') return `${data.actorId}, membership ${data.membershipId}`;
  if (type === 'PropositionReworded') return `${data.issueId}/${data.propositionId}`;
  return 'statementId' in data ? data.statementId : subject;
};

/** Why it was, in the words of whoever recorded it: a further source of the same act says why it is the same. */
const reasonOf = ({ data }: RecordedEvent): string | undefined => {
  if ('reason' in data) return data.reason;
  return 'why' in data ? data.why : undefined;
};

const correctionOf = (event: RecordedEvent, position: number): Correction => {
  const reason = reasonOf(event);
  return {
    of: named(event),
    event: event.type,
    position,
    time: event.time,
    recordedby: event.recordedby,
    ...(reason === undefined ? {} : { reason }),
  };
};

/** The corrections of what is shown that were recorded after a position, in log order. */
export const correctedSince = async (
  store: Pick<EventStore, 'readAll'>,
  readings: Base,
  shown: Shown,
  position: number,
): Promise<readonly Correction[]> => {
  const later = versionsOf(readings, shown).flatMap((version) =>
    version.position > position ? [version.position] : [],
  );
  const found: Correction[] = [];
  for (const at of [...new Set(later)].sort((a, b) => a - b)) {
    const event = (await storedAt(store, at))?.event;
    if (event !== undefined && CORRECTING.includes(event.type)) found.push(correctionOf(event, at));
  }
  return answerShown(readings, found);
};

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
