/** Whether an event is one of those that the filters of the log leave. */

import type { EventData, LogEvent } from '../../api/log.js';
import type { Address } from '../../state/address.js';
import type { Wanted } from './scan.js';

const namedIn = (data: EventData): readonly (string | undefined)[] => [
  data.actorId,
  data.body,
  data.officialOf,
  data.policyOf,
  data.speaker,
  data.askedBy,
  data.by,
  data.corrected?.speaker,
  ...(data.onBehalfOf ?? []),
  ...(data.corrected?.onBehalfOf ?? []),
  ...(data.audience ?? []),
];

/** Whose statements the page knows: the actors that each moved, by its id. */
export type Movers = ReadonlyMap<string, readonly string[]>;

const concerns = (actor: string, { data }: LogEvent, movers: Movers): boolean =>
  namedIn(data).includes(actor) || (movers.get(data.statementId ?? '') ?? []).includes(actor);

type Filters = Pick<Address, 'type' | 'stream' | 'actor'>;

/** The filter that the address asks for; nothing where it asks for none. */
export const wantedBy = ({ type, stream, actor }: Filters, movers: Movers): Wanted | undefined => {
  if (type === '' && stream === '' && actor === '') return undefined;
  return (event) =>
    (type === '' || event.type === type) &&
    (stream === '' || event.subject.includes(stream)) &&
    (actor === '' || concerns(actor, event, movers));
};
