/** Commands of a spec: made-up parties, and one made a member of another. */

import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand, CommandName } from '../../src/commands/list.js';

let commands = 0;

/** A command, under an id of its own where none is given. */
export const command = (name: CommandName, fields: object, commandId = `command-${(commands += 1)}`): AnyCommand =>
  commandFrom(name, { ...fields }, { commandId, recordedBy: 'spec' }) as AnyCommand;

/** Registers a party. */
export const party = (actorId: string): AnyCommand =>
  command('RegisterActor', { actorId, kind: 'party', names: [{ language: 'en', text: actorId }] });

/** Makes an actor a member of a body. */
export const joining = (actorId: string, body: string): AnyCommand =>
  command('RecordMembership', { actorId, membershipId: `in-${body}`, body, post: 'Member', speaksFor: false });
