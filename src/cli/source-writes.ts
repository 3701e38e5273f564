import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { NoSuchFile } from '../record/question-refusals.js';
import { Refused } from './exit.js';
import { isReadable } from './options.js';
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

/** A file's text; standard input's for `-`. */
const textOf = (file: string): string => {
  if (file !== '-' && !isReadable(file)) throw new NoSuchFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Refused('malformed', `${file} is not UTF-8: give the text of the document, and not the document itself.`);
  }
};

const CAPTURE: Write = {
  command: 'CaptureSource',
  arguments: [SOURCE],
  fields: [{ flags: '--text <file>', at: 'text', about: 'a file with its text (UTF-8), or stdin (-)', needed: true }],
  complete: ({ text, ...body }) => ({ ...body, text: textOf(String(text)) }),
};

/** Keeping the texts of sources, withholding them, and releasing them. */
export const addSourceWrites = (program: Command): void => {
  addWrite(
    program,
    'capture',
    'keep a source’s text and record its hash, so that quotes are checked against it',
    CAPTURE,
  );
  addWrite(program, 'withhold', 'hide a source’s text, and the quotes taken from it, everywhere', WITHHOLD);
  addWrite(program, 'release', 'show a withheld source’s words again', RELEASE);
};
