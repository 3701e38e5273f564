/** The few forms of JSON Schema (2020-12) that answers are described with. */

export type Schema = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, Schema>>;

/** An object with these fields and no others. */
export const object = (required: Fields, optional: Fields = {}): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

export const list = (items: Schema, description?: string): Schema => ({
  type: 'array',
  items,
  ...(description === undefined ? {} : { description }),
});

export const text = (description?: string): Schema => ({
  type: 'string',
  ...(description === undefined ? {} : { description }),
});

export const count = (description?: string): Schema => ({
  type: 'integer',
  minimum: 0,
  ...(description === undefined ? {} : { description }),
});

export const oneOf = (...words: readonly string[]): Schema => ({ type: 'string', enum: words });
export const truth: Schema = { const: true };
export const flag: Schema = { type: 'boolean' };
export const day: Schema = { type: 'string', format: 'date' };
export const instant: Schema = { type: 'string', format: 'date-time' };
export const path: Schema = { type: 'string', format: 'uri-reference' };
export const anything: Schema = { type: 'object' };

/** A schema of the components by its name. */
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const listOf = (name: string): Schema => list(ref(name));
