import type { RecordedEvent } from '../events/index.js';
import type { Base } from './readings.js';
import type { StatementState } from './statements.js';

/** Whether any source or teller of a statement is one of some actors, whose sides a membership decides. */
const isToldBy = (base: Base, { reports }: StatementState, actors: ReadonlySet<string>): boolean =>
  reports.some(
    ({ source, attribution }) =>
      actors.has(base.sources.get(source)?.described.officialOf ?? '') ||
      attribution.some((link) => actors.has(link.actor ?? '')),
  );

/** What a membership can move: what its person said, and what it or its bodies told of others, as own or as a counterpart. */
const touchedByMembership = (base: Base, actorId: string): readonly string[] => {
  const versions = Object.values(base.actors.get(actorId)?.memberships ?? {}).flat();
  const sides = new Set([actorId, ...versions.map(({ value }) => value.body)]);
  const told = [...base.statements.rows.values()].flatMap(({ statementId, versions: known }) => {
    const state = known.at(-1)?.state;
    return state !== undefined && isToldBy(base, state, sides) ? [statementId] : [];
  });
  return [...new Set([...(base.statements.bySpeaker.get(actorId) ?? []), ...told])];
};

/** The statements an event may have moved: its own, or those that a membership has a say in. */
export const touchedBy = (base: Base, event: RecordedEvent): readonly string[] => {
  if ('statementId' in event.data) return [event.data.statementId];
  if (event.type !== 'MembershipRecorded' && event.type !== 'MembershipCorrected') return [];
  return touchedByMembership(base, event.data.actorId);
};
