import { plainToInstance } from 'class-transformer';
import { validateSync, ValidationError } from 'class-validator';
import { Fault, inPointer, Refusal } from '../refusal.js';
import type { CommandMeta, RecordCommand } from './command.js';
import { COMMANDS, CommandName } from './list.js';

/** What was sent breaks the rules of its command; each field at fault is named. */
export class InvalidCommand extends Refusal {
  readonly kind = 'invalid';
  readonly type = 'invalid-command';
  constructor(
    readonly command: string,
    override readonly faults: readonly Fault[],
  ) {
    const [first, ...others] = faults;
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    super(`${command} cannot be recorded: ${first?.pointer ?? ''} ${first?.detail ?? ''}${more}`);
  }
}

const STRAY = 'is no field of this command: take it out or check its spelling';

const sentences = (error: ValidationError): readonly string[] => {
  const rules = Object.entries(error.constraints ?? {});
  if (error.value === undefined && rules.every(([rule]) => rule !== 'whitelistValidation')) return ['is required'];
  return rules.map(([rule, said]) => {
    if (rule === 'whitelistValidation') return STRAY;
    return said.startsWith(`${error.property} `) ? said.slice(error.property.length + 1) : said;
  });
};

const faultsOf = (errors: readonly ValidationError[], path = ''): readonly Fault[] =>
  errors.flatMap((error) => {
    const pointer = `${path}/${inPointer(error.property)}`;
    return [
      ...sentences(error)
        .slice(0, 1)
        .filter(() => error.constraints !== undefined)
        .map((detail) => ({ pointer, detail })),
      ...faultsOf(error.children ?? [], pointer),
    ];
  });

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The keys of every object, which class-transformer passes over: they would be dropped in silence and not refused. */
const isPassedOver = (key: string): boolean => Object.hasOwn(Object.prototype, key);
const DEEPEST = 20;

/** What must not be in anything that was sent, at any depth: the keys of every object, and depth without end. */
const unusable = (value: unknown, path = '', depth = 0): readonly Fault[] => {
  if (typeof value !== 'object' || value === null) return [];
  if (depth > DEEPEST) return [{ pointer: path, detail: 'is nested deeper than any command is' }];
  return Object.entries(value).flatMap(([key, inner]) =>
    isPassedOver(key)
      ? [{ pointer: `${path}/${key}`, detail: STRAY }]
      : unusable(inner, `${path}/${inPointer(key)}`, depth + 1),
  );
};

/**
 * A checked command of what was sent: the one place where HTTP, the command line and import have the same rules.
 *
 * @throws InvalidCommand with a JSON pointer for each field at fault.
 */
export const commandFrom = (name: CommandName, sent: unknown, meta: CommandMeta): RecordCommand => {
  if (!isObject(sent)) throw new InvalidCommand(name, [{ pointer: '', detail: 'must be a JSON object' }]);
  const never = unusable(sent);
  if (never.length > 0) throw new InvalidCommand(name, never);
  const command = plainToInstance(COMMANDS[name] as new () => RecordCommand, structuredClone(sent));
  const given = Object.hasOwn(sent, 'type') || Object.hasOwn(sent, 'meta') ? ['type', 'meta'] : [];
  const stray = given.filter((key) => Object.hasOwn(sent, key));
  const errors = validateSync(command, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false },
    stopAtFirstError: true,
  }).filter((error) => error.property !== 'type' && error.property !== 'meta');
  const faults = [
    ...stray.map((key) => ({ pointer: `/${key}`, detail: 'is no field of this command: take it out' })),
    ...faultsOf(errors),
  ];
  if (faults.length > 0) throw new InvalidCommand(name, faults);
  return Object.assign(command, { meta });
};

const NOT_DATA: readonly string[] = ['type', 'meta'];

/** The fields of a command as plain JSON, without those that were left out: the data of the event it makes. */
export const plainOf = <Data>(command: object): Data => {
  const data = Object.entries(command).filter(([key]) => !NOT_DATA.includes(key));
  return JSON.parse(JSON.stringify(Object.fromEntries(data))) as Data;
};
