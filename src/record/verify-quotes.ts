/** Quotes held against the texts of their sources, and texts against what the record says of them. */

import { type Quote, type RecordedEvent, shapeFault, upcast } from '../../events/index.js';
import { Base, emptyReadings, projections, SourceRow } from '../../projections/index.js';
import { canonicalText, locate, sha256Of } from '../deciders/quotes.js';
import type { TextStore } from '../store/event-store.js';
import { erasedIn } from './erase.js';
import { nearestIds } from './nearest.js';
import { NotOnRecord } from './question-refusals.js';

/** How a quote stands to the text of its source. `coding` is left out where the quote is that of a withdrawal. */
export type QuoteCheck = Readonly<{
  statement: string;
  coding?: string;
  source: string;
  result: 'stands' | 'unchecked' | 'withheld' | 'does not stand';
  detail?: string;
}>;

/** The quotes as they were checked, and what is wrong with them and with the texts. */
export type QuotesChecked = Readonly<{ quotes: readonly QuoteCheck[]; findings: readonly string[] }>;

type Named = keyof typeof projections;

/** What is read of a log that may have holes: nothing is passed over for what is missing before it. */
export class ReadThrough {
  base: Base = emptyReadings();

  /** Reads one event on; what is wrong, where the event is not made as its type is. */
  take(event: RecordedEvent): string | undefined {
    try {
      const known = upcast(event);
      const fault = shapeFault(known.type, known.data);
      if (fault !== undefined) return `holds at data${fault} what no ${event.type} does`;
      const next: Record<string, unknown> = {};
      for (const name of Object.keys(projections) as Named[])
        next[name] = projections[name].evolve(this.base[name] as never, known);
      this.base = { ...this.base, ...next };
      return undefined;
    } catch (error) {
      return `does not hold what a ${event.type} does (${(error as Error).message})`;
    }
  }
}

/** What is wrong with a quote of a withheld source, without its text. */
const HIDDEN = 'does not stand in its text, which is withheld.';

type Cited = Readonly<{ statement: string; coding?: string; source: string; quote: Quote }>;

/** The quotes that count: of codings as they are read now, and of withdrawals. What was voided or revised is not asked of. */
const citedIn = ({ statements }: Base): readonly Cited[] =>
  [...statements.rows.values()].flatMap(({ statementId: statement, versions }) => {
    const state = versions.at(-1)?.state;
    if (state === undefined || state.status === 'voided') return [];
    const { withdrawal } = state;
    const codings = state.codings.flatMap(({ codingId: coding, evidence }) =>
      evidence.flatMap(({ source, quote }) => (quote === undefined ? [] : [{ statement, coding, source, quote }])),
    );
    const taken =
      withdrawal?.quote === undefined ? [] : [{ statement, source: withdrawal.report.source, quote: withdrawal.quote }];
    return [...codings, ...taken];
  });

const checked = (base: Base, texts: ReadonlyMap<string, string>, { quote, ...cited }: Cited): QuoteCheck => {
  const text = texts.get(cited.source);
  const withheld = base.withheld.has(cited.source);
  if (text === undefined) return { ...cited, result: withheld ? 'withheld' : 'unchecked' };
  const found = locate(text, quote);
  if (!('fault' in found)) return { ...cited, result: 'stands' };
  return { ...cited, result: 'does not stand', detail: withheld ? HIDDEN : found.fault };
};

/** What is wrong with the text of one capture, where it is kept. */
const captureFaults = async (store: TextStore, { sourceId, captures }: SourceRow): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const { position, value } of captures) {
    const text = await store.getText(value.sha256);
    if (text === undefined) continue;
    const hash = sha256Of(text);
    const what = `The text of source ${sourceId}, captured at position ${position},`;
    if (hash !== value.sha256) faults.push(`${what} has SHA-256 ${hash}, and the record says ${value.sha256}.`);
    else if (text.length !== value.length)
      faults.push(`${what} is ${text.length} characters long, and the record says ${value.length}.`);
  }
  return faults;
};

const broughtFaults = (base: Base, brought: ReadonlyMap<string, string>): readonly string[] =>
  [...brought].flatMap(([id, given]) => {
    const capture = base.sources.get(id)?.captures.at(-1)?.value;
    if (!base.sources.has(id)) return [new NotOnRecord('source', id, nearestIds(id, base.sources.keys())).message];
    const hash = sha256Of(canonicalText(given));
    return capture === undefined || capture.sha256 === hash
      ? []
      : [`The text of source ${id} has SHA-256 ${hash}, and the record says ${capture.sha256}.`];
  });

type Texts = Readonly<{ texts: ReadonlyMap<string, string>; findings: readonly string[] }>;

/** The text that each source’s quotes are held against: the one brought, else the last that was captured, where it is kept. */
const textsOf = async (store: TextStore, base: Base, brought: ReadonlyMap<string, string>): Promise<Texts> => {
  const texts = new Map<string, string>();
  const findings: string[] = [];
  for (const [id, row] of base.sources) {
    findings.push(...(await captureFaults(store, row)));
    const capture = row.captures.at(-1)?.value;
    const kept = capture === undefined ? undefined : await store.getText(capture.sha256);
    const given = brought.get(id);
    const text = given === undefined ? kept : canonicalText(given);
    if (text !== undefined) texts.set(id, text);
    if (kept !== undefined && erasedIn(base, id).length > 0)
      findings.push(
        `The text of source ${id} was to be erased, and is kept: give the same \`onrecord withhold\` again.`,
      );
  }
  return { texts, findings: [...findings, ...broughtFaults(base, brought)] };
};

const faultOf = ({ statement, coding, source, detail }: QuoteCheck): string =>
  `The quote of ${statement} (${coding ?? 'its withdrawal'}) in ${source} ${detail}`;

/**
 * Check every quote that counts, and every text that is kept.
 *
 * @param brought texts of sources by id, as read from files.
 */
export const checkQuotes = async (
  store: TextStore,
  base: Base,
  brought: ReadonlyMap<string, string>,
): Promise<QuotesChecked> => {
  const { texts, findings } = await textsOf(store, base, brought);
  const quotes = citedIn(base).map((cited) => checked(base, texts, cited));
  const failed = quotes.filter(({ result }) => result === 'does not stand');
  return { quotes, findings: [...findings, ...failed.map(faultOf)] };
};
