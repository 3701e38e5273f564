/** How positions moved, as the service tells it. */

import type { Day, Id, Instant, KnownAt, Stance, StanceInForce } from './types.js';

export type StanceShown = Readonly<{ stance: StanceInForce; since: Day; condition?: string }>;
export type ChangeKind =
  | 'first-stated'
  | 'reaffirmed'
  | 'shifted'
  | 'withdrawn'
  | 'declined'
  | 'characterised'
  | 'contested'
  | 'record-corrected';
export type Change = Readonly<{
  id: string;
  position: number;
  index: number;
  recorded: Instant;
  kind: ChangeKind;
  actor: Id;
  issue: Id;
  proposition: Id;
  statement: Id;
  spokeFor: readonly Id[];
  said: Readonly<{ edtf: string; day: Day }>;
  learned: 'in-order' | 'late';
  revises: readonly string[];
  why: string;
  before?: StanceShown;
  after?: StanceShown;
  by?: Id;
  as?: Stance;
  condition?: string;
}>;
export type Changes = Readonly<{ changes: readonly Change[]; knownAt: KnownAt; last: string; more: boolean }>;
