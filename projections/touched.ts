import type { RecordedEvent } from '../events/index.js';
import type { Base } from './readings.js';

/** The sources that are official of an actor. */
const officialSources = (base: Base, actor: string): readonly string[] =>
  [...base.sources].flatMap(([id, { described }]) => (described.officialOf === actor ? [id] : []));

/** Whether an actor can have been spoken for: then every statement may have been spoken for it. */
const isSpokenFor = (base: Base, actor: string): boolean =>
  base.actors.get(actor)?.kind !== 'person' || base.statements.spokenFor.has(actor);

/**
 * The statements that a membership of an actor has a say in: what it said, what it or its sources told of others, as own
 * or as a counterpart, and, where it can be spoken for, what others said for it.
 */
export const touchedByPost = (base: Base, actor: string): readonly string[] => {
  const { bySpeaker, byTeller, bySource, rows } = base.statements;
  const told = [
    ...(bySpeaker.get(actor) ?? []),
    ...(byTeller.get(actor) ?? []),
    ...officialSources(base, actor).flatMap((source) => bySource.get(source) ?? []),
  ];
  return [...new Set(isSpokenFor(base, actor) ? [...told, ...rows.keys()] : told)];
};

/** The statements an event may have moved: its own, or those that a membership has a say in. */
export const touchedBy = (base: Base, event: RecordedEvent): readonly string[] => {
  if ('statementId' in event.data) return [event.data.statementId];
  if (event.type !== 'MembershipRecorded' && event.type !== 'MembershipCorrected') return [];
  return touchedByPost(base, event.data.actorId);
};
