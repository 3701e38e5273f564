import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { keysPath } from '../record/keys-file.js';
import type { Desk, Issued, Listed } from '../record/keys-changes.js';
import { BadQuestion } from '../record/question-refusals.js';
import { Refused } from './exit.js';
import { globalsOf, now } from './options.js';
import { columns, line, print, remark } from './output.js';

const MILLISECONDS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const NEVER = 'never';

/** The instant that is so far from another: `30m`, `12h`, `90d`. */
const after = (field: string, given: string, from: string): string => {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(given) ?? [];
  const milliseconds = Number(count) * (MILLISECONDS[unit] ?? Number.NaN);
  if (!Number.isNaN(milliseconds)) return new Date(Date.parse(from) + milliseconds).toISOString();
  throw new BadQuestion(field, `“${given}” is no span of time: give one as 30m, 12h or 90d.`);
};

const expiryOf = (given: string, from: string): Readonly<{ expires?: string }> =>
  given === NEVER ? {} : { expires: after('expiresIn', given, from) };

const userName = (): string => {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
};

const deskOf = (command: Command): Desk => {
  const path = keysPath(globalsOf(command).store);
  if (path !== undefined) return { path, who: `${userName()} on this computer`, now: now() };
  throw new Refused('invalid', 'A store in memory has no place for keys beside it: name a file in ONRECORD_KEYS.');
};

const tell = async ({ key, entry }: Issued, desk: Desk, command: Command): Promise<void> => {
  const { id, name, scopes, created, expires } = entry;
  if (globalsOf(command).json) await line(JSON.stringify({ id, name, scopes, created, expires, key }, null, 2));
  else await line(key);
  remark(`Key ${id} records as “${name}”, may ${scopes.join(', ')}, and ends ${expires ?? NEVER}.`);
  remark(`It is shown this once: only its hash is kept, in ${desk.path}.`);
};

type CreateOptions = Readonly<{ name: string; scopes: string; expiresIn: string }>;

const create = async (options: CreateOptions, command: Command): Promise<void> => {
  const desk = deskOf(command);
  const { createKey } = await import('../record/keys-changes.js');
  const scopes = options.scopes.split(',').map((scope) => scope.trim());
  const wish = { name: options.name, scopes, ...expiryOf(options.expiresIn, desk.now) };
  await tell(await createKey(desk, wish), desk, command);
};

type RotateOptions = Readonly<{ overlap: string; expiresIn: string }>;

const rotate = async (id: string, options: RotateOptions, command: Command): Promise<void> => {
  const desk = deskOf(command);
  const { rotateKey } = await import('../record/keys-changes.js');
  const until = after('overlap', options.overlap, desk.now);
  await tell(await rotateKey(desk, id, { until, ...expiryOf(options.expiresIn, desk.now) }), desk, command);
  remark(`Key ${id} ends at ${until} at the latest.`);
};

const revoke = async (id: string, _options: unknown, command: Command): Promise<void> => {
  const desk = deskOf(command);
  const { revokeKey } = await import('../record/keys-changes.js');
  const key = await revokeKey(desk, id);
  await print(key, globalsOf(command), () => [`Key ${id} (${key.name}) is revoked since ${key.revoked}.`]);
};

const rowOf = ({ id, name, scopes, state, created, expires, lastUsed }: Listed): readonly string[] => [
  id,
  name,
  scopes.join(','),
  state,
  created.slice(0, 10),
  expires?.slice(0, 16) ?? NEVER,
  lastUsed?.slice(0, 16) ?? NEVER,
];

const HEADINGS = ['id', 'name', 'scopes', 'state', 'created', 'ends', 'last used'];

const list = async (_options: unknown, command: Command): Promise<void> => {
  const desk = deskOf(command);
  const { listKeys } = await import('../record/keys-changes.js');
  const keys = await listKeys(desk);
  await print(keys, globalsOf(command), () =>
    keys.length === 0 ? [`There are no keys in ${desk.path}.`] : columns(HEADINGS, keys.map(rowOf)),
  );
};

const LASTS = 'how long it lasts, as 30m, 12h or 90d, or never';

/** The keys that let others in. */
export const addKeyCommands = (program: Command): void => {
  const key = program.command('key').description('make, list, rotate and revoke the keys that let others in');
  key
    .command('create')
    .description('make a key, shown once on stdout')
    .requiredOption('--name <who>', 'who records with it')
    .option('--scopes <list>', 'what it may do, separated by commas: read, record, correct, admin', 'read')
    .option('--expires-in <span>', LASTS, '365d')
    .action(create);
  key.command('list').description('every key there is or was, never its secret').action(list);
  key
    .command('rotate <id>')
    .description('make a key in the place of another, which ends after an overlap')
    .option('--overlap <span>', 'how long the old key still goes, as 30m, 12h or 7d', '24h')
    .option('--expires-in <span>', LASTS, '365d')
    .action(rotate);
  key.command('revoke <id>').description('end a key at once').action(revoke);
};
