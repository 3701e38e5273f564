import { InvalidCommand } from './check.js';
import type { CommandName } from './list.js';

export type Body = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A field set in a body, or in an object of it (`coding.codingId`), where the address of what is written says what it
 * is: a path over HTTP, an argument on the command line.
 *
 * @throws InvalidCommand where the body says otherwise.
 */
export const placed = (name: CommandName, body: Body, field: string, value: string, address = 'the path'): Body => {
  const [first = '', ...rest] = field.split('.');
  const inner = body[first];
  if (rest.length > 0) {
    return isObject(inner) ? { ...body, [first]: placed(name, inner, rest.join('.'), value, address) } : body;
  }
  if (inner === undefined || inner === value) return { ...body, [first]: value };
  const detail = `names ${JSON.stringify(inner)}, and ${address} names “${value}”: leave it out, or make them one.`;
  throw new InvalidCommand(name, [{ pointer: `/${first}`, detail }]);
};
