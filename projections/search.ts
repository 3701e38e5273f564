import type { Report } from '../events/index.js';
import { namesAt } from './actors.js';
import { issueAt, propositionsAt, wordingAt } from './codebook.js';
import type { Moment } from './moment.js';
import { saidBy } from './moment.js';
import type { Base } from './readings.js';
import { StatementState, statementAt, Withdrawal } from './statements.js';
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

/** A text in a field, where it is given. */
const given = (field: string, text: string | undefined): readonly Text[] =>
  text === undefined ? [] : [{ field, text }];

const actorTexts = (readings: Base, id: string, position: number): readonly Text[] => {
  const row = readings.actors.get(id);
  if (row === undefined || row.position > position) return [];
  return [...namesAt(row, position).flatMap(({ text }) => given('name', text)), ...given('note', row.note)];
};

/** The texts of how a source tells of something: what needs saying of it, and the tellers that are no actors. */
const told = ({ note, attribution }: Report): readonly Text[] => [
  ...given('report note', note),
  ...attribution.flatMap((link) => [...given('teller', link.name), ...given('teller note', link.note)]),
];

/** The texts of a withdrawal. */
const takenBack = (readings: Base, { report, quote, note }: Withdrawal): readonly Text[] => [
  ...given('withdrawal quote', wordsOf(readings, report.source, quote).quote?.exact),
  ...given('withdrawal note', note),
  ...told(report),
];

/** The texts of a statement. Words that are withheld are not among them: nothing is found by them. */
const stated = (readings: Base, state: StatementState, asOf: Moment['asOf']): readonly Text[] => [
  ...given('note', state.note),
  ...state.reports.flatMap(told),
  ...(state.sameActs ?? []).flatMap(({ why }) => given('same act', why)),
  ...(state.withdrawal === undefined || !saidBy(state.withdrawal.said, asOf)
    ? []
    : takenBack(readings, state.withdrawal)),
  ...state.codings.flatMap((coding) => [
    ...coding.evidence.flatMap(({ source, quote, note }) => [
      ...given('quote', wordsOf(readings, source, quote).quote?.exact),
      ...given('evidence note', note),
    ]),
    ...given('condition', coding.condition),
    ...given('coding note', coding.note),
  ]),
];

const inActors = (readings: Base, { position }: Moment): readonly Hit[] =>
  [...readings.actors.keys()].flatMap((id) =>
    actorTexts(readings, id, position).map((text) => ({
      kind: 'actor' as const,
      id,
      ...text,
      href: `/v1/actors/${id}`,
    })),
  );

const inCodebook = (readings: Base, { position }: Moment): readonly Hit[] =>
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

const inSources = (readings: Base, { position }: Moment): readonly Hit[] =>
  [...readings.sources.values()]
    .filter((row) => row.position <= position)
    .flatMap(({ sourceId, described }) =>
      [
        { field: 'title', text: described.title },
        { field: 'publisher', text: described.publisher },
        ...(described.note === undefined ? [] : [{ field: 'note', text: described.note }]),
      ].map((text): Hit => ({ kind: 'source', id: sourceId, ...text, href: `/v1/sources/${sourceId}` })),
    );

const inStatements = (readings: Base, { position, asOf }: Moment): readonly Hit[] =>
  [...readings.statements.rows.keys()].flatMap((id) => {
    const state = statementAt(readings.statements, id, position)?.state;
    if (state === undefined || state.status === 'voided' || !saidBy(state.said, asOf)) return [];
    return stated(readings, state, asOf).map((text): Hit => ({
      kind: 'statement',
      id,
      ...text,
      said: state.said.edtf,
      href: `/v1/statements/${id}`,
    }));
  });

/** Whether a text may be found: a quote that is here is of a source that is shown, any other text can repeat one that is not. */
const mayBeFound = (readings: Base, { field, text }: Hit): boolean =>
  field === 'quote' || field === 'withdrawal quote' || isShown(readings, text);

/**
 * The places that hold every word asked for, in any script, as known at a moment; exact substrings after NFKC and case
 * folding. Each text of each thing is one hit at most.
 */
export const searchFor = (readings: Base, words: string, moment: Moment): readonly Hit[] => {
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
