import type { Command } from 'commander';
import type { Board, Base } from '../../projections/index.js';
import { askBoard, askDiff, askHistory, askPosition, actorCalled, timed } from '../record/ask.js';
import { behind, shownInPosition } from '../record/ask-corrections.js';
import { Shown, shownIn } from '../record/corrected-since.js';
import type { Reader } from '../record/reader.js';
import { Pinned, printPinned, remarkCorrections } from './corrections.js';
import { Refused } from './exit.js';
import { diffText, historyText } from './history-text.js';
import { ClockOptions, clocksOf, globalsOf, now, asking, withPolicy } from './options.js';
import { boardText, positionText } from './position-text.js';

type Csv = Readonly<{ csv?: boolean }>;
type Printing = Readonly<{ options: Csv; command: Command }>;

/** Print an answer as a CSV table where that is asked for, else as JSON or for people. */
const printTable = async (
  kind: 'board' | 'position' | 'history' | 'diff',
  answer: unknown,
  { options, command }: Printing,
  pinned: Pinned,
  text: () => readonly string[],
): Promise<void> => {
  const output = globalsOf(command);
  if (options.csv !== true) return printPinned(answer, output, pinned, text);
  if (output.json) throw new Refused('malformed', '--csv and --json are two forms of an answer: give one.');
  const { csvOf, tableOf } = await import('../record/tables.js');
  process.stdout.write(csvOf(tableOf(kind, answer as never)));
  return remarkCorrections(pinned);
};

type ActorBoard = Omit<Board, 'permalink'> & Readonly<{ permalink?: undefined }>;

/** The part of a board that is of one actor. Its cells have permalinks; the board’s own is everybody’s. */
const boardOfActor = (board: Board, actorId: string): ActorBoard => ({
  ...board,
  cells: board.cells.filter((cell) => cell.actor.id === actorId),
  permalink: undefined,
});

/** A board shows no statement, and rests on all there were. */
const shownOnBoard = (readings: Base, board: Board): Shown => ({
  statements: [...readings.statements.rows.values()].flatMap(({ statementId, versions: [first] }) =>
    first !== undefined && first.position <= board.knownAt.position ? [statementId] : [],
  ),
  actors: shownIn(board).actors,
});

type Asking = Readonly<{ reader: Reader<Base>; readings: Base; clocks: ClockOptions; at: string }>;

const printBoard = async ({ reader, readings, clocks, at }: Asking, to: Printing): Promise<void> => {
  const board = askBoard(readings, clocks, at);
  const pinned = { reader, readings, shown: shownOnBoard(readings, board), position: board.knownAt.position };
  return printTable('board', board, to, pinned, () => boardText(board));
};

const printActorBoard = async (actor: string, asking: Asking, to: Printing): Promise<void> => {
  const { reader, readings, clocks, at } = asking;
  const { actorId } = actorCalled(readings, actor, timed(readings, clocks, at).moment.position, 'actor');
  const board = boardOfActor(askBoard(readings, clocks, at), actorId);
  const { position } = board.knownAt;
  const shown = shownIn([
    { actor: { id: actorId } },
    ...board.cells.map(({ issue }) => askPosition(readings, actorId, issue, clocks, at)),
    ...board.cells.map(({ issue }) => behind(readings, { ...board, actor: actorId, issue }, at)),
  ]);
  const pinned = { reader, readings, shown, position };
  return printTable('board', board, to, pinned, () => boardText(board));
};

const printPosition = async (actor: string, issue: string, asking: Asking, to: Printing): Promise<void> => {
  const { reader, readings, clocks, at } = asking;
  const answer = askPosition(readings, actor, issue, clocks, at);
  const shown = shownInPosition(readings, answer, at);
  const pinned = { reader, readings, shown, position: answer.knownAt.position };
  return printTable('position', answer, to, pinned, () => positionText(answer));
};

const askForPosition = async (
  actor: string | undefined,
  issue: string | undefined,
  options: ClockOptions & Csv,
  command: Command,
): Promise<void> =>
  asking(globalsOf(command).store, async (reader) => {
    const asking = { reader, readings: await reader.runner.toHead(), clocks: clocksOf(options), at: now() };
    const to = { options, command };
    if (actor === undefined) return printBoard(asking, to);
    return issue === undefined ? printActorBoard(actor, asking, to) : printPosition(actor, issue, asking, to);
  });

const given = (
  options: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap((name) => (typeof options[name] === 'string' ? [[name, options[name]] as const] : [])),
  );

type PageOptions = Readonly<{ offset?: string; limit?: string }>;

const askForHistory = async (
  actor: string,
  issue: string,
  options: ClockOptions & PageOptions & Csv,
  command: Command,
): Promise<void> =>
  asking(globalsOf(command).store, async (reader) => {
    const readings = await reader.runner.toHead();
    const asked = { ...clocksOf(options), ...given(options, ['offset', 'limit']) };
    const answer = askHistory(readings, actor, issue, asked, now());
    const pinned = { reader, readings, shown: shownIn(answer), position: answer.knownAt.position };
    return printTable('history', answer, { options, command }, pinned, () => historyText(answer));
  });

type DiffOptions = Readonly<{
  from?: string;
  to?: string;
  knownFrom?: string;
  knownTo?: string;
  with?: string;
}>;

const SIDES = ['from', 'to', 'knownFrom', 'knownTo', 'with', 'asOf', 'knownAt', 'evidence'];

const askForDiff = async (
  actor: string,
  issue: string,
  options: ClockOptions & DiffOptions & Csv,
  command: Command,
): Promise<void> =>
  asking(globalsOf(command).store, async (reader) => {
    const readings = await reader.runner.toHead();
    const [at, sides] = [now(), given(options, SIDES)];
    const answer = askDiff(readings, actor, issue, sides, at);
    const position = Math.min(answer.from.knownAt.position, answer.to.knownAt.position);
    const rests = [answer.from, answer.to].map((side) => behind(readings, side, at));
    const pinned = { reader, readings, shown: shownIn([answer, ...rests]), position };
    return printTable('diff', answer, { options, command }, pinned, () => diffText(answer));
  });

/** The questions: a position or the board, how it came about, what differs. */
export const addAskCommands = (program: Command): void => {
  withPolicy(program.command('position [actor] [issue]'))
    .description(
      'a position as of a date, as known at a time; without an issue, all of an actor’s; without an actor, the board',
    )
    .option('--csv', 'print a table as CSV')
    .action(askForPosition);
  withPolicy(program.command('history <actor> <issue>'))
    .description('how a position came about, statement by statement')
    .option('--offset <n>', 'how many steps to pass over')
    .option('--limit <n>', 'how many steps to show (default: 100)')
    .option('--csv', 'print a table as CSV')
    .action(askForHistory);
  withPolicy(program.command('diff <actor> <issue>'))
    .description('what differs between two dates, two recorded times, or two actors')
    .option('--from <date>', 'the earlier said date')
    .option('--to <date>', 'the later said date (default: now)')
    .option('--known-from <time>', 'the earlier recorded time')
    .option('--known-to <time>', 'the later recorded time (default: now)')
    .option('--with <actor>', 'another actor on the same issue')
    .option('--csv', 'print a table as CSV')
    .action(askForDiff);
};
