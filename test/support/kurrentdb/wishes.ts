/** What a Read asks for, out of the request's options. */

import type { StreamsMessages } from './definitions.js';
import type { LogRecord, Position } from './log.js';
import { streamOf } from './messages.js';
import type { Matches } from './reading.js';

/** `window` is how many events are looked at for a page, `interval` how many for a checkpoint. */
export type FilterWish = Readonly<{ matches: Matches; window: number; interval: number }>;

type Common = Readonly<{
  count: number;
  subscription: boolean;
  backwards: boolean;
  idsAsText: boolean;
  edges: boolean;
}>;

export type Wish =
  | (Common & Readonly<{ of: 'stream'; stream: string; from: number | 'start' | 'end' }>)
  | (Common & Readonly<{ of: 'all'; from: Position | 'start' | 'end'; filter?: FilterWish }>);

type Options = StreamsMessages.ReadReq.Options;

/** How many events a server reads at a time; what a filter's window is where none is asked for. */
export const PAGE = 32;

const matcherOf = (
  expression: StreamsMessages.ReadReq.Options.FilterOptions.Expression | undefined,
  text: (record: LogRecord) => string,
): Matches => {
  const regex = expression?.getRegex() ?? '';
  if (regex !== '') {
    const pattern = new RegExp(regex);
    return (record) => pattern.test(text(record));
  }
  const prefixes = expression?.getPrefixList() ?? [];
  return (record) => prefixes.some((prefix) => text(record).startsWith(prefix));
};

const filterOf = (options: StreamsMessages.ReadReq.Options.FilterOptions): FilterWish => {
  const matches = options.hasEventType()
    ? matcherOf(options.getEventType(), (record) => record.type)
    : matcherOf(options.getStreamIdentifier(), (record) => record.stream);
  const window = options.hasMax() ? options.getMax() : PAGE;
  return { matches, window, interval: window * Math.max(1, options.getCheckpointintervalmultiplier()) };
};

const streamFrom = (options: StreamsMessages.ReadReq.Options.StreamOptions): number | 'start' | 'end' => {
  if (options.hasRevision()) return Number(options.getRevision());
  return options.hasEnd() ? 'end' : 'start';
};

const allFrom = (options: StreamsMessages.ReadReq.Options.AllOptions): Position | 'start' | 'end' => {
  const position = options.getPosition();
  if (!position) return options.hasEnd() ? 'end' : 'start';
  return { commit: Number(position.getCommitPosition()), prepare: Number(position.getPreparePosition()) };
};

export const wishOf = (options: Options): Wish => {
  const common = {
    count: options.hasCount() ? Number(options.getCount()) : Infinity,
    subscription: options.hasSubscription(),
    backwards: options.getReadDirection() === 1,
    idsAsText: options.getUuidOption()?.hasString() ?? false,
    edges: (options.getControlOption()?.getCompatibility() ?? 0) >= 1,
  };
  const stream = options.getStream();
  if (stream) {
    return { ...common, of: 'stream', stream: streamOf(stream.getStreamIdentifier()), from: streamFrom(stream) };
  }
  const filter = options.getFilter();
  const from = allFrom(options.getAll()!);
  return { ...common, of: 'all', from, ...(filter ? { filter: filterOf(filter) } : {}) };
};
