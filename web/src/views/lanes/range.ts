/** The days in sight and where each stands. Days are numbers since 1970, with fractions for times. */

import { computed, effect, signal } from '@preact/signals';
import { scaleUtc } from 'd3-scale';
import { utcDay, utcMonth, utcYear } from 'd3-time';
import { address, go } from '../../state/address.js';
import { asOf, dayOf } from '../../state/clocks.js';
import { inWords } from '../../words/dates.js';

const DAY_MS = 86_400_000;

export const numberOf = (text: string): number => Date.parse(text) / DAY_MS;
export const dayAt = (number: number): string => new Date(Math.floor(number) * DAY_MS).toISOString().slice(0, 10);

/** Where something stands that was said on a day, and at a time of it where that is known. */
export const numberSaid = (edtf: string, day: string): number => {
  const [, hour, minute] = /T(\d\d):(\d\d)/.exec(edtf) ?? [];
  return numberOf(day) + (hour === undefined ? 0.5 : (Number(hour) + Number(minute) / 60) / 24);
};

export type Range = readonly [number, number];

/** How much is in sight at each step of the zoom, in days. */
export const ZOOMS = { year: 366, month: 31, day: 3 } as const;
export type Zoom = keyof typeof ZOOMS | 'all';

/** How many days are in sight at least. */
const LEAST: number = ZOOMS.day;
/** Empty days at both ends of all there is, as a part of it. */
const AIR = 0.03;

/** The days that the marks stand on, the first first; the view says which they are. */
export const markDays = signal<readonly number[]>([]);

/** All there is, with the date asked of. */
export const whole = computed<Range>(() => {
  const now = numberOf(dayOf(asOf.value)) || 0;
  const days = markDays.value;
  const [first, last] = [Math.min(now, days[0] ?? now), Math.max(now, days.at(-1) ?? now) + 1];
  const air = Math.max(1, (last - first) * AIR);
  return [Math.floor(first - air), Math.ceil(last + air)];
});

/** The shortest of the steps that holds half of the marks, up to the last of them; all where none does. */
const fitting = computed<Range>(() => {
  const days = markDays.value;
  const end = Math.ceil((days.at(-1) ?? whole.value[1]) + 2);
  for (const length of [ZOOMS.month, ZOOMS.month * 3, ZOOMS.year]) {
    if (whole.value[1] - whole.value[0] < length) return whole.value;
    if (days.filter((day) => day > end - length).length * 2 >= days.length) return [end - length, end];
  }
  return whole.value;
});

const textOf = ([from, to]: Range): string => `${dayAt(from)}/${dayAt(Math.ceil(to) - 1)}`;

const read = (text: string): Range | undefined => {
  const [from, to] = text.split('/').map(numberOf);
  if (from === undefined || to === undefined || !(to >= from)) return undefined;
  return [from, Math.max(to + 1, from + LEAST)];
};

/** The range to the fraction of a day, while the URL says the days of it. */
const exact = signal<Range | undefined>(undefined);

/** The days in sight. */
export const range = computed<Range>(() => {
  const { range: text } = address.value;
  if (exact.value !== undefined && textOf(exact.value) === text) return exact.value;
  return read(text) ?? fitting.value;
});

/** How many pixels a unit of the drawing is: it grows with the page’s letters. */
export const unit = signal(1);
/** How wide a track is, in units. */
export const width = signal(700);
/** Empty units at both ends of a track: a mark at the end stays whole. */
export const EDGE = 12;

export const scale = computed(() =>
  scaleUtc()
    .domain(range.value.map((number) => new Date(number * DAY_MS)))
    .range([EDGE, width.value - EDGE]),
);

export const place = computed(() => {
  const { value } = scale;
  return (number: number): number => value(number * DAY_MS);
});

/** The day number at so many pixels from the left of a track. */
export const numberAt = (x: number): number =>
  scale
    .peek()
    .invert(x / unit.peek())
    .getTime() / DAY_MS;

/** What a lane is drawn by. */
export type Frame = Readonly<{ range: Range; width: number; unit: number; place: (number: number) => number }>;

export const frame = computed<Frame>(() => ({
  range: range.value,
  width: width.value,
  unit: unit.value,
  place: place.value,
}));

/** How long the frame rests before lanes that are out of sight are drawn by it too, in milliseconds. */
const REST_MS = 200;

/** The frame as it was when it last rested. */
export const rested = signal<Frame>(frame.peek());

effect(() => {
  const now = frame.value;
  const timer = setTimeout(() => (rested.value = now), REST_MS);
  return () => clearTimeout(timer);
});

export const dayWidth = computed(() => place.value(1) - place.value(0));

const held = ([from, to]: Range): Range => {
  const [first, last] = whole.peek();
  const length = Math.min(Math.max(to - from, LEAST), Math.max(last - first, LEAST));
  const start = Math.max(Math.min((from + to - length) / 2, last + length / 2 - length), first - length / 2);
  return [start, start + length];
};

export const show = (wanted: Range, how: 'replace' | 'drag' = 'replace'): void => {
  const next = held(wanted);
  exact.value = next;
  go({ range: textOf(next) }, how);
};

/** What zooming keeps in its place: the date asked of where it is in sight, else the middle. */
const centre = (): number => {
  const [from, to] = range.peek();
  const now = numberOf(dayOf(asOf.peek())) + 0.5;
  return now > from && now < to ? now : (from + to) / 2;
};

/** More (above 1) or fewer days in sight. */
export const zoomBy = (factor: number, around = centre(), how: 'replace' | 'drag' = 'replace'): void => {
  const [from, to] = range.peek();
  const least = Math.max(factor, LEAST / (to - from));
  show([around - (around - from) * least, around + (to - around) * least], how);
};

export const zoomTo = (zoom: Zoom, around = centre()): void => {
  if (zoom === 'all') return show(whole.peek());
  const length = ZOOMS[zoom];
  const [from, to] = range.peek();
  const part = Math.min(0.9, Math.max(0.1, (around - from) / (to - from)));
  const start = Math.round(around - length * part);
  const within = Math.min(Math.floor(around), Math.max(Math.ceil(around) - length, start));
  return show([within, within + length]);
};

/** The step of the zoom that is in sight, where it is one. */
export const zoomNow = computed<Zoom | ''>(() => {
  const [from, to] = range.value;
  const [first, last] = whole.value;
  if (from <= first + 0.5 && to >= last - 0.5) return 'all';
  const names = Object.keys(ZOOMS) as (keyof typeof ZOOMS)[];
  return names.find((name) => Math.abs(ZOOMS[name] - (to - from)) < 0.5) ?? '';
});

/** Move by a part of what is in sight. */
export const panBy = (part: number, how: 'replace' | 'drag' = 'replace'): void => {
  const [from, to] = range.peek();
  const days = (to - from) * part;
  show([from + days, to + days], how);
};

/** Bring a day into sight, where it is not. */
export const reveal = (number: number): void => {
  const [from, to] = range.peek();
  if (number >= from && number <= to) return;
  const length = to - from;
  const start = number < from ? number - length * 0.15 : number - length * 0.85;
  show([start, start + length], 'drag');
};

/** A line, and where its label stands. */
export type Tick = Readonly<{ x: number; middle: number; label: string; major: boolean }>;

/** How wide a label is at most, about, with the room after it: Japanese letters are wide. */
const widest = (labels: readonly string[]): number =>
  Math.max(...labels.map((label) => [...label].reduce((sum, one) => sum + (one > '\u2e80' ? 12 : 7), 14)));

/** Of lines that stand nearer than their labels are wide, only some are labelled. */
const thinned = (all: readonly Tick[]): readonly Tick[] => {
  const [first, second] = all;
  if (first === undefined || second === undefined) return all;
  const each = Math.ceil(widest(all.map(({ label }) => label)) / (second.x - first.x));
  return all.map((tick, at) => (at % each === 0 ? tick : { ...tick, label: '' }));
};

/** How much a label needs at least. */
const LABEL_WIDTH = 72;
/** From how wide a day is on, a label stands under its middle and not under its beginning. */
const WIDE_DAY = 14;

const labelOf = (date: Date, days: number): string => {
  const day = date.toISOString().slice(0, 10);
  if (utcYear(date).getTime() === date.getTime()) return inWords(day, 'year');
  if (utcMonth(date).getTime() === date.getTime() && days > ZOOMS.month * 2) return inWords(day, 'monthOnly');
  return inWords(day, 'dayMonth');
};

export const ticks = computed<readonly Tick[]>(() => {
  const [from, to] = range.value;
  const half = dayWidth.value >= WIDE_DAY ? dayWidth.value / 2 : 0;
  const all = scale.value
    .ticks(Math.max(2, Math.floor(width.value / LABEL_WIDTH)))
    .filter((date) => utcDay(date).getTime() === date.getTime())
    .map((date) => ({
      x: scale.value(date),
      middle: scale.value(date) + half,
      label: labelOf(date, to - from),
      major:
        utcMonth(date).getTime() === date.getTime() && (to - from < 400 || utcYear(date).getTime() === date.getTime()),
    }));
  return thinned(all);
});

/** The days in sight, in words. */
export const rangeTold = computed(() => {
  const [from, to] = range.value;
  return [inWords(dayAt(from), 'short'), inWords(dayAt(Math.ceil(to) - 1), 'short')] as const;
});
