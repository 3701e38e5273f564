/** The parts of an act that have parts of their own, as a correction leaves them: a JSON merge patch (RFC 7396). */

import type { Channel } from '../../events/index.js';
import type { ChannelCorrectionInput, SaidCorrectionInput } from '../commands/parts.js';
import type { SaidGiven } from './statement-parts.js';

/** When it was said: what is left out stays, and null takes the zone out. */
export const saidMerged = ({ edtf, zone }: SaidGiven, given: SaidCorrectionInput): SaidGiven => {
  const now = given.zone === undefined ? zone : (given.zone ?? undefined);
  return { edtf: given.edtf ?? edtf, ...(now === undefined ? {} : { zone: now }) };
};

/** Where it was said: what is left out stays, and null takes the venue out. */
export const channelMerged = ({ kind, venue }: Channel, given: ChannelCorrectionInput): Channel => {
  const now = given.venue === undefined ? venue : (given.venue ?? undefined);
  return { kind: given.kind ?? kind, ...(now === undefined ? {} : { venue: now }) };
};
