import type { Diff, Difference, EvidenceShown, History, PropositionAnswer } from '../../projections/index.js';
import { columns, counted } from './output.js';
import { evidenceWithStance } from './position-text.js';
import { movedText } from './stance-text.js';

/** A history for people: a line a step, with the words. */
export const historyText = (history: History): readonly string[] => [
  `${history.actor.name} on ${history.issue.id}: ${counted(history.total, 'step')} as of ${history.asOf}, known at position ${history.knownAt.position}`,
  '',
  ...history.entries.flatMap((entry) => [
    `${entry.day}  ${entry.kind}  ${entry.proposition}  (${movedText(entry)})`,
    ...evidenceWithStance(entry.evidence, 4),
  ]),
  ...(history.next === undefined ? [] : ['', `More: --offset ${history.next}`]),
  '',
  history.permalink,
];

/** Words of a difference, and of which sides of it. */
type Worded = Readonly<{ evidence: EvidenceShown; sides: readonly string[] }>;

/** The last words of a stance; of a mixed one all that are listed. */
const lastOf = (answer: PropositionAnswer | undefined): readonly EvidenceShown[] =>
  answer?.evidence.slice(answer.stance === 'mixed' ? 0 : -1) ?? [];

const keyOf = ({ statement, coding, stance, condition }: EvidenceShown): string =>
  JSON.stringify([statement, coding, stance, condition]);

/** The last words of each side of a difference, each once for what it is read as. */
const words = ({ before, after, contest, evidence = [] }: Difference): readonly Worded[] => {
  const beside = [...(contest?.evidence.slice(-1) ?? []), ...evidence];
  const all: readonly Worded[] = [
    ...lastOf(before).map((one) => ({ evidence: one, sides: ['before'] })),
    ...lastOf(after).map((one) => ({ evidence: one, sides: ['after'] })),
    ...beside.map((one) => ({ evidence: one, sides: [] })),
  ];
  const found = new Map<string, Worded>();
  for (const one of all) {
    const key = keyOf(one.evidence);
    found.set(key, { ...one, sides: [...(found.get(key)?.sides ?? []), ...one.sides] });
  }
  return [...found.values()];
};

/** A difference with its words: of one actor these are from before and after, two say whose they are. */
const withWords = (difference: Difference, isOfOne: boolean): readonly string[] => [
  '',
  `${difference.change} ${difference.proposition === '' ? 'on the whole issue' : difference.proposition}`,
  ...words(difference).flatMap(({ evidence, sides }) =>
    evidenceWithStance(evidence, 4, isOfOne ? sides.join(' and ') : ''),
  ),
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
  ...diff.differences.flatMap((one) => withWords(one, diff.from.actor === diff.to.actor)),
  '',
  `Unchanged: ${diff.unchanged.length === 0 ? 'none' : diff.unchanged.join(', ')}`,
];
