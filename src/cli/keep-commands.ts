import { existsSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { holderOf, isShared, openAnew, snapshotPath } from '../record/reader.js';
import { BadQuestion, NoSuchFile } from '../record/question-refusals.js';
import { checkRebuild, Hashed, hashed, replayed } from '../record/rebuild.js';
import { saveSnapshot } from '../record/snapshot.js';
import { differenceOf, NotWhole, verify } from '../record/verify.js';
import { Refusal } from '../refusal.js';
import { openForReading, pathOf, type Store } from '../store/open-store.js';
import { globalsOf } from './options.js';
import { columns, print } from './output.js';
import { progress } from './progress.js';
import { askService } from './service.js';

/** The texts of `--source id=FILE`. */
const broughtBy = (sources: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    sources.map((given): readonly [string, string] => {
      const at = given.indexOf('=');
      if (at < 1)
        throw new BadQuestion('source', `“${given}” will not do: write the source’s id and its file, as id=FILE.`);
      const [id, file] = [given.slice(0, at), given.slice(at + 1)];
      if (!existsSync(file)) throw new NoSuchFile(file);
      return [id, readFileSync(file, 'utf8')];
    }),
  );

/** What is wrong with this computer's copy of a cluster's log, where there is one: it answers every question here. */
const replicaFindings = async (url: string, log: Store): Promise<readonly string[]> => {
  const path = isShared(url) ? pathOf(url) : undefined;
  if (path === undefined || !existsSync(path)) return [];
  try {
    const copy = await openForReading(url);
    const difference = await differenceOf(log, copy, `The replica ${path}`).finally(() => copy.close());
    return difference === undefined ? [] : [difference];
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'integrity') return [error.message];
    throw error;
  }
};

const verifyStore = async (options: Readonly<{ source: readonly string[] }>, command: Command): Promise<void> => {
  const url = globalsOf(command).store;
  const store = await openAnew(url);
  try {
    const checked = await verify(store, broughtBy(options.source), progress('verifying'));
    const found = { ...checked, findings: [...checked.findings, ...(await replicaFindings(url, store))] };
    await print(found, globalsOf(command), () => [
      `${found.events} events read. ${found.findings.length === 0 ? 'They hold together.' : ''}`.trim(),
      `Quotes: ${found.quotes.stand} stand in their source’s text, ${found.quotes.unchecked} unchecked (no text kept or brought), ${found.quotes.fail.length} do not stand.`,
      ...found.findings,
    ]);
    if (found.findings.length > 0) throw new NotWhole(found.findings);
  } finally {
    await store.close();
  }
};

const heldByService = async (url: string | undefined): Promise<Hashed | undefined> => {
  if (url === undefined) return undefined;
  const response = await askService(url, '/v1/projections').catch(() => undefined);
  return response?.ok === true ? ((await response.json()) as Hashed) : undefined;
};

const check = async (store: string, command: Command): Promise<void> => {
  const log = await openForReading(store);
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
  const { store: log, lock } = await openForWriting(store);
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

const collected = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Keeping the record right. */
export const addKeepCommands = (program: Command): void => {
  program
    .command('verify')
    .description('read the whole log again and check that it holds together, and quotes against their sources’ texts')
    .option(
      '--source <id=FILE>',
      'the text of a source that the store does not keep; may be given again',
      collected,
      [],
    )
    .action(verifyStore);
  program
    .command('rebuild')
    .description('read the log from zero and keep what it gives')
    .option('--check', 'only compare it with the snapshot and the running service, by hash')
    .action(rebuild);
};
