import type { Command } from 'commander';
import { CHANGE_KINDS, Change, Readings } from '../../projections/index.js';
import { actorCalled, issueCalled } from '../record/ask.js';
import { BadQuestion } from '../record/question-refusals.js';
import { globalsOf, reading } from './options.js';
import { line, Output } from './output.js';
import { parseChangeId } from '../record/change-id.js';

type WatchOptions = Readonly<{
  after?: string;
  actor?: string;
  issue?: string;
  kind?: string;
  once?: boolean;
}>;

/** A change in one line. */
export const changeText = (change: Change): string => {
  const by = change.by === undefined ? '' : ` by ${change.by}`;
  const moved = `${change.before?.stance ?? '-'} -> ${change.after?.stance ?? '-'}`;
  const late = change.learned === 'late' ? ', learned late' : '';
  return `${change.id}  ${change.said.day}  ${change.actor}  ${change.kind}${by}  ${change.issue}/${change.proposition}  (${moved}${late})`;
};

type Wanted = (change: Change) => boolean;

const wantedBy = (readings: Readings, options: WatchOptions): Wanted => {
  const head = readings.log.times.length;
  const actor = options.actor === undefined ? undefined : actorCalled(readings, options.actor, head).actorId;
  const issue = options.issue === undefined ? undefined : issueCalled(readings, options.issue, head).issueId;
  const kinds = options.kind?.split(',');
  const unknown = kinds?.find((kind) => !(CHANGE_KINDS as readonly string[]).includes(kind));
  if (unknown !== undefined) {
    throw new BadQuestion('kind', `“${unknown}” is no kind of change: use ${CHANGE_KINDS.join(', ')}.`);
  }
  return (change) =>
    (actor === undefined || change.actor === actor) &&
    (issue === undefined || change.issue === issue) &&
    (kinds === undefined || kinds.includes(change.kind));
};

const told = (change: Change, output: Output): Promise<void> =>
  line(output.json ? JSON.stringify(change) : changeText(change));

const stopSignal = (): AbortSignal => {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  process.once('SIGTERM', () => stop.abort());
  return stop.signal;
};

const watch = async (options: WatchOptions, command: Command): Promise<void> => {
  const output = globalsOf(command);
  await reading(output.store, async ({ store, runner }) => {
    const readings = await runner.toHead();
    const wanted = wantedBy(readings, options);
    const start =
      options.after === undefined ? { position: runner.position, index: Infinity } : parseChangeId(options.after);
    if (options.after !== undefined && start.position > runner.position) {
      throw new BadQuestion(
        'after',
        `The log ends at position ${runner.position}: there is no change ${options.after} yet to come after.`,
      );
    }
    let next = readings.changes.findIndex(
      (change) =>
        change.position > start.position || (change.position === start.position && change.index > start.index),
    );
    if (next < 0) next = readings.changes.length;
    for await (const delivery of store.subscribe(runner.position, { signal: stopSignal() })) {
      if (delivery.kind === 'event') await runner.toHead();
      const { changes } = runner.readings;
      for (; next < changes.length; next += 1) {
        const change = changes[next] as Change;
        if (wanted(change)) await told(change, output);
      }
      if (options.once === true && delivery.kind === 'caught-up') return;
    }
  });
};

/** Following what changes. */
export const addFollowCommands = (program: Command): void => {
  program
    .command('watch')
    .description('changes as they are recorded, until interrupted')
    .option('--after <id>', 'begin after this change (position.index) or log position; 0 for all')
    .option('--actor <name>', 'only of this actor')
    .option('--issue <id>', 'only on this issue')
    .option('--kind <kinds>', 'only of these kinds, with commas between')
    .option('--once', 'stop at the end of the log')
    .action(watch);
};
