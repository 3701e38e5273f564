import type { LogEvent } from '../../events/index.js';
import { plainOf } from '../commands/check.js';
import type { OpenRecord } from '../commands/source-commands.js';
import { Refusal } from '../refusal.js';
import type { Decider } from './decider.js';

type State = Readonly<{ name?: string }>;

/** The log has a name already, and it is another. `called` is that name as it may be told. */
export class RecordAlreadyOpen extends Refusal {
  readonly kind = 'conflict';
  readonly type = 'record-already-open';
  constructor(called: string) {
    super(
      `This log was opened as “${called}” and has one name. To add a file to it, leave the file’s RecordOpened line out.`,
    );
  }
}

export const recordDecider: Decider<OpenRecord, State, LogEvent> = {
  initial: {},
  evolve: (_state, event) => ({ name: event.data.name }),
  decide: (command, state, world) => {
    if (state.name !== undefined) throw new RecordAlreadyOpen(world.shown(state.name));
    return [{ type: 'RecordOpened', data: plainOf(command) }];
  },
};
