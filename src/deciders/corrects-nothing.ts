/** Whether a correction of a statement would change anything of it, and what stands where it would not. */

import canonicalize from 'canonicalize';
import { type Act, type ActPatch, boundedBy, patched } from '../../events/index.js';
import type { Fault } from '../refusal.js';
import type { World } from './world.js';

const NOTHING = 'this corrects nothing.';

const listed = (ids: readonly string[]): string => (ids.length === 0 ? 'nobody' : ids.join(', '));

/** A part of an act in few words, as it may be told. */
const shownPart = (part: keyof Act, act: Act, world: World): string => {
  const { said, channel } = act;
  switch (part) {
    case 'said':
      return `${said.edtf}${said.zone === undefined ? '' : ` in ${said.zone}`}`;
    case 'channel':
      return [channel.kind, channel.venue]
        .flatMap((text) => text ?? [])
        .map((text) => `“${world.shown(text)}”`)
        .join(', ');
    case 'onBehalfOf':
    case 'audience':
      return listed(act[part] ?? []);
    default:
      return act[part] ?? '';
  }
};

/** Where in a correction a part says what it says, for those that have parts of their own. */
const INNER: Partial<Record<keyof Act, string>> = { said: '/edtf', channel: '/kind' };

/**
 * The faults of a correction that would leave an act as it is on record: each part that it gives, and what stands. None where it
 * changes any of them. A said date is compared as readings cut it, by when it was recorded.
 */
export const nothingNew = (act: Act, { said, ...rest }: ActPatch, world: World): readonly Fault[] => {
  const after: Act = { ...patched(act, rest), said: said === undefined ? act.said : boundedBy(said, world.now) };
  if (canonicalize(after) !== canonicalize(act)) return [];
  const parts = Object.keys({ ...rest, ...(said === undefined ? {} : { said }) }) as readonly (keyof Act)[];
  return parts.map((part) => ({
    pointer: `/corrected/${part}${INNER[part] ?? ''}`,
    detail:
      act[part] === undefined
        ? `has nothing on record that could be taken out: ${NOTHING}`
        : `is ${shownPart(part, act, world)} on record already: ${NOTHING}`,
  }));
};
