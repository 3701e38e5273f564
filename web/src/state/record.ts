/** How the page opens the record, and what it finds in its codebook. */

import { computed, signal } from '@preact/signals';
import { ask, pathTo } from '../api/client.js';
import type { Failure } from '../api/problem.js';
import type { Issue, Proposition, StatementListed, Statements } from '../api/types.js';
import { head, latestDay, today } from './clocks.js';
import { issues, readNames, readNamesThen } from './names.js';

/** Whether the record was opened, and what came in the way. */
export const opening = signal<Readonly<{ done: boolean; failure?: Failure }>>({ done: false });

export const issueOf = (id: string): Issue | undefined => issues.value.find((issue) => issue.id === id);

const byIssueAndId = computed(
  () =>
    new Map(issues.value.flatMap((issue) => issue.propositions.map((one) => [`${issue.id}/${one.id}`, one] as const))),
);

export const propositionOf = (issue: string, id: string): Proposition | undefined =>
  byIssueAndId.value.get(`${issue}/${id}`);

/** How many of the statements recorded last are looked at for the day that the page opens on. */
const LOOKED_AT = 50;

/** The last day of a said date (ISO 8601-2) of everyday forms; never later than it was recorded. */
const lastDayOf = ({ said, recorded }: StatementListed): string => {
  const end = (said.split('/').at(-1) ?? '').replace('~', '');
  const whole = end.length === 4 ? `${end}-12-31` : end.length === 7 ? `${end}-31` : end.slice(0, 10);
  const learned = recorded.time.slice(0, 10);
  return whole > learned ? learned : whole;
};

/**
 * What is known now: the head of the log, and the day of the latest statement as far as those recorded last tell it. Once the
 * changes are read the timeline knows it for sure (`latestDay` then follows it).
 */
export const findHead = async (): Promise<void> => {
  const { total } = await ask<Statements>(pathTo('/v1/statements', { limit: 1 }));
  const offset = Math.max(0, total - LOOKED_AT);
  const { statements, knownAt } = await ask<Statements>(pathTo('/v1/statements', { offset, limit: LOOKED_AT }));
  const days = statements.map(lastDayOf).sort();
  latestDay.value = days.at(-1) ?? today();
  head.value = knownAt.position;
};

/** Open the record: its head and its names at once, then those of the time asked of, where that is another. */
export const openRecord = async (): Promise<void> => {
  opening.value = { done: false };
  try {
    await Promise.all([findHead(), readNames()]);
    await readNamesThen();
    opening.value = { done: true };
  } catch (error) {
    opening.value = { done: false, failure: error as Failure };
  }
};
