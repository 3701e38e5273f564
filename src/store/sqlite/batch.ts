/** What becomes of the appends that are committed together: a rule over what the log holds, with no I/O. */

import type { Chain, StoredEvent, TrustedTime, ExpectedRevision } from '../event-store.js';
import { type Draft, eventOf, isRetryOf, lineOf } from '../envelope.js';
import { EventIdTaken, TimeRunsBackwards, WrongExpectedRevision } from '../refusals.js';

/** An append as it waits for its commit, all of it known to be storable. */
export type Append = Readonly<{
  stream: string;
  expected: ExpectedRevision;
  drafts: readonly Draft[];
  trusted?: TrustedTime | undefined;
  chain?: Chain | undefined;
}>;

/** An event's row: its envelope as a line, and the columns that reads ask for. */
export type Row = Readonly<{
  position: number;
  stream: string;
  revision: number;
  id: string;
  type: string;
  time: string;
  line: string;
}>;

/** The log as far as a batch of appends asks: its end, its streams' last revisions, and who has which id. */
export type Log = {
  position: number;
  time: string | undefined;
  readonly revisions: Map<string, number>;
  readonly byId: Map<string, Pick<Row, 'position' | 'stream' | 'revision' | 'line'>>;
};

/** What an append comes to: the events there are now and the rows to be inserted for them. */
export type Decision = Readonly<{ stored: readonly StoredEvent[]; rows: readonly Row[] }>;

const storedOf = ({ position, stream, revision, line }: Pick<Row, 'position' | 'stream' | 'revision' | 'line'>) => ({
  position,
  stream,
  revision,
  event: eventOf(line, position),
  line,
});

const revisionIn = (log: Log, stream: string): ExpectedRevision => log.revisions.get(stream) ?? 'no stream';

const nextOf = (revision: ExpectedRevision): number => (revision === 'no stream' ? 0 : revision + 1);

/** The events of an append that was made before, exactly as it is made now. */
const madeBefore = (log: Log, { stream, expected, drafts }: Append): readonly StoredEvent[] | undefined => {
  if (drafts.length === 0) return undefined;
  const first = nextOf(expected);
  const rows = drafts.flatMap((draft, index) => {
    const row = log.byId.get(draft.id);
    if (row?.stream !== stream || row.revision !== first + index) return [];
    return isRetryOf(draft, row.line, stream, row.position) ? [row] : [];
  });
  return rows.length === drafts.length ? rows.map(storedOf) : undefined;
};

const refuseTakenIds = (log: Log, { drafts }: Append): void => {
  for (const { id } of drafts) {
    const row = log.byId.get(id);
    if (row !== undefined) throw new EventIdTaken(id, row.position);
  }
};

/** The recorded time of an append: the clock's, or a trusted one, and never before the last event's. */
const timeOf = (log: Log, { trusted }: Append, now: string): string => {
  if (trusted === undefined) return log.time !== undefined && log.time > now ? log.time : now;
  if (log.time !== undefined && trusted.time < log.time) throw new TimeRunsBackwards(trusted.time, log.time);
  return trusted.time;
};

const rowsOf = (log: Log, { stream, expected, drafts, trusted }: Append, time: string): readonly Row[] =>
  drafts.map((draft, index) => {
    const position = log.position + 1 + index;
    const placed = { stream, position, time, ...(trusted?.timebasis && { timebasis: trusted.timebasis }) };
    const line = lineOf(draft, placed);
    return { position, stream, revision: nextOf(expected) + index, id: draft.id, type: draft.type, time, line };
  });

const advance = (log: Log, rows: readonly Row[]): void => {
  for (const row of rows) {
    log.position = row.position;
    log.time = row.time;
    log.revisions.set(row.stream, row.revision);
    log.byId.set(row.id, row);
  }
};

/** Decides one append and moves the log on by it; a refusal leaves the log as it is. */
export const decide = (log: Log, append: Append, now: string): Decision => {
  const before = madeBefore(log, append);
  if (before !== undefined) return { stored: before, rows: [] };
  refuseTakenIds(log, append);
  const actual = revisionIn(log, append.stream);
  if (actual !== append.expected) throw new WrongExpectedRevision(append.stream, append.expected, actual);
  if (append.drafts.length === 0) return { stored: [], rows: [] };
  const rows = rowsOf(log, append, timeOf(log, append, now));
  const stored = rows.map(storedOf);
  advance(log, rows);
  return { stored, rows };
};
