import { KnownAt, positionOf, RecordedEvent } from '../events/index.js';
import { countWhile, Projection } from './reading.js';

/** The log itself: its name, and the recorded time of each position (index 0 holds position 1). */
export type LogView = {
  name: string;
  description: string;
  readonly times: string[];
  /** Positions whose recorded time was reconstructed, in log order. */
  readonly reconstructed: number[];
  /** The id of the last event read. */
  lastId: string;
  /** The events about memberships, in log order: the position of each, and whose. */
  readonly posts: Readonly<{ positions: number[]; actors: string[] }>;
};

const evolve = (view: LogView, event: RecordedEvent): LogView => {
  view.times.push(event.time);
  view.lastId = event.id;
  if (event.timebasis === 'reconstructed') view.reconstructed.push(positionOf(event));
  if (event.type === 'MembershipRecorded' || event.type === 'MembershipCorrected') {
    view.posts.positions.push(positionOf(event));
    view.posts.actors.push(event.data.actorId);
  }
  if (event.type === 'RecordOpened') {
    view.name = event.data.name;
    view.description = event.data.description ?? '';
  }
  return view;
};

export const logProjection: Projection<LogView> = {
  name: 'log',
  version: 2,
  initial: () => ({
    name: '',
    description: '',
    times: [],
    reconstructed: [],
    lastId: '',
    posts: { positions: [], actors: [] },
  }),
  evolve,
};

/** The position of the last event recorded at or before an instant; before it where the instant is exclusive. */
const positionAt = (times: readonly string[], instant: string, inclusive: boolean): number =>
  countWhile(times.length, (at) => {
    const time = times[at] as string;
    return time < instant || (inclusive && time === instant);
  });

/** The log position that a recorded time or position means; the head of the log where none is given. */
export const resolveKnownAt = (log: LogView, knownAt: KnownAt | undefined): number => {
  if (knownAt === undefined) return log.times.length;
  if ('position' in knownAt) return knownAt.position;
  return positionAt(log.times, knownAt.instant, knownAt.inclusive);
};

/** The recorded time of a position; nothing for position 0, before the log began. */
export const timeAt = (log: LogView, position: number): string | undefined => log.times[position - 1];

/** Whether the recorded time of a position was reconstructed. Positions are in log order. */
export const isReconstructed = ({ reconstructed }: LogView, position: number): boolean =>
  reconstructed[countWhile(reconstructed.length, (at) => (reconstructed[at] as number) < position)] === position;
