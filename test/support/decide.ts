/** Given what was recorded, when a command comes, then events or a refusal. */

import type { RecordEvent } from '../../events/index.js';
import { read, readPosition } from '../../projections/index.js';
import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand, CommandName } from '../../src/commands/list.js';
import { routeOf } from '../../src/deciders/decide.js';
import { Fault, Refusal, RefusalKind } from '../../src/refusal.js';
import { imagined } from '../../src/record/dry-run.js';
import { newEvents } from '../../src/record/ledger.js';
import { worldOf } from '../../src/record/world.js';
import { CAST, envelopes, readingsOf, Word } from './given.js';

/** What came of a command: events, or the refusal with its kind, its sentence and the fields at fault. */
type Outcome = Readonly<{ events?: readonly RecordEvent[]; refusal?: Refusal }>;

type Setting = Readonly<{ words: readonly Word[]; texts: ReadonlyMap<string, string>; now: string }>;

/** The outcome of one command. Each check is a whole assertion. */
class When {
  constructor(private readonly outcome: Outcome) {}

  then(events: readonly object[]): void {
    expect(this.outcome.refusal).toBeUndefined();
    expect(this.outcome.events).toMatchObject(events);
    expect(this.outcome.events).toHaveLength(events.length);
  }

  get events(): readonly RecordEvent[] {
    expect(this.outcome.refusal).toBeUndefined();
    return this.outcome.events ?? [];
  }

  /** Refused, of a kind, with a sentence in its message. */
  refused(kind: RefusalKind, sentence: string): void {
    expect(this.outcome.events).toBeUndefined();
    expect({ kind: this.outcome.refusal?.kind, message: this.outcome.refusal?.message }).toEqual({
      kind,
      message: expect.stringContaining(sentence),
    });
  }

  /** Invalid, with a fault at each pointer, in order. */
  faults(expected: Readonly<Record<string, string>>): void {
    const found = this.outcome.refusal?.faults ?? [];
    expect(this.outcome.refusal?.kind).toBe('invalid');
    expect(found.map(({ pointer }) => pointer)).toEqual(Object.keys(expected));
    found.forEach(({ pointer, detail }: Fault) => expect(detail).toContain(expected[pointer]));
  }
}

const META = { commandId: 'the-command', recordedBy: 'tester' };

/** What a command decides to after some events, through the door that all commands come in by. */
const decided = ({ words, texts, now }: Setting, name: CommandName, data: object): Outcome => {
  const events = envelopes(...words);
  try {
    const command = commandFrom(name, data, META) as AnyCommand;
    const { subject, decider } = routeOf(command);
    const history = events.filter((event) => event.subject === subject) as readonly RecordEvent[];
    const state = history.reduce((folded, event) => decider.evolve(folded, event), decider.initial);
    const readings = readingsOf(events);
    const made = decider.decide(command, state, worldOf(readings, now, texts));
    newEvents(command, made).reduce(
      (view, event) => read(view, imagined(subject, event, readPosition(view) + 1, now)),
      readings,
    );
    return { events: made };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
};

/** A record of which commands are asked. */
export class Ledger {
  constructor(private readonly setting: Setting) {}

  at(now: string): Ledger {
    return new Ledger({ ...this.setting, now });
  }

  /** With the kept text of a source. */
  keeping(source: string, text: string): Ledger {
    return new Ledger({ ...this.setting, texts: new Map([...this.setting.texts, [source, text]]) });
  }

  when(name: CommandName, data: object): When {
    return new When(decided(this.setting, name, data));
  }
}

/** The cast, and what was recorded after it. */
export const recorded = (...words: readonly Word[]): Ledger =>
  new Ledger({ words, texts: new Map(), now: '2025-12-01T00:00:00.000Z' });

export { CAST };
