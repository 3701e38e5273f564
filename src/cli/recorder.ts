import type { Command } from 'commander';
import { ANONYMOUS, printable } from '../commands/meta.js';
import { remark } from './output.js';

/** The option that says who records, on every command that does. */
export type RecorderOptions = Readonly<{ recordedBy?: string }>;

const ABOUT = `who records it (default: $ONRECORD_RECORDED_BY, else ${ANONYMOUS})`;

export const withRecorder = (command: Command, about = ABOUT): Command => command.option('--recorded-by <who>', about);

/** Who records, where the command or its setting says so. */
export const recorderIn = ({ recordedBy }: RecorderOptions): string | undefined => {
  if (recordedBy !== undefined) return printable('--recorded-by', recordedBy);
  const set = process.env['ONRECORD_RECORDED_BY'];
  return set === undefined || set === '' ? undefined : printable('ONRECORD_RECORDED_BY', set);
};

/** Say that the first write gave the log its name. */
export const remarkNamed = (named: string | undefined, dryRun: boolean): void => {
  if (named === undefined) return;
  remark(
    `The log had no name: it ${dryRun ? 'would now be' : 'is now'} called “${named}”, for good. ` +
      'To name one yourself, let RecordOpened be the first line that is imported.',
  );
};
