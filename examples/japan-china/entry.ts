import type { AttributionLink, Coding, Directness, Evidence, Quote, RecordEvent, Report } from '../../events/index.js';

/** Who recorded and coded everything here. */
export const RECORDER = 'onrecord-examples';

/** One event of the bundled record, its reconstructed recorded time, and the command that stands for its making. */
export type Entry = Readonly<{ commandId: string; time: string; event: RecordEvent }>;

/** Events, each under the slug of its command, recorded at 00:00 UTC of a day. */
export const recordedOn = (day: string, events: Readonly<Record<string, RecordEvent>>): readonly Entry[] =>
  Object.entries(events).map(([slug, event]) => ({
    commandId: `japan-china-${slug}`,
    time: `${day}T00:00:00.000Z`,
    event,
  }));

/** Words of an English document, from where they start in its canonical text (UTF-16 code units). */
export const quoteAt = (start: number, prefix: string, exact: string, suffix: string): Quote => ({
  exact,
  language: 'en',
  prefix,
  suffix,
  start,
  end: start + exact.length,
});

/** A document as teller: its reports, and its words as evidence. */
export const teller = (source: string) => ({
  report: (directness: Directness, attribution: readonly AttributionLink[] = [], note?: string): Report => ({
    source,
    directness,
    attribution,
    ...(note === undefined ? {} : { note }),
  }),
  words: (directness: Directness, quote: Quote, note?: string): Evidence => ({
    source,
    directness,
    quote,
    ...(note === undefined ? {} : { note }),
  }),
});

/** A stance on a proposition. The coding's id is the proposition's: no statement here is coded twice on one. */
export const coded = (
  issue: string,
  stance: Coding['stance'],
  proposition: string,
  evidence: Evidence,
  more: Pick<Coding, 'condition' | 'holders' | 'note'> = {},
): Coding => ({ codingId: proposition, issue, proposition, stance, evidence: [evidence], coder: RECORDER, ...more });
