import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  ValidatorConstraintInterface,
} from 'class-validator';
import { ID_PATTERN, isDate, isZone, noDay, NotADate, parseEdtf, parseSaidDate } from '../../events/index.js';

/**
 * The kinds of field that commands are made of. Each says its rule once: to class-validator, which refuses what breaks
 * it, and to the schema that the API's description is made from (JSON Schema 2020-12).
 */
export type FieldSchema = Readonly<Record<string, unknown>>;
type Shape = Readonly<{ properties: Map<string, FieldSchema>; required: Set<string> }>;
type Ref = () => new () => object;

const shapes = new Map<object, Shape>();

const shapeOf = (target: object): Shape => {
  const known = shapes.get(target);
  if (known !== undefined) return known;
  const made: Shape = { properties: new Map(), required: new Set() };
  shapes.set(target, made);
  return made;
};

const shapesUpFrom = (prototype: object | null): readonly Shape[] => {
  if (prototype === null) return [];
  const shape = shapes.get(prototype);
  return [...shapesUpFrom(Object.getPrototypeOf(prototype) as object | null), ...(shape === undefined ? [] : [shape])];
};

/** The JSON Schema of a class whose fields are made here, those of the class it extends included. */
export const schemaOf = (Class: new () => object): FieldSchema => {
  const all = shapesUpFrom(Class.prototype as object);
  return {
    type: 'object',
    properties: Object.fromEntries(all.flatMap((shape) => [...shape.properties])),
    required: all.flatMap((shape) => [...shape.required]),
    additionalProperties: false,
  };
};

/** `nullable`: null is taken, and says that there is none. */
export type FieldOptions = Readonly<{ description: string; optional?: boolean; nullable?: boolean; example?: unknown }>;

const orNull = (schema: FieldSchema): FieldSchema => ({ ...schema, type: [schema['type'], 'null'] });

const field =
  (schema: FieldSchema, options: FieldOptions, ...rules: PropertyDecorator[]): PropertyDecorator =>
  (target, key) => {
    const shape = shapeOf(target);
    const { description, example, optional, nullable } = options;
    shape.properties.set(String(key), {
      ...(nullable === true ? orNull(schema) : schema),
      description,
      ...(example === undefined ? {} : { examples: [example] }),
    });
    const without = [...(optional === true ? [undefined] : []), ...(nullable === true ? [null] : [])];
    if (without.length > 0) ValidateIf((_object, value) => !without.includes(value as null))(target, key);
    if (optional !== true) shape.required.add(String(key));
    for (const rule of rules) rule(target, key);
  };

const LONGEST = 4_000;

@ValidatorConstraint({ name: 'wellFormed' })
class WellFormed implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value !== 'string' || (!/\p{Surrogate}/u.test(value) && !value.includes('\0'));
  }
  defaultMessage(): string {
    return 'holds half a character (a lone surrogate) or a NUL: give well-formed text';
  }
}

/** A text that says something: not empty, well formed, at most 4,000 characters unless it says otherwise. */
export const Text = (options: FieldOptions & Readonly<{ max?: number }>): PropertyDecorator => {
  const max = options.max ?? LONGEST;
  const schema = { type: 'string', minLength: 1, maxLength: max };
  const blank = Matches(/\S/u, { message: 'must say something: it is blank' });
  return field(schema, options, IsString(), MinLength(1), MaxLength(max), blank, Validate(WellFormed));
};

const ID_SAYS = 'must be an id: lower-case ASCII letters, digits and hyphens, at most 100 characters';

/** An id: an ASCII slug or a UUID. */
export const Id = (options: FieldOptions): PropertyDecorator =>
  field({ type: 'string', pattern: ID_PATTERN.source }, options, IsString(), Matches(ID_PATTERN, { message: ID_SAYS }));

/** A list of ids. */
export const Ids = (options: FieldOptions): PropertyDecorator =>
  field(
    { type: 'array', items: { type: 'string', pattern: ID_PATTERN.source }, maxItems: 100 },
    options,
    IsArray(),
    ArrayMaxSize(100),
    Matches(ID_PATTERN, { each: true, message: `each ${ID_SAYS}` }),
  );

/** One of a few words. */
export const OneOf = (words: readonly string[], options: FieldOptions): PropertyDecorator =>
  field({ type: 'string', enum: words }, options, IsIn(words, { message: `must be one of ${words.join(', ')}` }));

export const Flag = (options: FieldOptions): PropertyDecorator => field({ type: 'boolean' }, options, IsBoolean());

/** A whole number, 0 or more, that a JSON number holds exactly. */
export const Count = (options: FieldOptions): PropertyDecorator =>
  field(
    { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    options,
    IsInt(),
    Min(0),
    Max(Number.MAX_SAFE_INTEGER),
  );

export const Url = (options: FieldOptions): PropertyDecorator =>
  field(
    { type: 'string', format: 'uri' },
    options,
    IsUrl(
      { protocols: ['http', 'https'], require_protocol: true, require_tld: false },
      { message: 'must be an http or https address' },
    ),
  );

/** A lower-case hexadecimal SHA-256. */
export const Sha256 = (options: FieldOptions): PropertyDecorator =>
  field(
    { type: 'string', pattern: '^[0-9a-f]{64}$' },
    options,
    Matches(/^[0-9a-f]{64}$/, { message: 'must be a SHA-256 in 64 lower-case hexadecimal digits' }),
  );

/** What a rule is told of: a value, and the object that has it. */
type Given = Readonly<{ object: object; value: unknown }>;
const NO_TEXT = 'must be a text, as 2025-11-07';

@ValidatorConstraint({ name: 'calendarDate' })
class CalendarDate implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isDate(value);
  }
  defaultMessage(given?: unknown): string {
    const { value } = given as Given;
    return typeof value === 'string' ? noDay(value) : NO_TEXT;
  }
}

/** A calendar date. */
export const Day = (options: FieldOptions): PropertyDecorator =>
  field({ type: 'string', format: 'date' }, options, Validate(CalendarDate));

@ValidatorConstraint({ name: 'zone' })
class ZoneName implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isZone(value);
  }
  defaultMessage(): string {
    return 'must be the IANA name of a time zone, as Asia/Tokyo';
  }
}

/** An IANA time zone. */
export const Zone = (options: FieldOptions): PropertyDecorator =>
  field({ type: 'string' }, options, Validate(ZoneName));

/** What the clocks of a zone showed is asked where it is decided: the zone may be the speaker’s, which is not known here. */
const whyNotSaid = ({ value }: Given): string | undefined => {
  if (typeof value !== 'string') return NO_TEXT;
  try {
    if (value.includes('T')) parseSaidDate(value, 'UTC');
    else parseEdtf(value);
    return undefined;
  } catch (error) {
    if (error instanceof NotADate) return error.message;
    throw error;
  }
};

@ValidatorConstraint({ name: 'edtf' })
class EdtfText implements ValidatorConstraintInterface {
  validate(_value: unknown, given?: unknown): boolean {
    return whyNotSaid(given as Given) === undefined;
  }
  defaultMessage(given?: unknown): string {
    return whyNotSaid(given as Given) as string;
  }
}

/** A date of EDTF level 0 or 1, or a date with a time. */
export const Edtf = (options: FieldOptions): PropertyDecorator =>
  field({ type: 'string' }, options, Validate(EdtfText));

/** Something that has fields of its own. */
export const Nested = (ref: Ref, options: FieldOptions): PropertyDecorator =>
  field({ $ref: `#/components/schemas/${ref().name}` }, options, IsObject(), ValidateNested(), Type(ref));

/** A list of things that have fields of their own. */
export const NestedList = (
  ref: Ref,
  options: FieldOptions & Readonly<{ min?: number; max?: number }>,
): PropertyDecorator => {
  const [min, max] = [options.min ?? 0, options.max ?? 200];
  const schema = {
    type: 'array',
    items: { $ref: `#/components/schemas/${ref().name}` },
    minItems: min,
    maxItems: max,
  };
  const message = 'each must be an object';
  const each = [IsObject({ each: true, message }), ValidateNested({ each: true, message })];
  return field(schema, options, IsArray(), ArrayMinSize(min), ArrayMaxSize(max), ...each, Type(ref));
};
