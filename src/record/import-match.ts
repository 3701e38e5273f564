import canonicalize from 'canonicalize';
import { type Fault, Refusal } from '../refusal.js';
import { BadLine, ImportLine } from './lines.js';

/** How many faults of a line are told beside its first. */
const MOST_TOLD = 9;

const sentence = ({ detail }: Fault): string => (/[.?!]$/.test(detail) ? detail : `${detail}.`);

/** A refusal, told of the line and the field that it is about. */
export const named = (line: ImportLine, error: unknown): unknown => {
  if (!(error instanceof Refusal) || error instanceof BadLine) return error;
  const [fault, ...others] = error.faults;
  if (fault === undefined) return new BadLine(line.number, '', error.message);
  const more = others.length > MOST_TOLD ? ` (and ${others.length - MOST_TOLD} more)` : '';
  const told = others.slice(0, MOST_TOLD).map((other) => ` /data${other.pointer} ${sentence(other)}`);
  return new BadLine(line.number, `/data${fault.pointer}`, `${sentence(fault)}${told.join('')}${more}`);
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
