/** What was corrected since of what the lanes show: a mark at each lane, and all of it below. */

import { computed } from '@preact/signals';
import type { Correction } from '../../api/types-corrections.js';
import { CorrectedList } from '../../parts/corrected.js';
import { Mark } from '../../parts/mark.js';
import { correctedLater } from '../../state/corrections.js';
import { type Lane, lanes } from './model.js';

/** Whether a correction is of a statement in a lane, of its wording, or of a post of somebody in it. */
const isOf = ({ actor, issue, proposition, marks }: Lane): ((one: Correction) => boolean) => {
  const evidence = marks.flatMap(({ entry }) => entry?.evidence ?? []);
  const statements = new Set(evidence.map(({ statement }) => statement));
  const actors = new Set([actor, ...evidence.map(({ speaker }) => speaker.id)]);
  return (one) => {
    if (one.proposition !== undefined) return one.issue === issue && one.proposition === proposition;
    return one.statement === undefined ? actors.has(one.actor ?? '') : statements.has(one.statement);
  };
};

/** The corrections of each lane that has any. */
const ofLanes = computed<ReadonlyMap<string, readonly Correction[]>>(() => {
  const later = correctedLater.value;
  if (later.length === 0) return new Map();
  const found = lanes.value.map((lane) => [lane.key, later.filter(isOf(lane))] as const);
  return new Map(found.filter(([, some]) => some.length > 0));
});

export const LaneCorrected = ({ lane }: { lane: Lane }) =>
  ofLanes.value.has(lane.key) ? (
    <>
      {' '}
      <Mark kind="corrected" />
    </>
  ) : null;

export const LanesCorrected = () => {
  const all = [...new Set([...ofLanes.value.values()].flat())].sort((a, b) => a.position - b.position);
  return all.length === 0 ? null : <CorrectedList all={all} />;
};
