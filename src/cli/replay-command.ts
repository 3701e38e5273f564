import type { Command } from 'commander';
import { isDate, noDay, positionOf, RecordedEvent, SaidDate } from '../../events/index.js';
import { answerShown, Base, Change, Readings, readPosition } from '../../projections/index.js';
import { BadQuestion } from '../record/question-refusals.js';
import { EventShown, eventShown } from '../record/shown-line.js';
import type { StoredEvent } from '../store/event-store.js';
import { changeText } from './follow-commands.js';
import { globalsOf, reading } from './options.js';
import { line, tell } from './output.js';
import { progress } from './progress.js';

type ReplayOptions = Readonly<{ from?: string; to?: string; speed?: string; clock: string }>;

/** One step of a replay: an event, when it is played (ISO 8601, UTC), and the calendar day that is. */
type Frame = Readonly<{ at: string; day: string; event: EventShown }>;

const CLOCKS = ['recorded', 'said'];
const LONGEST_WAIT_MS = 3_000;

/** When something is played, and on which day. */
type Place = Pick<Frame, 'at' | 'day'>;

const recordedAt = ({ time }: RecordedEvent): Place => ({ at: time, day: time.slice(0, 10) });

const saidThen = ({ latest, lastDay }: SaidDate): Place => ({ at: latest, day: lastDay });

/**
 * When a statement was said, or taken back, as it is known now, and on which day where that was; nothing where it is known
 * now that it was not.
 */
const saidAt = ({ statements }: Base, event: RecordedEvent): Place | undefined => {
  if (event.type !== 'StatementRecorded' && event.type !== 'StatementWithdrawn') return recordedAt(event);
  const versions = statements.rows.get(event.data.statementId)?.versions ?? [];
  const state = versions.at(-1)?.state;
  if (state === undefined || state.status === 'voided') return undefined;
  if (event.type === 'StatementRecorded') return saidThen(state.said);
  const last = versions.findLast(({ eventType }) => eventType === 'StatementWithdrawn');
  return state.withdrawal === undefined || last?.position !== positionOf(event)
    ? undefined
    : saidThen(state.withdrawal.said);
};

const framesOf = async (
  readings: Readings,
  events: AsyncIterable<StoredEvent>,
  clock: string,
): Promise<readonly Frame[]> => {
  const frames: Frame[] = [];
  for await (const stored of events) {
    const place = clock === 'said' ? saidAt(readings, stored.event) : recordedAt(stored.event);
    if (place !== undefined) frames.push({ ...place, event: eventShown(readings, stored) });
  }
  return clock === 'said' ? frames.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) : frames;
};

const dayIn = (text: string | undefined, field: string): string | undefined => {
  if (text !== undefined && !isDate(text)) throw new BadQuestion(field, noDay(text));
  return text;
};

const speedOf = (text: string | undefined): number => {
  const speed = text === undefined ? 0 : Number(text);
  if (Number.isFinite(speed) && speed >= 0) return speed;
  throw new BadQuestion('speed', `“${text}” is no speed: give how many seconds of the record pass in one, as 86400.`);
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The time between two frames at a speed, never longer than three seconds. */
const pause = (before: string | undefined, at: string, speed: number): number => {
  if (before === undefined || speed === 0) return 0;
  return Math.min(LONGEST_WAIT_MS, Math.max(0, (Date.parse(at) - Date.parse(before)) / speed));
};

const frameText = (frame: Frame, changes: readonly Change[]): readonly string[] => [
  `${frame.at}  ${Number(frame.event.sequence)}  ${frame.event.type}  ${frame.event.subject}`,
  ...changes.map((change) => `    ${changeText(change)}`),
];

const changesBy = (readings: Readings): ReadonlyMap<number, readonly Change[]> => {
  const byPosition = new Map<number, Change[]>();
  for (const change of readings.changes) {
    const known = byPosition.get(change.position);
    if (known === undefined) byPosition.set(change.position, [change]);
    else known.push(change);
  }
  return byPosition;
};

const replay = async (options: ReplayOptions, command: Command): Promise<void> => {
  const { store: url, json } = globalsOf(command);
  if (!CLOCKS.includes(options.clock))
    throw new BadQuestion('clock', `“${options.clock}” is no clock: use recorded or said.`);
  const [from, to] = [dayIn(options.from, 'from'), dayIn(options.to, 'to')];
  if (from !== undefined && to !== undefined && to < from)
    throw new BadQuestion('to', `--to ${options.to} is before --from ${options.from}: no day lies between.`);
  const speed = speedOf(options.speed);
  await reading(url, async ({ store, runner }) => {
    const readings = await runner.toHead();
    const changes = changesBy(readings);
    let before: string | undefined;
    const frames = await framesOf(readings, store.readAll({ limit: readPosition(readings) }), options.clock);
    const shown = process.stdout.isTTY ? (): void => undefined : progress('replaying');
    for (const [played, frame] of frames.entries()) {
      shown(played + 1, frames.length);
      if ((from !== undefined && frame.day < from) || (to !== undefined && frame.day > to)) continue;
      await wait(pause(before, frame.at, speed));
      before = frame.at;
      const made = answerShown(readings, changes.get(Number(frame.event.sequence)) ?? []);
      if (json) await line(JSON.stringify({ at: frame.at, event: frame.event, changes: made }));
      else for (const text of frameText(frame, made)) await tell(text);
    }
  });
};

/** Playing the history again, on either clock. */
export const addReplayCommand = (program: Command): void => {
  program
    .command('replay')
    .description('the history event by event, with the changes each made, on either clock')
    .option('--from <day>', 'from this day (UTC; with --clock said, where it was said), inclusive')
    .option('--to <day>', 'to this day (UTC; with --clock said, where it was said), inclusive')
    .option('--speed <n>', 'how many seconds of the record pass in one; 0: as fast as it prints (default)')
    .option(
      '--clock <clock>',
      'recorded (in log order) or said (in the order of saying, as it is known now)',
      'recorded',
    )
    .action(replay);
};
