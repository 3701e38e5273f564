import type { Command } from 'commander';
import { correctedSince } from '../../projections/index.js';
import { askBoard, askDiff, askHistory, askPosition, actorCalled, timed } from '../record/ask.js';
import { diffText, historyText } from './history-text.js';
import { ClockOptions, clocksOf, globalsOf, now, reading, withClocks } from './options.js';
import { print } from './output.js';
import { boardText, positionText, statementsIn } from './position-text.js';

type Csv = Readonly<{ csv?: boolean }>;

/** Print an answer as a CSV table where that is asked for, else as JSON or for people. */
const printTable = async (
  kind: 'board' | 'position' | 'history' | 'diff',
  answer: unknown,
  options: Csv,
  command: Command,
  text: () => readonly string[],
): Promise<void> => {
  if (options.csv !== true) return print(answer, globalsOf(command), text);
  const { csvOf, tableOf } = await import('../record/tables.js');
  process.stdout.write(csvOf(tableOf(kind, answer as never)));
};

const askForPosition = async (
  actor: string | undefined,
  issue: string | undefined,
  options: ClockOptions & Csv,
  command: Command,
): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const readings = await runner.toHead();
    const clocks = clocksOf(options);
    if (actor === undefined) {
      const board = askBoard(readings, clocks, now());
      return printTable('board', board, options, command, () => boardText(board));
    }
    if (issue === undefined) {
      const { position } = timed(readings, clocks, now()).moment;
      const { actorId } = actorCalled(readings, actor, position);
      const board = askBoard(readings, clocks, now());
      const own = { ...board, cells: board.cells.filter((cell) => cell.actor.id === actorId) };
      return printTable('board', own, options, command, () => boardText(own));
    }
    const answer = askPosition(readings, actor, issue, clocks, now());
    const since = correctedSince(readings, statementsIn(answer), answer.knownAt.position);
    return printTable('position', answer, options, command, () => positionText(answer, since));
  });

type PageOptions = Readonly<{ offset?: string; limit?: string }>;

const askForHistory = async (
  actor: string,
  issue: string,
  options: ClockOptions & PageOptions & Csv,
  command: Command,
): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const { offset, limit } = options;
    const page = { ...(offset === undefined ? {} : { offset }), ...(limit === undefined ? {} : { limit }) };
    const answer = askHistory(await runner.toHead(), actor, issue, { ...clocksOf(options), ...page }, now());
    return printTable('history', answer, options, command, () => historyText(answer));
  });

type DiffOptions = Readonly<{
  from?: string;
  to?: string;
  knownFrom?: string;
  knownTo?: string;
  with?: string;
}>;

const given = (
  options: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => (typeof options[name] === 'string' ? [[name, options[name]] as const] : [])),
  );

const SIDES = ['from', 'to', 'knownFrom', 'knownTo', 'with', 'asOf', 'knownAt', 'evidence'];

const askForDiff = async (
  actor: string,
  issue: string,
  options: ClockOptions & DiffOptions & Csv,
  command: Command,
): Promise<void> =>
  reading(globalsOf(command).store, async ({ runner }) => {
    const answer = askDiff(await runner.toHead(), actor, issue, given(options, SIDES), now());
    return printTable('diff', answer, options, command, () => diffText(answer));
  });

/** The questions: a position or the board, how it came about, what differs. */
export const addAskCommands = (program: Command): void => {
  withClocks(program.command('position [actor] [issue]'))
    .description(
      'a position as of a date, as known at a time; without an issue, all of an actor’s; without an actor, the board',
    )
    .option('--csv', 'print a table as CSV')
    .action(askForPosition);
  withClocks(program.command('history <actor> <issue>'))
    .description('how a position came about, statement by statement')
    .option('--offset <n>', 'how many steps to pass over')
    .option('--limit <n>', 'how many steps to show (default: 100)')
    .option('--csv', 'print a table as CSV')
    .action(askForHistory);
  withClocks(program.command('diff <actor> <issue>'))
    .description('what differs between two dates, two recorded times, or two actors')
    .option('--from <date>', 'the earlier said date')
    .option('--to <date>', 'the later said date (default: now)')
    .option('--known-from <time>', 'the earlier recorded time')
    .option('--known-to <time>', 'the later recorded time (default: now)')
    .option('--with <actor>', 'another actor on the same issue')
    .option('--csv', 'print a table as CSV')
    .action(askForDiff);
};
