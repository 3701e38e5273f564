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
  /** What was recorded of its memberships and counts for nothing, because a body would belong to itself by it. */
  circles?: readonly MembershipVersion[];
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

/** The bodies of an actor’s memberships, each in its latest version, of whatever time. */
export const bodiesOf = (actors: ActorsView, actorId: string): readonly string[] =>
  Object.values(actors.get(actorId)?.memberships ?? {}).flatMap((versions) => versions.at(-1)?.value.body ?? []);

/** Whether an actor is a body, or one that the body belongs to, itself or through others; each body is looked at once. */
export const isAbove = (bodies: (actorId: string) => readonly string[], actorId: string, body: string): boolean => {
  const seen = new Set([body]);
  for (const one of seen) {
    if (one === actorId) return true;
    for (const above of bodies(one)) seen.add(above);
  }
  return false;
};

/**
 * A membership as the log makes it. The first of two that make a circle counts, and the second for nothing: two writers
 * who knew nothing of each other can have recorded both.
 */
const joined = (view: ActorsView, row: ActorRow, version: MembershipVersion): ActorRow =>
  isAbove((actorId) => bodiesOf(view, actorId), row.actorId, version.value.body)
    ? { ...row, circles: [...(row.circles ?? []), version] }
    : withMembership(row, version);

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

const evolveRow = (view: ActorsView, row: ActorRow | undefined, event: RecordedEvent): ActorRow | undefined => {
  if (event.type === 'ActorRegistered') return registered(event);
  if (row === undefined) return undefined;
  const position = positionOf(event);
  switch (event.type) {
    case 'ActorNamed':
      return { ...row, names: [...row.names, { position, value: event.data.name }] };
    case 'MembershipRecorded':
      return joined(view, row, { position, value: membershipOf(event.data) });
    case 'MembershipCorrected':
      return joined(view, row, { position, value: membershipOf(event.data), reason: event.data.reason });
    default:
      return row;
  }
};

const evolve = (view: ActorsView, event: RecordedEvent): ActorsView => {
  if (!('actorId' in event.data)) return view;
  const row = evolveRow(view, view.get(event.data.actorId), event);
  return row === undefined ? view : view.set(row.actorId, row);
};

export const actorsProjection: Projection<ActorsView> = {
  name: 'actors',
  version: 2,
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

/**
 * What a reader of an actor has to be warned of, as known at a position: memberships that count for nothing because they
 * would make a circle, and were not corrected since.
 */
export const circlesIn = (row: ActorRow, position: number): readonly string[] => {
  const pending = (row.circles ?? []).filter(({ position: at, value }) => {
    const counted = row.memberships[value.membershipId] ?? [];
    return at <= position && (versionAt(counted, position)?.position ?? 0) < at;
  });
  const latest = new Map(pending.map(({ value }) => [value.membershipId, value.body]));
  return [...latest].map(
    ([membership, body]) =>
      `Membership ${membership} of ${row.actorId} in ${body} counts for nothing: when it was recorded, ${body} was a member of ` +
      `${row.actorId} already, or of one of its members. Correct it; where the other is wrong, correct that one first, and then ` +
      'this one, even to what it says already.',
  );
};

/** Whether a membership covers a whole range of calendar days. `from` is in it, `until` is the first day out of it. */
export const covers = (membership: Membership, firstDay: string, lastDay: string): boolean =>
  (membership.from === undefined || membership.from <= firstDay) &&
  (membership.until === undefined || lastDay < membership.until);
