import type { Command } from 'commander';
import {
  actorsCalled,
  displayName,
  inLanguage,
  issueAt,
  membershipsAt,
  namesAt,
  propositionsAt,
  Readings,
  readPosition,
  searchFor,
  statementAnswer,
  versionsOf,
  wordingAt,
} from '../../projections/index.js';
import { actorCalled, issueCalled, timed } from '../record/ask.js';
import { NotOnRecord } from '../record/question-refusals.js';
import { nearestIds } from '../record/nearest.js';
import { ClockOptions, clocksOf, globalsOf, now, reading, withClocks } from './options.js';
import { columns, print } from './output.js';

const listActors = async (name: string | undefined, options: ClockOptions, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const readings = await runner.caughtUp();
    const { position } = timed(readings, clocksOf(options), now()).moment;
    const ids = name === undefined ? [...readings.actors.keys()] : actorsCalled(readings.actors, name, position);
    if (name !== undefined && ids.length === 0) actorCalled(readings, name, position);
    const actors = ids.flatMap((id) => {
      const row = readings.actors.get(id);
      if (row === undefined || row.position > position) return [];
      return [{ id, kind: row.kind, names: namesAt(row, position), memberships: membershipsAt(row, position) }];
    });
    const rows = actors.map((actor) => [actor.id, actor.kind, actor.names.map((known) => known.text).join(' / ')]);
    return print(actors, globalsOf(command), () => columns(['id', 'kind', 'names'], rows));
  });

const issueText = (readings: Readings, id: string, position: number): readonly string[] => {
  const issue = issueAt(readings.codebook, id, position);
  if (issue === undefined) return [];
  const rows = propositionsAt(issue, position).map((row) => [
    row.propositionId,
    row.policyOf === undefined ? row.kind : `policy of ${row.policyOf}`,
    inLanguage(wordingAt(row, position)),
  ]);
  return [`${id}: ${inLanguage(issue.title)}`, ...columns(['proposition', 'kind', 'wording'], rows), ''];
};

const issueData = (readings: Readings, id: string, position: number): unknown => {
  const issue = issueCalled(readings, id, position);
  const propositions = propositionsAt(issue, position).map(({ propositionId, kind, policyOf, wordings }) => ({
    id: propositionId,
    kind,
    ...(policyOf === undefined ? {} : { policyOf }),
    wording: wordingAt({ wordings } as Parameters<typeof wordingAt>[0], position),
  }));
  return { id, title: issue.title, propositions };
};

const listIssues = async (id: string | undefined, options: ClockOptions, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const readings = await runner.caughtUp();
    const { position } = timed(readings, clocksOf(options), now()).moment;
    const known = [...readings.codebook.keys()].filter((each) => issueAt(readings.codebook, each, position));
    const ids = id === undefined ? known : [issueCalled(readings, id, position).issueId];
    const issues = ids.map((each) => issueData(readings, each, position));
    return print(issues, globalsOf(command), () => ids.flatMap((each) => issueText(readings, each, position)));
  });

type Shown = Readonly<{ kind: string; value: unknown }>;

/** Whatever has an id: a statement with its versions, a source, an issue, or an actor. */
const shown = (readings: Readings, id: string): Shown | undefined => {
  const head = readPosition(readings);
  const statement = statementAnswer(readings, id, head);
  if (statement !== undefined) {
    return { kind: 'statement', value: { ...statement, history: versionsOf(readings, id) } };
  }
  const source = readings.sources.get(id);
  if (source !== undefined) return { kind: 'source', value: source };
  if (readings.codebook.has(id)) return { kind: 'issue', value: issueData(readings, id, head) };
  const [actor] = actorsCalled(readings.actors, id, head);
  const row = actor === undefined ? undefined : readings.actors.get(actor);
  if (row === undefined) return undefined;
  const value = { id: row.actorId, name: displayName(row, head), names: namesAt(row, head) };
  return { kind: 'actor', value: { ...value, kind: row.kind, memberships: membershipsAt(row, head) } };
};

const show = async (id: string, _options: unknown, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const readings = await runner.caughtUp();
    const found = shown(readings, id);
    if (found === undefined) {
      const { statements, sources, codebook, actors } = readings;
      const ids = [...statements.rows.keys(), ...sources.keys(), ...codebook.keys(), ...actors.keys()];
      throw new NotOnRecord('statement, source, issue or actor', id, nearestIds(id, ids));
    }
    return print(found.value, globalsOf(command), () => [found.kind, JSON.stringify(found.value, null, 2)]);
  });

const search = async (words: readonly string[], options: ClockOptions, command: Command): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const readings = await runner.caughtUp();
    const { moment } = timed(readings, clocksOf(options), now());
    const hits = searchFor(readings, words.join(' '), moment);
    const rows = hits.map((hit) => [hit.kind, hit.id, hit.field, hit.said ?? '', hit.text]);
    return print(hits, globalsOf(command), () =>
      rows.length === 0 ? ['Nothing found.'] : columns(['kind', 'id', 'where', 'said', 'text'], rows),
    );
  });

/** Looking things up: actors by any name, issues, anything by its id, and words. */
export const addLookCommands = (program: Command): void => {
  withClocks(program.command('actors [name]'))
    .description('the actors, or those called by a name, in any order and script')
    .action(listActors);
  withClocks(program.command('issues [id]')).description('the issues and their propositions').action(listIssues);
  program
    .command('show <id>')
    .description('a statement with its versions, a source, an issue or an actor')
    .action(show);
  withClocks(program.command('search <words...>'))
    .description('quotes, notes, names and wordings that hold every word, in any script')
    .action(search);
};
