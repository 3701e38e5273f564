import type { Event } from './event.js';
import type { Name } from './text.js';

/** What an actor is. Persons speak for bodies; every other kind is a body. */
export const ACTOR_KINDS = ['person', 'office', 'government', 'party', 'organisation'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** An actor entered the record. `zone` (IANA) is where it usually speaks; an unnamed person says so. */
export type ActorRegistered = Event<
  'ActorRegistered',
  { actorId: string; kind: ActorKind; names: readonly Name[]; zone?: string; unnamed?: boolean; note?: string }
>;

/** An actor was found to have another name, in a language or an order the record did not have. */
export type ActorNamed = Event<'ActorNamed', { actorId: string; name: Name; note?: string }>;

/**
 * A person's post in a body (Popolo's membership). `from` is the first day in post and `until` the first day no longer
 * in it (calendar dates, half-open); either may be absent where it is not known. `speaksFor` says whether the post may
 * commit the body.
 */
export type Membership = Readonly<{
  membershipId: string;
  body: string;
  post: string;
  speaksFor: boolean;
  from?: string;
  until?: string;
}>;

/** A person's post in a body was recorded. */
export type MembershipRecorded = Event<'MembershipRecorded', Membership & { actorId: string; note?: string }>;

/** What the record said of a membership was wrong or is no longer all: the whole membership as it is now known. */
export type MembershipCorrected = Event<'MembershipCorrected', Membership & { actorId: string; reason: string }>;

export type ActorEvent = ActorRegistered | ActorNamed | MembershipRecorded | MembershipCorrected;
