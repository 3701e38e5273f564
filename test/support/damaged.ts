/** A store's files with bytes changed, cut or doubled, and what becomes of whoever opens them. */

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import Libsql from 'libsql';
import { commandFrom } from '../../src/commands/check.js';
import type { AnyCommand } from '../../src/commands/list.js';
import { askBoard } from '../../src/record/ask.js';
import { askSearch } from '../../src/record/look-up.js';
import { importLines } from '../../src/record/import.js';
import { type Machine, openMachine } from '../../src/record/machine.js';
import { Refusal } from '../../src/refusal.js';
import { verify } from '../../src/record/verify.js';
import { editedLine } from './fuzz.js';
import { bundledLines } from './service.js';

/**
 * A change of a file: bytes put in at places, what follows a place cut off, or zeroes in the place of a page; or the line of
 * one event put in the place of another.
 */
export type Damage = Readonly<{
  bytes: readonly (readonly [at: number, byte: number])[];
  cut?: number;
  page?: number;
  snapshot: boolean;
  event?: Readonly<{ position: number; line: string }>;
}>;

const ofFiles: fc.Arbitrary<Damage> = fc
  .tuple(
    fc.array(fc.tuple(fc.nat(1 << 24), fc.nat(255)), { minLength: 1, maxLength: 6 }),
    fc.nat(9),
    fc.nat(1 << 24),
    fc.nat(3),
  )
  .map(([bytes, how, at, snapshot]) => ({
    bytes: how < 7 ? bytes : [],
    ...(how === 7 ? { cut: at } : {}),
    ...(how >= 8 ? { page: at } : {}),
    snapshot: snapshot === 0,
  }));

/** One event that is stored in another form than any command made. */
const ofEvents: fc.Arbitrary<Damage> = fc
  .constantFrom(...bundledLines().map((line, at) => ({ line, position: at + 1 })))
  .chain(({ line, position }) =>
    editedLine(line, false).map((made) => ({
      bytes: [],
      snapshot: false,
      event: { position, line: made.toString('utf8').trimEnd() },
    })),
  );

export const damages: fc.Arbitrary<Damage> = fc.oneof(ofFiles, ofEvents);

/** Do something in a file as SQLite sees it, and have all of it in that one file. */
const withDatabase = (path: string, work: (database: InstanceType<typeof Libsql>) => void): void => {
  const database = new Libsql(path);
  work(database);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
};

/** Put the line of an event in the place of what is stored, past everything that writes. */
const overwrite = (path: string, { position, line }: NonNullable<Damage['event']>): void =>
  withDatabase(path, (database) => {
    database.prepare('UPDATE events SET line = ? WHERE position = ?').run(line, position);
  });

const PAGE = 4096;

const damaged = (whole: Buffer, { bytes, cut, page }: Damage): Buffer => {
  const made = Buffer.from(whole);
  for (const [at, byte] of bytes) made[at % made.length] = byte;
  if (page !== undefined) {
    const at = (page % Math.ceil(made.length / PAGE)) * PAGE;
    made.fill(0, at, Math.min(made.length, at + PAGE));
  }
  return cut === undefined ? made : made.subarray(0, cut % made.length);
};

const NOW = '2030-01-01T00:00:00.000Z';

/** What anybody does with a store, one after the other. Each either does it or is refused. */
const DEEDS: readonly ((machine: Machine) => unknown)[] = [
  async ({ runner }) => askBoard(await runner.toHead(), {}, NOW),
  async ({ runner }) => askSearch(await runner.toHead(), { q: 'Japan' }, NOW),
  async ({ store }) => {
    for await (const { line } of store.readAll()) line.slice(0, 1);
  },
  ({ store }) => verify(store),
  (machine) => importLines(machine, bundledLines(), { dryRun: true }),
  ({ ledger }) =>
    ledger.execute(
      commandFrom(
        'NameActor',
        { actorId: 'japan', name: { language: 'fr', text: 'Japon' } },
        { commandId: 'x', recordedBy: 'y' },
      ) as AnyCommand,
    ),
];

const refusedOrDone = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.type;
    throw error;
  }
};

/** A store to damage again and again. */
export class Victim {
  private readonly place = mkdtempSync(join(tmpdir(), 'onrecord-damaged-'));
  private readonly path = join(this.place, 'log.db');
  private readonly kept = join(this.place, 'whole.db');
  private count = 0;

  async prepare(): Promise<void> {
    const machine = await openMachine(`sqlite:${this.kept}`);
    await importLines(machine, bundledLines(), { trustRecordedAt: true });
    await machine.close();
    withDatabase(this.kept, () => undefined);
  }

  /** What became of each deed on a damaged copy. Whatever is no refusal is thrown. */
  async suffer(damage: Damage): Promise<readonly string[]> {
    this.count += 1;
    const path = `${this.path}-${this.count}`;
    const snapshot = readFileSync(`${this.kept}.readings.json`);
    writeFileSync(path, damage.snapshot ? readFileSync(this.kept) : damaged(readFileSync(this.kept), damage));
    if (damage.snapshot) writeFileSync(`${path}.readings.json`, damaged(snapshot, damage));
    else if (damage.bytes.length % 2 === 0) copyFileSync(`${this.kept}.readings.json`, `${path}.readings.json`);
    if (damage.event !== undefined) overwrite(path, damage.event);
    try {
      return await this.done(path);
    } finally {
      for (const end of ['', '-wal', '-shm', '-writer', '.lock', '.readings.json'])
        rmSync(`${path}${end}`, { force: true });
    }
  }

  private async done(path: string): Promise<readonly string[]> {
    let machine: Machine | undefined;
    const opened = await refusedOrDone(async () => {
      machine = await openMachine(`sqlite:${path}`);
    });
    if (machine === undefined) return [opened, await this.refusedAgain(path, opened)];
    const became: string[] = [];
    for (const deed of DEEDS) became.push(await refusedOrDone(() => deed(machine as Machine)));
    became.push(await refusedOrDone(() => (machine as Machine).close()));
    return became;
  }

  /** A store that could not be opened was let go: whoever tries again is told the same, and not that it is held. */
  private async refusedAgain(path: string, first: string): Promise<string> {
    const again = await refusedOrDone(async () => (await openMachine(`sqlite:${path}`)).close());
    if (again !== first) throw new Error(`the store was refused as ${first}, and then as ${again}`);
    return again;
  }

  end(): void {
    rmSync(this.place, { recursive: true, force: true });
  }
}
