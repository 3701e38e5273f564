import type { EvidencePolicy } from './account.js';
import { Coded } from './coded.js';
import type { Accepts } from './cells.js';
import { Holding, View } from './holding.js';
import { inForceAt } from './in-force.js';
import { dayNumber, dayText } from './moment.js';
import { closing, END, orderAtPoint } from './points.js';
import { Held, heldAt } from './run.js';
import { conditionIn, StanceInForce, stanceIn } from './stance-in-force.js';

/** A stance before or after something, as a change shows it. */
export type StanceShown = Readonly<{ stance: StanceInForce; condition?: string; since: string }>;

/** What one coding did to the stance on its proposition on the day it came to count. */
export type Effect = Readonly<{
  kind: 'first-stated' | 'reaffirmed' | 'shifted' | 'declined';
  before?: StanceShown;
  after?: StanceShown;
}>;

const shown = (stance: StanceInForce, since: string, inForce: readonly Coded[]): StanceShown => {
  const condition = conditionIn(inForce);
  return { stance, ...(condition === undefined ? {} : { condition }), since };
};

/** A run as a change shows it; nothing where no stance is in force. */
export const stanceShown = (run: Held | undefined): StanceShown | undefined =>
  run === undefined ? undefined : shown(run.stance, run.since, run.inForce);

/** The `before` and `after` of a change, left out where no stance was in force. */
export const beforeAndAfter = (
  before: StanceShown | undefined,
  after: StanceShown | undefined,
): Readonly<{ before?: StanceShown; after?: StanceShown }> => ({
  ...(before === undefined ? {} : { before }),
  ...(after === undefined ? {} : { after }),
});

const kindOf = (before: StanceShown | undefined, after: StanceShown | undefined): Effect['kind'] => {
  if (before === undefined) return 'first-stated';
  return before.stance === after?.stance && before.condition === after.condition ? 'reaffirmed' : 'shifted';
};

/** A holding as it is known at a position, by days. */
export const byDays = (holding: Holding, policy: EvidencePolicy, position: number): View => ({
  holding,
  policy,
  clock: 'day',
  position,
});

/** The stance of a day as the codings that a test accepts give it, given the run of the eve. */
const onDay = (view: View, day: number, eve: Held | undefined, accepts: Accepts): StanceShown | undefined => {
  const { codings } = inForceAt(view, day, accepts);
  const stance = stanceIn(codings);
  if (stance === undefined) return undefined;
  return shown(stance, stance === eve?.stance ? eve.since : dayText(day), codings);
};

/**
 * What a coding did on its day: the stance that those before it in the order of saying gave that day, against the stance
 * with it. What was taken back that same day did as much before it was. What declines does nothing, whatever else its
 * statement says.
 */
export const effectOf = (view: View, coded: Coded): Effect => {
  const { day } = coded;
  const eve = heldAt(view, day - 1);
  const isBefore: Accepts = (other) =>
    other.day < day || (other.day === day && orderAtPoint(other, coded) < 0 && other.statement !== coded.statement);
  const isByThen: Accepts = (other) => other.statement === coded.statement || isBefore(other);
  const standing = closing(coded, 'day', view.policy) === day ? { ...view, untaken: coded.statement } : view;
  const after = onDay(standing, day, eve, isByThen);
  if (coded.coding.stance === 'declines') return { kind: 'declined', ...beforeAndAfter(after, after) };
  const before = onDay(view, day, eve, isBefore);
  return { kind: kindOf(before, after), ...beforeAndAfter(before, after) };
};

/** Whether a coding was taken back on a day before the one on which it would have come to count. */
export const wasTakenBefore = (coded: Coded, policy: EvidencePolicy): boolean =>
  (closing(coded, 'day', policy) ?? END) < coded.day;

/** What taking a coding's statement back did on its day: the stance as if it stood, and the stance without it. */
export const effectOfWithdrawal = (
  view: View,
  coded: Coded,
  date: string,
): Readonly<{ before?: StanceShown; after?: StanceShown }> => {
  const day = dayNumber(date);
  const eve = heldAt(view, day - 1);
  const before = onDay({ ...view, untaken: coded.statement }, day, eve, () => true);
  return beforeAndAfter(before, stanceShown(heldAt(view, day)));
};
