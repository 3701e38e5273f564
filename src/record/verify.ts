import canonicalize from 'canonicalize';
import { isEventType, sequenceOf, streamOf } from '../../events/index.js';
import { emptyReadings, read, Readings } from '../../projections/index.js';
import { canonicalText, locate, sha256Of } from '../deciders/quotes.js';
import { Refusal } from '../refusal.js';
import type { EventStore, StoredEvent, TextStore } from '../store/event-store.js';
import { eventIdOf } from './event-id.js';

/** The record does not hold together: where, and how. */
export class NotWhole extends Refusal {
  readonly kind = 'integrity';
  readonly type = 'not-whole';
  constructor(readonly findings: readonly string[]) {
    super(`The record does not hold together: ${findings.join(' ')}`);
  }
}

/** How a quote stands to the text of its source. */
export type QuoteCheck = Readonly<{
  statement: string;
  coding: string;
  source: string;
  result: 'stands' | 'unchecked' | 'does not stand';
  detail?: string;
}>;

/** What `verify` found. */
export type Verification = Readonly<{
  events: number;
  findings: readonly string[];
  quotes: Readonly<{ stand: number; unchecked: number; fail: readonly QuoteCheck[] }>;
}>;

/** What is wrong with one event where it stands, in sentences. */
const findingsOf = (
  { position, revision, event, line, stream }: StoredEvent,
  seen: Readonly<{ position: number; time: string; revisions: Map<string, number>; ids: Set<string> }>,
): readonly string[] => {
  const expected = (seen.revisions.get(stream) ?? -1) + 1;
  const checks: readonly (readonly [boolean, string])[] = [
    [position === seen.position + 1, `comes after position ${seen.position}: events are missing or out of order`],
    [event.sequence === sequenceOf(position), `says it is at ${event.sequence}`],
    [revision === expected, `is revision ${revision} of ${stream}, and ${expected} was next`],
    [streamOf(event.subject) === stream, `says its subject is ${event.subject}, and stands in ${stream}`],
    [event.time >= seen.time, `was recorded at ${event.time}, before the event before it`],
    [!seen.ids.has(event.id), `has the id of an earlier event, ${event.id}`],
    [event.id === eventIdOf(event.commandid, 0), `has an id that its command ${event.commandid} does not make`],
    [canonicalize(event) === line, 'is not stored in its canonical form (RFC 8785)'],
    [isEventType(event.type), `is of type ${event.type}, which this version does not know`],
  ];
  return checks.filter(([holds]) => !holds).map(([, said]) => `Event ${position} ${said}.`);
};

const checkedQuote = (
  text: string | undefined,
  quote: Parameters<typeof locate>[1],
): Pick<QuoteCheck, 'result' | 'detail'> => {
  if (text === undefined) return { result: 'unchecked' };
  const found = locate(text, quote);
  return 'fault' in found ? { result: 'does not stand', detail: found.fault } : { result: 'stands' };
};

const quotesIn = (readings: Readings, texts: ReadonlyMap<string, string>): readonly QuoteCheck[] =>
  [...readings.statements.rows.values()].flatMap(({ statementId, versions }) =>
    (versions.at(-1)?.state.codings ?? []).flatMap((coding) =>
      coding.evidence.flatMap(({ source, quote }) =>
        quote === undefined
          ? []
          : [{ statement: statementId, coding: coding.codingId, source, ...checkedQuote(texts.get(source), quote) }],
      ),
    ),
  );

type Texts = Readonly<{ texts: ReadonlyMap<string, string>; findings: readonly string[] }>;

/** The texts there are, kept or brought, that have the hash the record says they have. */
const textsOf = async (store: TextStore, readings: Readings, brought: ReadonlyMap<string, string>): Promise<Texts> => {
  const texts = new Map<string, string>();
  const findings: string[] = [];
  for (const [id, row] of readings.sources) {
    const capture = row.captures.at(-1)?.value;
    const given = brought.get(id);
    const text = given === undefined ? await storedText(store, capture?.sha256) : canonicalText(given);
    if (text === undefined) continue;
    if (capture !== undefined && sha256Of(text) !== capture.sha256) {
      findings.push(`The text of source ${id} has SHA-256 ${sha256Of(text)}, and the record says ${capture.sha256}.`);
    }
    texts.set(id, text);
  }
  const strangers = [...brought.keys()].filter((id) => !readings.sources.has(id));
  return { texts, findings: [...findings, ...strangers.map((id) => `There is no source with the id “${id}”.`)] };
};

const storedText = (store: TextStore, sha256: string | undefined): Promise<string | undefined> =>
  sha256 === undefined ? Promise.resolve(undefined) : store.getText(sha256);

/** Where a kept copy of a log first differs from the log itself, as a sentence; nothing where it does not. */
export const differenceOf = async (log: EventStore, copy: EventStore, what: string): Promise<string | undefined> => {
  const until = await log.head();
  const copied = copy.readAll({ limit: until })[Symbol.asyncIterator]();
  for await (const { position, stream, revision, line } of log.readAll({ limit: until })) {
    const kept: IteratorResult<StoredEvent> = await copied.next();
    const isSame =
      kept.done !== true &&
      kept.value.position === position &&
      kept.value.stream === stream &&
      kept.value.revision === revision &&
      kept.value.line === line;
    if (!isSame)
      return `${what} differs from the log at position ${position}. Delete it while nothing uses it: it is made anew from the log.`;
  }
  return undefined;
};

/**
 * Read the whole log again and check that it holds together: dense positions and revisions, recorded times in order,
 * ids made of their commands, canonical bytes, sources by their hashes, and quotes by their sources’ texts.
 *
 * @param brought texts of sources by id, as read from files.
 */
export const verify = async (
  store: EventStore & TextStore,
  brought: ReadonlyMap<string, string> = new Map(),
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<Verification> => {
  const total = await store.head();
  const findings: string[] = [];
  const seen = { position: 0, time: '', revisions: new Map<string, number>(), ids: new Set<string>() };
  let readings = emptyReadings();
  for await (const stored of store.readAll()) {
    findings.push(...findingsOf(stored, seen));
    if (findings.length > 0) return { events: stored.position, findings, quotes: { stand: 0, unchecked: 0, fail: [] } };
    seen.position = stored.position;
    seen.time = stored.event.time;
    seen.ids.add(stored.event.id);
    seen.revisions.set(stored.stream, stored.revision);
    readings = read(readings, stored.event);
    if (stored.position % 1000 === 0 || stored.position === total) onProgress(stored.position, total);
  }
  if (seen.position !== total)
    findings.push(`The log says it ends at ${total}, and ${seen.position} events were read.`);
  const texts = await textsOf(store, readings, brought);
  const quotes = quotesIn(readings, texts.texts);
  const fail = quotes.filter((quote) => quote.result === 'does not stand');
  return {
    events: seen.position,
    findings: [
      ...findings,
      ...texts.findings,
      ...fail.map(
        ({ statement, coding, source, detail }) => `The quote of ${statement} (${coding}) in ${source} ${detail}`,
      ),
    ],
    quotes: {
      stand: quotes.filter((quote) => quote.result === 'stands').length,
      unchecked: quotes.filter((quote) => quote.result === 'unchecked').length,
      fail,
    },
  };
};
