/** The side of a comparison that the URL does not give, on either clock: never so that the left is later than the right. */

/** When something moved the subject: on a clock, as the service takes it, and what the service takes for just before it. */
export type Move = Readonly<{ at: string; before: string }>;

/** A clock: when the subject moved, the first first, and whether a move lies at or before a time as somebody writes it. */
export type Clock = Readonly<{ moves: readonly Move[]; isBy: (move: Move, time: string) => boolean }>;

/** Where the subject stood before what last moved it by the time on the right; that time itself where nothing had. */
export const leftOf = ({ moves, isBy }: Clock, right: string): string => {
  const by = moves.filter((move) => isBy(move, right));
  const last = by.at(-1);
  if (last === undefined) return right;
  return by.findLast(({ at }) => at < last.at)?.at ?? by.find(({ at }) => at === last.at)?.before ?? right;
};
