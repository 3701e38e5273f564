/** Trying commands and recording them. */

import { send } from '../../api/client.js';
import { heldKey } from '../../api/key.js';
import { Refused } from '../../api/problem.js';
import type { Outcome } from '../../api/writing.js';
import { say } from '../../words/language.js';
import type { Command } from './commands.js';
import { type Fault, faultsIn, type Form, keyFor } from './form.js';
import { enterWords } from './words.js';

/** Who records, as they say themselves; a key says it for its holder. */
const handleOf = (form: Form): string => (heldKey.value === undefined ? form.get('by.handle').trim() : '');

/** Headers take printable ASCII alone: what is not is said here, since it could not even be sent. */
export const handleFaults = (form: Form): readonly Fault[] =>
  /^[\x20-\x7e]*$/.test(handleOf(form)) ? [] : [{ field: 'by.handle', detail: say(enterWords).handleFault }];

/** What a command would do. */
export const tried = (command: Command): Promise<Outcome> =>
  send<Outcome>(command.path, command.body, { dryRun: true });

/** What a command would do, or what is wrong with it. */
export const triedOr = async (command: Command): Promise<Outcome | readonly Fault[]> => {
  try {
    return await tried(command);
  } catch (error) {
    if (error instanceof Refused && !error.isForKey) return faultsIn(error, command.pointers);
    throw error;
  }
};

/** Record it; sent again after a failure it is the same command. */
export const recorded = (form: Form, { path, body }: Command): Promise<Outcome> =>
  send<Outcome>(path, body, { key: keyFor(form, path, body), by: handleOf(form) });
