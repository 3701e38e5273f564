import canonicalize from 'canonicalize';
import { type Fault, inPointer, Refusal } from '../refusal.js';
import { BadLine, ImportLine } from './lines.js';

/** A line that breaks no rule of its own, and goes against what is on record: there already, voided, or under its command's id. */
export class LineConflict extends BadLine {
  override readonly kind = 'conflict';
  override readonly type = 'line-conflict';
}

/** A refusal, told of the line and the fields that it is about. A conflict is one still. */
export const named = (line: ImportLine, error: unknown): unknown => {
  if (!(error instanceof Refusal) || error instanceof BadLine) return error;
  const Told = error.kind === 'conflict' ? LineConflict : BadLine;
  const [fault, ...others] = error.faults.map(({ pointer, detail }) => ({ pointer: `/data${pointer}`, detail }));
  if (fault === undefined) return new Told(line.number, '', error.message);
  return new Told(line.number, fault.pointer, fault.detail, others);
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members that a line gives and that are not what was decided. What a line leaves out is worked out for it. */
export const differences = (given: unknown, decided: unknown, pointer: string): readonly Fault[] => {
  if (canonicalize(given) === canonicalize(decided)) return [];
  if (Array.isArray(given) && Array.isArray(decided) && given.length === decided.length) {
    return given.flatMap((one, at) => differences(one, decided[at], `${pointer}/${at}`));
  }
  if (isObject(given) && isObject(decided)) {
    return Object.keys(given).flatMap((key) => differences(given[key], decided[key], `${pointer}/${inPointer(key)}`));
  }
  const detail = `says ${canonicalize(given)}, and the command decides to ${canonicalize(decided) ?? 'nothing'}.`;
  return [{ pointer, detail }];
};
