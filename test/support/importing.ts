/** A record in memory that is opened anew for each test, with some lines in it. */

import { type ImportReport, importLines } from '../../src/record/import.js';
import { type Machine, openMachine } from '../../src/record/machine.js';

/** Opens the record before each test of a spec and closes it after; `given` imports further lines. */
export const importing = (
  first: readonly string[],
): Readonly<{ machine: () => Machine; given: (...lines: readonly string[]) => Promise<ImportReport> }> => {
  let machine: Machine;
  beforeEach(async () => {
    machine = await openMachine('memory:');
    await importLines(machine, first);
  });
  afterEach(() => machine.close());
  return { machine: () => machine, given: (...lines) => importLines(machine, lines) };
};
