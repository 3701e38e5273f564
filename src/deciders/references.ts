import type { Fault } from '../refusal.js';
import { suggestion } from '../record/question-refusals.js';
import { mayHint } from './hints.js';
import type { ReferenceKind, World } from './world.js';

const WHERE: Readonly<Record<ReferenceKind, string>> = {
  actor: '/v1/actors',
  issue: '/v1/issues',
  proposition: '/v1/issues',
  source: '/v1/sources',
  statement: '/v1/events',
};

const unknown = (world: World, kind: ReferenceKind, id: string, pointer: string): Fault => ({
  pointer,
  detail: `names ${kind} “${id}”, which is not on record.${mayHint(world) ? suggestion(world.nearest(kind, id), WHERE[kind]) : ''}`,
});

const faultUnless = (is: boolean, world: World, kind: ReferenceKind, id: string, pointer: string): readonly Fault[] =>
  is ? [] : [unknown(world, kind, id, pointer)];

/** A fault where an actor is not on record. */
export const actorFault = (world: World, id: string | undefined, pointer: string): readonly Fault[] =>
  id === undefined ? [] : faultUnless(world.actor(id) !== undefined, world, 'actor', id, pointer);

/** A fault for each actor of a list that is not on record. */
export const actorFaults = (world: World, ids: readonly string[] | undefined, pointer: string): readonly Fault[] =>
  (ids ?? []).flatMap((id, at) => actorFault(world, id, `${pointer}/${at}`));

/** Faults where something that must be a body is a person or is not on record. */
export const bodyFault = (world: World, id: string, pointer: string): readonly Fault[] => {
  if (world.actor(id)?.kind !== 'person') return actorFault(world, id, pointer);
  return [
    {
      pointer,
      detail: `names ${id}, a person: only a body can be spoken for. Name a government, party, office or organisation.`,
    },
  ];
};

export const sourceFault = (world: World, id: string, pointer: string): readonly Fault[] =>
  faultUnless(world.hasSource(id), world, 'source', id, pointer);

export const statementFault = (world: World, id: string | undefined, pointer: string): readonly Fault[] =>
  id === undefined ? [] : faultUnless(world.hasStatement(id), world, 'statement', id, pointer);

/** Faults where a proposition is not one of its issue, or the issue is not on record. */
export const propositionFaults = (world: World, issue: string, proposition: string, at: string): readonly Fault[] => {
  const found = world.issue(issue);
  if (found === undefined) return [unknown(world, 'issue', issue, `${at}/issue`)];
  const others = found.propositions.includes(proposition) ? [] : world.issuesOf(proposition);
  if (others.length > 0) {
    const detail = `names “${proposition}”, which is a proposition of ${others.join(', ')} and not of ${issue}.`;
    return [{ pointer: `${at}/proposition`, detail: `${detail} Name that issue, or one of its own propositions.` }];
  }
  return faultUnless(found.propositions.includes(proposition), world, 'proposition', proposition, `${at}/proposition`);
};
