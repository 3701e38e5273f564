import type { Command } from 'commander';
import { answerShown, type Change } from '../../projections/index.js';
import { changeFilter, firstAfter, isWanted, placeAfter } from '../record/feed.js';
import { globalsOf, reading } from './options.js';
import { line, Output, tell } from './output.js';
import { movedText, stanceName } from './stance-text.js';

type WatchOptions = Readonly<{
  after?: string;
  actor?: string;
  issue?: string;
  proposition?: string;
  kind?: string;
  body?: string;
  once?: boolean;
}>;

/** A change in one line. */
export const changeText = (change: Change): string => {
  const by = change.by === undefined ? '' : ` by ${change.by}`;
  const { as: stance, condition } = change;
  const moved = stance === undefined ? movedText(change) : `as ${stanceName({ stance, condition })}`;
  const late = change.learned === 'late' ? ', learned late' : '';
  return `${change.id}  ${change.said.day}  ${change.actor}  ${change.kind}${by}  ${change.issue}/${change.proposition}  (${moved}${late})`;
};

const told = (change: Change, output: Output): Promise<void> =>
  output.json ? line(JSON.stringify(change)) : tell(changeText(change));

const FILTERS = ['actor', 'issue', 'proposition', 'kind', 'body'] as const;

const filtersIn = (options: WatchOptions): Readonly<Record<string, string>> =>
  Object.fromEntries(FILTERS.flatMap((name) => (options[name] === undefined ? [] : [[name, options[name]]])));

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
    const filter = changeFilter(readings, filtersIn(options));
    let next = firstAfter(readings.changes, placeAfter(options.after ?? String(runner.position), readings));
    for await (const delivery of store.subscribe(runner.position, { signal: stopSignal() })) {
      if (delivery.kind === 'event') await runner.toHead();
      const { changes } = runner.readings;
      for (; next < changes.length; next += 1) {
        const change = changes[next] as Change;
        if (isWanted(filter, change)) await told(answerShown(runner.readings, change), output);
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
    .option(
      '--after <id>',
      'begin after this change (position.index) or log position; 0 for all (default: the end of the log)',
    )
    .option('--actor <name>', 'only of this actor')
    .option('--issue <id>', 'only on this issue')
    .option('--proposition <id>', 'only on this proposition')
    .option('--body <name>', 'only of this body and of whoever spoke for it in the statement')
    .option('--kind <kinds>', 'only of these kinds, with commas between')
    .option('--once', 'stop at the end of the log')
    .action(watch);
};
