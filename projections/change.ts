import type { SaidDate } from '../events/index.js';
import type { StanceShown } from './effects.js';

export const CHANGE_KINDS = [
  'first-stated',
  'reaffirmed',
  'shifted',
  'withdrawn',
  'declined',
  'characterised',
  'contested',
  'record-corrected',
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/**
 * How an event moved a position, under the evidence policy `press`. `id` is `position.index`: the log position of the
 * event and the number of the change among those of that event, from 1. A pure function of the log up to that event.
 */
export type Change = Readonly<{
  id: string;
  position: number;
  index: number;
  recorded: string;
  kind: ChangeKind;
  actor: string;
  issue: string;
  proposition: string;
  before?: StanceShown;
  after?: StanceShown;
  /** Who contests or characterises. */
  by?: string;
  statement: string;
  said: Readonly<{ edtf: string; day: string }>;
  /** `late`: the log already held a later statement of the actor on the proposition, or this corrects what it held. */
  learned: 'in-order' | 'late';
  /** Earlier changes that this one shows in another light. */
  revises: readonly string[];
  why: string;
}>;

/** A change before it has a number. */
export type Draft = Omit<Change, 'id' | 'position' | 'index' | 'recorded'>;

/** Every change there was, in order, and which of them are of one actor's stance on one proposition. */
export type ChangesView = Readonly<{ list: Change[]; byKey: Map<string, number[]> }>;

/** One actor's stance on one proposition: the thing that changes. */
export type Key = Readonly<{ actor: string; issue: string; proposition: string }>;

/** A key as text. */
export const textOf = ({ actor, issue, proposition }: Key): string => `${actor} ${issue}/${proposition}`;

/** The changes there were of one actor's stance on one proposition. */
export const changesOf = (view: ChangesView, key: Key): readonly Change[] =>
  (view.byKey.get(textOf(key)) ?? []).flatMap((at) => view.list[at] ?? []);

/** A said date as a change shows it. */
export const saidOf = (said: SaidDate): Draft['said'] => ({ edtf: said.edtf, day: said.lastDay });
