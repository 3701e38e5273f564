import { LanguageText, positionOf, PropositionKind, RecordedEvent } from '../events/index.js';
import { Projection, Version, versionAt } from './reading.js';

/** A proposition with every wording it had, in log order. */
export type PropositionRow = Readonly<{
  propositionId: string;
  issueId: string;
  kind: PropositionKind;
  policyOf?: string;
  note?: string;
  position: number;
  wordings: readonly (Version<readonly LanguageText[]> & Readonly<{ reason?: string }>)[];
}>;

/** A subject of the codebook with its propositions, in the order they were worded. */
export type IssueRow = Readonly<{
  issueId: string;
  title: readonly LanguageText[];
  description?: string;
  position: number;
  propositions: Readonly<Record<string, PropositionRow>>;
}>;

/** Every issue by id. */
export type CodebookView = Map<string, IssueRow>;

const withProposition = (issue: IssueRow, row: PropositionRow): IssueRow => ({
  ...issue,
  propositions: { ...issue.propositions, [row.propositionId]: row },
});

const worded = (event: Extract<RecordedEvent, { type: 'PropositionWorded' }>): PropositionRow => {
  const { wording, ...rest } = event.data;
  const position = positionOf(event);
  return { ...rest, position, wordings: [{ position, value: wording }] };
};

const reworded = (issue: IssueRow, event: Extract<RecordedEvent, { type: 'PropositionReworded' }>): IssueRow => {
  const { propositionId, wording, reason } = event.data;
  const row = issue.propositions[propositionId];
  if (row === undefined) return issue;
  const version = { position: positionOf(event), value: wording, reason };
  return withProposition(issue, { ...row, wordings: [...row.wordings, version] });
};

const evolveRow = (issue: IssueRow | undefined, event: RecordedEvent): IssueRow | undefined => {
  if (event.type === 'IssueOpened') return { ...event.data, position: positionOf(event), propositions: {} };
  if (issue === undefined) return undefined;
  if (event.type === 'PropositionWorded') return withProposition(issue, worded(event));
  return event.type === 'PropositionReworded' ? reworded(issue, event) : issue;
};

const evolve = (view: CodebookView, event: RecordedEvent): CodebookView => {
  if (!('issueId' in event.data)) return view;
  const row = evolveRow(view.get(event.data.issueId), event);
  return row === undefined ? view : view.set(row.issueId, row);
};

export const codebookProjection: Projection<CodebookView> = {
  name: 'codebook',
  version: 1,
  initial: () => new Map(),
  evolve,
};

/** The issue as known at a position, or nothing where it was opened later. */
export const issueAt = (codebook: CodebookView, issueId: string, position: number): IssueRow | undefined => {
  const row = codebook.get(issueId);
  return row === undefined || row.position > position ? undefined : row;
};

/** An issue's propositions as known at a position, in the order they were worded. */
export const propositionsAt = (issue: IssueRow, position: number): readonly PropositionRow[] =>
  Object.values(issue.propositions)
    .filter((row) => row.position <= position)
    .sort((a, b) => a.position - b.position);

/** A proposition's wording as known at a position, in every language it has. */
export const wordingAt = (row: PropositionRow, position: number): readonly LanguageText[] =>
  versionAt(row.wordings, position)?.value ?? [];

/** The text in a language, else the first there is. */
export const inLanguage = (texts: readonly LanguageText[], language = 'en'): string =>
  (texts.find((text) => text.language.startsWith(language)) ?? texts[0])?.text ?? '';
