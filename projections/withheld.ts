import { EventOf, positionOf, RecordedEvent, WithheldScope } from '../events/index.js';
import type { Projection } from './reading.js';
import type { Base } from './readings.js';

/** That words are withheld: since when, why, by whose decision, and what obliged them. It stands where the words would. */
export type Withheld = Readonly<{ since: string; reason: string; by: string; authority?: string }>;

/** How a source is withheld. `position` is that of the event that says so. */
export type Withholding = Readonly<{ scope: WithheldScope; position: number; erased?: true; shown: Withheld }>;

/** The sources that are withheld now, by id: one that was released is not among them. */
export type WithheldView = Map<string, Withholding>;

/** Withheld anew, it is so since the first time, unless less of it was. */
const sinceOf = (before: Withholding | undefined, scope: WithheldScope, time: string): string =>
  before === undefined || (before.scope === 'text' && scope === 'text-and-quotes') ? time : before.shown.since;

const withholding = (
  before: Withholding | undefined,
  data: EventOf<'SourceWithheld'>['data'],
  event: RecordedEvent,
): Withholding => {
  const { scope, reason, by, authority, erased } = data;
  const shown = { since: sinceOf(before, scope, event.time), reason, by };
  return {
    scope,
    position: positionOf(event),
    ...(erased === true || before?.erased === true ? { erased: true } : {}),
    shown: authority === undefined ? shown : { ...shown, authority },
  };
};

const evolve = (view: WithheldView, event: RecordedEvent): WithheldView => {
  if (event.type === 'SourceReleased') view.delete(event.data.sourceId);
  if (event.type === 'SourceWithheld') {
    const { sourceId } = event.data;
    view.set(sourceId, withholding(view.get(sourceId), event.data, event));
  }
  return view;
};

export const withheldProjection: Projection<WithheldView> = {
  name: 'withheld',
  version: 1,
  initial: () => new Map(),
  evolve,
};

/**
 * Why the words of a source may not be shown now, or nothing where they may. It looks at no point of either clock: what is
 * withheld is withheld from answers about the past too.
 */
export const wordsWithheld = ({ withheld }: Pick<Base, 'withheld'>, source: string): Withheld | undefined => {
  const found = withheld.get(source);
  return found?.scope === 'text-and-quotes' ? found.shown : undefined;
};

/** Words as an answer shows them, or that they are withheld in their place. */
export type Words<Quote> = Readonly<{ quote?: Quote; withheld?: Withheld }>;

/** The words of a source, blanked where they are withheld. Where there are none, there is nothing to blank. */
export const wordsOf = <Quote>(
  base: Pick<Base, 'withheld'>,
  source: string,
  quote: Quote | undefined,
): Words<Quote> => {
  if (quote === undefined) return {};
  const withheld = base.withheld.size === 0 ? undefined : wordsWithheld(base, source);
  return withheld === undefined ? { quote } : { withheld };
};

/** Other sources, none of them withheld, of which the very same text was captured. */
export const sharesText = ({ sources, withheld }: Base, source: string): readonly string[] => {
  const hashes = new Set(sources.get(source)?.captures.map(({ value }) => value.sha256));
  return [...sources.values()]
    .filter(({ sourceId }) => sourceId !== source && !withheld.has(sourceId))
    .filter(({ captures }) => captures.some(({ value }) => hashes.has(value.sha256)))
    .map(({ sourceId }) => sourceId);
};
