/** Who is a member of a body, from the memberships that each actor has. */

import type { Membership } from '../../events/index.js';
import { Base, displayName, membershipsAt } from '../../projections/index.js';

/** An actor’s membership in a body. */
export type Member = Readonly<{ actor: Readonly<{ id: string; name: string }>; membership: Membership }>;

const began = ({ membership: { from = '' } }: Member): string => from;

/** The members that a body ever had, as known at a position: the earliest first, and before them those since nobody knows when. */
export const membersOf = (readings: Base, body: string, position: number): readonly Member[] =>
  [...readings.actors.values()]
    .flatMap((row) =>
      membershipsAt(row, position)
        .filter((membership) => membership.body === body)
        .map((membership) => ({ actor: { id: row.actorId, name: displayName(row, position) }, membership })),
    )
    .sort((one, other) => (began(one) < began(other) ? -1 : began(one) > began(other) ? 1 : 0));
