import canonicalize from 'canonicalize';
import { InvalidCommand } from '../commands/check.js';
import { Refusal } from '../refusal.js';
import { BadLine, ImportLine } from './lines.js';

/** A refusal, told of the line and the field that it is about. */
export const named = (line: ImportLine, error: unknown): unknown => {
  if (!(error instanceof Refusal) || error instanceof BadLine) return error;
  const [fault] = error.faults;
  if (fault === undefined) return new BadLine(line.number, '', error.message);
  const more = error.faults.length > 1 ? ` (and ${error.faults.length - 1} more)` : '';
  const said = error instanceof InvalidCommand && !/[.?!]$/.test(fault.detail) ? `${fault.detail}.` : fault.detail;
  return new BadLine(line.number, `/data${fault.pointer}`, `${said}${more}`);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Difference = Readonly<{ pointer: string; detail: string }>;

/** The first member that a line gives and that is not what was decided. What a line leaves out is worked out for it. */
export const differs = (given: unknown, decided: unknown, pointer: string): Difference | undefined => {
  if (canonicalize(given) === canonicalize(decided)) return undefined;
  if (Array.isArray(given) && Array.isArray(decided) && given.length === decided.length) {
    return given.map((one, at) => differs(one, decided[at], `${pointer}/${at}`)).find((found) => found !== undefined);
  }
  if (!isObject(given) || !isObject(decided)) {
    return {
      pointer,
      detail: `says ${canonicalize(given)}, and the command decides to ${canonicalize(decided) ?? 'nothing'}.`,
    };
  }
  return Object.keys(given)
    .map((key) => differs(given[key], decided[key], `${pointer}/${key}`))
    .find((found) => found !== undefined);
};
