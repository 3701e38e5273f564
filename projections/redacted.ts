/** Events as the log’s doors give them: with what is withheld in the place of the words, where any are. */

import type { Coding, Evidence, RecordedEvent } from '../events/index.js';
import { wordsOf, wordsWithheld } from './withheld.js';
import { Blanked, blanked, Told } from './withheld-words.js';

type Shown = Pick<Told, 'withheld'>;
type Data = RecordedEvent['data'];

const evidenceShown = (base: Shown, { quote, ...evidence }: Evidence): Evidence => ({
  ...evidence,
  ...wordsOf(base, evidence.source, quote),
});

const codingShown = (base: Shown, coding: Coding): Coding => ({
  ...coding,
  evidence: coding.evidence.map((evidence) => evidenceShown(base, evidence)),
});

/** Words of an event, and which source they are quoted from. */
type Quoted = Readonly<{ source: string; exact: string }>;

const quotedIn = (event: RecordedEvent): readonly Quoted[] => {
  const of = (all: readonly Evidence[]): readonly Quoted[] =>
    all.flatMap(({ source, quote }) => (quote === undefined ? [] : [{ source, exact: quote.exact }]));
  switch (event.type) {
    case 'StatementRecorded':
      return event.data.codings.flatMap(({ evidence }) => of(evidence));
    case 'StatementCoded':
    case 'CodingRevised':
      return of(event.data.coding.evidence);
    case 'StatementCorroborated':
      return of(event.data.evidence.map(({ evidence }) => evidence));
    case 'StatementWithdrawn':
      return event.data.quote === undefined
        ? []
        : [{ source: event.data.report.source, exact: event.data.quote.exact }];
    default:
      return [];
  }
};

const withoutQuotes = (base: Shown, event: RecordedEvent): Data => {
  switch (event.type) {
    case 'StatementRecorded':
      return { ...event.data, codings: event.data.codings.map((coding) => codingShown(base, coding)) };
    case 'StatementCoded':
    case 'CodingRevised':
      return { ...event.data, coding: codingShown(base, event.data.coding) };
    case 'StatementCorroborated': {
      const { evidence, ...data } = event.data;
      const shown = evidence.map((added) => ({ ...added, evidence: evidenceShown(base, added.evidence) }));
      return { ...data, evidence: shown };
    }
    case 'StatementWithdrawn': {
      const { quote, ...data } = event.data;
      return { ...data, ...wordsOf(base, data.report.source, quote) };
    }
    default:
      return event.data;
  }
};

/** An event as it may be shown now, itself where nothing in it is withheld, and the sources whose words were withheld from it. */
export const eventBlanked = <Event extends RecordedEvent>(base: Told, event: Event): Blanked<Event> => {
  if (base.withheld.size === 0) return { shown: event, sources: [] };
  const quoted = quotedIn(event).filter(({ source }) => wordsWithheld(base, source) !== undefined);
  const whole = quoted.length === 0 ? event : { ...event, data: withoutQuotes(base, event) };
  const { shown, sources } = blanked(base, whole, quoted);
  return { shown, sources: [...new Set([...sources, ...quoted.map(({ source }) => source)])].sort() };
};

/** The sources, in order and each once, of which an event holds words that are withheld now. */
export const withheldIn = (base: Told, event: RecordedEvent): readonly string[] => eventBlanked(base, event).sources;

/** What an event says, without the words that are withheld now; itself where none are. */
export const dataShown = (base: Told, event: RecordedEvent): Data => eventBlanked(base, event).shown.data;
