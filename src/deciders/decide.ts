import { RecordEvent, subjectOf } from '../../events/index.js';
import type { AnyCommand } from '../commands/list.js';
import { actorDecider } from './actor-decider.js';
import type { Decider } from './decider.js';
import { issueDecider } from './issue-decider.js';
import { languageFaults } from './languages.js';
import { recordDecider } from './record-decider.js';
import { refuse } from './refusals.js';
import { sourceDecider } from './source-decider.js';
import { statementDecider } from './statement-decider.js';

/** A decider of some commands, as whoever holds any command uses it. */
export type AnyDecider = Decider<AnyCommand, unknown, RecordEvent>;

/** A command's stream, without prefix, and the decider of that kind of stream. */
export type Route = Readonly<{ subject: string; decider: AnyDecider }>;

/** A decider that takes no language tag that is none, but for what was recorded before anybody asked. */
const inLanguages = (decider: AnyDecider): AnyDecider => ({
  ...decider,
  decide: (command, state, world) => {
    refuse(world.wasRecorded === true ? [] : languageFaults(command));
    return decider.decide(command, state, world);
  },
});

const to = (subject: string, decider: unknown): Route => ({ subject, decider: inLanguages(decider as AnyDecider) });

/** Which stream a command is for. The compiler names a command that is missing. */
export const routeOf = (command: AnyCommand): Route => {
  switch (command.type) {
    case 'OpenRecord':
      return to('record', recordDecider);
    case 'RegisterActor':
    case 'NameActor':
    case 'RecordMembership':
    case 'CorrectMembership':
      return to(`actor-${command.actorId}`, actorDecider);
    case 'OpenIssue':
    case 'WordProposition':
    case 'RewordProposition':
      return to(`issue-${command.issueId}`, issueDecider);
    case 'DescribeSource':
    case 'CaptureSource':
    case 'WithholdSource':
    case 'ReleaseSource':
      return to(`source-${command.sourceId}`, sourceDecider);
    default:
      return to(`statement-${command.statementId}`, statementDecider);
  }
};

/** Whether an event belongs to the stream it was decided for; a decider that says otherwise is a bug. */
export const belongsTo = (event: RecordEvent, subject: string): boolean => subjectOf(event) === subject;
