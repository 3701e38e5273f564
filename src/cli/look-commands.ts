import type { Command } from 'commander';
import { inLanguage, Base } from '../../projections/index.js';
import { actorCalled } from '../record/ask.js';
import { Shown, shownIn } from '../record/corrected-since.js';
import {
  Issue,
  askActor,
  askActors,
  askIssue,
  askIssues,
  askSearch,
  IssueShown,
  Known,
  positionKnown,
} from '../record/look-up.js';
import { askStatement, askThread, askVersions, sourceAnswer } from '../record/look-up-statements.js';
import { nearestOfAll } from '../record/nearest.js';
import { NotOnRecord } from '../record/question-refusals.js';
import { printPinned } from './corrections.js';
import { Refused } from './exit.js';
import { ClockOptions, clocksOf, globalsOf, now, asking, withClocks, withKnownAt } from './options.js';
import { columns, print } from './output.js';
import { actorText, sourceText, statementText } from './show-text.js';

/** A command prints all there is, as `watch`, `replay` and the board do: what is too long for a screen goes through a pipe. */
const WHOLE = { whole: true } as const;

const listActors = async (name: string | undefined, options: ClockOptions, command: Command): Promise<void> =>
  asking(globalsOf(command).store, async ({ runner }) => {
    const readings = await runner.toHead();
    const asked = { ...clocksOf(options), ...WHOLE, ...(name === undefined ? {} : { name }) };
    const answer = askActors(readings, asked, now());
    if (name !== undefined && answer.total === 0) actorCalled(readings, name, answer.knownAt.position, 'name');
    const rows = answer.actors.map((actor) => [actor.id, actor.kind, actor.names.map(({ text }) => text).join(' / ')]);
    return print(answer, globalsOf(command), () => columns(['id', 'kind', 'names'], rows));
  });

const issueText = (issue: IssueShown | Issue): readonly string[] => [
  `${issue.id}: ${inLanguage(issue.title)}`,
  ...columns(
    ['proposition', 'kind', 'wording'],
    issue.propositions.map((row) => [
      row.id,
      row.policyOf === undefined ? row.kind : `policy of ${row.policyOf}`,
      inLanguage(row.wording),
    ]),
  ),
];

const listIssues = async (id: string | undefined, options: ClockOptions, command: Command): Promise<void> =>
  asking(globalsOf(command).store, async (reader) => {
    const readings = await reader.runner.toHead();
    const answer =
      id === undefined
        ? askIssues(readings, { ...clocksOf(options), ...WHOLE }, now())
        : askIssue(readings, id, clocksOf(options), now());
    const issues = 'issues' in answer ? answer.issues : [answer];
    const shown = { issues: issues.map((issue) => issue.id) };
    const pinned = { reader, readings, shown, position: answer.knownAt.position };
    return printPinned(answer, globalsOf(command), pinned, () =>
      issues.flatMap((issue, at) => [...(at === 0 ? [] : ['']), ...issueText(issue)]),
    );
  });

type Found = Readonly<{ value: Known; shown: Shown; text: () => readonly string[] }>;

/** Whatever has an id: a statement with its versions, a source, an issue, or an actor by any name. */
const found = (readings: Base, id: string, options: ClockOptions): Found => {
  const [clocks, at] = [clocksOf(options), now()];
  if (readings.statements.rows.has(id)) {
    const statement = askStatement(readings, id, clocks, at);
    const { versions } = askVersions(readings, id, clocks, at);
    const { entries } = askThread(readings, id, { ...clocks, ...WHOLE }, at);
    const value = { ...statement, exchange: entries, history: versions };
    return { value, shown: shownIn(statement), text: () => statementText(statement, entries, versions) };
  }
  if (readings.sources.has(id)) {
    const source = sourceAnswer(readings, id, clocks, at);
    return { value: source, shown: { statements: source.supports }, text: () => sourceText(source) };
  }
  if (readings.codebook.has(id)) {
    const issue = askIssue(readings, id, clocks, at);
    return { value: issue, shown: { issues: [id] }, text: () => issueText(issue) };
  }
  if (askActors(readings, { ...clocks, name: id }, at).total > 0) {
    const actor = askActor(readings, id, clocks, at);
    const shown = { actors: [actor.id], bodies: actor.members === undefined ? [] : [actor.id] };
    return { value: actor, shown, text: () => actorText(actor) };
  }
  const near = nearestOfAll(readings, id, positionKnown(readings, clocks, at));
  throw new NotOnRecord('statement, source, issue or actor', id, near);
};

const show = async (id: string, options: ClockOptions, command: Command): Promise<void> =>
  asking(globalsOf(command).store, async (reader) => {
    const readings = await reader.runner.toHead();
    const { value, shown, text } = found(readings, id, options);
    const pinned = { reader, readings, shown, position: value.knownAt.position };
    return printPinned(value, globalsOf(command), pinned, text);
  });

const NO_WORDS = 'Which words? Name those to look for, as `onrecord search dialogue`.';

const search = async (words: readonly string[], options: ClockOptions, command: Command): Promise<void> => {
  const q = words.join(' ');
  if (q.trim() === '') throw new Refused('malformed', NO_WORDS);
  return asking(globalsOf(command).store, async (reader) => {
    const readings = await reader.runner.toHead();
    const answer = askSearch(readings, { ...clocksOf(options), ...WHOLE, q }, now());
    const rows = answer.hits.map((hit) => [hit.kind, hit.id, hit.field, hit.said ?? '', hit.text]);
    const pinned = { reader, readings, shown: shownIn(answer), position: answer.knownAt.position };
    return printPinned(answer, globalsOf(command), pinned, () =>
      rows.length === 0 ? ['Nothing found.'] : columns(['kind', 'id', 'where', 'said', 'text'], rows),
    );
  });
};

/** Looking things up: actors by any name, issues, anything by its id, and words. */
export const addLookCommands = (program: Command): void => {
  withKnownAt(program.command('actors [name]'))
    .description('the actors, or those called by a name, in any order and script')
    .action(listActors);
  withKnownAt(program.command('issues [id]')).description('the issues and their propositions').action(listIssues);
  withKnownAt(program.command('show <id>'))
    .description('a statement with its versions, a source, an issue, or an actor with its posts and members')
    .action(show);
  withClocks(program.command('search <words...>'))
    .description('quotes, notes, names and wordings that hold every word, in any script')
    .action(search);
};
