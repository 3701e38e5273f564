import type { CommandMeta } from '../commands/command.js';
import type { Outcome } from '../record/ledger.js';
import { changeText } from './follow-commands.js';

const became = ({ outcome, position }: Outcome, { commandId, recordedBy }: CommandMeta): string => {
  switch (outcome) {
    case 'recorded':
      return `Recorded at position ${position} by ${recordedBy}, command ${commandId}.`;
    case 'repeated':
      return `Recorded before, at position ${position}, command ${commandId}: no new event.`;
    case 'unchanged':
      return 'The record says so already: no new event.';
    case 'dry-run':
      return `Would be recorded by ${recordedBy}, after position ${position}. Nothing was recorded.`;
  }
};

const moved = ({ outcome, changes }: Outcome): readonly string[] => {
  if (outcome === 'unchanged') return [];
  if (changes.length > 0) return changes.map((change) => `  ${changeText(change)}: ${change.why}`);
  return [outcome === 'dry-run' ? '  It would move no position.' : '  It moved no position.'];
};

/** What became of a command, for people: where it was recorded, and each change that it made, with why. */
export const outcomeText = (outcome: Outcome, meta: CommandMeta): readonly string[] => [
  became(outcome, meta),
  ...moved(outcome),
  ...outcome.warnings.map((warning) => `  Note: ${warning}`),
];
