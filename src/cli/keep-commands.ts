import type { Command } from 'commander';
import { knownEvents } from '../record/known-events.js';
import { holderOf, snapshotPath } from '../record/reader.js';
import { checkRebuild, Hashed, hashed, replayed } from '../record/rebuild.js';
import { saveSnapshot } from '../record/snapshot.js';
import { NotWhole } from '../record/verify.js';
import { openForReading } from '../store/open-store.js';
import { globalsOf } from './options.js';
import { columns, print } from './output.js';
import { progress } from './progress.js';
import { askService } from './service.js';

const heldByService = async (url: string | undefined): Promise<Hashed | undefined> => {
  if (url === undefined) return undefined;
  const response = await askService(url, '/v1/projections').catch(() => undefined);
  return response?.ok === true ? ((await response.json()) as Hashed) : undefined;
};

const check = async (store: string, command: Command): Promise<void> => {
  const log = knownEvents(await openForReading(store));
  try {
    const service = await heldByService(holderOf(store)?.url);
    const found = await checkRebuild(log, snapshotPath(store), service, progress('replaying'));
    const rows = found.compared.map(({ what, held, replayed: again, same }) => [
      what,
      String(held.position),
      held.sha256.slice(0, 16),
      again.sha256.slice(0, 16),
      same ? 'same' : 'DIFFERS',
    ]);
    await print(found, globalsOf(command), () => [
      `Replayed ${found.replayed.position} events from zero: ${found.replayed.sha256}`,
      ...(rows.length === 0
        ? ['Nothing to compare it with.']
        : columns(['', 'position', 'holds', 'replayed', ''], rows)),
    ]);
    const wrong = found.compared.filter(({ same }) => !same);
    if (wrong.length > 0) {
      throw new NotWhole(
        wrong.map(
          ({ what }) =>
            `The ${what} is not what a replay of the log gives: run \`onrecord rebuild\` with the service stopped.`,
        ),
      );
    }
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
