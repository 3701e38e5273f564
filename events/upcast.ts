/**
 * Old shapes. What is in the log stays as it was written, so a type whose shape changes gets a further version, said in its
 * name: `StatementRecorded` is its first, `StatementRecorded.v2` its second. Whoever reads an older one reads what its steps
 * make of it, and so everything else knows one shape alone. It is in the name and not in an attribute beside it so that a
 * program which does not know a version cannot take it for one that it knows.
 */

import type { Envelope } from './event.js';
import type { RecordedEvent, RecordEventType } from './record-event.js';
import { OPTIONAL_PARTS } from './statement.js';
import { isEventType } from './streams.js';

/** The data of one version of a type made into that of the next. Pure: it looks at nothing but the data. */
export type Step = (data: unknown) => unknown;

/** The steps of each type that has more than one version, from its first version on. */
export type Steps = Readonly<Partial<Record<RecordEventType, readonly Step[]>>>;

/** A correction that could take no part out is read as it is. */
const takingNothingOut: Step = (data) => {
  const { corrected } = data as Readonly<{ corrected?: Readonly<Record<string, unknown>> }>;
  const none = OPTIONAL_PARTS.find((part) => corrected?.[part] === null);
  if (none === undefined) return data;
  throw new TypeError(`“${none}” is null there, which takes a part out from StatementCorrected.v2 on: write that type`);
};

/** The steps there are. A step is for ever, as the shape that it reads is. */
export const STEPS: Steps = { StatementCorrected: [takingNothingOut] };

/** An event that this version does not know: stop there, say so, and never pass over it. */
export class EventNotKnown extends Error {
  constructor(
    readonly type: string,
    readonly known: string,
    readonly position?: number,
  ) {
    super(
      `${position === undefined ? 'This event' : `The event at log position ${position}`} is of type “${type}”: ${known} ` +
        'Upgrade onrecord to the version that wrote it, or to a later one.',
    );
  }
}

const NAMED = /^([A-Za-z]{1,100})(?:\.v([1-9]\d{0,3}))?$/;

/** A type of event, and which version of its shape. */
export type VersionedType = Readonly<{ type: RecordEventType; version: number }>;

/** The version at which the shape of a type is now. */
export const versionOf = (type: RecordEventType, steps: Steps = STEPS): number => (steps[type]?.length ?? 0) + 1;

/** The name of a version of a type, as it is written in the log. */
export const typeName = ({ type, version }: VersionedType): string => (version === 1 ? type : `${type}.v${version}`);

/**
 * What the name of a type says.
 *
 * @throws EventNotKnown where this version knows no such type, or not that version of it.
 */
export const parseType = (name: string, steps: Steps = STEPS, position?: number): VersionedType => {
  const [, type = '', written] = NAMED.exec(name) ?? [];
  if (!isEventType(type) || written === '1')
    throw new EventNotKnown(name, 'no type of event that this version knows.', position);
  const [version, known] = [Number(written ?? 1), versionOf(type, steps)];
  if (version > known)
    throw new EventNotKnown(name, `version ${version} of a shape that this version knows up to ${known}.`, position);
  return { type, version };
};

/** Data of some version of a type, in the shape that the type has now. */
export const upcastData = ({ type, version }: VersionedType, data: unknown, steps: Steps = STEPS): unknown =>
  (steps[type] ?? []).slice(version - 1).reduce((older, step) => step(older), data);

/**
 * An event as it is written, in the shape that its type has now: itself, where it has that already.
 *
 * @throws EventNotKnown
 */
export const upcast = (event: Envelope, steps: Steps = STEPS, position?: number): RecordedEvent => {
  if (isEventType(event.type) && steps[event.type] === undefined) return event as RecordedEvent;
  const named = parseType(event.type, steps, position);
  return { ...event, type: named.type, data: upcastData(named, event.data, steps) } as RecordedEvent;
};
