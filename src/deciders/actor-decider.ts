import type { ActorEvent, ActorKind, Membership, Name } from '../../events/index.js';
import { isAbove } from '../../projections/index.js';
import type { CorrectMembership, NameActor, RecordMembership, RegisterActor } from '../commands/actor-commands.js';
import { plainOf } from '../commands/check.js';
import type { Decider } from './decider.js';
import { AlreadyOnRecord, DoesNotHold, NothingToChange, refuse } from './refusals.js';
import { bodyFault } from './references.js';
import { suggestion } from '../record/question-refusals.js';
import type { World } from './world.js';

type ActorCommand = RegisterActor | NameActor | RecordMembership | CorrectMembership;
type State =
  | Readonly<{ status: 'unknown' }>
  | Readonly<{ status: 'registered'; kind: ActorKind; memberships: readonly string[]; names: readonly Name[] }>;
type Registered = Extract<State, { status: 'registered' }>;

const evolve = (state: State, event: ActorEvent): State => {
  switch (event.type) {
    case 'ActorRegistered':
      return { status: 'registered', kind: event.data.kind, memberships: [], names: event.data.names };
    case 'MembershipRecorded':
      return state.status === 'unknown'
        ? state
        : { ...state, memberships: [...state.memberships, event.data.membershipId] };
    case 'ActorNamed':
      return state.status === 'unknown' ? state : { ...state, names: [...state.names, event.data.name] };
    case 'MembershipCorrected':
      return state;
  }
};

const register = (command: RegisterActor): readonly ActorEvent[] => {
  if (command.kind !== 'person' && command.unnamed === true) {
    throw new DoesNotHold([{ pointer: '/unnamed', detail: 'is for persons: a body has a name.' }]);
  }
  return [{ type: 'ActorRegistered', data: plainOf(command) }];
};

const isSame = (one: Name, other: Name): boolean =>
  one.text === other.text && one.language === other.language && one.order === other.order;

/** A name that the actor has already is nothing new. */
const name = (command: NameActor, state: Registered): readonly ActorEvent[] =>
  state.names.some((known) => isSame(known, command.name)) ? [] : [{ type: 'ActorNamed', data: plainOf(command) }];

const membershipFaults = (command: RecordMembership | CorrectMembership, world: World): void => {
  const { from, until, body, actorId } = command satisfies Membership & { actorId: string };
  refuse([
    ...bodyFault(world, body, '/body'),
    ...(body === actorId ? [{ pointer: '/body', detail: 'is the actor itself: nobody is a member of itself.' }] : []),
    ...(body !== actorId && isAbove(world.bodiesOf, actorId, body)
      ? [
          {
            pointer: '/body',
            detail: `is itself a member of ${actorId}, or of one of its members: memberships go round in no circle.`,
          },
        ]
      : []),
    ...(from !== undefined && until !== undefined && until <= from
      ? [{ pointer: '/until', detail: `${until} is not after ${from}: it is the first day no longer in post.` }]
      : []),
  ]);
};

const record = (command: RecordMembership, state: Registered, world: World): readonly ActorEvent[] => {
  if (state.memberships.includes(command.membershipId)) {
    throw new AlreadyOnRecord(`a membership of ${command.actorId}`, command.membershipId);
  }
  membershipFaults(command, world);
  return [{ type: 'MembershipRecorded', data: plainOf(command) }];
};

const correct = (command: CorrectMembership, state: Registered, world: World): readonly ActorEvent[] => {
  if (!state.memberships.includes(command.membershipId)) {
    throw new NothingToChange(`membership of ${command.actorId}`, command.membershipId);
  }
  membershipFaults(command, world);
  return [{ type: 'MembershipCorrected', data: plainOf(command) }];
};

const decide = (command: ActorCommand, state: State, world: World): readonly ActorEvent[] => {
  if (command.type === 'RegisterActor') {
    if (state.status === 'registered') throw new AlreadyOnRecord('an actor', command.actorId);
    return register(command);
  }
  if (state.status === 'unknown') {
    const near = suggestion(world.nearest('actor', command.actorId), '/v1/actors');
    throw new NothingToChange('actor', command.actorId, near);
  }
  if (command.type === 'NameActor') return name(command, state);
  return command.type === 'RecordMembership' ? record(command, state, world) : correct(command, state, world);
};

export const actorDecider: Decider<ActorCommand, State, ActorEvent> = {
  initial: { status: 'unknown' },
  evolve,
  decide,
};
