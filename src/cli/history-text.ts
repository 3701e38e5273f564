import type { Diff, Difference, History } from '../../projections/index.js';
import { columns } from './output.js';
import { evidenceText } from './position-text.js';

const stance = (shown: Readonly<{ stance: string; since: string }> | undefined): string =>
  shown === undefined ? '-' : shown.stance;

/** A history for people: a line a step, with the words. */
export const historyText = (history: History): readonly string[] => [
  `${history.actor.name} on ${history.issue.id}: ${history.total} steps as of ${history.asOf}, known at position ${history.knownAt.position}`,
  '',
  ...history.entries.flatMap((entry) => [
    `${entry.day}  ${entry.kind}  ${entry.proposition}  (${stance(entry.before)} -> ${stance(entry.after)})`,
    ...evidenceText(entry.evidence, 4),
  ]),
  ...(history.next === undefined ? [] : ['', `More: --offset ${history.next}`]),
  '',
  history.permalink,
];

const row = (difference: Difference): readonly string[] => [
  difference.change,
  difference.proposition,
  difference.before?.stance ?? '',
  difference.after?.stance ?? '',
  difference.why,
];

/** What differs, for people. */
export const diffText = (diff: Diff): readonly string[] => [
  `from ${diff.from.actor} as of ${diff.from.asOf}, known at position ${diff.from.knownAt.position}`,
  `to   ${diff.to.actor} as of ${diff.to.asOf}, known at position ${diff.to.knownAt.position}`,
  '',
  ...(diff.differences.length === 0
    ? ['Nothing differs.']
    : columns(['change', 'proposition', 'before', 'after', 'why'], diff.differences.map(row))),
  '',
  `Unchanged: ${diff.unchanged.length === 0 ? 'none' : diff.unchanged.join(', ')}`,
];
