/** What was corrected, as the service tells it. */

import type { Asked, Id, Instant, KnownAt } from './types.js';

/** Of a statement, of an actor’s membership, or of a proposition of an issue. */
export type Correction = Readonly<{
  statement?: Id;
  actor?: Id;
  membership?: Id;
  issue?: Id;
  proposition?: Id;
  event: string;
  position: number;
  time: Instant;
  recordedby: string;
  reason?: string;
}>;
export type Corrections = Readonly<{
  knownAt: KnownAt;
  total: number;
  next?: number;
  corrections: readonly Correction[];
}>;
export type CorrectionsSince = Omit<Asked, 'knownAt'> &
  Readonly<{ knownFrom: KnownAt; knownTo: KnownAt; corrections: readonly Correction[] }>;
