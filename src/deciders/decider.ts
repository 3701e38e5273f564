import type { RecordEvent } from '../../events/index.js';
import type { World } from './world.js';

/** The rules of one kind of stream: what a history amounts to, and what a command makes of it. Pure. */
export type Decider<Command, State, Event extends RecordEvent> = Readonly<{
  initial: State;
  evolve: (state: State, event: Event) => State;
  /** @throws a Refusal where the wish cannot be granted. Nothing to do is an empty list. */
  decide: (command: Command, state: State, world: World) => readonly Event[];
}>;
