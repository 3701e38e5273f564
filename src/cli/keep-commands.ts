import type { Command } from 'commander';
import { knownEvents } from '../record/known-events.js';
import { holderOf, snapshotPath } from '../record/reader.js';
import { checkRebuild, type Comparison, type Hashed, hashed, type Rebuilt, replayed } from '../record/rebuild.js';
import { saveSnapshot } from '../record/snapshot.js';
import { NotWhole } from '../record/verify.js';
import { Refusal } from '../refusal.js';
import { openForReading } from '../store/open-store.js';
import { Refused } from './exit.js';
import { globalsOf } from './options.js';
import { columns, print } from './output.js';
import { progress } from './progress.js';
import { sendTo } from './service.js';

/** What a running service says it holds, or the refusal that it gave instead; nothing where none runs. */
const heldByService = async (url: string | undefined): Promise<Hashed | Refusal | undefined> => {
  if (url === undefined) return undefined;
  try {
    return await sendTo<Hashed>(url, '/v1/projections', { method: 'GET' });
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

const rowOf = ({ what, held, replayed: again, same }: Comparison): readonly string[] => [
  what,
  String(held.position),
  held.sha256.slice(0, 16),
  again.sha256.slice(0, 16),
  same ? 'same' : 'DIFFERS',
];

const HEADINGS = ['', 'position', 'holds', 'replayed', ''];

const checkedText = ({ replayed: again, compared, notCompared }: Rebuilt): readonly string[] => [
  `Replayed ${again.position} events from zero: ${again.sha256}`,
  ...(compared.length > 0 ? columns(HEADINGS, compared.map(rowOf)) : []),
  ...(compared.length + notCompared.length === 0 ? ['Nothing to compare it with.'] : []),
  ...notCompared.map(({ what, on, why }) => `NOT COMPARED: the ${what} on ${on}. ${why}`),
];

/** A refusal of a service, of the check. */
const refusedBy = (on: string, { kind, message }: Refusal): Refused =>
  new Refused(kind, `The service on ${on} was not compared: ${message}`);

const wrongIn = ({ compared }: Rebuilt): readonly string[] =>
  compared
    .filter(({ same }) => !same)
    .map(
      ({ what }) =>
        `The ${what} is not what a replay of the log gives: run \`onrecord rebuild\` with the service stopped.`,
    );

const check = async (store: string, command: Command): Promise<void> => {
  const log = knownEvents(await openForReading(store));
  try {
    const on = holderOf(store)?.url ?? '';
    const told = await heldByService(on === '' ? undefined : on);
    const held = told instanceof Refusal ? ({ what: 'service', on, why: told.message } as const) : told;
    const found = await checkRebuild(log, snapshotPath(store), held, progress('replaying'));
    await print(found, globalsOf(command), () => checkedText(found));
    const wrong = wrongIn(found);
    if (wrong.length > 0) throw new NotWhole(wrong);
    if (told instanceof Refusal) throw refusedBy(on, told);
  } finally {
    await log.close();
  }
};

const rebuild = async (options: Readonly<{ check?: boolean }>, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  if (options.check === true) return check(store, command);
  const { openForWriting } = await import('../store/open-store.js');
  const { store: engine, lock } = await openForWriting(store);
  const log = knownEvents(engine);
  try {
    const readings = await replayed(log, await log.head(), progress('replaying'));
    await saveSnapshot(snapshotPath(store), readings, log);
    const { position, sha256 } = hashed(readings);
    await print({ position, sha256 }, output, () => [`Rebuilt from ${position} events: ${sha256}`]);
  } finally {
    await log.close();
    lock.release();
  }
};

/** Keeping the record right. */
export const addKeepCommands = (program: Command): void => {
  program
    .command('rebuild')
    .description('read the log from zero and keep what it gives')
    .option('--check', 'only compare it with the snapshot and the running service, by hash')
    .action(rebuild);
};
