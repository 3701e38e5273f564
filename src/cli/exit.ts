import { Fault, Refusal, RefusalKind } from '../refusal.js';
import { remark } from './output.js';

/** What a command exits with: 0 fine, 1 unexpected, then one for each way of being refused. */
export const EXIT: Readonly<Record<RefusalKind, number>> = {
  malformed: 2,
  missing: 3,
  invalid: 4,
  conflict: 5,
  integrity: 6,
  unreachable: 7,
};

/** A refusal as the command line tells of it: one that a service gave, or one said in the words of a command’s options. */
export class Refused extends Refusal {
  readonly type = 'refused';
  constructor(
    readonly kind: RefusalKind,
    message: string,
    override readonly faults: readonly Fault[] = [],
  ) {
    super(message);
  }
}

const isBrokenPipe = (error: unknown): boolean => (error as { code?: unknown }).code === 'EPIPE';

/** Say what went wrong, and set the exit code. */
export const fail = (error: unknown): void => {
  if (isBrokenPipe(error)) return;
  if (error instanceof Refusal) {
    remark(`onrecord: ${error.message}`);
    const listed = error.faults.length > 1 ? error.faults : [];
    for (const { pointer, detail } of listed) remark(`  ${pointer} ${detail}`);
    process.exitCode = EXIT[error.kind];
    return;
  }
  remark(
    `onrecord: something went wrong that should not have: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
  process.exitCode = 1;
};
