/** Answers as tables: one row a thing, the same for HTTP's CSV and the command line. */

import { stringify } from 'csv-stringify/sync';
import type {
  Board,
  BoardCell,
  Change,
  Diff,
  Difference,
  EvidenceShown,
  History,
  Position,
} from '../../projections/index.js';
import type { ActorShown, Search } from './look-up.js';
import { withheldText } from './withheld-text.js';

/** The answers that are tables, by the kind of table. */
export type Tabled = Readonly<{
  board: Board;
  position: Position;
  history: History;
  diff: Diff;
  changes: Readonly<{ changes: readonly Change[] }>;
  search: Pick<Search, 'hits'>;
  actors: Readonly<{ actors: readonly ActorShown[] }>;
}>;
export type TableKind = keyof Tabled;

/** Rows under their columns; a cell that has nothing is empty. */
export type Table = Readonly<{ columns: readonly string[]; rows: readonly (readonly string[])[] }>;

type Cell = string | number | undefined;
type Columns<Row> = Readonly<Record<string, (row: Row) => Cell>>;

const table = <Row>(rows: readonly Row[], columns: Columns<Row>): Table => ({
  columns: Object.keys(columns),
  rows: rows.map((row) => Object.values(columns).map((cell) => String(cell(row) ?? ''))),
});

const english = (texts: readonly Readonly<{ language: string; text: string }>[]): string =>
  (texts.find(({ language }) => language.startsWith('en')) ?? texts[0])?.text ?? '';

/** The first words there are; where all of them are withheld, that they are. */
const quoteOf = (evidence: EvidenceShown | undefined): string | undefined => {
  const citations = evidence?.citations ?? [];
  const withheld = citations.find((citation) => citation.withheld !== undefined)?.withheld;
  return (
    citations.find((citation) => citation.quote !== undefined)?.quote?.exact ?? (withheld && withheldText(withheld))
  );
};

const sourcesOf = (evidence: EvidenceShown | undefined): string =>
  evidence?.citations.map((citation) => citation.source).join(' ') ?? '';

type BoardRow = Readonly<{ cell: BoardCell; taken: BoardCell['stances'][number] | undefined }>;

const boardTable = ({ cells, asOf, knownAt }: Board): Table =>
  table<BoardRow>(
    cells.flatMap((cell): readonly BoardRow[] =>
      cell.stances.length === 0 ? [{ cell, taken: undefined }] : cell.stances.map((taken) => ({ cell, taken })),
    ),
    {
      actor: ({ cell }) => cell.actor.id,
      name: ({ cell }) => cell.actor.name,
      issue: ({ cell }) => cell.issue,
      status: ({ cell }) => cell.status,
      proposition: ({ taken }) => taken?.proposition,
      stance: ({ taken }) => taken?.stance,
      since: ({ taken }) => taken?.since,
      lastStated: ({ taken }) => taken?.lastStated,
      asOf: () => asOf,
      knownAt: () => knownAt.position,
      condition: ({ taken }) => taken?.condition,
    },
  );

const positionTable = ({ propositions, actor, issue, asOf, knownAt }: Position): Table =>
  table(propositions, {
    actor: () => actor.id,
    issue: () => issue.id,
    proposition: (row) => row.id,
    wording: (row) => english(row.wording),
    stance: (row) => row.stance,
    condition: (row) => row.condition,
    since: (row) => row.since,
    lastStated: (row) => row.lastStated,
    timesStated: (row) => row.timesStated,
    statement: (row) => row.evidence.at(-1)?.statement,
    speaker: (row) => row.evidence.at(-1)?.speaker.name,
    quote: (row) => quoteOf(row.evidence.at(-1)),
    sources: (row) => sourcesOf(row.evidence.at(-1)),
    asOf: () => asOf,
    knownAt: () => knownAt.position,
  });

const historyTable = ({ entries, actor, issue }: History): Table =>
  table(entries, {
    day: (row) => row.day,
    actor: () => actor.id,
    issue: () => issue.id,
    proposition: (row) => row.proposition,
    kind: (row) => row.kind,
    before: (row) => row.before?.stance,
    after: (row) => row.after?.stance,
    condition: (row) => row.after?.condition,
    statement: (row) => row.evidence.statement,
    speaker: (row) => row.evidence.speaker.name,
    quote: (row) => quoteOf(row.evidence),
    sources: (row) => sourcesOf(row.evidence),
    recorded: (row) => row.evidence.recorded.time,
  });

/** The statements that a difference shows. */
const statementsIn = ({ before, after, contest, evidence }: Difference): readonly string[] => {
  const shown = [before, after, contest, { evidence: evidence ?? [] }].flatMap((part) => part?.evidence ?? []);
  return [...new Set(shown.map(({ statement }) => statement))];
};

const diffTable = ({ differences }: Diff): Table =>
  table(differences, {
    proposition: (row) => row.proposition,
    change: (row) => row.change,
    before: (row) => row.before?.stance,
    beforeSince: (row) => row.before?.since,
    after: (row) => row.after?.stance,
    afterSince: (row) => row.after?.since,
    contestedBy: (row) => row.contest?.by.id,
    why: (row) => row.why,
    statements: (row) => statementsIn(row).join(' '),
    beforeCondition: (row) => row.before?.condition,
    afterCondition: (row) => row.after?.condition,
  });

const changesTable = ({ changes }: Tabled['changes']): Table =>
  table(changes, {
    id: (row) => row.id,
    recorded: (row) => row.recorded,
    kind: (row) => row.kind,
    actor: (row) => row.actor,
    issue: (row) => row.issue,
    proposition: (row) => row.proposition,
    before: (row) => row.before?.stance,
    after: (row) => row.after?.stance,
    by: (row) => row.by,
    statement: (row) => row.statement,
    said: (row) => row.said.edtf,
    learned: (row) => row.learned,
    revises: (row) => row.revises.join(' '),
    why: (row) => row.why,
    spokeFor: (row) => row.spokeFor.join(' '),
    as: (row) => row.as,
    condition: (row) => row.condition ?? row.after?.condition,
    beforeCondition: (row) => row.before?.condition,
  });

const searchTable = ({ hits }: Tabled['search']): Table =>
  table(hits, {
    kind: (row) => row.kind,
    id: (row) => row.id,
    field: (row) => row.field,
    said: (row) => row.said,
    text: (row) => row.text,
    href: (row) => row.href,
  });

const actorsTable = ({ actors }: Tabled['actors']): Table =>
  table(actors, {
    id: (row) => row.id,
    kind: (row) => row.kind,
    name: (row) => row.name,
    names: (row) => row.names.map((name) => name.text).join(' / '),
    zone: (row) => row.zone,
    memberships: (row) =>
      row.memberships
        .map(({ post, body, from, until }) => `${post} (${body}, ${from ?? ''}..${until ?? ''})`)
        .join('; '),
  });

const TABLES: { readonly [Kind in TableKind]: (answer: Tabled[Kind]) => Table } = {
  board: boardTable,
  position: positionTable,
  history: historyTable,
  diff: diffTable,
  changes: changesTable,
  search: searchTable,
  actors: actorsTable,
};

/** An answer as a table. */
export const tableOf = <Kind extends TableKind>(kind: Kind, answer: Tabled[Kind]): Table => TABLES[kind](answer);

/**
 * A table as CSV (RFC 4180) that a spreadsheet reads as it is meant: a byte order mark, since the text is UTF-8, and no
 * cell that would be taken for a formula.
 */
export const csvOf = ({ columns, rows }: Table): string =>
  stringify([[...columns], ...rows.map((row) => [...row])], {
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
  });
