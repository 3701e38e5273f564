import { ActorKind, Membership, Name, positionOf, RecordedEvent } from '../events/index.js';
import { Projection, Version, versionAt } from './reading.js';

/** One actor with every version of its names and memberships, in log order. */
export type ActorRow = Readonly<{
  actorId: string;
  kind: ActorKind;
  zone?: string;
  unnamed?: boolean;
  note?: string;
  position: number;
  names: readonly Version<Name>[];
  memberships: Readonly<Record<string, readonly MembershipVersion[]>>;
}>;

/** A membership as known from a position on, and why it was corrected where it was. */
export type MembershipVersion = Version<Membership> & Readonly<{ reason?: string }>;

/** Every actor by id. */
export type ActorsView = Map<string, ActorRow>;

const membershipOf = (data: Membership): Membership => ({
  membershipId: data.membershipId,
  body: data.body,
  post: data.post,
  speaksFor: data.speaksFor,
  ...(data.from === undefined ? {} : { from: data.from }),
  ...(data.until === undefined ? {} : { until: data.until }),
});

const withMembership = (row: ActorRow, version: MembershipVersion): ActorRow => {
  const id = version.value.membershipId;
  const known = Object.hasOwn(row.memberships, id) ? (row.memberships[id] ?? []) : [];
  return { ...row, memberships: { ...row.memberships, [id]: [...known, version] } };
};

const registered = (event: Extract<RecordedEvent, { type: 'ActorRegistered' }>): ActorRow => {
  const { actorId, kind, zone, unnamed, note, names } = event.data;
  const position = positionOf(event);
  return {
    actorId,
    kind,
    ...(zone === undefined ? {} : { zone }),
    ...(unnamed === undefined ? {} : { unnamed }),
    ...(note === undefined ? {} : { note }),
    position,
    names: names.map((value) => ({ position, value })),
    memberships: {},
  };
};

const evolveRow = (row: ActorRow | undefined, event: RecordedEvent): ActorRow | undefined => {
  if (event.type === 'ActorRegistered') return registered(event);
  if (row === undefined) return undefined;
  const position = positionOf(event);
  switch (event.type) {
    case 'ActorNamed':
      return { ...row, names: [...row.names, { position, value: event.data.name }] };
    case 'MembershipRecorded':
      return withMembership(row, { position, value: membershipOf(event.data) });
    case 'MembershipCorrected':
      return withMembership(row, { position, value: membershipOf(event.data), reason: event.data.reason });
    default:
      return row;
  }
};

const evolve = (view: ActorsView, event: RecordedEvent): ActorsView => {
  if (!('actorId' in event.data)) return view;
  const row = evolveRow(view.get(event.data.actorId), event);
  return row === undefined ? view : view.set(row.actorId, row);
};

export const actorsProjection: Projection<ActorsView> = {
  name: 'actors',
  version: 1,
  initial: () => new Map(),
  evolve,
};

/** The actor as known at a position, or nothing where it was registered later. */
export const actorAt = (actors: ActorsView, actorId: string, position: number): ActorRow | undefined => {
  const row = actors.get(actorId);
  return row === undefined || row.position > position ? undefined : row;
};

/** An actor's names as known at a position. */
export const namesAt = (row: ActorRow, position: number): readonly Name[] =>
  row.names.filter((name) => name.position <= position).map((name) => name.value);

/** The name to show in a language: the first in it, else the first there is, else the id. */
export const displayName = (row: ActorRow, position: number, language = 'en'): string => {
  let first: string | undefined;
  for (const { position: at, value } of row.names) {
    if (at > position) continue;
    if (value.language.startsWith(language)) return value.text;
    first ??= value.text;
  }
  return first ?? row.actorId;
};

const firstOf = (versions: readonly MembershipVersion[]): number => versions[0]?.position ?? 0;

/** An actor's memberships as known at a position, each in its latest version by then, in the order of recording. */
export const membershipsAt = (row: ActorRow, position: number): readonly Membership[] =>
  Object.values(row.memberships)
    .sort((one, other) => firstOf(one) - firstOf(other))
    .flatMap((versions) => versionAt(versions, position)?.value ?? []);

/** Whether a membership covers a whole range of calendar days. `from` is in it, `until` is the first day out of it. */
export const covers = (membership: Membership, firstDay: string, lastDay: string): boolean =>
  (membership.from === undefined || membership.from <= firstDay) &&
  (membership.until === undefined || lastDay < membership.until);
