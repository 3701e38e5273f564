/** A body for each command, as the bundled record has it, or as it could follow the bundled record. */

import type { RecordedEvent } from '../../events/index.js';
import { COMMAND_OF, CommandName } from '../commands/list.js';
import { commandData } from '../record/command-of-event.js';

type Body = Readonly<Record<string, unknown>>;

/** A body with everything that its path will say; `commandId` where the bundled record holds what it asks for. */
export type BodyExample = Readonly<{ body: Body; commandId?: string }>;

const REPORT = { source: 'a-source', directness: 'paraphrase' };
const REVISED = {
  codingId: 'a-coding',
  issue: 'dialogue',
  proposition: 'defense-hotline-should-operate',
  stance: 'declines',
  evidence: [REPORT],
  coder: 'A. Reader',
};

/** The commands that the bundled record needed none of: nobody’s words, so that nobody is said to have said them. */
const WRITTEN: Partial<Record<CommandName, Body>> = {
  NameActor: { actorId: 'an-actor', name: { language: 'en', text: 'Another Name' } },
  RewordProposition: {
    issueId: 'dialogue',
    propositionId: 'defense-hotline-should-operate',
    wording: [{ language: 'en', text: 'The defense hotline between Japan and China should operate.' }],
    reason: 'Shorter.',
  },
  WithholdSource: {
    sourceId: 'a-source',
    scope: 'text-and-quotes',
    reason: 'A court ordered it.',
    by: 'A. Keeper',
    authority: 'District Court, order of 2026-03-02',
  },
  ReleaseSource: { sourceId: 'a-source', reason: 'The order was lifted.', by: 'A. Keeper' },
  ReviseCoding: { statementId: 'a-statement', coding: REVISED, reason: 'The words were read again.' },
  CorrectReport: {
    statementId: 'a-statement',
    report: { ...REPORT, attribution: [{ name: 'A. Clerk' }] },
    reason: 'The source has it from a clerk.',
  },
  VoidStatement: { statementId: 'a-statement', reason: 'Entered twice.' },
  WithdrawStatement: {
    statementId: 'a-statement',
    by: 'an-actor',
    said: { edtf: '2025-11-26', zone: 'Asia/Tokyo' },
    report: { ...REPORT, attribution: [] },
  },
  VoidWithdrawal: { statementId: 'a-statement', reason: 'It was another statement that was taken back.' },
};

const shortest = (events: readonly RecordedEvent[], command: CommandName): RecordedEvent | undefined =>
  events
    .filter((event) => COMMAND_OF[event.type] === command)
    .sort((a, b) => JSON.stringify(a).length - JSON.stringify(b).length)[0];

/** The example of a command’s body. */
export const bodyExample = (events: readonly RecordedEvent[], command: CommandName): BodyExample | undefined => {
  const event = shortest(events, command);
  if (event !== undefined) return { body: commandData(event.data as Body), commandId: event.commandid };
  const body = WRITTEN[command];
  return body === undefined ? undefined : { body };
};
