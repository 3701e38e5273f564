import type { Coding } from '../events/index.js';
import { actorAt, covers, membershipsAt } from './actors.js';
import { versionAt } from './reading.js';
import type { Base } from './readings.js';
import type { StatementState } from './statements.js';

/** One actor whose stance a statement gives, and the post in which the speaker spoke for it where it is a body. */
export type Holder = Readonly<{ actor: string; post?: string; personally?: true }>;

/** The bodies a speaker speaks for by membership: those whose post may commit the body over the whole said range. */
const bodiesByMembership = (readings: Base, state: StatementState, position: number): readonly string[] => {
  const speaker = actorAt(readings.actors, state.speaker, position);
  if (speaker === undefined) return [];
  return membershipsAt(speaker, position)
    .filter((membership) => membership.speaksFor && covers(membership, state.said.firstDay, state.said.lastDay))
    .map((membership) => membership.body);
};

/** The post in which a speaker spoke for a body: one that may commit it, where it held several. */
const postIn = (readings: Base, state: StatementState, body: string, position: number): string | undefined => {
  const speaker = actorAt(readings.actors, state.speaker, position);
  if (speaker === undefined) return undefined;
  const held = membershipsAt(speaker, position).filter(
    (membership) => membership.body === body && covers(membership, state.said.firstDay, state.said.lastDay),
  );
  return (held.find((membership) => membership.speaksFor) ?? held[0])?.post;
};

/** The speaker and the bodies it spoke for, as known at a position. */
export const holdersOf = (readings: Base, state: StatementState, position: number): readonly Holder[] => {
  const bodies = [...new Set(state.onBehalfOf ?? bodiesByMembership(readings, state, position))];
  const speaker: Holder = {
    actor: state.speaker,
    ...(state.onBehalfOf?.length === 0 ? { personally: true as const } : {}),
  };
  const spokenFor = bodies.filter((body) => body !== state.speaker);
  return [speaker].concat(
    spokenFor.map((body): Holder => {
      const post = postIn(readings, state, body, position);
      return { actor: body, ...(post === undefined ? {} : { post }) };
    }),
  );
};

/** Whether a statement's withdrawal is by one of those who spoke: nobody takes back what another said. */
export const takesBack = ({ withdrawal }: Pick<StatementState, 'withdrawal'>, spoke: readonly Holder[]): boolean =>
  spoke.some(({ actor }) => actor === withdrawal?.by);

/** Those of a statement's holders whose stance a coding gives. */
export const holdersOfCoding = (holders: readonly Holder[], coding: Coding): readonly Holder[] =>
  coding.holders === undefined ? holders : holders.filter((holder) => coding.holders?.includes(holder.actor));

/** The actors that a coding names as holders without their having spoken: whom it characterises. */
export const namedWithoutSpeaking = (holders: readonly Holder[], coding: Coding): readonly string[] =>
  (coding.holders ?? []).filter((actor) => !holders.some((holder) => holder.actor === actor));

/** Whether a person or body belongs to a body by any membership known at a position, over a range of days. */
export const belongsTo = (
  readings: Base,
  member: string,
  body: string,
  days: Readonly<{ firstDay: string; lastDay: string }>,
  position: number,
): boolean => {
  const row = actorAt(readings.actors, member, position);
  for (const id in row?.memberships) {
    const membership = versionAt(row.memberships[id] ?? [], position)?.value;
    if (membership?.body === body && covers(membership, days.firstDay, days.lastDay)) return true;
  }
  return false;
};
