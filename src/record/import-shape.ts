import canonicalize from 'canonicalize';
import { EventNotKnown, parseType, RecordEventType, Steps, upcastData, versionOf } from '../../events/index.js';
import type { NewEvent } from '../store/event-store.js';
import { BadLine, ImportLine } from './lines.js';

/** A line in the shape that its type has now; `older` is how it was given, where that is another. */
export type Shaped = ImportLine &
  Readonly<{ type: RecordEventType; older?: ImportLine & Readonly<{ version: number }> }>;

/** The older data is read as it is, and a broken one can be anything. */
const upcasted = (line: ImportLine, version: number, type: RecordEventType, steps: Steps): ImportLine['data'] => {
  try {
    return upcastData({ type, version }, line.data, steps) as ImportLine['data'];
  } catch (error) {
    throw new BadLine(line.number, '/data', `is not of the shape that ${line.type} has (${(error as Error).message}).`);
  }
};

/**
 * A line in the shape that its type has now.
 *
 * @throws BadLine where this version knows no such type, or not that version of it.
 */
export const inOwnShape = (line: ImportLine, steps: Steps): Shaped => {
  try {
    const { type, version } = parseType(line.type, steps);
    if (version === versionOf(type, steps)) return { ...line, type };
    const data = upcasted(line, version, type, steps);
    return { ...line, type, data, older: { ...line, type: line.type, version } };
  } catch (error) {
    if (!(error instanceof EventNotKnown)) throw error;
    throw new BadLine(line.number, '/type', `“${line.type}” is ${error.known} Upgrade onrecord, or correct the line.`);
  }
};

/** A line's event as it goes in: a whole line of an older shape stays what it is, so that its bytes and hashes do. */
export const asWritten = ({ older, data }: Shaped, made: NewEvent): NewEvent =>
  older === undefined || canonicalize(data) !== canonicalize(made.data)
    ? made
    : { ...made, version: older.version, data: older.data };
