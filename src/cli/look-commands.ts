import type { Command } from 'commander';
import { inLanguage, Readings } from '../../projections/index.js';
import { actorCalled } from '../record/ask.js';
import { Issue, askActor, askActors, askIssue, askIssues, askSearch, IssueShown } from '../record/look-up.js';
import { askStatement, askVersions, sourceAnswer } from '../record/look-up-statements.js';
import { nearestIds } from '../record/nearest.js';
import { NotOnRecord } from '../record/question-refusals.js';
import { ClockOptions, clocksOf, globalsOf, now, reading, withClocks, withKnownAt } from './options.js';
import { columns, print } from './output.js';
import { actorText, sourceText, statementText } from './show-text.js';

const MOST = { limit: '1000' };

const listActors = async (name: string | undefined, options: ClockOptions, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const readings = await runner.toHead();
    const asked = { ...clocksOf(options), ...MOST, ...(name === undefined ? {} : { name }) };
    const answer = askActors(readings, asked, now());
    if (name !== undefined && answer.total === 0) actorCalled(readings, name, answer.knownAt.position);
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
  '',
];

const listIssues = async (id: string | undefined, options: ClockOptions, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const readings = await runner.toHead();
    if (id !== undefined) {
      const issue = askIssue(readings, id, clocksOf(options), now());
      return print(issue, globalsOf(command), () => issueText(issue));
    }
    const answer = askIssues(readings, { ...clocksOf(options), ...MOST }, now());
    return print(answer, globalsOf(command), () => answer.issues.flatMap(issueText));
  });

type Shown = Readonly<{ value: unknown; text: () => readonly string[] }>;

/** Whatever has an id: a statement with its versions, a source, an issue, or an actor by any name. */
const found = (readings: Readings, id: string, options: ClockOptions): Shown => {
  const [clocks, at] = [clocksOf(options), now()];
  if (readings.statements.rows.has(id)) {
    const statement = askStatement(readings, id, clocks, at);
    const { versions } = askVersions(readings, id, clocks, at);
    return { value: { ...statement, history: versions }, text: () => statementText(statement, versions) };
  }
  if (readings.sources.has(id)) {
    const source = sourceAnswer(readings, id, clocks, at);
    return { value: source, text: () => sourceText(source) };
  }
  if (readings.codebook.has(id)) {
    const issue = askIssue(readings, id, clocks, at);
    return { value: issue, text: () => issueText(issue) };
  }
  if (askActors(readings, { ...clocks, name: id }, at).total > 0) {
    const actor = askActor(readings, id, clocks, at);
    return { value: actor, text: () => actorText(actor) };
  }
  const { statements, sources, codebook, actors } = readings;
  const ids = [...statements.rows.keys(), ...sources.keys(), ...codebook.keys(), ...actors.keys()];
  throw new NotOnRecord('statement, source, issue or actor', id, nearestIds(id, ids));
};

const show = async (id: string, options: ClockOptions, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const { value, text } = found(await runner.toHead(), id, options);
    return print(value, globalsOf(command), text);
  });

const search = async (words: readonly string[], options: ClockOptions, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const answer = askSearch(await runner.toHead(), { ...clocksOf(options), ...MOST, q: words.join(' ') }, now());
    const rows = answer.hits.map((hit) => [hit.kind, hit.id, hit.field, hit.said ?? '', hit.text]);
    return print(answer, globalsOf(command), () =>
      rows.length === 0 ? ['Nothing found.'] : columns(['kind', 'id', 'where', 'said', 'text'], rows),
    );
  });

/** Looking things up: actors by any name, issues, anything by its id, and words. */
export const addLookCommands = (program: Command): void => {
  withKnownAt(program.command('actors [name]'))
    .description('the actors, or those called by a name, in any order and script')
    .action(listActors);
  withKnownAt(program.command('issues [id]')).description('the issues and their propositions').action(listIssues);
  withKnownAt(program.command('show <id>'))
    .description('a statement with its versions, a source, an issue or an actor')
    .action(show);
  withClocks(program.command('search <words...>'))
    .description('quotes, notes, names and wordings that hold every word, in any script')
    .action(search);
};
