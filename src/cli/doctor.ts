import { existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { RULES_VERSION } from '../../projections/index.js';
import { holderOf, isShared, openReader, Reader, shownUrl, snapshotPath } from '../record/reader.js';
import type { Standing } from '../store/event-store.js';
import { NotWhole } from '../record/verify.js';
import { pathOf } from '../store/open-store.js';
import { StoreUnreachable } from '../store/refusals.js';
import { NoStore } from '../store/sqlite/sqlite-event-store.js';
import { Refusal } from '../refusal.js';
import { guardingOf, guardingRows } from './doctor-access.js';
import { globalsOf } from './options.js';
import { columns, print, remark } from './output.js';

type Found = Readonly<Record<string, unknown>> & Readonly<{ reachable: boolean; problem?: string }>;

const sizeOf = (path: string | undefined): number | undefined =>
  path !== undefined && existsSync(path) ? statSync(path).size : undefined;

const heldBy = (url: string): string => {
  const holder = holderOf(url);
  if (holder === undefined) return 'nobody';
  return `process ${holder.pid}${holder.url === undefined ? '' : ` on ${holder.url}`}`;
};

/** What is on this computer of a store: of an embedded one the store itself, of a cluster a copy of its log. */
const local = (url: string): Readonly<Record<string, unknown>> => {
  const file = pathOf(url);
  const bytes = sizeOf(file);
  const kept = { snapshotBytes: sizeOf(snapshotPath(url)) };
  return isShared(url)
    ? { replica: file ?? 'in memory', replicaBytes: bytes, ...kept }
    : { bytes, ...kept, heldBy: heldBy(url) };
};

const secondsSince = (time: string): number => Math.max(0, Math.floor((Date.now() - Date.parse(time)) / 1000));

/**
 * How a store stands. `asOf` is when its position was last known to be the head of the log, `lagSeconds` how long ago that
 * was, and `lag` how many events are held here and were not read.
 */
const shown = (
  { engine, version, reachable, problem, position, asOf }: Standing,
  read: Readonly<{ from: number; to: number }>,
): Found => ({
  engine,
  version,
  reachable,
  ...(problem === undefined ? {} : { problem }),
  position,
  asOf,
  lagSeconds: reachable ? 0 : secondsSince(asOf),
  lag: Math.max(0, position - read.to),
  snapshotPosition: read.from,
});

/** A log that cannot be read on has a problem too, which the store tells of. */
const examinedIn = async ({ store, runner, close }: Reader): Promise<Found> => {
  try {
    const from = runner.position;
    const broken = await runner.toHead().then(
      () => undefined,
      (error: unknown) => error,
    );
    const standing = await store.standing();
    if (broken !== undefined && standing.problem === undefined) throw broken;
    return { on: store.describe(), ...shown(standing, { from, to: runner.position }) };
  } finally {
    await close();
  }
};

const NOTHING = 'There is no store here yet: run `onrecord import FILE`.';

/** What is found of a store that cannot even be opened. */
const unopened = (error: unknown): Found => {
  if (error instanceof NoStore) return { reachable: false, advice: NOTHING };
  if (error instanceof StoreUnreachable) return { reachable: false, problem: error.message };
  throw error;
};

const examined = async (url: string): Promise<Found> => {
  const about = { node: process.version, rules: RULES_VERSION, store: shownUrl(url), ...local(url) };
  const found = await openReader(url).then(examinedIn).catch(unopened);
  return { ...about, ...found };
};

const rowsOf = (found: Found): readonly (readonly [string, string])[] =>
  Object.entries(found).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)] as const]));

const problemIn = ({ problem, reachable }: Found): Refusal | undefined => {
  if (problem === undefined) return undefined;
  return reachable ? new NotWhole([problem]) : new StoreUnreachable(problem);
};

const doctor = async (_options: unknown, command: Command): Promise<void> => {
  const { store, ...output } = globalsOf(command);
  const found = await examined(store);
  const guarding = await guardingOf(store);
  const { access, checkpoints } = guarding;
  const [worst, ...others] = [problemIn(found), ...guarding.problems].filter((problem) => problem !== undefined);
  const problems = guarding.problems.map(({ message }) => message);
  await print({ ...found, access, checkpoints, problems }, output, () =>
    columns(['what', 'is'], [...rowsOf(found), ...guardingRows(guarding)]),
  );
  for (const { message } of others) remark(message);
  if (worst !== undefined) throw worst;
};

/**
 * Saying what this runs on. It exits as unreachable where the store is, as damaged where the log cannot be read on, and as
 * `serve` would where that refuses its settings.
 */
export const addDoctor = (program: Command): void => {
  program
    .command('doctor')
    .description(
      'what this runs on: engine, version, whether it can be reached, position, who is let in, what was signed',
    )
    .action(doctor);
};
