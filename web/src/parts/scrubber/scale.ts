/** The scrubber’s axis: which days it shows, and where each stands. */

import { computed, signal } from '@preact/signals';
import { utcDay, utcMonth, utcTicks, utcYear } from 'd3-time';
import { address } from '../../state/address.js';
import { asOf, dayOf, latestDay, today } from '../../state/clocks.js';
import { acts, recordedTimes, saidDays } from '../../state/timeline.js';
import { inWords } from '../../words/dates.js';

const DAY_MS = 86_400_000;
const SPANS: Readonly<Record<string, number>> = { year: 366, quarter: 92, month: 31 };

export const numberOf = (day: string): number => Date.parse(dayOf(day)) / DAY_MS;
export const dayAt = (number: number): string => new Date(Math.round(number) * DAY_MS).toISOString().slice(0, 10);

/** How wide the track is, in pixels. */
export const width = signal(600);

/** Empty room at both ends, in pixels: a handle at the end stays whole. */
export const MARGIN = 12;

/** How large a part of the record may lie between its last statement and today, for today to be shown without being asked. */
const NEAR_TODAY = 0.15;

/** All there is to show, in day numbers. */
const whole = computed<readonly [number, number]>(() => {
  const ends = [
    saidDays.value[0],
    saidDays.value.at(-1),
    recordedTimes.value[0],
    recordedTimes.value.at(-1),
    asOf.value,
  ];
  const days = ends.filter((day) => day !== undefined && day !== '').map((day) => numberOf(day as string));
  if (days.length === 0) return [numberOf(today()) - 30, numberOf(today())];
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const now = numberOf(today());
  const end = now - last < (now - first) * NEAR_TODAY ? Math.max(now, last) : last;
  return [first, Math.max(end, first + 7)];
});

let start = 0;

/** Where a window of so many days stands: where it stood, unless the date asked of has left it. */
const windowOf = (days: number, at: number): readonly [number, number] => {
  const [first, last] = whole.value;
  if (at < start + days * 0.04 || at > start + days * 0.96) start = Math.round(at - days * 0.7);
  start = Math.max(Math.min(start, last + 1 - days), Math.min(first, at));
  return [start, start + days];
};

/** The shortest span before the latest statement that holds half of all statements; all time where none does. */
const fitting = computed(() => {
  const latest = numberOf(latestDay.value || today());
  const held = (days: number): number => acts.value.filter(({ day }) => numberOf(day) > latest - days).length;
  const spans = ['month', 'quarter', 'year'] as const;
  return spans.find((span) => held(SPANS[span] ?? 0) * 2 > acts.value.length) ?? 'all';
});

/** How much time is shown. */
export const span = computed(() => address.value.span || fitting.value);

const bounds = computed<readonly [number, number]>(() => {
  const days = SPANS[span.value];
  if (days === undefined || asOf.value === '') return whole.value;
  return windowOf(days, numberOf(asOf.value));
});
const wholeFrom = computed(() => whole.value[0]);
const wholeTo = computed(() => whole.value[1]);
const from = computed(() => bounds.value[0]);
const to = computed(() => bounds.value[1]);

/** The first and the last day shown: another pair only where it shows others, so that the picture is drawn no more often. */
export const shown = computed<readonly [number, number]>(() => [from.value, to.value]);

/** Where a day stands, in pixels from the left. */
export const place = computed(() => {
  const [from, to] = shown.value;
  const scale = (width.value - 2 * MARGIN) / (to - from);
  return (day: string): number => MARGIN + (numberOf(day) - from) * scale;
});

/** How wide a day is, in pixels. */
export const dayWidth = computed(() => (width.value - 2 * MARGIN) / (shown.value[1] - shown.value[0]));

/** The day number that stands at so many pixels. */
export const numberAt = (x: number): number => {
  const [from, to] = shown.peek();
  return from + ((x - MARGIN) / (width.peek() - 2 * MARGIN)) * (to - from);
};

export type AxisTick = Readonly<{ x: number; label: string; major: boolean }>;

/** How many pixels a label needs at least. */
const LABEL_PX = 64;
/** How near to an end a label would be cut off. */
const EDGE_PX = 20;

const labelOf = (date: Date, days: number): AxisTick['label'] => {
  const day = date.toISOString().slice(0, 10);
  if (utcYear(date).getTime() === date.getTime()) return inWords(day, 'year');
  if (utcMonth(date).getTime() === date.getTime() && days > 31) return inWords(day, 'monthOnly');
  return inWords(day, 'dayMonth');
};

/** The ticks of the axis with their labels, as many as there is room for. */
export const axis = computed<readonly AxisTick[]>(() => {
  const [from, to] = shown.value;
  const dates = utcTicks(new Date(from * DAY_MS), new Date(to * DAY_MS), Math.max(2, width.value / LABEL_PX));
  return dates
    .filter((date) => utcDay(date).getTime() === date.getTime())
    .filter((date) => Math.abs(place.value(date.toISOString()) - width.value / 2) < width.value / 2 - EDGE_PX)
    .map((date) => ({
      x: place.value(date.toISOString()),
      label: labelOf(date, to - from),
      major: utcYear(date).getTime() === date.getTime(),
    }));
});

/** Where a day stands when all there is to show is shown. */
export const placeInWhole = computed(() => {
  const [first, last] = [wholeFrom.value, wholeTo.value];
  const scale = (width.value - 2 * MARGIN) / (last - first);
  return (number: number): number => MARGIN + (Math.min(last, Math.max(first, number)) - first) * scale;
});
