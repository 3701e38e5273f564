/** What is compared: read from the URL, with what is meant where it says nothing. */

import { computed } from '@preact/signals';
import { pathTo } from '../../api/client.js';
import type { Day, Diff, Position, PropositionAnswer, Side } from '../../api/types.js';
import { type Address, address, parsed, written } from '../../state/address.js';
import { asOf, clocks, dayOf, evidence, head, knownAt } from '../../state/clocks.js';
import { actors, issues } from '../../state/names.js';
import { resource } from '../../state/resource.js';
import { byCell, timelineRead } from '../../state/timeline.js';
import { type Clock, leftOf } from './sides.js';

export type Mode = 'dates' | 'actors' | 'known';

const isDay = (time: string): boolean => /^\d{4}-\d\d-\d\d$/.test(time);

/** Whether a recorded time is written as a log position. */
export const isPosition = (time: string): boolean => /^\d+$/.test(time);

export const mode = computed<Mode>(() => {
  const { with: other, knownFrom, knownTo } = address.value;
  if (other !== '') return 'actors';
  return knownFrom !== '' || knownTo !== '' ? 'known' : 'dates';
});

/** Those who spoke on an issue, in the order of the record. */
export const spokeOn = (issue: string): readonly string[] =>
  [...actors.value.keys()].filter((actor) => byCell.value.has(`${actor}/${issue}`));

const subject = computed(() => {
  const [cardActor = '', cardIssue = ''] = address.value.card.split('/');
  const first = issues.value.find(
    ({ id }) => address.value.actor === '' || byCell.value.has(`${address.value.actor}/${id}`),
  );
  const issue = address.value.issue || cardIssue || (first?.id ?? '');
  return { issue, actor: address.value.actor || cardActor || (spokeOn(issue)[0] ?? '') };
});
export const issue = computed(() => subject.value.issue);
export const actor = computed(() => subject.value.actor);

const cell = computed(() => byCell.value.get(`${actor.value}/${issue.value}`) ?? []);

const dayBefore = (day: Day): Day => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

const said = computed<Clock>(() => ({
  moves: [...new Set(cell.value.map((change) => change.said.day))]
    .sort()
    .map((day) => ({ at: day, before: dayBefore(day) })),
  isBy: ({ at }, time) => at <= dayOf(time),
}));

const recorded = computed<Clock>(() => ({
  moves: cell.value.map((change) => ({ at: change.recorded, before: String(change.position - 1) })),
  isBy: ({ at, before }, time) => {
    if (isPosition(time)) return Number(before) < Number(time);
    return isDay(time) ? dayOf(at) <= time : Date.parse(at) <= Date.parse(time);
  },
}));

/** Without a second date it is the one above; where neither is in the URL that can be before the first, which then is both. */
export const to = computed(() => {
  const { to: given, from: first, asOf: above } = address.value;
  const day = dayOf(asOf.value);
  return given || (above === '' && dayOf(first) > day ? first : day);
});
export const from = computed(() => address.value.from || leftOf(said.value, to.value));

export const knownTo = computed(() => address.value.knownTo || String(head.value));
export const knownFrom = computed(() => address.value.knownFrom || leftOf(recorded.value, knownTo.value));

/** What the service is asked beside the actor and the issue. */
const query = computed((): Readonly<Record<string, string>> | undefined => {
  if (clocks.value === undefined) return undefined;
  const policy = evidence.value === 'press' ? '' : evidence.value;
  if (mode.value === 'dates') return { from: from.value, to: to.value, knownAt: knownAt.value, evidence: policy };
  if (mode.value === 'actors') return { with: address.value.with, ...clocks.value };
  return { knownFrom: knownFrom.value, knownTo: knownTo.value, asOf: asOf.value, evidence: policy };
});

/** What is not said in the URL is taken from the timeline: nothing is asked before it was read. */
const open = computed(
  () => address.value.view === 'compare' && timelineRead.value && actor.value !== '' && issue.value !== '',
);

const at = (of: string): string => `/v1/positions/${encodeURIComponent(of)}/${encodeURIComponent(issue.value)}`;

export const diff = resource<Diff>(() =>
  open.value && query.value !== undefined ? pathTo(`${at(actor.value)}/diff`, { ...query.value }) : undefined,
);

const positionAt = (side: Side | undefined): string | undefined =>
  !open.value || side === undefined
    ? undefined
    : pathTo(at(side.actor), {
        asOf: side.asOf,
        knownAt: side.knownAt.position,
        evidence: side.evidence === 'press' ? '' : side.evidence,
      });

/** The whole positions of both sides: what is the same stands in them, and whom each contests. */
export const left = resource<Position>(() => positionAt(diff.value.value.answer?.from));
export const right = resource<Position>(() => positionAt(diff.value.value.answer?.to));

/** A whole position, where it is that of a side: until its answer is there nothing is known of it. */
export const wholeOf = (which: typeof left, side: Side): Position | undefined => {
  const { answer } = which.value.value;
  const isOfSide =
    answer?.actor.id === side.actor &&
    answer.asOf === side.asOf &&
    answer.knownAt.position === side.knownAt.position &&
    answer.evidence === side.evidence;
  return isOfSide ? answer : undefined;
};

/** What a side holds on a proposition, as its whole position says. */
export const heldBy = (which: typeof left, side: Side, id: string): PropositionAnswer | undefined | 'loading' => {
  const whole = wholeOf(which, side);
  return whole === undefined ? 'loading' : whole.propositions.find((one) => one.id === id);
};

const SUBJECTS: Readonly<Record<Mode, () => Partial<Address>>> = {
  dates: () => ({ from: from.value, to: to.value, with: '', knownFrom: '', knownTo: '' }),
  actors: () => ({ with: address.value.with, from: '', to: '', knownFrom: '', knownTo: '' }),
  known: () => ({ knownFrom: knownFrom.value, knownTo: knownTo.value, with: '', from: '', to: '' }),
};

/** What is compared now, with nothing left to be understood. */
export const asked = (): Partial<Address> => ({ actor: actor.value, issue: issue.value, ...SUBJECTS[mode.value]() });

/** The two sides the other way round. */
export const swapped = (): Partial<Address> => {
  const now = asked();
  if (mode.value === 'dates') return { ...now, from: to.value, to: from.value };
  if (mode.value === 'actors') return { ...now, actor: address.value.with, with: actor.value };
  return { ...now, knownFrom: knownTo.value, knownTo: knownFrom.value };
};

/** To compare something else of the same. */
export const changedTo = (wanted: Mode): Partial<Address> => {
  const { actor: one, issue: on } = subject.value;
  const other = spokeOn(on).find((id) => id !== one) ?? one;
  const none = { actor: one, issue: on, with: '', from: '', to: '', knownFrom: '', knownTo: '' };
  if (wanted === 'actors') return { ...none, with: other };
  return wanted === 'known' ? { ...none, knownFrom: knownFrom.value } : none;
};

/** The page’s link to this comparison, both clocks pinned. */
export const permalink = (answer: Diff): string => {
  const { from: a, to: b } = answer;
  const known = mode.value === 'known' ? {} : { knownAt: String(a.knownAt.position) };
  const times =
    mode.value === 'known' ? { knownFrom: String(a.knownAt.position), knownTo: String(b.knownAt.position) } : {};
  const { every } = address.value;
  const pinned = { ...asked(), ...known, ...times, asOf: b.asOf, evidence: b.evidence, every, view: 'compare' };
  return `${location.origin}${location.pathname}${written({ ...parsed(''), ...pinned })}`;
};
