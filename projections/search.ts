import { namesAt } from './actors.js';
import { issueAt, propositionsAt, wordingAt } from './codebook.js';
import type { Moment } from './moment.js';
import { saidBy } from './moment.js';
import type { Readings } from './readings.js';
import { StatementState, statementAt } from './statements.js';
import { wordsOf } from './withheld.js';
import { isShown } from './withheld-words.js';

/** A place in the record where the words asked for stand. */
export type Hit = Readonly<{
  kind: 'actor' | 'issue' | 'proposition' | 'source' | 'statement';
  id: string;
  /** Which text of it holds the words. */
  field: string;
  text: string;
  said?: string;
  href: string;
}>;

const folded = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ');

type Text = Omit<Hit, 'href' | 'kind' | 'id'>;

const actorTexts = (readings: Readings, id: string, position: number): readonly Text[] => {
  const row = readings.actors.get(id);
  if (row === undefined || row.position > position) return [];
  const note = row.note === undefined ? [] : [{ field: 'note', text: row.note }];
  return [...namesAt(row, position).map((name) => ({ field: 'name', text: name.text })), ...note];
};

/** The texts of a statement. Words that are withheld are not among them: nothing is found by them. */
const stated = (readings: Readings, state: StatementState): readonly Text[] => [
  ...(state.note === undefined ? [] : [{ field: 'note', text: state.note }]),
  ...state.codings.flatMap((coding) => [
    ...coding.evidence
      .map(({ source, quote }) => wordsOf(readings, source, quote).quote)
      .flatMap((quote) => (quote === undefined ? [] : [{ field: 'quote', text: quote.exact }])),
    ...(coding.condition === undefined ? [] : [{ field: 'condition', text: coding.condition }]),
    ...(coding.note === undefined ? [] : [{ field: 'coding note', text: coding.note }]),
  ]),
];

const inActors = (readings: Readings, { position }: Moment): readonly Hit[] =>
  [...readings.actors.keys()].flatMap((id) =>
    actorTexts(readings, id, position).map((text) => ({
      kind: 'actor' as const,
      id,
      ...text,
      href: `/v1/actors/${id}`,
    })),
  );

const inCodebook = (readings: Readings, { position }: Moment): readonly Hit[] =>
  [...readings.codebook.keys()].flatMap((id) => {
    const issue = issueAt(readings.codebook, id, position);
    if (issue === undefined) return [];
    const href = `/v1/issues/${id}`;
    const titles = issue.title.map(({ text }): Hit => ({ kind: 'issue', id, field: 'title', text, href }));
    const wordings = propositionsAt(issue, position).flatMap((row) =>
      wordingAt(row, position).map(({ text }): Hit => ({
        kind: 'proposition',
        id: row.propositionId,
        field: 'wording',
        text,
        href,
      })),
    );
    return [...titles, ...wordings];
  });

const inSources = (readings: Readings, { position }: Moment): readonly Hit[] =>
  [...readings.sources.values()]
    .filter((row) => row.position <= position)
    .flatMap(({ sourceId, described }) =>
      [
        { field: 'title', text: described.title },
        { field: 'publisher', text: described.publisher },
        ...(described.note === undefined ? [] : [{ field: 'note', text: described.note }]),
      ].map((text): Hit => ({ kind: 'source', id: sourceId, ...text, href: `/v1/sources/${sourceId}` })),
    );

const inStatements = (readings: Readings, { position, asOf }: Moment): readonly Hit[] =>
  [...readings.statements.rows.keys()].flatMap((id) => {
    const state = statementAt(readings.statements, id, position)?.state;
    if (state === undefined || state.status === 'voided' || !saidBy(state.said, asOf)) return [];
    return stated(readings, state).map((text): Hit => ({
      kind: 'statement',
      id,
      ...text,
      said: state.said.edtf,
      href: `/v1/statements/${id}`,
    }));
  });

/** Whether a text may be found: a quote that is here is of a source that is shown, any other text can repeat one that is not. */
const mayBeFound = (readings: Readings, { field, text }: Hit): boolean => field === 'quote' || isShown(readings, text);

/**
 * The places that hold every word asked for, in any script, as known at a moment; exact substrings after NFKC and case
 * folding. Each text of each thing is one hit at most.
 */
export const searchFor = (readings: Readings, words: string, moment: Moment): readonly Hit[] => {
  const wanted = folded(words)
    .split(' ')
    .filter((word) => word !== '');
  if (wanted.length === 0) return [];
  const places = [inActors, inCodebook, inSources, inStatements].flatMap((place) => place(readings, moment));
  const found = places.filter((hit) => {
    const text = folded(hit.text);
    return wanted.every((word) => text.includes(word)) && mayBeFound(readings, hit);
  });
  return [...new Map(found.map((hit) => [`${hit.kind} ${hit.id} ${hit.field} ${hit.text}`, hit])).values()];
};
