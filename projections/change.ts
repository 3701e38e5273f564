import type { SaidDate, Stance } from '../events/index.js';
import type { Coded } from './coded.js';
import { countWhile } from './reading.js';
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
  /** What a characterisation says that the actor does, and under which condition. */
  as?: Stance;
  condition?: string;
  statement: string;
  /** The bodies spoken for in the statement, where the actor is its speaker. */
  spokeFor: readonly string[];
  said: Readonly<{ edtf: string; day: string }>;
  /** `late`: the log already held a later statement of the actor on the proposition, or this corrects what it held. */
  learned: 'in-order' | 'late';
  /** Earlier changes that this one shows in another light. */
  revises: readonly string[];
  why: string;
}>;

/** A change before it has a number. */
export type Draft = Omit<Change, 'id' | 'position' | 'index' | 'recorded'>;

/** The changes that events at a log position made. Changes are in log order. */
export const changesAt = (changes: readonly Change[], position: number): readonly Change[] => {
  const first = countWhile(changes.length, (at) => (changes[at] as Change).position < position);
  let end = first;
  while (changes[end]?.position === position) end += 1;
  return changes.slice(first, end);
};

/** The bodies that a statement's speaker spoke for, in a change of an actor. */
const spokeForIn = ({ spoke, version }: Coded, actor: string): readonly string[] =>
  version.state.speaker === actor ? spoke.map((holder) => holder.actor).filter((body) => body !== actor) : [];

/** The words that a change of an actor rests on; `said`, where it is not the day they were said on. */
export const restingOn = (
  coded: Coded,
  actor: string,
  said: SaidDate = coded.said,
): Pick<Draft, 'statement' | 'spokeFor' | 'said'> => ({
  statement: coded.statement,
  spokeFor: spokeForIn(coded, actor),
  said: { edtf: said.edtf, day: said.lastDay },
});
