import type { Diff, Difference, EvidenceShown, History } from '../../projections/index.js';
import { columns, counted } from './output.js';
import { evidenceText } from './position-text.js';

const stance = (shown: Readonly<{ stance: string; since: string }> | undefined): string =>
  shown === undefined ? '-' : shown.stance;

/** A history for people: a line a step, with the words. */
export const historyText = (history: History): readonly string[] => [
  `${history.actor.name} on ${history.issue.id}: ${counted(history.total, 'step')} as of ${history.asOf}, known at position ${history.knownAt.position}`,
  '',
  ...history.entries.flatMap((entry) => [
    `${entry.day}  ${entry.kind}  ${entry.proposition}  (${stance(entry.before)} -> ${stance(entry.after)})`,
    ...evidenceText(entry.evidence, 4),
  ]),
  ...(history.next === undefined ? [] : ['', `More: --offset ${history.next}`]),
  '',
  history.permalink,
];

/** The last words of each side of a difference. */
const words = ({ before, after, contest, evidence = [] }: Difference): readonly EvidenceShown[] => {
  const last = [before, after, contest].flatMap((part) => part?.evidence.at(-1) ?? []);
  return [...new Map([...last, ...evidence].map((one) => [one.statement, one])).values()];
};

const withWords = (difference: Difference): readonly string[] => [
  '',
  `${difference.change} ${difference.proposition === '' ? 'on the whole issue' : difference.proposition}`,
  ...words(difference).flatMap((evidence) => evidenceText(evidence, 4)),
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
  ...diff.differences.flatMap(withWords),
  '',
  `Unchanged: ${diff.unchanged.length === 0 ? 'none' : diff.unchanged.join(', ')}`,
];
