/** Events in their envelopes, one after the other, as a store would give them back. */

import { EVENT_SOURCE, RecordedEvent, RecordEvent, sequenceOf, subjectOf } from '../../events/index.js';
import { eventIdOf } from '../../src/record/event-id.js';
import type { Chance } from './random.js';
import { iso } from './when.js';

/** Whoever writes a log: gives each event the next position, and a time that never runs backwards. */
export type Writer = Readonly<{
  write: (event: RecordEvent, recorded: number) => RecordedEvent;
  /** The position of the last event written. */
  head: () => number;
}>;

const uuidOf = ({ below }: Chance): string => {
  const hex = Array.from({ length: 8 }, () => below(65_536).toString(16).padStart(4, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
};

/** Each event is parsed from its own text, as one read from a file is, so that it shares no string with another. */
export const writerOf = (chance: Chance): Writer => {
  let [position, last] = [0, 0];
  const write = (event: RecordEvent, recorded: number): RecordedEvent => {
    position += 1;
    last = Math.max(last, Math.round(recorded));
    const commandid = uuidOf(chance);
    const line = JSON.stringify({
      commandid,
      data: event.data,
      datacontenttype: 'application/json',
      id: eventIdOf(commandid, 0),
      recordedby: 'bench',
      sequence: sequenceOf(position),
      source: EVENT_SOURCE,
      specversion: '1.0',
      subject: subjectOf(event),
      time: iso(last),
      type: event.type,
    });
    return JSON.parse(line) as RecordedEvent;
  };
  return { write, head: () => position };
};
