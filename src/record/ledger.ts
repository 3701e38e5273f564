import { RecordEvent, streamOf } from '../../events/index.js';
import { answerShown, Change, dataShown, Readings } from '../../projections/index.js';
import type { AnyCommand } from '../commands/list.js';
import { OpenRecord } from '../commands/source-commands.js';
import { AnyDecider, routeOf } from '../deciders/decide.js';
import type { World } from '../deciders/world.js';
import { Refusal } from '../refusal.js';
import type { EventStore, ExpectedRevision, NewEvent, StoredEvent, TextStore } from '../store/event-store.js';
import { storedAt } from '../store/stored-at.js';
import { EventIdTaken, WrongExpectedRevision } from '../store/refusals.js';
import { confirmedHead } from './age.js';
import { saidIn } from './command-of-event.js';
import { blaming } from './damaged.js';
import { foresee } from './dry-run.js';
import { eraseTexts } from './erase.js';
import { eventIdOf } from './event-id.js';
import type { ProjectionRunner } from './runner.js';
import { isSameEvent } from './same-event.js';
import { textsFor } from './texts.js';
import { warned } from './warned.js';
import { worldOf } from './world.js';

/** The same command id was used before, for something else: for which event, and of what. */
export class CommandIdTaken extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'command-id-taken';
  constructor(
    readonly commandId: string,
    { position, event }: StoredEvent,
  ) {
    super(
      `Command ${commandId} was given before, with other content, at log position ${position} (${event.subject}). ` +
        'Give the new one an id of its own.',
    );
  }
}

/** What became of a command. */
export type Outcome = Readonly<{
  /** `recorded`: new events; `repeated`: the same command was recorded before; `unchanged`: the wish was true already; `dry-run`: nothing was recorded. */
  outcome: 'recorded' | 'repeated' | 'unchanged' | 'dry-run';
  /** The log position after which the command's events can be read. */
  position: number;
  events: readonly Readonly<{ id: string; type: string; position?: number; time?: string; data: unknown }>[];
  changes: readonly Change[];
  /** What the log is called from now on, where it had no name before this and was given none. */
  named?: string;
  /** What a reader of the statement has to be warned of, as it now stands: sources stamped before what they tell of. */
  warnings: readonly string[];
}>;

export type ExecuteOptions = Readonly<{ dryRun?: boolean }>;

const ATTEMPTS = 10;
/** The longest that a writer who was not first waits before the second attempt, in milliseconds; twice as long before each further. */
const WAIT_MS = 4;

/** Those who came second wait for a while each, by chance, so that they do not come second again. */
const yieldTo = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * WAIT_MS * 2 ** attempt));

/** The id of the command that opens a log which is written to before it was named, and what it is called then. */
export const OPENING = 'open-record';
export const DEFAULT_NAME = 'On Record';

const revisionOf = (history: readonly StoredEvent[]): ExpectedRevision => history.at(-1)?.revision ?? 'no stream';

/** The events as a store is given them: the id is made of the command's id and the index. */
export const newEvents = (command: AnyCommand, events: readonly RecordEvent[]): readonly NewEvent[] =>
  events.map(({ type, data }, index) => ({
    id: eventIdOf(command.meta.commandId, index),
    type,
    data,
    recordedby: command.meta.recordedBy,
    commandid: command.meta.commandId,
  }));

const sameContent = (one: readonly RecordEvent[], other: readonly RecordEvent[]): boolean =>
  one.length === other.length && one.every((event, at) => isSameEvent(event, other[at] as RecordEvent));

const isUnnamed = (command: AnyCommand, readings: Readings): boolean =>
  readings.log.times.length === 0 && command.type !== 'OpenRecord';

/** Memberships of bodies are decided one after the other, whichever bodies they are of: each asks what the others made. */
const JOINING = 'memberships of bodies';

/** Whether a command can bring a body under another: nobody is a member of a person. */
const joinsBodies = (command: AnyCommand, readings: Readings): boolean =>
  (command.type === 'RecordMembership' || command.type === 'CorrectMembership') &&
  readings.actors.get(command.actorId)?.kind !== 'person';

const fold = (decider: AnyDecider, history: readonly StoredEvent[]): unknown =>
  history.reduce<unknown>(
    (state, stored) => blaming(stored, () => decider.evolve(state, stored.event as RecordEvent)),
    decider.initial,
  );

/** What a command decides to that was recorded before; nothing where that would be refused: then it was another command. */
const decidedAgain = (decide: () => readonly RecordEvent[]): readonly RecordEvent[] => {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const decidedIn =
  (world: World, command: AnyCommand, decider: AnyDecider) =>
  (history: readonly StoredEvent[]): readonly RecordEvent[] =>
    decider.decide(command, fold(decider, history), world);

/**
 * What writes: read the stream, fold it, decide, append at the revision read. Others may write to the same log: the revision
 * protects the stream, and of all else a decision asks only what never ceases to be so. There are two exceptions. Memberships
 * of bodies go round in no circle: those wait for each other here, and where another machine wrote one meanwhile, the
 * readings pass over the later of the two. And only who spoke takes words back: where a post was corrected meanwhile, the
 * readings pass over the withdrawal.
 */
export class Ledger {
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(
    private readonly store: EventStore & TextStore,
    private readonly runner: ProjectionRunner,
    private readonly now: () => string = () => new Date().toISOString(),
    private readonly ring: () => void = () => undefined,
  ) {}

  /**
   * Record what a command wishes, or say what it would change.
   *
   * @throws a Refusal of its decider, CommandIdTaken, StoreUnreachable, or NotYetRead: nothing is decided on half a log.
   */
  async execute(command: AnyCommand, options: ExecuteOptions = {}): Promise<Outcome> {
    const inOwnTurn = (): Promise<Outcome> => this.inTurn(routeOf(command).subject, () => this.tried(command, options));
    return joinsBodies(command, this.runner.readings) ? this.inTurn(JOINING, inOwnTurn) : inOwnTurn();
  }

  /** Commands on one stream wait for each other: at once, they would only be in each other's way. */
  private inTurn(subject: string, work: () => Promise<Outcome>): Promise<Outcome> {
    const turn = (this.turns.get(subject) ?? Promise.resolve()).then(work, work);
    this.turns.set(subject, turn);
    const over = (): unknown => this.turns.get(subject) === turn && this.turns.delete(subject);
    turn.then(over, over);
    return turn;
  }

  private async tried(command: AnyCommand, options: ExecuteOptions): Promise<Outcome> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const outcome = await this.attempt(command, options);
        return answerShown(this.runner.readings, outcome);
      } catch (error) {
        if (error instanceof EventIdTaken) throw await this.taken(command, error);
        if (!(error instanceof WrongExpectedRevision) || attempt === ATTEMPTS) throw error;
        await yieldTo(attempt - 1);
      }
    }
  }

  private async attempt(command: AnyCommand, options: ExecuteOptions): Promise<Outcome> {
    const { subject, decider } = routeOf(command);
    const stream = streamOf(subject);
    const head = await confirmedHead(this.store);
    const history = await this.historyOf(stream);
    const readings = await this.runner.caughtUp(head);
    const earlier = history.findIndex(({ event }) => event.commandid === command.meta.commandId);
    if (earlier >= 0) {
      const then = worldOf(readings, this.now(), new Map(), (history[earlier]?.position ?? 1) - 1);
      const recorded = { ...then, wasRecorded: true, saidThen: saidIn(history[earlier]?.event.data) };
      return this.repeated(command, history, earlier, decidedIn(recorded, command, decider));
    }
    const world = worldOf(readings, this.now(), await textsFor(this.store, readings, command));
    const decide = decidedIn(world, command, decider);
    const events = decide(history);
    if (events.length === 0 || options.dryRun === true) await this.refuseTaken(command);
    if (events.length === 0) return this.unchanged(command, readings);
    const made = newEvents(command, events);
    const named = isUnnamed(command, readings) ? { named: DEFAULT_NAME } : {};
    if (options.dryRun === true) return { ...foresee(readings, subject, made, this.now()), ...named };
    if (named.named !== undefined) await this.open(command);
    const appended = await this.store.append(stream, revisionOf(history), made);
    this.ring();
    return { ...(await this.recorded(appended, 'recorded')), ...named };
  }

  /** What an append would refuse, where the store can tell without one. */
  private async refuseTaken({ meta }: AnyCommand): Promise<void> {
    const id = eventIdOf(meta.commandId, 0);
    const position = await this.store.positionOf?.(id);
    if (position !== undefined) throw new EventIdTaken(id, position);
  }

  /** An id of an event is made of its command's id, which is what was given: the refusal speaks of that. */
  private async taken({ meta }: AnyCommand, error: EventIdTaken): Promise<Refusal> {
    const stored = await storedAt(this.store, error.position);
    return stored?.event.commandid === meta.commandId ? new CommandIdTaken(meta.commandId, stored) : error;
  }

  private async historyOf(stream: string): Promise<readonly StoredEvent[]> {
    const history: StoredEvent[] = [];
    for await (const stored of this.store.readStream(stream)) history.push(stored);
    return history;
  }

  /**
   * The same command again is no new event; the same id with other content is a conflict. It is decided without the texts
   * of its sources, and by who spoke as known then: what was captured or corrected since has no say in what was recorded before.
   */
  private async repeated(
    command: AnyCommand,
    history: readonly StoredEvent[],
    at: number,
    decide: (history: readonly StoredEvent[]) => readonly RecordEvent[],
  ): Promise<Outcome> {
    const before = history.slice(at).filter(({ event }) => event.commandid === command.meta.commandId);
    const known = before.map(({ event }) => event as RecordEvent);
    const again = decidedAgain(() => decide(history.slice(0, at)));
    if (!sameContent(known, again)) throw new CommandIdTaken(command.meta.commandId, before[0] as StoredEvent);
    return this.recorded(before, 'repeated');
  }

  /** The first event of any log names it. A log that is written to before it was named is called On Record. */
  private async open(command: AnyCommand): Promise<void> {
    const opening = Object.assign(new OpenRecord(), {
      name: DEFAULT_NAME,
      meta: { commandId: OPENING, recordedBy: command.meta.recordedBy },
    });
    await this.execute(opening);
  }

  private unchanged(command: AnyCommand, readings: Readings): Outcome {
    const { position } = this.runner;
    return { outcome: 'unchanged', position, events: [], changes: [], warnings: warned(readings, [command], position) };
  }

  private async recorded(events: readonly StoredEvent[], outcome: 'recorded' | 'repeated'): Promise<Outcome> {
    const position = events.at(-1)?.position ?? 0;
    const readings = await this.runner.caughtUp(position);
    const made = events.map(({ event }) => event);
    await eraseTexts(this.store, readings, made);
    const positions = new Set(events.map((stored) => stored.position));
    return {
      outcome,
      position,
      events: events.map(({ event, position: at }) => ({
        id: event.id,
        type: event.type,
        position: at,
        time: event.time,
        data: dataShown(readings, event),
      })),
      changes: changesAt(readings, positions),
      warnings: warned(
        readings,
        made.map(({ data }) => data),
        position,
      ),
    };
  }
}

/** The changes that the events at some positions made; they are in order, so the search is from the end. */
const changesAt = (readings: Readings, positions: ReadonlySet<number>): readonly Change[] => {
  const first = Math.min(...positions);
  const found: Change[] = [];
  for (let at = readings.changes.length - 1; at >= 0; at -= 1) {
    const change = readings.changes[at];
    if (change === undefined || change.position < first) break;
    if (positions.has(change.position)) found.unshift(change);
  }
  return found;
};
