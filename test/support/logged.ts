/** The bundled record in a store’s file, with a key and a place for checkpoints, for specs that change the file by hand. */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { Proofs } from '../../src/proof/proofs.js';
import { readPublicKey, type PublicKey } from '../../src/proof/signed-note.js';
import { makeKey } from '../../src/proof/settings.js';
import { originOf } from '../../src/proof/checkpoint.js';
import { importLines } from '../../src/record/import.js';
import { openMachine } from '../../src/record/machine.js';
import { type Verification, verify } from '../../src/record/verify.js';
import { openForReading } from '../../src/store/open-store.js';

/** One change made to the file directly, as a person with a tool for SQLite would make it. */
export type Sql = Readonly<{
  run: (sql: string, ...values: readonly unknown[]) => void;
  rows: (sql: string) => unknown[][];
}>;

export type Logged = Readonly<{
  directory: string;
  path: string;
  url: string;
  places: string;
  key: PublicKey;
  keyFile: string;
  lines: readonly string[];
  /** Signs the log as it is now. */
  sign: () => Promise<void>;
  change: (work: (sql: Sql) => void) => void;
  verified: (options?: Readonly<{ unsigned?: boolean; without?: boolean }>) => Promise<Verification>;
  remove: () => void;
}>;

/** Run something with a setting of the environment, and put the setting back. */
export const withSetting = async <Result>(
  name: string,
  value: string,
  work: () => Promise<Result>,
): Promise<Result> => {
  const before = process.env[name];
  process.env[name] = value;
  try {
    return await work();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  }
};

const changed = (path: string, work: (sql: Sql) => void): void => {
  const database = new Libsql(path);
  try {
    work({
      run: (sql, ...values) => void database.prepare(sql).run(values),
      rows: (sql) => database.prepare(sql).raw().all([]) as unknown[][],
    });
  } finally {
    database.close();
  }
};

/** A store that holds some lines, with their recorded times. */
export const logged = async (lines: readonly string[]): Promise<Logged> => {
  const directory = mkdtempSync(join(tmpdir(), 'onrecord-'));
  const [path, places, keyFile] = [
    join(directory, 'store.db'),
    join(directory, 'elsewhere', 'signed'),
    join(directory, 'key'),
  ];
  const url = `sqlite:${path}`;
  const machine = await openMachine(url);
  await importLines(machine, lines, { trustRecordedAt: true });
  const key = makeKey(keyFile, originOf((await machine.proofs.tree()).leaf(0)));
  await machine.close();
  const reading = async <Result>(work: (store: Awaited<ReturnType<typeof openForReading>>) => Promise<Result>) => {
    const store = await openForReading(url);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const sign = (): Promise<void> =>
    withSetting('ONRECORD_SIGNING_KEY', keyFile, () =>
      reading(async (store) => void (await new Proofs(store, url, places).checkpoint())),
    );
  await sign();
  return {
    directory,
    path,
    url,
    places,
    key: readPublicKey('key', key),
    keyFile,
    lines,
    sign,
    change: (work) => changed(path, work),
    verified: ({ unsigned = false, without = false } = {}) =>
      reading((store) =>
        verify(store, {
          checkpoints: without ? [] : [places],
          keys: unsigned ? [] : [readPublicKey('key', key)],
        }),
      ),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
};

/** The README’s made-up record as lines that say when each was recorded. */
export const madeUpLines = (): readonly string[] => {
  const given = readFileSync('examples/first-statement.jsonl', 'utf8').trimEnd().split('\n');
  return [JSON.stringify({ type: 'RecordOpened', data: { name: 'A made-up record' } }), ...given].map((text, at) =>
    JSON.stringify({ ...(JSON.parse(text) as object), time: `2026-02-0${at + 1}T00:00:00.000Z` }),
  );
};
