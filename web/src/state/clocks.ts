/** The two clocks of the page: what date is asked of, and what was known. Everything that asks the service asks these. */

import { computed, signal } from '@preact/signals';
import type { Day, Policy } from '../api/types.js';
import { address } from './address.js';

/**
 * The log position that “now” means on this page; -1 until the record is open. It moves when the reader wants what is newer,
 * never by itself.
 */
export const head = signal(-1);

/** The day of the latest statement known at the head; what the page opens on. */
export const latestDay = signal<Day>('');

export const today = (): Day => new Date().toISOString().slice(0, 10);

/** The calendar day of a said date or instant, as it is written. */
export const dayOf = (text: string): Day => text.slice(0, 10);

/** The said date asked of: a day or an instant; empty until the record was opened. */
export const asOf = computed(() => address.value.asOf || latestDay.value);

export const tied = computed(() => address.value.tie === '1');

/** Whether the page shows what is known now, and not what was known then. */
export const knowsAll = computed(() => !tied.value && address.value.knownAt === '');

const isOver = (saidDate: string): boolean => dayOf(saidDate) < today();

/** The recorded time asked of, as the service takes it. */
export const knownAt = computed(() => {
  if (tied.value) return isOver(asOf.value) ? asOf.value : String(head.value);
  return address.value.knownAt || String(head.value);
});

const POLICIES: readonly string[] = ['own', 'press', 'all'];

export const evidence = computed(() => {
  const asked = address.value.evidence;
  return (POLICIES.includes(asked) ? asked : 'press') as Policy;
});

/** The query that every question on both clocks takes; nothing where the record was not opened yet. */
export const clocks = computed(() =>
  head.value < 0 || asOf.value === '' ? undefined : clocksOn(asOf.value, knownAt.value),
);

/** The same for another said date. */
export const clocksOn = (said: string, known: string): Readonly<Record<string, string>> => ({
  asOf: said,
  knownAt: known,
  ...(evidence.value === 'press' ? {} : { evidence: evidence.value }),
});

/** The same for another said date, the recorded clock following it where it is tied. */
export const clocksFor = (said: string): Readonly<Record<string, string>> =>
  clocksOn(said, tied.value ? (isOver(said) ? said : String(head.value)) : knownAt.value);
