/** Stances in words: never one without its condition. */

import type { Stance } from '../../events/index.js';
import type { StanceInForce } from '../../projections/index.js';

/** A stance that something takes, and under which condition. */
export type Taken = Readonly<{ stance: Stance | StanceInForce; condition?: string | undefined }>;

const VERBS: Readonly<Record<Taken['stance'], (what: string) => string>> = {
  affirms: (what) => `affirms ${what}`,
  denies: (what) => `denies ${what}`,
  conditional: (what) => `affirms ${what} under a condition`,
  declines: (what) => `declines to comment on ${what}`,
  mixed: (what) => `has statements on ${what} that disagree`,
};

/** A condition in quotation marks, on one line. */
export const quoted = (condition: string): string => `“${condition.replaceAll(/\s+/g, ' ').trim()}”`;

/** What somebody does who takes a stance: `affirms it under a condition (“…”)`. */
export const stanceText = ({ stance, condition }: Taken, what = 'it'): string =>
  `${VERBS[stance](what)}${condition === undefined ? '' : ` (${quoted(condition)})`}`;

/** A stance by its name: `conditional “…”`. */
export const stanceName = ({ stance, condition }: Taken): string =>
  condition === undefined ? stance : `${stance} ${quoted(condition)}`;

const nameOf = (taken: Taken | undefined): string => (taken === undefined ? '-' : stanceName(taken));

/** A stance before and after something: `- -> conditional “…”`. */
export const movedText = ({ before, after }: Readonly<{ before?: Taken; after?: Taken }>): string =>
  `${nameOf(before)} -> ${nameOf(after)}`;
