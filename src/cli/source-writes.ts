import type { Command } from 'commander';
import { Argument, Field, Write } from './write-fields.js';
import { addWrite } from './write.js';

const SOURCE: Argument = { name: 'SOURCE', at: 'sourceId', kind: 'source' };

const FIELDS: readonly Field[] = [
  { flags: '--reason <text>', at: 'reason', about: 'why', needed: true },
  { flags: '--by <who>', at: 'by', about: 'who decided it (default: who records it)' },
  { flags: '--authority <text>', at: 'authority', about: 'what obliges them: a court’s order, a licence' },
];

const base: Write['base'] = ({ recordedBy }) => ({ by: recordedBy });

const WITHHOLD: Write = {
  command: 'WithholdSource',
  arguments: [SOURCE],
  base,
  fields: [
    {
      flags: '--scope <what>',
      at: 'scope',
      about: 'text (the stored text alone) or text-and-quotes (and every quote taken from it)',
      needed: true,
    },
    ...FIELDS,
    { flags: '--erase', at: 'erased', about: 'take the stored text out, too; its hash stays' },
  ],
};

const RELEASE: Write = { command: 'ReleaseSource', arguments: [SOURCE], base, fields: FIELDS };

/** Withholding sources, and releasing them. */
export const addSourceWrites = (program: Command): void => {
  addWrite(program, 'withhold', 'hide a source’s text, and the quotes taken from it, everywhere', WITHHOLD);
  addWrite(program, 'release', 'show a withheld source’s words again', RELEASE);
};
