/** What the lanes hold, read off the histories and the changes as the service gives them. Nothing is reckoned here. */

import { isMove } from '../../state/knowledge.js';
import { computed } from '@preact/signals';
import type { Change, HistoryEntry, HistoryKind, StanceShown } from '../../api/types.js';
import { evidence, knowsAll } from '../../state/clocks.js';
import { issues } from '../../state/names.js';
import { byCell } from '../../state/timeline.js';
import { MARK_OF, type MarkKind } from '../../words/stances.js';
import { histories, subject } from './asked.js';
import { numberOf, numberSaid } from './range.js';

/** What a lane is marked with: the page’s marks, and what a policy leaves out. */
export type LaneMark = MarkKind | 'not-counted';

/** A mark stands at a day number; `from` and `to` are the days it may have been said on, where they are more than one moment. */
export type Mark = Readonly<{
  key: string;
  kind: LaneMark;
  at: number;
  from: number;
  to: number;
  day: string;
  entry?: HistoryEntry;
  change?: Change;
}>;

/** An unbroken run of a stance; the last one has no end. `stated` is where it was last stated. */
export type Run = Readonly<StanceShown & { from: number; to?: number; stated: number }>;

export type Lane = Readonly<{
  key: string;
  actor: string;
  issue: string;
  proposition: string;
  runs: readonly Run[];
  marks: readonly Mark[];
}>;
export type Group = Readonly<{ key: string; issue: string; proposition?: string; lanes: readonly Lane[] }>;

const MARK_OF_ENTRY: Readonly<Record<HistoryKind, LaneMark>> = {
  'first-stated': 'new',
  reaffirmed: 'reaffirmed',
  shifted: 'shifted',
  declined: 'declined',
  withdrawn: 'withdrawn',
  'not-counted': 'not-counted',
};

/** The runs of one lane: each entry says which run it leaves the position in. */
export const runsOf = (entries: readonly HistoryEntry[]): readonly Run[] => {
  const runs: Run[] = [];
  for (const { after, before, day, kind } of entries) {
    if (kind === 'declined' || kind === 'not-counted' || (after === undefined && before === undefined)) continue;
    const last = runs.at(-1);
    const at = numberOf(day) + 0.5;
    const goesOn = last?.to === undefined && last?.stance === after?.stance && last?.since === after?.since;
    if (last !== undefined && goesOn) runs[runs.length - 1] = { ...last, ...after, stated: at } as Run;
    else {
      if (last !== undefined && last.to === undefined) runs[runs.length - 1] = { ...last, to: at };
      if (after !== undefined) runs.push({ ...after, from: numberOf(after.since) + 0.5, stated: at });
    }
  }
  return runs;
};

const markOfEntry = (entry: HistoryEntry, index: number): Mark => {
  const { said, statement } = entry.evidence;
  const ofSaying = entry.day === said.lastDay;
  return {
    key: `${statement}.${entry.kind}.${index}`,
    kind: MARK_OF_ENTRY[entry.kind],
    at: ofSaying ? numberSaid(said.edtf, entry.day) : numberOf(entry.day) + 0.5,
    from: numberOf(ofSaying ? said.firstDay : entry.day),
    to: numberOf(entry.day) + 1,
    day: entry.day,
    entry,
  };
};

const markOfChange = (change: Change, kind: LaneMark, entry?: HistoryEntry): Mark => {
  const { day } = change.said;
  const at = numberSaid(change.said.edtf, day);
  return { key: change.id, kind, at, from: numberOf(day), to: numberOf(day) + 1, day, change, ...(entry && { entry }) };
};

/** What a lane did not know yet: each statement once, where it was said. */
const ghostsOf = (changes: readonly Change[], known: number): readonly Mark[] => {
  if (knowsAll.value) return [];
  const found = new Map<string, Mark>();
  for (const change of changes) {
    const after = change.position > known && isMove(change);
    if (after) found.set(change.statement, markOfChange(change, 'later'));
  }
  return [...found.values()];
};

/** Changes are reckoned under the policy `press`: under another, only what history says is marked. */
const toldBeside = (changes: readonly Change[], entries: readonly HistoryEntry[], known: number): readonly Mark[] => {
  if (evidence.value !== 'press') return [];
  const then = changes.filter(({ position }) => position <= known);
  const revised = new Set(then.flatMap(({ revises }) => revises));
  return then
    .filter(({ kind, id }) => kind === 'record-corrected' || (kind === 'contested' && !revised.has(id)))
    .map((change) => {
      const entry = entries.find(({ evidence: { statement } }) => statement === change.statement);
      return markOfChange(change, MARK_OF[change.kind], change.kind === 'contested' ? undefined : entry);
    });
};

const laneOf = (pair: string, proposition: string, all: readonly HistoryEntry[], known: number): Lane => {
  const [actor = '', issue = ''] = pair.split('/');
  const entries = all.filter((entry) => entry.proposition === proposition);
  const changes = (byCell.value.get(pair) ?? []).filter((change) => change.proposition === proposition);
  const marks = [...entries.map(markOfEntry), ...toldBeside(changes, entries, known), ...ghostsOf(changes, known)];
  return {
    key: `${pair}/${proposition}`,
    actor,
    issue,
    proposition,
    runs: runsOf(entries),
    marks: marks.sort((a, b) => a.at - b.at),
  };
};

const lanesOf = (pair: string, entries: readonly HistoryEntry[], known: number): readonly Lane[] => {
  const issue = pair.split('/')[1];
  const wordings = issues.value.find(({ id }) => id === issue)?.propositions ?? [];
  return wordings.map(({ id }) => laneOf(pair, id, entries, known)).filter(({ marks }) => marks.length > 0);
};

const all = computed<readonly Lane[]>(() => {
  const { answer } = histories.value;
  if (answer === undefined) return [];
  return [...answer.entries].flatMap(([pair, entries]) => lanesOf(pair, entries, answer.position));
});

/** The lanes in groups: by proposition where the subject is an issue, else by issue. */
export const groups = computed<readonly Group[]>(() => {
  const byProposition = subject.value.actor === '';
  const found = new Map<string, Lane[]>();
  for (const lane of all.value) {
    const key = byProposition ? `${lane.issue}/${lane.proposition}` : lane.issue;
    found.set(key, [...(found.get(key) ?? []), lane]);
  }
  const order = issues.value.flatMap(({ id, propositions }) => [id, ...propositions.map((one) => `${id}/${one.id}`)]);
  return [...found]
    .map(([key, lanes]) => {
      const [issue = '', proposition] = key.split('/');
      return { key, issue, ...(proposition !== undefined && { proposition }), lanes };
    })
    .sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
});

/** All the lanes, as they stand from the top. */
export const lanes = computed(() => groups.value.flatMap((group) => group.lanes));

/** Whether anything is marked that was learned only after the recorded time asked of. */
export const hasGhosts = computed(() => lanes.value.some(({ marks }) => marks.some(({ kind }) => kind === 'later')));
