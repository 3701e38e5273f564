/** Events as the log’s doors give them: with what is withheld in the place of the words, where any are. */

import type { Coding, Evidence, RecordedEvent } from '../events/index.js';
import type { Base } from './readings.js';
import { wordsOf, wordsWithheld } from './withheld.js';

type Shown = Pick<Base, 'withheld'>;
type Data = RecordedEvent['data'];

const evidenceShown = (base: Shown, { quote, ...evidence }: Evidence): Evidence => ({
  ...evidence,
  ...wordsOf(base, evidence.source, quote),
});

const codingShown = (base: Shown, coding: Coding): Coding => ({
  ...coding,
  evidence: coding.evidence.map((evidence) => evidenceShown(base, evidence)),
});

/** The words of an event: which source each is quoted from. */
const quotedIn = (event: RecordedEvent): readonly string[] => {
  const of = (all: readonly Evidence[]): readonly string[] =>
    all.flatMap(({ source, quote }) => (quote === undefined ? [] : [source]));
  switch (event.type) {
    case 'StatementRecorded':
      return event.data.codings.flatMap(({ evidence }) => of(evidence));
    case 'StatementCoded':
    case 'CodingRevised':
      return of(event.data.coding.evidence);
    case 'StatementCorroborated':
      return of(event.data.evidence.map(({ evidence }) => evidence));
    case 'StatementWithdrawn':
      return event.data.quote === undefined ? [] : [event.data.report.source];
    default:
      return [];
  }
};

const blanked = (base: Shown, event: RecordedEvent): Data => {
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

/** The sources, in order and each once, of which an event holds words that are withheld now. */
export const withheldIn = (base: Shown, event: RecordedEvent): readonly string[] => {
  if (base.withheld.size === 0) return [];
  return [...new Set(quotedIn(event).filter((source) => wordsWithheld(base, source) !== undefined))].sort();
};

/** What an event says, without the words that are withheld now; itself where none are. */
export const dataShown = (base: Shown, event: RecordedEvent): Data =>
  withheldIn(base, event).length === 0 ? event.data : blanked(base, event);
