import { InvalidCommand } from './check.js';
import type { CommandName } from './list.js';

export type Body = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Place = Readonly<{ name: CommandName; address: string; field: string }>;

const placedIn = (place: Place, body: Body, field: string, value: string): Body => {
  const [first = '', ...rest] = field.split('.');
  const inner = body[first];
  if (rest.length > 0)
    return isObject(inner) ? { ...body, [first]: placedIn(place, inner, rest.join('.'), value) } : body;
  if (inner === undefined || inner === value) return { ...body, [first]: value };
  const said = `names ${JSON.stringify(inner)}, and ${place.address} names “${value}”: leave it out, or make them one.`;
  throw new InvalidCommand(place.name, [{ pointer: `/${place.field.replaceAll('.', '/')}`, detail: said }]);
};

/**
 * A field set in a body, or in an object of it (`coding.codingId`), where the address of what is written says what it
 * is: a path over HTTP, an argument on the command line.
 *
 * @throws InvalidCommand where the body says otherwise.
 */
export const placed = (name: CommandName, body: Body, field: string, value: string, address = 'the path'): Body =>
  placedIn({ name, address, field }, body, field, value);
