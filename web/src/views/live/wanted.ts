/** The filters of the feed, as the service has them: all that are given must hold. */

import { pathTo } from '../../api/client.js';
import type { Change, ChangeKind } from '../../api/types.js';
import type { Address } from '../../state/address.js';

export const KINDS: readonly ChangeKind[] = [
  'first-stated',
  'reaffirmed',
  'shifted',
  'withdrawn',
  'declined',
  'characterised',
  'contested',
  'record-corrected',
];

type Filters = Pick<Address, 'actor' | 'issue' | 'kind' | 'body'>;

export const kindsIn = (kind: string): readonly string[] => (kind === '' ? [] : kind.split(','));

export const isFiltered = ({ actor, issue, kind, body }: Filters): boolean => actor + issue + kind + body !== '';

export const isWanted =
  ({ actor, issue, kind, body }: Filters) =>
  (change: Change): boolean =>
    (actor === '' || change.actor === actor) &&
    (issue === '' || change.issue === issue) &&
    (kind === '' || kindsIn(kind).includes(change.kind)) &&
    (body === '' || change.actor === body || change.spokeFor.includes(body));

/** The same feed, asked of the service. */
export const feedAt = ({ actor, issue, kind, body }: Filters): string =>
  pathTo('/v1/changes', { actor, issue, kind, body });

/** The changes of one event. */
export type Group = Readonly<{ position: number; recorded: string; changes: readonly Change[] }>;

/** The changes by event, the newest event first, each event's own in their order. */
export const grouped = (changes: readonly Change[]): readonly Group[] => {
  const groups: { position: number; recorded: string; changes: Change[] }[] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last?.position === change.position) last.changes.push(change);
    else groups.push({ position: change.position, recorded: change.recorded, changes: [change] });
  }
  return groups.reverse();
};
