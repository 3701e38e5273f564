import { noDate, positionOf, RecordedEvent, RecordEvent, sequenceOf, streamOf } from '../../events/index.js';
import { Base, forked, readBase, Readings, readPosition, warningsOn } from '../../projections/index.js';
import { commandFrom } from '../commands/check.js';
import { AnyCommand, COMMAND_OF } from '../commands/list.js';
import { AnyDecider, routeOf } from '../deciders/decide.js';
import { Refusal } from '../refusal.js';
import type { ExpectedRevision, NewEvent, TrustedTime } from '../store/event-store.js';
import { storedAt } from '../store/stored-at.js';
import { commandData, derivedCommandId, saidIn } from './command-of-event.js';
import { blaming } from './damaged.js';
import { imagined } from './dry-run.js';
import { eventIdOf } from './event-id.js';
import { differences, LineConflict, named } from './import-match.js';
import { Again } from './import-again.js';
import { asWritten, inOwnShape, Shaped } from './import-shape.js';
import type { ImportOptions } from './import.js';
import { DEFAULT_NAME, newEvents, OPENING } from './ledger.js';
import { BadLine, ImportLine, isWhole, refuseLine } from './lines.js';
import type { Machine } from './machine.js';
import { isSameEvent } from './same-event.js';
import { textsFor } from './texts.js';
import { worldOf } from './world.js';

/** A line's event, decided and ready to be appended, or known already. */
export type Planned = Readonly<{
  line: ImportLine;
  stream: string;
  expected: ExpectedRevision;
  event: NewEvent;
  /** Where in the log it comes to stand, as long as nobody else writes. */
  position: number;
  trusted?: TrustedTime;
}>;

/** What whoever imports a line has to be warned of: of a statement what its readers are, and were not before; or of the line. */
export type ImportWarning = Readonly<{ line: number; statement?: string; warning: string }>;

/** What a stream holds, the planned events included: one event a command. */
type StreamState = { revision: ExpectedRevision; commands: Map<string, RecordedEvent> };

const RECORDER = 'import';

const isOther = ({ number }: ImportLine): LineConflict =>
  new LineConflict(number, '/commandid', 'was given before, with other content. Give this command an id of its own.');

/** A state with one more event: one of the log’s, or one that is planned. */
const foldedIn = (decider: AnyDecider, state: unknown, event: RecordEvent): unknown =>
  blaming({ position: Number((event as Partial<RecordedEvent>).sequence ?? 0) }, () => decider.evolve(state, event));

/** Checks a whole file against the record, line by line, as if each line before had gone in. */
export class Plan {
  readonly planned: Planned[] = [];
  repeated = 0;
  readonly warnings: ImportWarning[] = [];
  /** The lines of the file, without the opening of a log that the file does not open. */
  lines = 0;
  /** What the log is called from now on, where it had no name and the file gives it none. */
  named: string | undefined;
  private readonly streams = new Map<string, StreamState>();
  private readonly ids = new Set<string>();
  private readonly again = new Again();
  private readonly known: number;
  private view: Base;

  constructor(
    private readonly machine: Machine,
    private readonly options: ImportOptions,
    readings: Readings,
  ) {
    this.view = forked(readings);
    this.known = readPosition(readings);
  }

  async add(given: ImportLine): Promise<void> {
    const line = inOwnShape(given, this.machine.steps);
    if (readPosition(this.view) === 0 && line.type !== 'RecordOpened') await this.open(line);
    if (line.number > 0) this.lines += 1;
    const wish = this.commandOf(line);
    const { subject } = routeOf(wish);
    const stream = await this.streamOf(subject);
    const command = this.called(line, wish, stream);
    const earlier = stream.commands.get(command.meta.commandId);
    const made = await this.decided(line, command, stream);
    if (earlier !== undefined) return this.repeat(line, earlier, made ?? earlier);
    if (made === undefined)
      throw new LineConflict(line.number, '/data', 'says what the record holds already: leave it out.');
    const [event] = newEvents(command, [made]) as [NewEvent];
    await this.mustBeNew(line, event.id);
    this.mustMatch(line, subject, event);
    this.mustFollow(line);
    const trusted = this.trustedTime(line);
    const position = readPosition(this.view) + 1;
    this.planned.push({
      line,
      stream: streamOf(subject),
      expected: stream.revision,
      event: asWritten(line, event),
      position,
      ...trusted,
    });
    const warnedBefore = this.warningsOf(made);
    const standing = imagined(subject, event, position, trusted.trusted?.time ?? this.time());
    this.view = readBase(this.view, standing);
    this.warn(line, made, warnedBefore);
    stream.revision = stream.revision === 'no stream' ? 0 : stream.revision + 1;
    stream.commands.set(command.meta.commandId, standing);
    this.again.note(standing, line.number, false);
  }

  /** Warns of lines that were passed over though the record says otherwise by now. To be called after the last line. */
  finish(): void {
    for (const { line, event } of this.again.undone(this.view)) {
      const { statementId } = event.data as Readonly<{ statementId?: string }>;
      const warning =
        `This line went in before, at position ${positionOf(event)}, and the record says otherwise since: it was passed over. ` +
        'To record it anew, give it a commandid of its own.';
      this.warnings.push({ line, ...(statementId === undefined ? {} : { statement: statementId }), warning });
    }
  }

  /** The first event of any log names it; a file that names none goes into a log called On Record. */
  private async open(first: ImportLine): Promise<void> {
    if (this.options.trustRecordedAt === true) {
      throw new BadLine(first.number, '/type', 'must be RecordOpened: it is the first event of any log.');
    }
    const data = { name: DEFAULT_NAME };
    this.named = DEFAULT_NAME;
    await this.add({ number: 0, type: 'RecordOpened', data, given: { commandid: OPENING } });
  }

  private warningsOf({ data }: RecordEvent): readonly string[] {
    return 'statementId' in data ? warningsOn(this.view, data.statementId, readPosition(this.view)) : [];
  }

  private warn(line: ImportLine, made: RecordEvent, before: readonly string[]): void {
    const { statementId: statement = '' } = made.data as Readonly<{ statementId?: string }>;
    for (const warning of this.warningsOf(made))
      if (!before.includes(warning)) this.warnings.push({ line: line.number, statement, warning });
  }

  private time(): string {
    const now = this.machine.now();
    const last = this.view.log.times.at(-1) ?? now;
    return last > now ? last : now;
  }

  private trustedTime(line: ImportLine): Readonly<{ trusted?: TrustedTime }> {
    if (this.options.trustRecordedAt !== true) return {};
    const { time, timebasis } = line.given as { time: string; timebasis?: 'reconstructed' };
    return { trusted: { time, ...(timebasis === undefined ? {} : { timebasis }) } };
  }

  private commandOf(line: Shaped): AnyCommand {
    const { commandid, recordedby } = line.given as { commandid?: string; recordedby?: string };
    const meta = {
      commandId: commandid ?? derivedCommandId(line.older ?? line),
      recordedBy: recordedby ?? this.options.recordedBy ?? RECORDER,
    };
    try {
      return commandFrom(COMMAND_OF[line.type], commandData(line.data), meta) as AnyCommand;
    } catch (error) {
      throw named(line, error);
    }
  }

  /** A command under the id that its line gives it, or that its content makes for it. */
  private called(line: ImportLine, command: AnyCommand, { commands }: StreamState): AnyCommand {
    const { meta } = command;
    if (line.given['commandid'] !== undefined) return command;
    const commandId = this.again.idOf(meta.commandId, this.view, (id) => commands.get(id));
    return Object.assign(command, { meta: { ...meta, commandId } });
  }

  private async streamOf(subject: string): Promise<StreamState> {
    const known = this.streams.get(subject);
    if (known !== undefined) return known;
    const commands = new Map<string, RecordedEvent>();
    const stream: StreamState = { revision: 'no stream', commands };
    for await (const stored of this.machine.store.readStream(streamOf(subject))) {
      stream.revision = stored.revision;
      commands.set(stored.event.commandid, stored.event);
    }
    this.streams.set(subject, stream);
    return stream;
  }

  /** The event that a line's command decides to; nothing where its wish is true already. */
  private async decided(line: ImportLine, command: AnyCommand, stream: StreamState): Promise<RecordEvent | undefined> {
    const { decider } = routeOf(command);
    const before: RecordEvent[] = [];
    for (const [id, event] of stream.commands) {
      if (id === command.meta.commandId) break;
      before.push(event);
    }
    const state = before.reduce((folded, event) => foldedIn(decider, folded, event), decider.initial);
    try {
      const earlier = stream.commands.get(command.meta.commandId);
      const texts = earlier ? new Map<string, string>() : await textsFor(this.machine.store, this.view, command);
      const known = earlier ? positionOf(earlier) - 1 : readPosition(this.view);
      const wasRecorded = earlier !== undefined || isWhole(line);
      const then = wasRecorded ? { wasRecorded, saidThen: saidIn((earlier ?? line).data) } : {};
      const world = { ...worldOf(this.view, this.nowOf(line), texts, known), ...then };
      return decider.decide(command, state, world)[0];
    } catch (error) {
      if (stream.commands.has(command.meta.commandId) && error instanceof Refusal) throw isOther(line);
      throw named(line, error);
    }
  }

  /** A line that carries its recorded time was decided at that time, and is checked as of it. */
  private nowOf(line: ImportLine): string {
    const now = this.machine.now();
    const { time } = line.given as { time?: string };
    if (time === undefined) return now;
    if (Number.isNaN(Date.parse(time)) || new Date(time).toISOString() !== time) {
      throw new BadLine(line.number, '/time', noDate(time, 'recorded time', 'write it as 2025-11-26T00:00:00.000Z.'));
    }
    if (time > now) throw new BadLine(line.number, '/time', `${time} is in the future.`);
    return time;
  }

  private repeat(line: ImportLine, earlier: RecordedEvent, made: RecordEvent): void {
    if (!isSameEvent(earlier, made)) throw isOther(line);
    this.repeated += 1;
    if (line.given['commandid'] === undefined) this.again.note(earlier, line.number, true);
  }

  /** Whatever of the event a line gives must be what its command decides to. */
  private mustMatch(line: ImportLine, subject: string, event: NewEvent): void {
    const { id, subject: named } = line.given as { id?: string; subject?: string };
    const isOther = id !== undefined && id !== eventIdOf(event.commandid, 0);
    const isElsewhere = named !== undefined && named !== subject;
    refuseLine(line.number, [
      ...(isOther ? [{ pointer: '/id', detail: `is not the id of command ${event.commandid} (${event.id}).` }] : []),
      ...(isElsewhere ? [{ pointer: '/subject', detail: `must be ${subject}.` }] : []),
      ...differences(line.data, event.data, '/data'),
    ]);
  }

  private async mustBeNew(line: ImportLine, id: string): Promise<void> {
    const own = 'Give this command an id of its own.';
    if (this.ids.has(id)) throw new LineConflict(line.number, '/commandid', `is that of an earlier line. ${own}`);
    const from = await this.machine.store.positionOf?.(id);
    if (from !== undefined) {
      const stored = await storedAt(this.machine.store, from);
      const where = stored === undefined ? '' : ` (${stored.event.subject})`;
      const detail = `was given before, for something else, at log position ${from}${where}. ${own}`;
      throw new LineConflict(line.number, '/commandid', detail);
    }
    this.ids.add(id);
  }

  /** With trusted times, lines go in in order and right after what the log holds of the file. */
  private mustFollow(line: ImportLine): void {
    if (this.options.trustRecordedAt !== true) return;
    const { time, sequence } = line.given as { time?: string; sequence?: string };
    if (time === undefined)
      throw new BadLine(line.number, '/time', 'is required, since recorded times are taken from the file.');
    if (this.known !== this.repeated) {
      throw new LineConflict(
        line.number,
        '',
        'cannot keep its recorded time: the log holds events that are not in this file. Import into an empty log.',
      );
    }
    const last = this.view.log.times.at(-1);
    if (last !== undefined && time < last) {
      throw new BadLine(
        line.number,
        '/time',
        `${time} lies before ${last}, that of the event before. Give events in recorded order.`,
      );
    }
    const position = readPosition(this.view) + 1;
    if (sequence !== undefined && sequence !== sequenceOf(position)) {
      throw new BadLine(
        line.number,
        '/sequence',
        `must be ${sequenceOf(position)}: the file has lines missing or out of order.`,
      );
    }
  }
}
